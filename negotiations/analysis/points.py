"""The agreement zone and its fair points: Nash, egalitarian, Kalai-Smorodinsky, utilitarian. Exact. Pure.

A *gain* is a total minus the disagreement total d of that side: its reservation, or its worst possible total where it
has none or a lower one. A package is in the zone when no gain is negative; one that is exactly at d stays. Whatever
beats a package in the zone is in the zone too, so the zone's efficient points are those of the whole frontier in it.

Nash 1950 (Econometrica 18:155): the largest product of gains. Kalai 1977 (Econometrica 45:1623), egalitarian: the
largest smaller gain. Kalai and Smorodinsky 1975 (Econometrica 43:513): the largest smaller share of the best gain that
a side could have in the zone. Utilitarian: the largest sum. Egalitarian and Kalai-Smorodinsky settle ties by the larger
gain or share (leximin). Nash and Kalai-Smorodinsky do not depend on the scales of the sides; egalitarian and
utilitarian compare points of one side with points of the other.

Every function returns None when the zone is empty, and all tied efficient points otherwise, the one with the largest
smaller gain first.
"""

from dataclasses import dataclass
from fractions import Fraction

from negotiations.analysis.frontier import Frontier, Point
from negotiations.analysis.problem import Problem


@dataclass(frozen=True, slots=True)
class Zone:
    """Where both sides prefer a deal: their disagreement totals, and the efficient points by falling own total.

    `packages` counts all packages in the zone, efficient or not; None means not counted.
    """

    own: int
    other: int
    points: tuple[Point, ...]
    packages: int | None = None

    def gains(self, point: Point) -> tuple[int, int]:
        """How much a point is above the disagreement, for each side."""
        return point.own - self.own, point.other - self.other

    @property
    def best_gains(self) -> tuple[int, int]:
        """The most that each side could gain in the zone, not both at once. The zone must not be empty."""
        return self.points[0].own - self.own, self.points[-1].other - self.other


@dataclass(frozen=True, slots=True)
class FairPoint:
    """The best value of a rule, and all points that reach it."""

    value: int | Fraction
    points: tuple[Point, ...]

    @property
    def point(self) -> Point:
        """The one to show when there is room for one."""
        return self.points[0]


def zone(problem: Problem, frontier: Frontier) -> Zone:
    """The agreement zone. Its packages are not counted here; see `counting`."""
    own = _disagreement(problem.own_reservation, frontier.coding.own)
    other = _disagreement(problem.other_reservation, frontier.coding.other)
    return Zone(own, other, tuple(point for point in frontier.points if point.own >= own and point.other >= other))


def nash(zone: Zone) -> FairPoint | None:
    """The largest product of gains. When nobody can gain at the same time, every efficient point ties at 0."""
    return _best(zone, lambda own, other: own * other)


def egalitarian(zone: Zone) -> FairPoint | None:
    """The largest smaller gain, then the largest larger one. Its value is the smaller gain."""
    best = _best(zone, _leximin)
    return best and FairPoint(best.value[0], best.points)


def kalai_smorodinsky(zone: Zone) -> FairPoint | None:
    """The largest smaller share of the best gain, as a Fraction. None, too, when a side can gain nothing at all."""
    if not _divisible(zone):
        return None
    most_own, most_other = zone.best_gains
    best = _best(zone, lambda own, other: _leximin(own * most_other, other * most_own))
    return FairPoint(Fraction(best.value[0], most_own * most_other), best.points)


def utilitarian(zone: Zone) -> FairPoint | None:
    """The largest sum of totals. It means something only where the points of both sides are on a common scale."""
    best = _best(zone, lambda own, other: own + other)
    return best and FairPoint(best.value + zone.own + zone.other, best.points)


def normalised_utilitarian(zone: Zone) -> FairPoint | None:
    """The largest sum of both shares of the best gain, as a Fraction. None, too, when a side can gain nothing."""
    if not _divisible(zone):
        return None
    most_own, most_other = zone.best_gains
    best = _best(zone, lambda own, other: own * most_other + other * most_own)
    return FairPoint(Fraction(best.value, most_own * most_other), best.points)


def _disagreement(reservation, worst):
    return worst if reservation is None else max(reservation, worst)


def _divisible(zone):
    return bool(zone.points) and min(zone.best_gains) > 0


def _leximin(own, other):
    return (own, other) if own < other else (other, own)


def _best(zone, value):
    if not zone.points:
        return None
    values = [value(*zone.gains(point)) for point in zone.points]
    best = max(values)
    tied = [point for point, reached in zip(zone.points, values, strict=True) if reached == best]
    tied.sort(key=lambda point: _leximin(*zone.gains(point)), reverse=True)
    return FairPoint(best, tuple(tied))
