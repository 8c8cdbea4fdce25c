"""Rules of going on from one step to the next, and back."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import CaseParty, ConflictCase
from conflicts.permissions.parties import can_work_on, joined_parties

State, Part = ConflictCase.State, CaseParty.State


def can_look_for_options(user, case: ConflictCase) -> Answer:
    """When all have said what they need: an option that was found before hears only half."""
    answer = can_work_on(user, case, State.EXCHANGING)
    if not answer:
        return answer
    if any(party.state == Part.INVITED for party in case.parties.all()):
        return Denied(_("Not everybody has said yet whether they take part."))
    shared = case.conflictcards.exclude(shared_at=None).values_list("party", flat=True)
    waited_for = [party for party in joined_parties(case) if party.pk not in set(shared)]
    if waited_for:
        return Denied(_("%(who)s has not shared a card yet.") % {"who": waited_for[0]})
    return True


def can_hear_again(user, case: ConflictCase) -> Answer:
    """Back to what people need, when the options show that something was not heard."""
    return can_work_on(user, case, State.OPTIONS)
