"""What a package leaves on the table, and one that is better for both: for the talk after the deal. Exact. Pure.

A second, better settlement after the first is Raiffa's idea (Negotiation Journal 1985, 1:9).
"""

from dataclasses import dataclass

from negotiations.analysis.counting import at_least, exactly
from negotiations.analysis.frontier import Frontier, Point, frontier
from negotiations.analysis.points import zone
from negotiations.analysis.problem import Package, Problem


@dataclass(frozen=True, slots=True)
class ValueLeft:
    """In points. `joint`: how far the sum is below the best sum in the agreement zone; None when there is no zone.

    `mine`: how much more the own side could have while the other keeps its total; `theirs` the other way round.
    Nothing is below 0, not even for a package that the exclusions or reservations rule out.
    `better`: how many packages beat this one; None means not counted.
    """

    joint: int | None
    mine: int
    theirs: int
    better: int | None


def value_left(problem: Problem, package: Package, line: Frontier | None = None) -> ValueLeft:
    """What the package leaves. Pass the frontier of the same problem when it is there already."""
    line = line or frontier(problem)
    own, other = problem.totals(problem.check(package))
    sums = [point.own + point.other for point in zone(problem, line).points]
    mine, theirs = line.keeping_other(other), line.keeping_own(own)
    return ValueLeft(
        joint=max(0, max(sums) - own - other) if sums else None,
        mine=max(0, mine.own - own) if mine else 0,
        theirs=max(0, theirs.other - other) if theirs else 0,
        better=count_better(problem, own, other),
    )


def count_better(problem: Problem, own: int, other: int) -> int | None:
    """How many packages beat a pair of totals: no worse for both, better for one. None means not counted."""
    no_worse, same = at_least(problem, own, other), exactly(problem, own, other)
    return None if no_worse is None or same is None else no_worse - same


def better_for_both(problem: Problem, package: Package, line: Frontier | None = None) -> Package | None:
    """An efficient package that beats this one: the larger the smaller of both gains, the better; then the larger one.

    Of tied packages the one with the fewest changes. None when the package is efficient.
    """
    line = line or frontier(problem)
    own, other = problem.totals(problem.check(package))

    def gains(point: Point) -> tuple[int, int]:
        mine, theirs = point.own - own, point.other - other
        return min(mine, theirs), max(mine, theirs)

    better = [point for point in line.points if gains(point)[0] >= 0 and gains(point)[1] > 0]
    return line.best_package(max(better, key=gains), near=package) if better else None
