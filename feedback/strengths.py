"""What may stand on a profile as a strength: seen by enough people, in more than one project, and above the rest. Pure.

Read from nothing but what released snapshots show. Of a competency only that it is among the first three is told, and
from how many answers of how many projects; never a figure, and nothing of those below.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from feedback.statistics import median

LEAST_ANSWERS, LEAST_PROJECTS, ROOM = 5, 2, 3


class Released(NamedTuple):
    """One released snapshot (feedback.snapshots), when it was made and which project it is of."""

    project: object
    on: date
    snapshot: dict


class Strength(NamedTuple):
    """A key of feedback.competencies; `answers` over all `projects`, from the first to the last of these days."""

    competency: str
    answers: int
    projects: int
    first: date
    last: date


class Seen(NamedTuple):
    """What one snapshot shows of one competency to at least LEAST_ANSWERS people together."""

    competency: str
    project: object
    on: date
    n: int
    median: float


def strengths(released: Iterable[Released]) -> list[Strength]:
    """The first three, best first. Those that tie are never parted, and where all are alike none stands out."""
    found = [seen for one in released for seen in seen_in(one)]
    enough = [own for own in of_each(found) if len({seen.project for seen in own}) >= LEAST_PROJECTS]
    ranks = [list(rank) for _, rank in groupby(sorted(enough, key=height, reverse=True), height)]
    return [told(own) for own in taken(ranks)]


def seen_in(one: Released) -> list[Seen]:
    """Where several questions ask for one competency, the fewest answers count, and the median of their medians."""
    cells = {}
    for question in one.snapshot["questions"]:
        if question["competency"] and question["kind"] in ("scale", "agree") and question["cells"]:
            cells.setdefault(question["competency"], []).append(question["cells"][-1])
    return [
        Seen(key, one.project, one.on, min(cell["n"] for cell in own), median([cell["median"] for cell in own]))
        for key, own in cells.items()
        if all((cell["n"] or 0) >= LEAST_ANSWERS for cell in own)
    ]


def of_each(found: list[Seen]) -> list[list[Seen]]:
    return [
        list(own) for _, own in groupby(sorted(found, key=lambda seen: seen.competency), lambda seen: seen.competency)
    ]


def height(own: Sequence[Seen]) -> tuple[float, float]:
    """Medians are coarse: where they tie, their mean over the projects decides."""
    medians = [seen.median for seen in own]
    return median(medians), sum(medians) / len(medians)


def taken(ranks: list[list]) -> list:
    """Whole ranks as long as there is room for them; the lowest is no strength."""
    found = []
    for rank in ranks[:-1]:
        if len(found) + len(rank) > ROOM:
            break
        found += rank
    return found


def told(own: Sequence[Seen]) -> Strength:
    days = [seen.on for seen in own]
    return Strength(
        own[0].competency, sum(seen.n for seen in own), len({seen.project for seen in own}), min(days), max(days)
    )
