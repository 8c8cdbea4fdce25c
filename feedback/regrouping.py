"""Whether asking again would tell single people by what has changed since. Pure.

Two results of almost the same people differ by the answers of the few others. So a new request may leave out nobody
or `least` people, add nobody or `least`, and not ask the very same people the same again. And with the cells that all
requests show if everybody answers: a cell less any cells of the others is nobody or `least` people. Then so is a union
of cells less others: what is left of it is left of one of its cells, too.
"""

from collections import Counter
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
    return CELLS if tells(related, _cells(new, least), least) else None


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


def tells(former: Sequence[Sequence[frozenset[str]]], new: Sequence[frozenset[str]], least: int) -> bool:
    """Whether the new cells, or former ones with the help of the new, leave a few people. `former`: the cells of each."""
    before = [cell for cells in former for cell in cells]
    return any(_left(whole, before, least) for whole in new) or any(
        _left(whole, before + new, least) - _left(whole, before, least) for whole in before
    )


def _left(whole, cells, least):
    """Every few people who are what remains of the whole without some of the cells.

    They remain of all cells that have none of them, if they remain of any.
    """
    fews = _fews(_rare(whole, cells, least), least)
    return {few for few in fews if whole.difference(*(cell for cell in cells if not cell & few)) == few}


def _rare(whole, cells, least):
    """Those who share all their cells with fewer than `least`: the others remain together or not at all."""
    places = {person: tuple(person in cell for cell in cells) for person in whole}
    alike = Counter(places.values())
    return [person for person in whole if alike[places[person]] < least]


def _fews(people, least):
    return (frozenset(few) for size in range(1, least) for few in combinations(people, size))
