"""What each of them needs, and by which yardsticks they would measure, as beside the options: what is shared, and no more."""

from dataclasses import dataclass

from conflicts.models import CaseParty, ConflictCard, ConflictCase, Point, PointMark
from conflicts.permissions import joined_parties


@dataclass(frozen=True)
class Shared:
    """A point that all can read, with who else said that it is theirs too."""

    point: Point
    party: CaseParty
    also: list[CaseParty]
    is_common: bool
    is_own: bool
    is_marked: bool


def beside(case: ConflictCase, reader: CaseParty | None) -> dict:
    """{"needs", "yardsticks", "from_cards"}: the last are what the cards say of yardsticks, in one piece each."""
    parties = {party.pk: party for party in joined_parties(case)}
    found = {kind: [] for kind in Point.Kind}
    for point in case.points.filter(party__in=parties).exclude(shared_at=None).prefetch_related("marks"):
        found[point.kind].append(shared(point, parties, reader))
    cards = ConflictCard.objects.filter(party__in=parties).exclude(shared_at=None)
    said = [(parties[card.party_id], (card.shared or {}).get("yardsticks", "")) for card in cards]
    return {
        "needs": common_first(found[Point.Kind.INTEREST]),
        "yardsticks": common_first(found[Point.Kind.CRITERION]),
        "from_cards": [(party, text) for party, text in said if text.strip()],
    }


def common_first(found: list[Shared]) -> list[Shared]:
    """What all share, then what most do."""
    return sorted(found, key=lambda one: (not one.is_common, -len(one.also)))


def shared(point: Point, parties: dict, reader: CaseParty | None) -> Shared:
    saying = {mark.party_id for mark in point.marks.all() if mark.kind == PointMark.Kind.SHARES}
    also = [party for key, party in parties.items() if key in saying]
    return Shared(
        point, parties[point.party_id], also, is_common=len(parties) > 1 and len(also) == len(parties) - 1,
        is_own=bool(reader) and point.party_id == reader.pk, is_marked=bool(reader) and reader.pk in saying,
    )  # fmt: skip
