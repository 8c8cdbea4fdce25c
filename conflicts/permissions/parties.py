"""Who is part of a disagreement, and what every rule about one begins with."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.permissions import Answer, Denied
from conflicts.models import CaseParty, ConflictCase, MediationAssignment

State, Part = ConflictCase.State, CaseParty.State
MOST_PARTIES = 8


def party_of(user, case: ConflictCase) -> CaseParty | None:
    """The person's own part, also as somebody who is asked at an address of theirs; None where they have none (any more)."""
    present = [party for party in case.parties.all() if party.state in CaseParty.INSIDE and is_told(party, case)]
    return next((party for party in present if party.person_id == user.pk), None) or asked_at_address(user, present)


def is_told(party: CaseParty, case: ConflictCase) -> bool:
    return party.is_opener or case.opened_at is not None


def asked_at_address(user, parties: list[CaseParty]) -> CaseParty | None:
    unknown = {party.address: party for party in parties if party.person_id is None}
    if not unknown:
        return None
    confirmed = EmailAddress.objects.filter(user_id=user.pk, verified=True).values_list("email", flat=True)
    return next((unknown[address] for address in confirmed if address in unknown), None)


def joined_party(user, case: ConflictCase) -> CaseParty | None:
    party = party_of(user, case)
    return party if party and party.state == Part.JOINED else None


def joined_parties(case: ConflictCase) -> list[CaseParty]:
    return [party for party in case.parties.all() if party.state == Part.JOINED]


def is_opener(user, case: ConflictCase) -> bool:
    party = party_of(user, case)
    return bool(party and party.is_opener)


def mediating(user, case: ConflictCase) -> MediationAssignment | None:
    """The person's assignment while they are the neutral whom all who take part have accepted."""
    rows = MediationAssignment.objects.open_to(user).filter(case=case)
    return rows.select_related("mediation").first()


def can_work_on(user, case: ConflictCase, *states: str) -> Answer:
    """For every verb of those who take part: they do, and the case stands where this is done."""
    party = party_of(user, case)
    if party is None:
        return Denied(_("Only those who take part in it do this."))
    if party.state != Part.JOINED:
        return Denied(_("First say whether you take part."))
    return case.state in states or Denied(not_now(case))


def not_now(case: ConflictCase) -> str:
    """Why something is not done in the state in which the case is."""
    if case.is_over:
        return _("This is over: %(state)s.") % {"state": case.get_state_display()}
    return str(NOT_NOW[case.state])


NOT_NOW = {
    State.DRAFT: gettext_lazy("It is your private draft. Nobody else takes part yet."),
    State.OPENED: gettext_lazy("The others have not answered yet."),
    State.EXCHANGING: gettext_lazy("You are still hearing each other out."),
    State.OPTIONS: gettext_lazy("You are looking for options now."),
    State.AGREEING: gettext_lazy("You are writing the agreement now."),
    State.SIGNED: gettext_lazy("You have agreed, and all have signed."),
    State.FOLLOW_UP: gettext_lazy("You have agreed, and look now whether it holds."),
}
