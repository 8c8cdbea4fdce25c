"""Tells accounts what teams do when somebody closes theirs. Imported once, when the app is ready."""

from accounts.actions import when_closing
from accounts.permissions import ties
from teams.actions import closing
from teams.permissions import leaves_nobody_alone

when_closing.append(closing.close)
ties.append(leaves_nobody_alone)
