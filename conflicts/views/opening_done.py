"""What is done of the step at which disagreements stand, for several of them at once: whoever waits may know for whom."""

from conflicts.models import (
    AgreementSignature,
    CaseParty,
    ConflictCase,
    FollowUp,
    FollowUpAnswer,
    HandedIn,
    RatingRound,
    ResolutionAgreement,
)

Look = FollowUp.State


def done_in(cases: list[ConflictCase], own: list[CaseParty]) -> set:
    """Keys of parties who have handed in their ratings, or signed, as the step itself shows it. Of looks only the reader's own."""
    handed_in = HandedIn.objects.filter(case__in=cases, round__state=RatingRound.State.RATING)
    signed = AgreementSignature.objects.filter(
        case__in=cases, agreement__state=ResolutionAgreement.State.OFFERED, voided_at=None
    )
    looked = FollowUpAnswer.objects.filter(case__in=cases, party__in=own, follow_up__state=Look.OPEN)
    return set(parties(handed_in).union(parties(signed), parties(looked)))


def parties(deeds):
    return deeds.order_by().values_list("party", flat=True)


def looks_in(cases: list[ConflictCase]) -> dict:
    """{case: the look that is open, or else the next one}, of what holds."""
    rows = FollowUp.objects.filter(
        case__in=cases, agreement__state=ResolutionAgreement.State.SIGNED, state__in=[Look.OPEN, Look.PLANNED]
    )
    nearest = sorted(rows, key=lambda one: (one.state != Look.OPEN, one.due_on), reverse=True)
    return {one.case_id: one for one in nearest}
