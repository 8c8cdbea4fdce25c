"""Who may do what in feedback. A request is its subject's own; no role in the team and no administrator opens it."""

from feedback.permissions.allowing import (
    can_allow_mails,
)
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
from feedback.permissions.asking import (
    can_add_people,
    can_answer_proposal,
    can_edit_request,
    can_propose_request,
    can_start_request,
    is_subject,
)
from feedback.permissions.carrying import (
    can_decide_insight,
    can_mark_insight,
    can_undo_carry,
)
from feedback.permissions.contacts import (
    can_add_contacts,
    can_confirm_contact,
    can_remove_contact,
    can_see_contacts,
    own_addresses,
)
from feedback.permissions.insights import (
    can_accept_insight,
    can_drop_insight,
    can_edit_insight,
    can_share_insight,
    can_take_back_insight,
    can_write_insight,
)
from feedback.permissions.learning import (
    can_edit_learning,
    can_finish_learning,
    can_move_learning,
    can_remove_learning,
    can_start_learning,
)
from feedback.permissions.profile import (
    can_revoke_share_link,
    can_share_profile,
    can_write_profile,
)
from feedback.permissions.questionnaires import (
    can_copy_questionnaire,
    can_edit_questionnaire,
    can_offer_questionnaire,
    can_retire_questionnaire,
)
from feedback.permissions.quotes import (
    can_answer_quote,
    can_ask_author,
    can_ask_quote,
    can_quote,
    can_stop_quotes,
    can_take_back_quote,
)
from feedback.permissions.reflecting import (
    can_reflect,
    can_remove_item,
    can_share_item,
    can_take_back_item,
    can_write_item,
)
from feedback.permissions.results import (
    can_choose_step,
    can_drop_step,
    can_finish_step,
    can_read_result,
    can_tag_card,
    is_readable,
)
from feedback.permissions.sending import (
    can_send,
)
from feedback.permissions.sending_later import (
    can_cancel_request,
    can_confirm_person,
    can_extend_request,
    can_open_link,
    can_readdress,
    can_refuse_person,
    can_remind_all,
    can_revoke_open_link,
)

__all__ = [
    "can_accept_insight",
    "can_add_contacts",
    "can_add_people",
    "can_allow_mails",
    "can_answer",
    "can_answer_proposal",
    "can_answer_quote",
    "can_ask_author",
    "can_ask_quote",
    "can_cancel_request",
    "can_choose_step",
    "can_confirm_contact",
    "can_confirm_person",
    "can_copy_questionnaire",
    "can_decide_insight",
    "can_decline",
    "can_drop_insight",
    "can_drop_step",
    "can_edit_insight",
    "can_edit_learning",
    "can_edit_questionnaire",
    "can_edit_request",
    "can_extend_request",
    "can_finish_learning",
    "can_finish_step",
    "can_lock",
    "can_mark_insight",
    "can_move_learning",
    "can_offer_questionnaire",
    "can_open",
    "can_open_link",
    "can_propose_request",
    "can_quote",
    "can_raise_concern",
    "can_read_result",
    "can_readdress",
    "can_reflect",
    "can_refuse_person",
    "can_remind_all",
    "can_remove_contact",
    "can_remove_item",
    "can_remove_learning",
    "can_retire_questionnaire",
    "can_revoke_open_link",
    "can_revoke_share_link",
    "can_say_not_me",
    "can_see_contacts",
    "can_send",
    "can_share_insight",
    "can_share_item",
    "can_share_profile",
    "can_start_learning",
    "can_start_request",
    "can_stop_mails",
    "can_stop_quotes",
    "can_tag_card",
    "can_take_back_insight",
    "can_take_back_item",
    "can_take_back_quote",
    "can_undo_carry",
    "can_undo_decline",
    "can_write_insight",
    "can_write_item",
    "can_write_profile",
    "is_readable",
    "is_subject",
    "own_addresses",
]
