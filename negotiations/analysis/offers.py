"""Several offers at once that are worth the same to us and differ for them (MESO). Pure.

Three, after the Program on Negotiation's advice: which one they like best tells what matters to them. Every offer is
checked; the search for them is a heuristic: for each choice on each issue, the best packages with that choice. All
other issues are merged by halving again and again (n log n merges instead of n^2). It gives up, and says so, after the
`POOL` best candidates for the other side, with at most `TIED` of those that tie with the same choice.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice
from operator import ne
from typing import NamedTuple

from negotiations.analysis.compounding import Choice, Group, groups
from negotiations.analysis.frontier import Coding, Frontier, Point, extended, finished
from negotiations.analysis.problem import Package, Problem

POOL = 600
TIED = 40
APART = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """A package and what it is worth to both sides, in points."""

    package: Package
    own: int
    other: int


@dataclass(frozen=True, slots=True)
class OfferSet:
    """Offers, the best for the other side first; any two differ on two issues. `why` says why some are missing."""

    offers: tuple[Offer, ...]
    why: str = ""


def equal_offers(
    problem: Problem, score: int, tolerance: int, least_for_other: int | None = None, number: int = 3
) -> OfferSet:
    """Offers with own totals from `score` to `score + tolerance` and, for the other, the highest minimum that is found.

    Each gives the other at least `least_for_other` (their reservation when None). ValueError for a negative tolerance
    or fewer than one offer.
    """
    if tolerance < 0 or number < 1:
        raise ValueError("Ask for at least one offer, with a tolerance of 0 or more.")
    least = problem.other_reservation if least_for_other is None else least_for_other
    seats = _seats(groups(problem), score, score + tolerance, least)
    found, chosen = _chosen(_packages(seats), number)
    offers = (Offer(package, *problem.totals(package)) for package in chosen)
    return OfferSet(
        tuple(sorted(offers, key=lambda offer: (-offer.other, -offer.own))), _why(found, len(chosen), number)
    )


def _why(candidates, chosen, number):
    if chosen == number:
        return ""
    if not candidates:
        return "No package was found in this range that is acceptable to them."
    if candidates == 1:
        return "Only one package was found in this range that is acceptable to them."
    return f"No {number} packages were found in this range that are acceptable to them and differ on two issues each."


class _Seat(NamedTuple):
    """One choice of a group and one efficient point of all others; sorted with the best for the other side first."""

    other: int
    own: int
    number: int
    choice: Choice
    point: Point
    group: Group
    rest: Frontier


def _seats(parts, low, high, least):
    """Every choice with every efficient point of the rest that brings the own total into the range."""
    seats = []
    for number, (group, rest) in enumerate(_each_and_rest(parts)):
        for choice in group.choices:
            for point in _between(rest.points, low - choice.own, high - choice.own):
                other = point.other + choice.other
                if least is None or other >= least:
                    seats.append(_Seat(-other, -point.own - choice.own, number, choice, point, group, rest))
    return sorted(seats, key=lambda seat: seat[:4])


def _between(points, low, high):
    """The points with own totals in the range; they fall along the frontier."""
    return points[bisect_left(points, -high, key=_falling) : bisect_right(points, -low, key=_falling)]


def _falling(point):
    return -point.own


def _each_and_rest(parts):
    """Every group with the frontier of all other groups."""
    if not parts or not all(group.choices for group in parts):
        return
    waiting = [(parts, ())]
    bits = Coding.of(parts).bits
    while waiting:
        some, stages = waiting.pop()
        if len(some) == 1:
            yield some[0], finished(stages, bits)
            continue
        first, second = some[: len(some) // 2], some[len(some) // 2 :]
        waiting.append((second, _extended(stages, first, bits)))
        waiting.append((first, _extended(stages, second, bits)))


def _extended(stages, parts, bits):
    for group in reversed(parts):
        stages = extended(stages, group, bits)
    return stages


def _packages(seats):
    """Their packages in this order, each once."""
    seen = set()
    for seat in seats:
        numbers = sorted(issue for stage in seat.rest.stages for issue in stage.group.issues)
        for options in seat.rest.packages_of(seat.point, TIED):
            chosen = dict(zip(numbers, options, strict=True)) | dict(
                zip(seat.group.issues, seat.choice.options, strict=True)
            )
            package = tuple(chosen[issue] for issue in sorted(chosen))
            if package not in seen:
                seen.add(package)
                yield package


def _chosen(packages, number):
    """How many packages were looked at, and the first set of `number` that are apart; else the largest such set."""
    looked_at, apart, largest = [], [], []
    for place, package in enumerate(islice(packages, POOL)):
        apart.append(_remember(looked_at, apart, package))
        looked_at.append(package)
        for size in range(len(largest), number):
            others = _mutually(apart, apart[place], size)
            if others is None:
                break
            largest = [*others, place]
        if len(largest) == number:
            break
    return len(looked_at), [looked_at[place] for place in largest]


def _remember(looked_at, apart, package):
    """Marks the package in all earlier ones that are apart from it, and returns its own marks: a bit for each."""
    marks = 0
    for place, earlier in enumerate(looked_at):
        if sum(map(ne, earlier, package)) >= APART:
            marks |= 1 << place
            apart[place] |= 1 << len(looked_at)
    return marks


def _mutually(apart, allowed, number):
    """The first `number` places among the allowed bits that are all apart from each other; None if there are none."""
    if number == 0:
        return []
    while allowed:
        place = (allowed & -allowed).bit_length() - 1
        allowed &= allowed - 1
        others = _mutually(apart, allowed & apart[place], number - 1)
        if others is not None:
            return [place, *others]
    return None
