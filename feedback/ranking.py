"""Which competencies stand out in a snapshot, above and below. Pure.

Only from the widest cell of each question, so from nothing that is not shown. A competency with several questions has
the median of their medians. Ranked by median, then by how often it was picked as a strength. Those that tie are never
parted: a rank is taken whole as long as there is room, except that the first rank has room in any case, unless it is
all there is. Nothing is both a strength and to grow.
"""

from itertools import groupby
from typing import NamedTuple

from feedback.statistics import median

STRENGTHS, GROWTH = 3, 2


class Standing(NamedTuple):
    """`picks`: how often it was picked; where that is not counted out, 1 when it was among the most named."""

    competency: str
    median: float
    picks: int


def ranked(snapshot: dict) -> dict[str, list[Standing]]:
    """{"strengths": up to 3, the best first, "growth": up to 2, the lowest first}; more only where the first tie."""
    ranks = [list(rank) for _, rank in groupby(sorted(standings(snapshot), key=_height, reverse=True), _height)]
    if len(ranks) < 2:
        return {"strengths": [], "growth": []}
    strengths = _taken(ranks[:-1], STRENGTHS)
    rest = [rank for rank in reversed(ranks) if rank[0] not in strengths]
    return {"strengths": strengths, "growth": _taken(rest, GROWTH)}


def standings(snapshot: dict) -> list[Standing]:
    """Every competency with a median that is shown, in the order of the questions."""
    medians, picks = {}, {}
    for question in snapshot["questions"]:
        for cell in question["cells"][-1:]:
            if question["competency"] and question["kind"] in ("scale", "agree"):
                medians.setdefault(question["competency"], []).append(cell["median"])
            for pick in (cell["picked"] or ()) if question["kind"] == "pick" else ():
                picks[pick["value"]] = picks.get(pick["value"], 0) + (1 if pick["n"] is None else pick["n"])
    return [Standing(competency, median(found), picks.get(competency, 0)) for competency, found in medians.items()]


def _height(standing):
    return standing.median, standing.picks


def _taken(ranks, room):
    taken = []
    for rank in ranks:
        if taken and len(taken) + len(rank) > room:
            break
        taken += rank
    return taken
