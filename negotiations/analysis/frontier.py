"""The efficient packages: those that no other package beats for one side without costing the other. Exact. Pure.

Scores are sums over groups of issues, so an efficient package is made of efficient parts: if a part could be bettered,
so could the whole. Therefore groups are merged one by one, and after each merge what is beaten is dropped (dynamic
programming over Pareto sets; Nemhauser and Ullmann 1969 for the knapsack). What ties is kept and counted. The cost
follows the size of the frontier, at most one point for each whole own total, and not the number of packages.

A pair of totals is one integer, own in the high bits and other in the low ones, both counted from the worst possible
total. So a merge is one addition for each pair of parts, one sort of a few sorted runs, and one running maximum.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from negotiations.analysis.compounding import Group, TooMany, assembled, groups
from negotiations.analysis.problem import Package, Problem

# In one merge: about a second and 100 MB. Whole points keep far below: 100 weight points x 100 make 10,000 totals.
MOST_SUMS = 2_000_000


class Point(NamedTuple):
    """Totals of both sides in points, and how many packages have exactly these."""

    own: int
    other: int
    packages: int


class Coding(NamedTuple):
    """How a pair of totals becomes one integer: `bits` hold the other total; both are counted from the worst ones."""

    own: int
    other: int
    bits: int

    @classmethod
    def of(cls, parts: Iterable[Group]) -> "Coding":
        """Wide enough for every sum over these groups, none of which may be empty."""
        spans = [[choice.other for choice in group.choices] for group in parts]
        own = sum(min(choice.own for choice in group.choices) for group in parts)
        return cls(own, sum(map(min, spans)), sum(max(span) - min(span) for span in spans).bit_length())

    def code(self, own: int, other: int) -> int:
        """The integer for a pair of totals."""
        return (own - self.own << self.bits) + other - self.other

    def totals(self, code: int) -> tuple[int, int]:
        """The pair of totals back."""
        return (code >> self.bits) + self.own, (code & (1 << self.bits) - 1) + self.other


def kept(codes: list[int], bits: int) -> list[int]:
    """What nothing beats, each once, by falling own total. Sorts the list it is given."""
    mask = (1 << bits) - 1
    codes.sort(reverse=True)
    best, result = -1, []
    for code in codes:
        if code & mask > best:
            best = code & mask
            result.append(code)
    return result


def merged(codes: Collection[int], steps: Collection[int], bits: int) -> list[int]:
    """What nothing beats among all sums of one of `codes` and one of `steps`. TooMany beyond `MOST_SUMS`."""
    if len(codes) * len(steps) > MOST_SUMS:
        raise TooMany(
            "These scores give so many different totals that the best packages cannot all be found in good time. "
            "Use rounder scores or weights, or fewer linked options."
        )
    return kept([code + step for step in steps for code in codes], bits)


class Stage(NamedTuple):
    """One group: its efficient choices as (code, options), and the counted frontier from this group to the last."""

    group: Group
    choices: list[tuple[int, tuple[int, ...]]]
    counts: dict[int, int]


@dataclass(frozen=True, slots=True, repr=False)
class Frontier:
    """All efficient points by falling own total (so by rising other total). Empty when exclusions leave no package."""

    points: tuple[Point, ...]
    coding: Coding
    stages: tuple[Stage, ...]

    def package(self, point: Point, nth: int = 0) -> Package:
        """The nth of the tied packages of a point, always the same one. IndexError when there are fewer."""
        if not 0 <= nth < point.packages:
            raise IndexError(f"This point has {point.packages} packages.")
        code, parts = self._code(point), []
        for stage, later in zip(self.stages, self._later(), strict=True):
            code, nth, options = _descend(stage, later, code, nth)
            parts.append((stage.group, options))
        return assembled(parts)

    def packages_of(self, point: Point, most: int | None = None) -> Iterator[Package]:
        """The tied packages of a point one after the other, all of them or at most `most`."""
        return islice((self.package(point, nth) for nth in range(point.packages)), most)

    def best_package(self, point: Point, near: Package | None = None) -> Package:
        """The tied package that changes the fewest issues of `near`; then the first in the order of the options."""
        if near is None:
            return self.package(point)
        code, parts, levels = self._code(point), [], self._levels(point, near)
        for stage, ahead in zip(self.stages, levels[1:], strict=True):
            options = {choice: ahead[code - step] for step, choice in stage.choices if code - step in ahead}
            best = min(options, key=lambda choice: (_changes(stage.group, choice, near) + options[choice], choice))
            code -= next(step for step, choice in stage.choices if choice == best)
            parts.append((stage.group, best))
        return assembled(parts)

    def keeping_other(self, other: int) -> Point | None:
        """The point that is best for the own side while the other has at least this total."""
        place = bisect_left(self.points, other, key=lambda point: point.other)
        return self.points[place] if place < len(self.points) else None

    def keeping_own(self, own: int) -> Point | None:
        """The point that is best for the other side while the own has at least this total."""
        place = bisect_left(self.points, True, key=lambda point: point.own < own)
        return self.points[place - 1] if place else None

    def _later(self):
        return [*(stage.counts for stage in self.stages), {0: 1}][1:]

    def _code(self, point):
        code = self.coding.code(point.own, point.other)
        if self.stages and code not in self.stages[0].counts:
            raise ValueError("This point is not on the frontier.")
        return code

    def _levels(self, point, near):
        """For each stage, and after the last: what can be reached from the point, with the fewest changes to come."""
        reached = [{self._code(point)}]
        for stage, later in zip(self.stages, self._later(), strict=True):
            reached.append({code - step for code in reached[-1] for step, _ in stage.choices if code - step in later})
        levels = [{0: 0}]
        for stage, codes in zip(reversed(self.stages), reversed(reached[:-1]), strict=True):
            levels.append({code: _fewest(stage, code, levels[-1], near) for code in codes})
        return levels[::-1]


def frontier(problem: Problem) -> Frontier:
    """The exact frontier over all allowed packages, without regard to reservations. May raise TooMany."""
    return frontier_of(groups(problem))


def frontier_of(parts: tuple[Group, ...]) -> Frontier:
    """The exact frontier over groups that are already joined."""
    if not all(group.choices for group in parts):
        return Frontier((), Coding(0, 0, 0), ())
    bits, stages = Coding.of(parts).bits, ()
    for group in reversed(parts):
        stages = extended(stages, group, bits)
    return finished(stages, bits)


def extended(stages: tuple[Stage, ...], group: Group, bits: int) -> tuple[Stage, ...]:
    """The stages with one more group in front. `bits` must suffice for all groups that will come together."""
    choices = efficient_choices(group, bits)
    counts = _counted(stages[0].counts if stages else {0: 1}, [step for step, _ in choices], bits)
    return Stage(group, choices, counts), *stages


def finished(stages: tuple[Stage, ...], bits: int) -> Frontier:
    """The frontier that these stages have led to."""
    coding = Coding.of([stage.group for stage in stages])._replace(bits=bits)
    counts = stages[0].counts if stages else {0: 1}
    return Frontier(tuple(Point(*coding.totals(code), packages) for code, packages in counts.items()), coding, stages)


def efficient_choices(group: Group, bits: int) -> list[tuple[int, tuple[int, ...]]]:
    """The choices of a group that none of its other choices beats, ties included, as (code, options) in their order."""
    own = min(choice.own for choice in group.choices)
    other = min(choice.other for choice in group.choices)
    codes = [(choice.own - own << bits) + choice.other - other for choice in group.choices]
    best = set(kept(codes.copy(), bits))
    return [(code, choice.options) for code, choice in zip(codes, group.choices, strict=True) if code in best]


def _counted(later, steps, bits):
    get = later.get
    return {code: sum([get(code - step, 0) for step in steps]) for code in merged(later, set(steps), bits)}


def _descend(stage, later, code, nth):
    for step, options in stage.choices:
        packages = later.get(code - step, 0)
        if nth < packages:
            return code - step, nth, options
        nth -= packages
    raise AssertionError("The counts of a frontier add up.")


def _changes(group, options, near):
    return sum(near[issue] != option for issue, option in zip(group.issues, options, strict=True))


def _fewest(stage, code, ahead, near):
    return min(
        _changes(stage.group, options, near) + ahead[code - step]
        for step, options in stage.choices
        if code - step in ahead
    )
