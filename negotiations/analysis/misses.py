"""When no package suits both sides: which come nearest, and which smaller limits would open a zone. Exact. Pure."""

from dataclasses import dataclass

from negotiations.analysis.frontier import Frontier, Point
from negotiations.analysis.points import Zone, zone
from negotiations.analysis.problem import Problem


@dataclass(frozen=True, slots=True)
class Miss:
    """An efficient point outside the zone, and by how many points each side misses its limit there (0: it does not)."""

    point: Point
    own_short: int
    other_short: int


@dataclass(frozen=True, slots=True)
class NoZone:
    """What to say instead of fair points.

    `nearest`: the points whose larger shortfall is smallest, as a share of what lies between worst and best for that
    side (so no common scale is needed); then the smaller shortfall decides; all that tie, by falling own total.
    `own_reservation`: the highest own limit that opens a zone while the other's stays; `other_reservation` likewise.
    `own_change` and `other_change` are how far they fall. None means that this change alone opens no zone.
    """

    nearest: tuple[Miss, ...]
    own_reservation: int | None
    own_change: int | None
    other_reservation: int | None
    other_change: int | None

    @property
    def shared(self) -> Miss:
        """The smallest change of both limits: each gives way by its shortfall here."""
        return self.nearest[0]


def no_zone(problem: Problem, frontier: Frontier) -> NoZone | None:
    """How far apart the sides are; None when a zone exists or when exclusions leave no package at all."""
    around = zone(problem, frontier)
    if around.points or not frontier.points:
        return None
    own, other = frontier.keeping_other(around.other), frontier.keeping_own(around.own)
    return NoZone(
        nearest_misses(frontier, around),
        own and own.own,
        own and around.own - own.own,
        other and other.other,
        other and around.other - other.other,
    )


def nearest_misses(frontier: Frontier, around: Zone) -> tuple[Miss, ...]:
    """The efficient points with the smallest shortfalls, as `NoZone.nearest` explains."""
    own_span = max(1, frontier.points[0].own - frontier.coding.own)
    other_span = max(1, frontier.points[-1].other - frontier.coding.other)
    misses = [Miss(p, max(0, around.own - p.own), max(0, around.other - p.other)) for p in frontier.points]
    shares = [sorted((m.other_short * own_span, m.own_short * other_span), reverse=True) for m in misses]
    least = min(shares)
    return tuple(miss for miss, share in zip(misses, shares, strict=True) if share == least)
