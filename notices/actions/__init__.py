"""The verbs of notices: reading them, choosing how to hear of them, gathering the mail of the day, sending what waits."""

from notices.actions.choosing import choose, resume, stop
from notices.actions.digesting import gather
from notices.actions.reading import read, read_all, unread
from notices.actions.sending import send_due

__all__ = ["choose", "gather", "read", "read_all", "resume", "send_due", "stop", "unread"]
