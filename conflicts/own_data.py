"""What disagreements keep of one person: their own words, and what they signed. What others said is not among it."""

from django.db.models import Q

from accounts.own_data import part, told
from conflicts.models import (
    AgreementSignature,
    CaseParty,
    ConflictCase,
    FollowUpAnswer,
    MediationAssignment,
    Mediator,
    Option,
    OptionRating,
    Point,
    PointMark,
    RoomMessage,
)


@part("disagreements")
def disagreements(person) -> dict:
    mine = parts_of(person).select_related("case", "card").order_by("case_id")
    return {
        "cases": told(mine, taken_part),
        "points": told(Point.objects.filter(party__person=person), point),
        "marks": told(PointMark.objects.filter(party__person=person), mark),
        "options": told(Option.objects.filter(party__person=person), option),
        "ratings": told(OptionRating.objects.filter(party__person=person).select_related("option"), rating),
        "signed": told(AgreementSignature.objects.filter(party__person=person), signature),
        "looked_back": told(FollowUpAnswer.objects.filter(party__person=person).prefetch_related("checks"), look),
        "messages": told(RoomMessage.objects.filter(author=person).select_related("room"), message),
        "helped": told(MediationAssignment.objects.filter(person=person).select_related("disclosure"), helped),
        "pool": told(Mediator.objects.filter(person=person), lambda one: {"about": one.about}),
    }


def parts_of(person):
    """Somebody who is only named in another's draft is told nothing of it."""
    meant = Q(case__state=ConflictCase.State.DRAFT, is_opener=False)
    return CaseParty.objects.filter(person=person).exclude(meant)


def taken_part(one: CaseParty) -> dict:
    case = one.case
    card = getattr(one, "card", None)
    # Whoever said no, left or is no longer asked does not hear what became of it.
    is_inside = one.state in CaseParty.INSIDE
    return {
        "about": case.about if one.is_opener else None, "unfit": case.unfit if one.is_opener else None,
        "state": case.state if is_inside else None, "part": one.state, "began_it": one.is_opener,
        "opened_at": case.opened_at, "ended_at": case.ended_at if is_inside else None, "card": card and card.draft, "shared": card and card.shared,
        "habit": card and card.habit, "for_mediator": card and card.for_mediator,
    }  # fmt: skip


def point(one: Point) -> dict:
    return {"kind": one.kind, "text": one.text, "why": one.why, "shared_at": one.shared_at}


def mark(one: PointMark) -> dict:
    return {"said": one.kind}


def option(one: Option) -> dict:
    return {"text": one.text, "detail": one.detail, "written_at": one.created_at}


def rating(one: OptionRating) -> dict:
    return {"option": one.option.text, **one.said}


def signature(one: AgreementSignature) -> dict:
    return {"document": one.document, "name": one.typed_name, "signed_at": one.signed_at, "voided_at": one.voided_at}


def look(one: FollowUpAnswer) -> dict:
    return {
        "easier": one.easier, "left_over": one.left_over, "reopens": one.reopens, "at": one.at,
        "terms": [{"outcome": check.outcome, "note": check.note} for check in one.checks.all()],
    }  # fmt: skip


def helped(one: MediationAssignment) -> dict:
    """That they were asked to mediate, and what they told of ties; not with whom, nor what became of it."""
    said = getattr(one, "disclosure", None)
    return {
        "asked_at": one.proposed_at, "mediated_from": one.active_at,
        "has_ties": said and said.has_ties, "ties": said and said.words,
    }  # fmt: skip


def message(one: RoomMessage) -> dict:
    return {"room": one.room.kind, "text": one.text, "may_pass_on": one.may_pass_on, "at": one.at}
