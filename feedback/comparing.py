"""Which questions of a new result stay closed, since set against earlier ones they could tell what a few people said. Pure.

Who answered an earlier request is known to nobody any more: whoever was asked may have. So in a cell of which some were
asked elsewhere, too, so many must have answered that `least` of them were surely asked here alone. Only where everybody
answered is it known who did; then what would be told is worked out (see feedback.regrouping).

The rule reads who was asked and what results show, and nothing else: that a question stays closed tells nothing more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.folding import fold
from feedback.pooling import PARTS, WORDS
from feedback.regrouping import tells


@dataclass(frozen=True)
class Result:
    """A snapshot (see feedback.snapshots), and {group: those who were asked in confidence}."""

    snapshot: dict
    asked: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Shown:
    """One cell of a question: who was asked, how many of them answered at least, and whether all did, with every part."""

    people: frozenset[str]
    answered: int
    is_everybody: bool


def without_telling(new: Result, earlier: Sequence[Result]) -> dict:
    """The new snapshot. A question that would tell has no "cells" and no "gap", and "held_back" is True."""
    questions = [_held_back(one) if _is_told(one, new, earlier) else one for one in new.snapshot["questions"]]
    return new.snapshot | {"questions": questions}


def _held_back(question):
    return question | {"cells": [], "gap": None, "held_back": True}


def _is_told(question, new, earlier):
    limits, words = new.snapshot["thresholds"], WORDS & set(PARTS[question["kind"]])
    before = [cells for one in earlier for key in _alike(question, one.snapshot) if (cells := _shown(one, key))]
    return would_tell(_shown(new, question["key"]), before, limits["text" if words else "score"])


def _alike(question, snapshot):
    """The keys of what asks the same: a question that was typed anew has another key, and the same people answer it alike."""
    return [
        one["key"]
        for one in snapshot["questions"]
        if one["key"] == question["key"] or _wording(one) == _wording(question)
    ]


def _wording(question):
    return question["kind"], fold(question["label"])


def would_tell(new: Sequence[Shown], earlier: Sequence[Sequence[Shown]], least: int) -> bool:
    """Whether cells of one question in a new result, and those of it in earlier ones, could leave fewer than `least`."""
    results = [*earlier, new]
    if all(cell.is_everybody for cells in results for cell in cells):
        return tells([_people(cells) for cells in earlier], _people(new), least)
    return any(
        _leaves_few(cell, results[:place] + results[place + 1 :], least)
        for place, cells in enumerate(results)
        for cell in cells
        if cells is new or cell.people & _everybody([new])
    )


def _leaves_few(cell, others, least):
    elsewhere = len(cell.people & _everybody(others))
    return elsewhere > 0 and cell.answered - elsewhere < least


def _people(cells):
    return [cell.people for cell in cells]


def _everybody(results):
    return frozenset().union(*(cell.people for cells in results for cell in cells))


def _shown(result, key):
    """The cells of a question that have nobody in common: without the union of all, where there are several."""
    found = [_cell(one, cell, result.asked) for one in result.snapshot["questions"] if one["key"] == key for cell in one["cells"]]  # fmt: skip
    return found[:-1] or found


def _cell(question, cell, asked):
    """Of an answer in several parts only the least is known: some wrote, and others only picked."""
    people = frozenset().union(*(asked.get(group, frozenset()) for group in cell["groups"]))
    is_whole = len(PARTS[question["kind"]]) == 1
    answered = (cell["n"] if is_whole else None) or question["least"]
    return Shown(people, answered, is_whole and answered == len(people))
