import pytest

from feedback.ranking import ranked


def question(competency, *medians, kind="scale", picked=None):
    cells = [{"median": median, "picked": picked} for median in medians]
    return {"kind": kind, "competency": competency, "cells": cells}


def result(medians, picks=()):
    picked = [{"value": value, "n": n} for value, n in dict(picks).items()]
    questions = [question(competency, median) for competency, median in medians.items()]
    return {"questions": [*questions, question("", None, kind="pick", picked=picked)]}


def names(found):
    return ["".join(standing.competency for standing in found[side]) for side in ("strengths", "growth")]


@pytest.mark.parametrize(
    ("medians", "picks", "strengths", "growth"),
    [
        ({"a": 5, "b": 4, "c": 3, "d": 2, "e": 1}, {}, "abc", "ed"),
        ({"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 3.5}, {}, "edf", "ab"),
        # ties are broken by picks alone
        ({"a": 4, "b": 4, "c": 4, "d": 4, "e": 4, "f": 4}, {"c": 3, "f": 1}, "cf", "abde"),
        # who ties with the third has no room, and so the third has none either
        ({"a": 5, "b": 5, "c": 4, "d": 4, "e": 2}, {}, "ab", "e"),
        # the first rank has room in any case
        ({"a": 5, "b": 5, "c": 5, "d": 5, "e": 2}, {}, "abcd", "e"),
        ({"a": 4, "b": 4}, {}, "", ""),
        ({"a": 4}, {}, "", ""),
        ({"a": 4, "b": 3}, {}, "a", "b"),
        ({"a": 4, "b": 4, "c": 3}, {"b": None}, "ba", "c"),
        ({}, {"a": 3}, "", ""),
    ],
)
def test_who_ties_is_never_parted(medians, picks, strengths, growth):
    assert names(ranked(result(medians, picks))) == [strengths, growth]


def test_the_widest_cell_speaks_and_what_is_not_shown_does_not():
    made = {"questions": [question("a", 1.0, 5.0), question("b", 3.0), question("c"), question("a", 4.0, kind="agree")]}
    assert {side: [tuple(one) for one in found] for side, found in ranked(made).items()} == {
        "strengths": [("a", 4.5, 0)],
        "growth": [("b", 3.0, 0)],
    }
