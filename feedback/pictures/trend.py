"""One competency over time, a small picture of a kind: a dot for each project, joined where they can be compared. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WIDTH, HEIGHT = 340, 158
LEFT, RIGHT, TOP, LEVEL = 24, 322, 26, 126
# Less than this is no clear change: people rate very differently.
CLEAR = 0.5


@dataclass(frozen=True)
class Seen:
    """A project: its day, the median and how many replies in words; `form` says what was asked of whom. None was not shown."""

    on: date
    label: str
    median: float | None
    replies: str
    form: str


@dataclass(frozen=True)
class Dot:
    seen: Seen
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """Ready to draw. `spans`: pairs of dots that are joined."""

    dots: tuple[Dot, ...]
    spans: tuple[tuple[Dot, Dot], ...]
    levels: tuple
    first: date | None
    last: date | None

    width, height, left, right, level = WIDTH, HEIGHT, LEFT, RIGHT, LEVEL


def line(seen: Sequence[Seen]) -> Line:
    """In the order of days. Two neighbours are joined when both are shown and were asked by the same form."""
    days = [one.on for one in seen]
    dots = [None if one.median is None else Dot(one, across(one.on, days), up(one.median)) for one in seen]
    spans = [
        (before, after) for before, after in pairwise(dots) if before and after and before.seen.form == after.seen.form
    ]
    return Line(
        dots=tuple(filter(None, dots)),
        spans=tuple(spans),
        levels=tuple((score, up(score)) for score in range(1, 6)),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def across(on: date, days: Sequence[date]) -> float:
    span = (max(days) - min(days)).days
    share = (on - min(days)).days / span if span else 0.5
    return round(LEFT + 12 + share * (RIGHT - LEFT - 24), 1)


def up(score: float) -> float:
    return round(LEVEL - (score - 1) / 4 * (LEVEL - TOP), 1)


def change(seen: Sequence[Seen]) -> float | None:
    """From the last but one to the last, where they can be compared; 0 where it is no clear change."""
    told = [one for one in seen[-2:] if one.median is not None]
    if len(told) < 2 or told[0].form != told[1].form:
        return None
    moved = told[1].median - told[0].median
    return moved if abs(moved) >= CLEAR else 0.0
