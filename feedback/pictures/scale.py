"""A scale from 1 to 5 with what others said on it: columns of counts where there are many, a band where there are few. Pure.

A diamond is the median, a ring oneself; columns are striped and the band is hatched, so that no fact is a colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from feedback.statistics import HIGH, LOW

WIDTH, HEIGHT = 340, 92
LEFT, STEP = 30, 70
LEVEL, TALLEST, WIDE = 62, 40, 40
GAP = 7
EDGES = {"low": (1.0, LOW), "middle": (LOW, HIGH), "high": (HIGH, 5.0)}


@dataclass(frozen=True)
class Column:
    """How many gave this score, drawn from its top left corner. Nobody has no height."""

    score: int
    n: int
    x: float
    y: float
    height: float

    width = WIDE

    @property
    def middle(self) -> float:
        return self.x + WIDE / 2

    @property
    def stripes(self) -> list[float]:
        """The heights of the lines across it."""
        return [round(one, 1) for one in takewhile(lambda y: y < LEVEL, count(self.y + GAP, GAP))]


@dataclass(frozen=True)
class Band:
    """From where to where the median lies, roughly; `hatches` are the feet of its slanted lines."""

    x: float
    width: float
    hatches: tuple[float, ...]

    y, height = LEVEL - 14, 14


@dataclass(frozen=True)
class Scale:
    ticks: tuple
    columns: tuple[Column, ...]
    band: Band | None
    median: float | None
    own: float | None

    width, height, level, left, right = WIDTH, HEIGHT, LEVEL, LEFT, LEFT + 4 * STEP


def place(score: float) -> float:
    """Where a score is on the line."""
    return round(LEFT + (score - 1) * STEP, 1)


def scale(median: float | None, band: str, histogram: Sequence[int] | None, own: float | None) -> Scale:
    """`histogram`: five counts, or None where they are not told; then the band is drawn. `own`: one's own score."""
    return Scale(
        ticks=tuple((score, place(score)) for score in range(1, 6)),
        columns=columns(histogram or ()),
        band=None if histogram or not band else drawn(*EDGES[band]),
        median=None if median is None else place(median),
        own=None if own is None else place(own),
    )


def columns(histogram: Sequence[int]) -> tuple[Column, ...]:
    most = max(histogram, default=0) or 1
    heights = [round(TALLEST * n / most, 1) for n in histogram]
    return tuple(
        Column(score, n, place(score) - WIDE / 2, round(LEVEL - height, 1), height)
        for score, (n, height) in enumerate(zip(histogram, heights, strict=True), 1)
    )


def drawn(low: float, high: float) -> Band:
    x, end = place(low), place(high)
    return Band(x, round(end - x, 1), tuple(x + step for step in range(0, int(end - x) - 10, GAP)))
