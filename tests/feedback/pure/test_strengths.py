"""Strengths on a profile: from enough answers, of more than one project, and never more than the first three."""

from datetime import date

import pytest

from feedback.strengths import Released, Strength, strengths

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 8)


def snapshot(**seen) -> dict:
    """`seen`: competency=(n, median)."""
    return {
        "questions": [
            {"key": key, "kind": "scale", "competency": key, "cells": [{"n": n, "median": median}] if n != 0 else []}
            for key, (n, median) in seen.items()
        ]
    }


def two(first: dict, second: dict, projects=("a", "b")) -> list[Strength]:
    return strengths([Released(projects[0], MAY, snapshot(**first)), Released(projects[1], JUNE, snapshot(**second))])


def test_what_both_projects_show_above_the_rest_is_a_strength():
    seen = {"promises": (5, 5.0), "role": (5, 3.0)}
    assert two(seen, {"promises": (7, 4.0), "role": (6, 4.0)}) == [Strength("promises", 12, 2, MAY, JUNE)]


@pytest.mark.parametrize("few", [0, 4, None])
def test_less_than_five_answers_in_one_project_are_none(few):
    assert two({"promises": (9, 5.0), "role": (9, 3.0)}, {"promises": (few, 5.0), "role": (9, 3.0)}) == []


def test_two_results_of_one_project_are_one_project():
    seen = {"promises": (5, 5.0), "role": (5, 3.0)}
    assert two(seen, seen, projects=("a", "a")) == []


def test_only_the_first_three_are_told_and_those_that_tie_are_not_parted():
    seen = {"a": (5, 5.0), "b": (5, 4.5), "c": (5, 4.0), "d": (5, 3.5), "e": (5, 3.0)}
    assert [one.competency for one in two(seen, seen)] == ["a", "b", "c"]
    tied = seen | {"d": (5, 4.0)}
    assert [one.competency for one in two(tied, tied)] == ["a", "b"]


def test_where_all_are_alike_nothing_stands_out():
    seen = dict.fromkeys("abc", (5, 4.0))
    assert two(seen, seen) == []


def test_medians_that_tie_are_told_apart_by_their_mean_over_the_projects():
    seen = [
        Released(number, MAY, snapshot(a=(5, 5.0 if number == 1 else 4.0), b=(5, 4.0), c=(5, 3.0)))
        for number in range(3)
    ]
    assert [one.competency for one in strengths(seen)] == ["a", "b"]


def test_of_several_questions_for_one_competency_the_fewest_answers_count():
    data = snapshot(role=(9, 3.0))
    data["questions"] += [
        {"key": key, "kind": "agree", "competency": "promises", "cells": [{"n": n, "median": 5.0}]}
        for key, n in (("x", 6), ("y", 5))
    ]
    found = strengths([Released("a", MAY, data), Released("b", JUNE, data)])
    assert found == [Strength("promises", 10, 2, MAY, JUNE)]
