"""Somebody is no longer part of a disagreement that goes on: what they kept for themselves goes, what waits for them goes on."""


from conflicts.actions.purging import forget_drafts, void_signatures
from conflicts.actions.ratings import settle_round
from conflicts.models import AgreementTerm, CaseParty, MediationConsent, ResolutionAgreement, Room

State = ResolutionAgreement.State


def part_with(party: CaseParty) -> None:
    """The case is held. What they shared stays with the others."""
    party.become(CaseParty.State.LEFT)
    party.save(update_fields=["state"])
    forget_drafts([party])
    Room.objects.filter(party=party).delete()
    MediationConsent.objects.filter(party=party).delete()
    reword_agreement(party)
    settle_round(party.case)


def reword_agreement(party: CaseParty) -> None:
    """An agreement that is not signed by all named them: it is written again, and signed anew by those who stay."""
    for agreement in ResolutionAgreement.objects.filter(case=party.case_id, state__in=[State.DRAFT, State.OFFERED]):
        AgreementTerm.objects.filter(agreement=agreement, owner=party).update(owner=None)
        if agreement.state == State.OFFERED:
            take_back_offer(agreement)


def take_back_offer(agreement: ResolutionAgreement) -> None:
    void_signatures(agreement)
    agreement.become(State.DRAFT)
    agreement.document, agreement.content_hash, agreement.offered_at = "", "", None
    agreement.revision += 1
    agreement.save(update_fields=["state", "document", "content_hash", "offered_at", "revision"])
