"""The map: what every package that matters is worth to both sides. Coordinates only; a template draws it. Pure.

Across stands our side, upwards theirs, each from 0 (worst possible total) to 100 percent (best possible one). The line
is drawn in steps, since between two efficient packages there is no third; where some are left out, the steps stay below
those, so that the picture never promises what there is not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negotiations.analysis.frontier import Point

WIDTH, HEIGHT = 480, 470
LEFT, TOP, SIDE = 62, 26, 392
BOTTOM, RIGHT = TOP + SIDE, LEFT + SIDE
MOST = 300
DOTTED = 120
# Labels nearer than this would cover each other.
NEAR = 30
TICKS = (0, 25, 50, 75, 100)


def thinned(points: Sequence[Point], most: int = MOST, keep: Iterable[Point] = ()) -> list[Point]:
    """At most `most` of the points, evenly by their number, with both ends; those to `keep` come on top."""
    if len(points) <= most:
        return list(points)
    places = {round(n * (len(points) - 1) / (most - 1)) for n in range(most)}
    wanted = set(keep)
    return [point for place, point in enumerate(points) if place in places or point in wanted]


@dataclass(frozen=True)
class Frame:
    """The worst and best total of each side: the edges of the picture."""

    own: tuple[int, int]
    other: tuple[int, int]

    def x(self, total: float) -> float:
        return round(LEFT + SIDE * part(self.own, total), 1)

    def y(self, total: float) -> float:
        return round(BOTTOM - SIDE * part(self.other, total), 1)


def part(span: tuple[int, int], total: float) -> float:
    """Where a total lies from worst (0) to best (1), never beyond; 1 where all are the same."""
    worst, best = span
    if best == worst:
        return 1.0
    return min(1.0, max(0.0, (total - worst) / (best - worst)))


@dataclass(frozen=True)
class Thing:
    """Something to mark. `shape` and `letter` say what it is without colour."""

    letter: str
    shape: str
    own: int
    other: int
    title: str


@dataclass(frozen=True)
class Mark:
    """What stands at one place: several things there share the shape of the first."""

    letters: str
    shape: str
    x: float
    y: float
    title: str
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Tick:
    percent: int
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Map:
    """Ready to draw. `line` and `band` are SVG paths; `zone` is None where limits are no part of the picture."""

    line: str
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    zone: Box | None = None
    band: str = ""
    has_dots: bool = True

    width, height, left, top, right, bottom = WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM
    middle_x, middle_y = LEFT + SIDE / 2, TOP + SIDE / 2


def drawn(
    frame: Frame,
    points: Sequence[Point],
    things: Sequence[Thing] = (),
    zone: tuple[int, int] | None = None,
    band: Sequence[tuple[int, int, int]] = (),
) -> Map:
    """The picture of `points` by falling own total. `zone`: from which totals on both agree; `band`: (own, low, high)."""
    dots = tuple(Dot(frame.x(point.own), frame.y(point.other)) for point in points)
    return Map(
        line=stairs(dots),
        dots=dots,
        marks=tuple(marks_of(frame, things)),
        ticks=tuple(Tick(n, round(LEFT + SIDE * n / 100, 1), round(BOTTOM - SIDE * n / 100, 1)) for n in TICKS),
        zone=box(frame, zone) if zone else None,
        band=ribbon(frame, band),
        has_dots=len(dots) <= DOTTED,
    )


def stairs(dots: Sequence[Dot]) -> str:
    """From the right end upwards: first straight left at the height of one, then up to the next."""
    if not dots:
        return ""
    steps = [f"M{dots[0].x} {dots[0].y}", *(f"H{dot.x}V{dot.y}" for dot in dots[1:])]
    return "".join(steps)


def box(frame: Frame, zone: tuple[int, int]) -> Box:
    x, y = frame.x(zone[0]), frame.y(zone[1])
    return Box(x, TOP, round(RIGHT - x, 1), round(y - TOP, 1))


def ribbon(frame: Frame, band: Sequence[tuple[int, int, int]]) -> str:
    """Along the upper edge and back along the lower one."""
    if len(band) < 2:
        return ""
    there = [f"{frame.x(own)} {frame.y(high)}" for own, _, high in band]
    back = [f"{frame.x(own)} {frame.y(low)}" for own, low, _ in reversed(band)]
    return f"M{'L'.join(there + back)}Z"


def marks_of(frame: Frame, things: Sequence[Thing]) -> list[Mark]:
    places: dict[tuple[float, float], list[Thing]] = {}
    for thing in things:
        places.setdefault((frame.x(thing.own), frame.y(thing.other)), []).append(thing)
    marks: list[Mark] = []
    for (x, y), here in places.items():
        marks.append(mark_at(x, y, here, marks))
    return marks


def mark_at(x: float, y: float, here: Sequence[Thing], earlier: Sequence[Mark]) -> Mark:
    """The letters stand towards the middle, where there is room; below the mark where others stand above it already."""
    title = " · ".join(dict.fromkeys(thing.title for thing in here))
    letters = " ".join(dict.fromkeys(thing.letter for thing in here))
    beside, anchor = (x - 11, "end") if x > RIGHT - SIDE / 5 else (x + 11, "start")
    above, below = max(y - 8, TOP + 10), min(y + 17, BOTTOM - 4)
    is_taken = any(abs(mark.label_x - beside) < NEAR and abs(mark.label_y - above) < NEAR / 2 for mark in earlier)
    return Mark(letters, here[0].shape, x, y, title, round(beside, 1), round(below if is_taken else above, 1), anchor)
