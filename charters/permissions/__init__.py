"""Who may do what to a charter. One rule for each verb, each with its reason."""

from charters.permissions.drafting import (
    can_answer_role,
    can_comment,
    can_edit,
    can_open_draft,
    can_prepare,
    can_reopen_comment,
    can_resolve_comment,
    can_settle_proposal,
    can_start,
    can_take_over,
)
from charters.permissions.reviewing import can_ask_review_again, can_reply_to_review, can_review_role
from charters.permissions.signing import (
    can_approve,
    can_ask_signatures,
    can_declare,
    can_decline,
    can_extend,
    can_return_to_draft,
    can_send_to_review,
    can_sign,
    can_vote,
    can_withdraw,
)

__all__ = [
    "can_answer_role",
    "can_approve",
    "can_ask_review_again",
    "can_ask_signatures",
    "can_comment",
    "can_declare",
    "can_decline",
    "can_edit",
    "can_extend",
    "can_open_draft",
    "can_prepare",
    "can_reopen_comment",
    "can_reply_to_review",
    "can_resolve_comment",
    "can_return_to_draft",
    "can_review_role",
    "can_send_to_review",
    "can_settle_proposal",
    "can_sign",
    "can_start",
    "can_take_over",
    "can_vote",
    "can_withdraw",
]
