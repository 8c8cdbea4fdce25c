"""What the parties have said to each other: shared cards and interests side by side, and what all of them share.

A mediator reads the same. Nothing that is not shared goes through here.
"""

from dataclasses import dataclass, field

from conflicts import card as questions
from conflicts.models import CaseParty, ConflictCard, ConflictCase, Point, PointMark

Part, Mark = CaseParty.State, PointMark.Kind


@dataclass
class HeardPoint:
    """An interest, with who else shares or understands it."""

    point: Point
    party: CaseParty
    shared_by: list[CaseParty]
    understood_by: list[CaseParty]
    # What the reader said to it.
    own_mark: str = ""
    is_common: bool = False


@dataclass
class Column:
    """One party: their answers as they shared them, and their interests."""

    party: CaseParty
    is_own: bool
    shared_at: object = None
    answers: list[dict] = field(default_factory=list)
    points: list[HeardPoint] = field(default_factory=list)


@dataclass
class Heard:
    columns: list[Column]
    # Interests that matter to everybody who takes part, the first first.
    common: list[HeardPoint]

    @property
    def has_needs(self) -> bool:
        return any(column.points for column in self.columns)


def heard(case: ConflictCase, reader: CaseParty | None = None) -> Heard:
    """`case` with its parties. The reader's own column comes first; None reads as nobody's own."""
    parties = {one.pk: one for one in case.parties.all() if one.state in (Part.JOINED, Part.LEFT)}
    own = reader.pk if reader else None
    columns = {pk: Column(one, pk == own) for pk, one in sorted(parties.items(), key=lambda pair: pair[0] != own)}
    for card in ConflictCard.objects.filter(case=case, party__in=parties, shared_at__isnull=False):
        columns[card.party_id].shared_at = card.shared_at
        columns[card.party_id].answers = answers_of(card.shared)
    for point in shared_points(case, parties):
        columns[point.party_id].points.append(heard_point(point, parties, own))
    found = list(columns.values())
    return Heard(found, [one for column in found for one in column.points if one.is_common])


def shared_points(case: ConflictCase, parties: dict) -> list[Point]:
    rows = Point.objects.filter(case=case, kind=Point.Kind.INTEREST, party__in=parties, shared_at__isnull=False)
    return list(rows.prefetch_related("marks"))


def answers_of(shared: dict) -> list[dict]:
    """The questions that were answered, in their order."""
    return [
        {"label": one.label, "text": shared[one.name]} for one in questions.FIELDS if shared.get(one.name, "").strip()
    ]


def heard_point(point: Point, parties: dict, own) -> HeardPoint:
    marks = {mark.party_id: mark.kind for mark in point.marks.all() if mark.party_id in parties}
    of = {kind: [parties[pk] for pk in parties if marks.get(pk) == kind] for kind in Mark}
    others = {pk for pk, one in parties.items() if one.state == Part.JOINED and pk != point.party_id}
    is_common = bool(others) and all(marks.get(pk) == Mark.SHARES for pk in others)
    return HeardPoint(
        point, parties[point.party_id], of[Mark.SHARES], of[Mark.UNDERSTANDS], marks.get(own, ""), is_common
    )
