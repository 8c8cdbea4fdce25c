"""What of disagreements waits for a person, as rows of one shape for the home page. They say no more than that it is private."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from conflicts.models.agreement import AgreementSignature, FollowUp, FollowUpAnswer, ResolutionAgreement
from conflicts.models.card import ConflictCard
from conflicts.models.case import CaseParty, ConflictCase
from conflicts.models.mediation import Acceptance, Mediation, MediationAssignment, MediationConsent
from conflicts.models.options import HandedIn, RatingRound
from feedback.models.waiting import shaped

Case, Part = ConflictCase.State, CaseParty.State


def waits(user) -> list[QuerySet]:
    """Queries to unite with those of feedback: (kind, key, who, about, until)."""
    mine = CaseParty.objects.inside(user).filter(case__state__in=ConflictCase.RUNNING)
    asked = MediationAssignment.objects.asked(user).filter(state=MediationAssignment.State.PROPOSED)
    return [shaped(mine.filter(has_to_act()), "private", key="case_id"), shaped(asked, "mediate")]


def has_to_act() -> Q:
    """A condition on parties: what the others, or the next step, wait for."""
    answers = Q(state=Part.INVITED, case__state__in=[Case.OPENED, Case.EXCHANGING])
    says = Q(case__state=Case.EXCHANGING) & ~Exists(theirs(ConflictCard).exclude(shared_at=None))
    return answers | Q(state=Part.JOINED) & (says | rates() | signs() | looks() | consents() | accepts())


def theirs(model) -> QuerySet:
    return model.objects.filter(party=OuterRef("pk"))


def in_case(model, **found) -> QuerySet:
    return model.objects.filter(case=OuterRef("case"), **found)


def undone(rows: QuerySet, deed, field: str) -> Exists:
    """There is one of `rows` about which the party has done no `deed` yet; `field` leads from the deed to the row."""
    done = deed.filter(**{field: OuterRef("pk")}, party=OuterRef(OuterRef("pk")))
    return Exists(rows.filter(~Exists(done)))


def rates() -> Q:
    rounds = in_case(RatingRound, state=RatingRound.State.RATING)
    return Q(case__state=Case.OPTIONS) & undone(rounds, HandedIn.objects.all(), "round")


def signs() -> Exists:
    offered = in_case(ResolutionAgreement, state=ResolutionAgreement.State.OFFERED)
    return undone(offered, AgreementSignature.objects.filter(voided_at=None), "agreement")


def looks() -> Exists:
    return undone(in_case(FollowUp, state=FollowUp.State.OPEN), FollowUpAnswer.objects.all(), "follow_up")


def consents() -> Exists:
    asked = in_case(Mediation, state=Mediation.State.REQUESTED)
    return undone(asked, MediationConsent.objects.all(), "mediation")


def accepts() -> Exists:
    told = in_case(MediationAssignment, state=MediationAssignment.State.DISCLOSED)
    return undone(told, Acceptance.objects.all(), "assignment")
