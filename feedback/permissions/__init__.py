"""Who may do what in feedback. A request is its subject's own; no role in the team and no administrator opens it."""

from feedback.permissions.answering import (
    can_answer,
    can_decline,
    can_lock,
    can_open,
    can_raise_concern,
    can_say_not_me,
    can_stop_mails,
    can_undo_decline,
)
from feedback.permissions.asking import can_add_people, can_edit_request, can_send, can_start_request, is_subject

__all__ = [
    "can_add_people",
    "can_answer",
    "can_decline",
    "can_edit_request",
    "can_lock",
    "can_open",
    "can_raise_concern",
    "can_say_not_me",
    "can_send",
    "can_start_request",
    "can_stop_mails",
    "can_undo_decline",
    "is_subject",
]
