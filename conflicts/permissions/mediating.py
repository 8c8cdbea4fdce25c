"""Rules of calling a neutral: by consent of all who take part, at any step, and ended by any of them."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import ConflictCase, Mediation
from conflicts.permissions.parties import can_work_on, joined_parties, joined_party

State = Mediation.State
# Whoever asked, and somebody did not want it, asks again after so long; others need not wait.
PAUSE = timedelta(days=7)


def open_mediation(case: ConflictCase) -> Mediation | None:
    """What goes on: asked for, choosing, or with a mediator."""
    return next((one for one in case.mediations.all() if one.state in Mediation.OPEN), None)


def last_mediation(case: ConflictCase) -> Mediation | None:
    return next(iter(case.mediations.all()), None)


def can_talk_of_mediation(user, case: ConflictCase) -> Answer:
    """For every verb of parties about a mediation."""
    answer = can_work_on(user, case, *ConflictCase.RUNNING)
    if not answer:
        return answer
    return len(joined_parties(case)) > 1 or Denied(_("Nobody else takes part yet. A mediator helps where two do."))


def can_request_mediation(user, case: ConflictCase) -> Answer:
    answer = can_talk_of_mediation(user, case)
    if not answer:
        return answer
    last = last_mediation(case)
    if last and last.state in Mediation.OPEN:
        return Denied(_("Somebody asked for a mediator already."))
    return may_ask_again(joined_party(user, case), last)


def may_ask_again(party, last: Mediation | None) -> Answer:
    if last is None or last.state != State.REFUSED or last.requested_by_id != party.pk:
        return True
    again = last.ended_at + PAUSE
    return timezone.now() >= again or Denied(
        _("Not everybody wanted a mediator. You can ask again from %(day)s on; another of you can ask now.")
        % {"day": date_format(timezone.localtime(again), "j F")}
    )


def has_consented(user, mediation: Mediation) -> bool:
    own = {party.pk for party in mediation.case.parties.all() if party.person_id == user.pk}
    return any(one.party_id in own for one in mediation.consents.all())


def can_consent_to_mediation(user, case: ConflictCase) -> Answer:
    """Also for somebody who joins when it has begun: nobody is in a mediation who did not say yes."""
    answer = can_talk_of_mediation(user, case)
    if not answer:
        return answer
    mediation = open_mediation(case)
    if mediation is None:
        return Denied(_("Nobody has asked for a mediator."))
    return not has_consented(user, mediation) or Denied(_("You said yes already."))


def can_refuse_mediation(user, case: ConflictCase) -> Answer:
    answer = can_consent_to_mediation(user, case)
    if answer and open_mediation(case).state != State.REQUESTED:
        return Denied(_("It has begun. You can leave it."))
    return answer


def can_leave_mediation(user, case: ConflictCase) -> Answer:
    """Any time, without a reason; also to take back what one asked for."""
    answer = can_talk_of_mediation(user, case)
    if not answer:
        return answer
    return open_mediation(case) is not None or Denied(_("There is no mediation now."))
