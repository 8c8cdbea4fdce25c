"""One issue alone, as a line from one end to the other: the options, where both agree, and what criteria would give. Pure.

The line is that of the numbers in the options' names ("45,000"), so that criteria with numbers have their place on it.
Where the names are no numbers the options stand evenly in their order, and criteria have no place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from negotiations.analysis.problem import Issue, Problem

WIDTH, HEIGHT = 560, 150
LEFT, RIGHT, LEVEL = 40, 520, 74
NUMBER = re.compile(r"-?\d[\d\s',.\u2019\u202f]*")


@dataclass(frozen=True)
class Spot:
    """A place on the line. `value` is its number where it has one; `is_inside` says whether it is in the zone."""

    label: str
    x: float
    value: float | None = None
    is_inside: bool = False


@dataclass(frozen=True)
class Span:
    """From where to where both agree, in pixels and, on a line of numbers, in those."""

    x: float
    end: float
    low: float | None
    high: float | None

    @property
    def width(self) -> float:
        return round(max(4.0, self.end - self.x), 1)


@dataclass(frozen=True)
class Line:
    """Ready to draw. `own_limit` and `other_limit` are spots, None where there is no such limit or it may not be seen."""

    options: tuple[Spot, ...]
    criteria: tuple[Spot, ...]
    unplaced: tuple[str, ...]
    zone: Span | None
    own_limit: Spot | None
    other_limit: Spot | None

    width, height, left, right, level = WIDTH, HEIGHT, LEFT, RIGHT, LEVEL


def number_in(words: str) -> float | None:
    """The first number of a name, thousands separated or not: "45,000 a year" is 45000. None without one."""
    found = NUMBER.search(words)
    if not found:
        return None
    digits = re.sub(r"[\s'\u2019\u202f]", "", found.group()).rstrip(",.")
    digits = re.sub(r"[,.](?=\d{3}(\D|$))", "", digits).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return None


def line(problem: Problem, criteria: Sequence[tuple[str, float]] = (), *, with_zone=True) -> Line:
    """The line of a problem with one issue. `criteria`: words and number of each."""
    issue = problem.issues[0]
    numbers = [number_in(option.name) for option in issue.options]
    if None in numbers or len(set(numbers)) < 2:
        return by_order(problem, issue, criteria, with_zone)
    return by_number(problem, issue, numbers, criteria, with_zone)


def by_number(problem: Problem, issue: Issue, numbers, criteria, with_zone) -> Line:
    everything = [*numbers, *(value for _, value in criteria)]
    low, high = min(everything), max(everything)

    def spot(label, value, inside=False):
        return Spot(label, round(LEFT + (RIGHT - LEFT) * (value - low) / (high - low), 1), value, inside)

    own, other = (reached(issue, numbers, side, limit) for side, limit in limits(problem, with_zone))
    zone = overlap(min(numbers), max(numbers), own, other) if with_zone else None
    ends = zone and [spot("", end) for end in zone]
    return Line(
        options=tuple(
            spot(option.name, value, bool(zone and zone[0] <= value <= zone[1]))
            for option, value in zip(issue.options, numbers, strict=True)
        ),
        criteria=tuple(spot(words, value, bool(zone and zone[0] <= value <= zone[1])) for words, value in criteria),
        unplaced=(),
        zone=ends and Span(ends[0].x, ends[1].x, *zone),
        own_limit=own and spot("", own[0]),
        other_limit=other and spot("", other[0]),
    )


def limits(problem: Problem, with_zone: bool):
    if not with_zone:
        return ("own", None), ("other", None)
    return ("own", problem.own_reservation), ("other", problem.other_reservation)


def reached(issue: Issue, numbers, side, limit) -> tuple[float, bool] | None:
    """Where a side's total reaches its limit, between options in proportion; and whether it wants more of the number."""
    if limit is None:
        return None
    ends = sorted(zip(numbers, (getattr(option, side) for option in issue.options), strict=True))
    rising = ends[-1][1] >= ends[0][1]
    for (before, low), (after, high) in pairwise(ends):
        if low != high and min(low, high) <= limit <= max(low, high):
            return before + (after - before) * (limit - low) / (high - low), rising
    return (ends[0][0] if (limit <= min(ends[0][1], ends[-1][1])) == rising else ends[-1][0]), rising


def overlap(low, high, *ends) -> tuple[float, float] | None:
    for place, rising in filter(None, ends):
        low, high = (max(low, place), high) if rising else (low, min(high, place))
    return (low, high) if low <= high else None


def by_order(problem: Problem, issue: Issue, criteria, with_zone) -> Line:
    step = (RIGHT - LEFT) / max(1, len(issue.options) - 1)
    least = (problem.own_reservation, problem.other_reservation)

    def suits(option):
        return all(
            limit is None or total >= limit for total, limit in zip((option.own, option.other), least, strict=True)
        )

    options = tuple(
        Spot(option.name, round(LEFT + step * place, 1), None, with_zone and suits(option))
        for place, option in enumerate(issue.options)
    )
    inside = [spot.x for spot in options if spot.is_inside]
    zone = Span(min(inside), max(inside), None, None) if inside else None
    return Line(options, (), tuple(words for words, _ in criteria), zone, None, None)
