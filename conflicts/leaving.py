"""Tells accounts what disagreements do when somebody closes theirs. Imported once, when the app is ready.

Leaving a team needs nothing: a disagreement belongs to those who take part in it. Nor does being shut out by an
administrator, who would learn of it otherwise: whoever cannot sign in reads nothing, and the others can end it.
"""

from accounts.actions import when_closing
from conflicts.actions import leaving

when_closing.append(leaving.close)
