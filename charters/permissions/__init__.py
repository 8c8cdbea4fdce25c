"""Who may do what to a charter. One rule for each verb, each with its reason."""

from charters.permissions.drafting import can_begin_amendment, can_edit, can_start
from charters.permissions.preparing import (
    can_adopt_proposal,
    can_dismiss_proposal,
    can_open_draft,
    can_prepare,
    can_restore_proposal,
    can_settle_proposal,
    can_share,
)
from charters.permissions.reviewing import (
    can_answer_role,
    can_ask_role_again,
    can_reply_to_review,
    can_review_role,
)
from charters.permissions.signing import (
    can_approve,
    can_ask_signatures,
    can_declare,
    can_decline,
    can_extend,
    can_return_to_draft,
    can_send_to_review,
    can_sign,
    can_sign_as,
    can_vote,
    can_withdraw,
)
from charters.permissions.talking import (
    can_answer,
    can_comment,
    can_reopen_comment,
    can_reply,
    can_resolve_comment,
    can_take_over,
)

__all__ = [
    "can_adopt_proposal",
    "can_answer",
    "can_answer_role",
    "can_approve",
    "can_ask_role_again",
    "can_ask_signatures",
    "can_begin_amendment",
    "can_comment",
    "can_declare",
    "can_decline",
    "can_dismiss_proposal",
    "can_edit",
    "can_extend",
    "can_open_draft",
    "can_prepare",
    "can_reopen_comment",
    "can_reply",
    "can_reply_to_review",
    "can_resolve_comment",
    "can_restore_proposal",
    "can_return_to_draft",
    "can_review_role",
    "can_send_to_review",
    "can_settle_proposal",
    "can_share",
    "can_sign",
    "can_sign_as",
    "can_start",
    "can_take_over",
    "can_vote",
    "can_withdraw",
]
