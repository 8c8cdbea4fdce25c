"""Rules of answering. Whoever holds a personal link, or is signed in as the person asked, is the respondent."""

from django.utils.translation import gettext_lazy as _

from common.permissions import Answer, Denied
from feedback.models import FeedbackInvitation

State = FeedbackInvitation.State
OVER = _("This has closed. Nothing more can be sent.")


def can_answer(invitation: FeedbackInvitation) -> Answer:
    if not invitation.request.takes_answers:
        return Denied(OVER)
    if invitation.is_locked:
        return Denied(_("You locked your answers."))
    return invitation.state in (State.SENT, State.SUBMITTED, State.DECLINED) or Denied(OVER)


def can_decline(invitation: FeedbackInvitation) -> Answer:
    return can_answer(invitation)


def can_undo_decline(invitation: FeedbackInvitation) -> Answer:
    return can_answer(invitation)
