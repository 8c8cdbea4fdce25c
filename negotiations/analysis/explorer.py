"""Everything that the explorer's page says about a negotiation, in one call. Exact at any size. Pure."""

from dataclasses import dataclass, replace
from time import perf_counter
from typing import Literal

from negotiations.analysis import points
from negotiations.analysis.compounding import groups
from negotiations.analysis.counting import at_least
from negotiations.analysis.frontier import Frontier, Point, frontier_of
from negotiations.analysis.misses import NoZone, no_zone
from negotiations.analysis.points import FairPoint, Zone
from negotiations.analysis.problem import Package, Problem

METHOD = "Exact: all packages, merged issue by issue; what is beaten is dropped, what ties is counted."


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result. `points` is the frontier without regard to reservations, by falling own total.

    `own_range` and `other_range` are the worst and best possible totals, None when exclusions leave no package. Fair
    points are None when the zone is empty; then `no_zone` tells how far apart the sides are. Raw `utilitarian` needs a
    common scale; `normalised_utilitarian` does not.
    """

    problem: Problem
    frontier: Frontier
    outcomes: int
    zone: Zone
    nash: FairPoint | None
    egalitarian: FairPoint | None
    kalai_smorodinsky: FairPoint | None
    utilitarian: FairPoint | None
    normalised_utilitarian: FairPoint | None
    no_zone: NoZone | None
    own_range: tuple[int, int] | None
    other_range: tuple[int, int] | None
    seconds: float
    method: str = METHOD
    exact: bool = True

    @property
    def points(self) -> tuple[Point, ...]:
        """The efficient points of all packages, in the zone or not."""
        return self.frontier.points

    def package(self, point: Point, near: Package | None = None) -> Package:
        """The package to show for a point: with the fewest changes from `near`, then the first in the issues' order."""
        return self.frontier.best_package(point, near)

    def share(self, side: Literal["own", "other"], total: int) -> float:
        """Where a total lies between worst (0) and best (1) for a side."""
        return _share(self.own_range if side == "own" else self.other_range, total)


def analyse(problem: Problem, *, with_reservations: bool = True) -> Analysis:
    """Frontier, zone, fair points and ranges. May raise TooMany when links join too many combinations."""
    started = perf_counter()
    if not with_reservations:
        problem = problem.without_reservations()
    parts = groups(problem)
    efficient = frontier_of(parts)
    zone = points.zone(problem, efficient)
    zone = replace(zone, packages=at_least(problem, zone.own, zone.other, parts) if zone.points else 0)
    return Analysis(
        problem=problem,
        frontier=efficient,
        outcomes=problem.outcomes,
        zone=zone,
        nash=points.nash(zone),
        egalitarian=points.egalitarian(zone),
        kalai_smorodinsky=points.kalai_smorodinsky(zone),
        utilitarian=points.utilitarian(zone),
        normalised_utilitarian=points.normalised_utilitarian(zone),
        no_zone=no_zone(problem, efficient),
        own_range=_range(efficient.coding.own, [point.own for point in efficient.points[:1]]),
        other_range=_range(efficient.coding.other, [point.other for point in efficient.points[-1:]]),
        seconds=perf_counter() - started,
    )


def totals(problem: Problem, package: Package) -> tuple[int, int]:
    """What a package is worth to both sides: (own, other). ValueError when it does not fit the issues."""
    return problem.totals(problem.check(package))


def share(problem: Problem, side: Literal["own", "other"], total: int) -> float:
    """Where a total lies between worst (0) and best (1) for a side; 1 when all packages are the same to it."""
    sums = [[getattr(choice, side) for choice in group.choices] for group in groups(problem)]
    return _share((sum(map(min, sums)), sum(map(max, sums))) if all(sums) else None, total)


def _range(worst, best):
    return (worst, best[0]) if best else None


def _share(span, total):
    if span is None or span[0] == span[1]:
        return 1.0
    return (total - span[0]) / (span[1] - span[0])
