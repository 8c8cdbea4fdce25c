"""Tells accounts what feedback does when somebody closes theirs. Imported once, when the app is ready.

Leaving a team needs nothing: who is a keeper of it no more reads no result of it (FeedbackRequest.objects.visible_to),
and what people prepared or wrote for themselves stays theirs.
"""

from accounts.actions import when_closing
from feedback.actions import leaving

when_closing.append(leaving.close)
