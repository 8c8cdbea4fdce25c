"""Tells accounts what notices do when somebody closes theirs. Imported once, when the app is ready."""

from accounts.actions import when_closing
from notices.actions import closing

when_closing.append(closing.close)
