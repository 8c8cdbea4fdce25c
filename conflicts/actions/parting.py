"""Somebody is no longer part of a disagreement that goes on: what they kept for themselves goes, what waits for them goes on."""

from conflicts.actions.agreeing import written_again
from conflicts.actions.following import settle_looks
from conflicts.actions.mediating import party_left
from conflicts.actions.purging import forget_drafts
from conflicts.actions.ratings import settle_round
from conflicts.models import AgreementTerm, CaseParty, Room


def part_with(party: CaseParty, *, by) -> None:
    """The case is held. What they shared stays with the others."""
    party.become(CaseParty.State.LEFT)
    party.save(update_fields=["state"])
    forget_drafts([party])
    Room.objects.filter(party=party).delete()
    reword_agreement(party)
    settle_round(party.case)
    settle_looks(party.case)
    party_left(party.case, by=by)


def reword_agreement(party: CaseParty) -> None:
    """An agreement that is not signed by all named them: it is written again, and signed anew by those who stay."""
    for agreement in party.case.agreements.open():
        AgreementTerm.objects.filter(agreement=agreement, owner=party).update(owner=None)
        written_again(agreement)
