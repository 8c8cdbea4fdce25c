"""The verbs of notices: reading them, and sending what waits in the outbox."""

from notices.actions.reading import read, read_all
from notices.actions.sending import send_due

__all__ = ["read", "read_all", "send_due"]
