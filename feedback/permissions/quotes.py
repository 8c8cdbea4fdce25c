"""Rules of quotes: words of a named answer, of a released result, asked by its subject, and given by its author alone."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey, Mode, QuoteConsent
from feedback.permissions.asking import is_subject
from feedback.permissions.sending import OPEN_ASKS, OUTSIDE_A_DAY, stopped

State = QuoteConsent.State


def can_ask_quote(user, request: FeedbackRequest) -> Answer:
    if not is_subject(user, request):
        return Denied(_("Only the person whom it is about asks for a quote."))
    return request.state == FeedbackRequest.State.RELEASED or Denied(_("Quotes come from a result that is released."))


def can_quote(user, invitation: FeedbackInvitation) -> Answer:
    """Whether words of this answer may be quoted at all. Reads `request` and `group`: fetch them with the invitation."""
    if not can_ask_quote(user, invitation.request):
        return can_ask_quote(user, invitation.request)
    if invitation.group.mode != Mode.NAMED or invitation.group.key == GroupKey.SELF:
        return Denied(_("Only answers given with a name can be quoted. What was confidential stays so."))
    return True


def can_ask_author(user, invitation: FeedbackInvitation) -> Answer:
    """Whether one more mail may go there. Addresses that want no mail, or wait with three answers already, are told apart by nobody."""
    waiting = QuoteConsent.objects.filter(author_address=invitation.address, state=State.ASKED).count()
    if max(waiting, pressed(invitation)) >= OPEN_ASKS or stopped({invitation.normal_address}):
        return Denied(_("%(who)s cannot be reached just now.") % {"who": invitation})
    today = QuoteConsent.objects.filter(subject_id=user.pk, asked_on=timezone.localdate()).count()
    return today < OUTSIDE_A_DAY or Denied(
        _("You can ask for %(most)d quotes a day. Go on tomorrow.") % {"most": OUTSIDE_A_DAY}
    )


def pressed(invitation: FeedbackInvitation) -> int:
    """How often words of this answer were asked for today, also if taken back since, or refused at any time."""
    asks = Q(asked_on=timezone.localdate()) | Q(state__in=[State.REFUSED, State.WITHDRAWN])
    return QuoteConsent.objects.filter(asks, invitation=invitation).count()


def can_take_back_quote(user, consent: QuoteConsent) -> Answer:
    if consent.subject_id != user.pk:
        return Denied(_("Only who asked takes it back."))
    return consent.can_become(State.TAKEN_BACK) or Denied(_("There is nothing to take back any more."))


def can_stop_quotes(consent: QuoteConsent) -> Answer:
    """Whoever can answer can say that they want no more mails of this kind."""
    return can_answer_quote(consent)


def can_answer_quote(consent: QuoteConsent) -> Answer:
    """Its author, at any time, as long as the quote is asked for: also to take it back, or to change their mind."""
    return consent.state != State.TAKEN_BACK or Denied(_("This quote is no longer asked for."))
