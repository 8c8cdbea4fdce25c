"""Whether asking again would tell single people by what has changed since. Pure.

Two results of almost the same people differ by the answers of the few others. So a new request may leave out nobody
or `least` people, add nobody or `least`, and not ask the very same people the same again. And with the cells that all
requests show if everybody answers: no cell, and no union of the cells of one request, is allowed to be made of cells
of other requests and 1 to `least` - 1 people more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from feedback.thresholds import partition

LEFT_OUT, ADDED, SAME, CELLS = "left_out", "added", "same", "cells"


@dataclass(frozen=True)
class Before:
    """A former request: who was asked in confidence, the keys of what, and the people of each group."""

    people: frozenset[str]
    questions: frozenset[str]
    groups: tuple[frozenset[str], ...] = ()


def refusal(
    before: Iterable[Before],
    people: frozenset[str],
    questions: frozenset[str],
    least: int,
    groups: Sequence[frozenset[str]] = (),
) -> str | None:
    """The rule that a new request would break, or None.

    LEFT_OUT, ADDED: fewer than `least` people are missing or new. SAME: the same people and one of the same questions.
    CELLS: the groups together would tell fewer than `least`. Without `groups` a request is one group. Which former
    requests count is up to the caller.
    """
    before = list(before)
    new = Before(people, questions, tuple(groups))
    rules = [rule for former in before if (rule := _against(former, new, least))]
    if rules:
        return rules[0]
    related = [_cells(former, least) for former in before if former.questions & questions]
    return CELLS if _tells(related, _cells(new, least), least) else None


def _against(former, new, least):
    if _few(former.people - new.people, least):
        return LEFT_OUT
    if _few(new.people - former.people, least):
        return ADDED
    return SAME if former.people == new.people and former.questions & new.questions else None


def _few(people, least):
    return 0 < len(people) < least


def _cells(request, least):
    groups = [group for group in request.groups or (request.people,) if group]
    shown = partition({str(place): len(group) for place, group in enumerate(groups)}, least)
    return [frozenset().union(*(groups[int(place)] for place in cell.groups)) for cell in shown.cells]


def _tells(former, new, least):
    """The new cells against the former ones, and each of the former against the others with some of the new."""
    mine = [*_unions(new)]
    if _nearly(mine, {frozenset()}, [cell for cells in former for cell in cells], least):
        return True
    for place, cells in enumerate(former):
        others = [cell for other in former[:place] + former[place + 1 :] for cell in other]
        if _nearly(_unions(cells), mine, others, least):
            return True
    return False


def _nearly(wholes, starts, cells, least):
    """Whether one of the wholes is one of the starts and some of the cells, nobody twice, and a few people more."""
    return any(
        _few(whole - covered, least)
        for whole in wholes
        for covered in _covered({start for start in starts if start <= whole}, [c for c in cells if c <= whole])
    )


def _covered(starts, cells):
    covered = set(starts)
    for cell in cells:
        covered |= {people | cell for people in covered if not people & cell}
    return covered


def _unions(cells):
    for size in range(1, len(cells) + 1):
        for some in combinations(cells, size):
            yield frozenset().union(*some)
