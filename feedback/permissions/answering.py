"""Rules of answering. Whoever holds a personal link, or is signed in as the person asked, is the respondent."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.permissions import Answer, Denied
from feedback.models import FeedbackInvitation, GroupKey

State = FeedbackInvitation.State
OVER = _("This has closed. Nothing more can be sent.")
LOCKED = _("You locked your answers.")
# No link lives longer, whatever was extended.
LIFE = timedelta(days=90)


def can_open(invitation: FeedbackInvitation) -> Answer:
    """Whether a link still leads anywhere."""
    if not invitation.request.takes_answers or is_too_old(invitation.request):
        return Denied(OVER)
    return invitation.state in (State.SENT, State.SUBMITTED, State.DECLINED) or Denied(OVER)


def is_too_old(request) -> bool:
    return request.sent_on is None or timezone.localdate() > request.sent_on + LIFE


def can_answer(invitation: FeedbackInvitation) -> Answer:
    if invitation.is_locked:
        return Denied(LOCKED)
    return can_open(invitation)


def can_decline(invitation: FeedbackInvitation) -> Answer:
    """Nobody declines to answer about themselves: they leave it."""
    if invitation.group.key == GroupKey.SELF:
        return Denied(_("What you say about yourself is yours; leave it empty."))
    return can_answer(invitation)


def can_undo_decline(invitation: FeedbackInvitation) -> Answer:
    return can_answer(invitation)


def can_say_not_me(invitation: FeedbackInvitation) -> Answer:
    return can_decline(invitation)


def can_lock_answers(invitation: FeedbackInvitation) -> Answer:
    """Only what was sent can be locked."""
    if invitation.state != State.SUBMITTED:
        return Denied(_("Send your answers first."))
    return can_open(invitation)


def can_stop_mails(invitation: FeedbackInvitation) -> Answer:
    """Also with locked answers: it is about mails."""
    return can_open(invitation) if invitation.group.key != GroupKey.SELF else Denied(OVER)


def can_raise_concern(invitation: FeedbackInvitation) -> Answer:
    return can_stop_mails(invitation)


# A draft is kept, and sent, as long as one can answer.
can_save_draft = can_submit = can_answer
