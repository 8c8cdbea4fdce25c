"""What is looked at again, when, and what all answers say together. No database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.agreements import (
    AGREEMENTS,
    Answer,
    Outcome,
    agreements_of,
    is_held,
    is_stale,
    mean,
    next_look,
    outcome,
    outcomes,
)
from charters.content import Content
from charters.due import parse
from charters.kinds import KINDS
from charters.pictures.kept import kept
from tests.harbour import clause

TODAY = date(2026, 1, 10)
PHONE = clause("communication_agreement", {"channel": "Phone"})


def dated(starts, ends):
    return Content("x", [PHONE, clause("dates", {"starts": parse(starts), "ends": parse(ends)})])


def test_agreements_are_how_people_work_together_in_the_order_of_reading():
    clauses = [clause(name, {}) for name in KINDS if not KINDS[name].parent]
    assert [one.kind for one in agreements_of(Content("x", clauses))] == list(AGREEMENTS)


@pytest.mark.parametrize(
    ("starts", "ends", "day"),
    [
        ("", "", date(2026, 4, 10)),
        ("2026-01-10", "2026-12-31", date(2026, 4, 10)),
        ("2026-01-10", "2026-05-10", date(2026, 3, 11)),
        ("2025-09-01", "2026-05-30", date(2026, 1, 14)),
        ("2025-09-01", "2026-03-01", date(2026, 4, 10)),
        ("2025-10-01", "2026-04-21", date(2026, 4, 10)),
        ("adoption", "adoption + 2 months", date(2026, 4, 10)),
        ("2026-01-10", "adoption + 2 months", date(2026, 2, 8)),
        ("2026-05-01", "2026-02-01", date(2026, 4, 10)),
        ("TBD", "2026-02-01", date(2026, 4, 10)),
    ],
)
def test_the_next_look_is_the_usual_day_or_half_time_if_that_is_still_to_come_and_nearer(starts, ends, day):
    assert next_look(dated(starts, ends), TODAY, 3) == day


def test_where_nothing_is_agreed_there_is_no_next_look():
    assert next_look(Content("x", [clause("purpose", {"text": "We ship."})]), TODAY, 3) is None


@pytest.mark.parametrize(
    ("due", "stale"),
    [(None, False), (date(2026, 1, 10), False), (date(2025, 12, 12), False), (date(2025, 12, 11), True)],
)
def test_a_charter_is_stale_thirty_days_after_its_day(due, stale):
    assert is_stale(due, TODAY) is stale


@pytest.mark.parametrize(
    ("answered", "asked", "held"),
    [(0, 0, False), (0, 1, False), (1, 1, True), (1, 2, False), (2, 2, True), (2, 3, False), (3, 3, True), (3, 9, True), (2, 9, False)],
)  # fmt: skip
def test_a_review_counts_when_three_took_part_or_all_of_a_smaller_team(answered, asked, held):
    assert is_held(answered, asked) is held


def test_an_outcome_counts_verdicts_and_grades():
    found = outcome([Answer("keep", 1), Answer("change", 2), Answer("change", 3), Answer("", 0), Answer("drop", None)])
    assert found.verdicts == {"keep": 1, "change": 2, "drop": 1}
    assert found.kept == {1: 1, 2: 1, 3: 1, 4: 0, 5: 0, 0: 1}
    assert (found.givers, found.mean) == (3, 2.0)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([Answer("keep", 5), Answer("drop", 1)], Outcome()),
        ([Answer("keep", 5), Answer("keep", 0), Answer("keep", 0)], Outcome({"keep": 3, "change": 0, "drop": 0}, None)),
        ([Answer("", 5), Answer("", 5), Answer("keep", 5)], Outcome(None, {1: 0, 2: 0, 3: 0, 4: 0, 5: 3, 0: 0})),
    ],
)
def test_below_three_givers_a_part_says_nothing(answers, found):
    assert outcome(answers) == found


# As properties: random groups that mark random agreements

answer = st.builds(Answer, st.sampled_from(["", "keep", "change", "drop"]), st.sampled_from([None, 0, 1, 2, 3, 4, 5]))
group = st.dictionaries(st.sampled_from("abcdef"), st.lists(answer, max_size=9))
OTHER = {"keep": "drop", "change": "keep", "drop": "change"}


def told(answers):
    """Everything that is shown or kept of a review's answers."""
    found = outcomes(answers)
    return found, mean(found.values()), {key: kept(one) for key, one in found.items()}


def graded(one):
    return one.kept not in (None, 0)


@given(group, st.randoms())
def test_the_order_of_givers_makes_no_difference(answers, chance):
    shuffled = {key: chance.sample(rows, len(rows)) for key, rows in answers.items()}
    assert told(shuffled) == told(answers)


@given(group)
def test_no_part_is_counted_from_one_or_two_people(answers):
    for key, one in outcomes(answers).items():
        assert one.verdicts is None or sum(one.verdicts.values()) == sum(bool(row.verdict) for row in answers[key]) >= 3
        assert one.kept is None or one.givers == sum(graded(row) for row in answers[key]) >= 3


@given(group)
def test_what_is_hidden_changes_nothing_of_what_is_shown(answers):
    """Others in its place, or nobody at all, and every number, mean and picture stays: nothing can be reckoned back."""
    found = outcomes(answers)
    others = {key: [hidden(found[key], row, other) for row in rows] for key, rows in answers.items()}
    nobody = {key: [hidden(found[key], row, nothing) for row in rows] for key, rows in answers.items()}
    assert told(others) == told(nobody) == told(answers)


def hidden(found, row, become):
    """The row with other values where its part is not shown."""
    verdict = row.verdict if found.verdicts else become(row).verdict
    return replace(row, verdict=verdict, kept=row.kept if found.kept else become(row).kept)


def other(row):
    return Answer(OTHER.get(row.verdict, ""), 6 - row.kept if graded(row) else row.kept)


def nothing(_row):
    return Answer()


@given(group)
def test_the_mean_lies_between_one_and_five_and_is_of_what_is_shown(answers):
    found = outcomes(answers)
    grades = [row.kept for key, rows in answers.items() for row in rows if found[key].kept and graded(row)]
    assert mean(found.values()) == (sum(grades) / len(grades) if grades else None)


def test_the_picture_says_by_shape_and_number_what_it_shows():
    picture = kept(outcome([Answer("keep", 2), Answer("change", 2), Answer("change", 5)]))
    assert [(bar.shape, bar.count, bar.width) for bar in picture.bars] == [
        ("keep", 1, 55),
        ("change", 2, 110),
        ("drop", 0, 0),
    ]
    assert [(column.label, column.count) for column in picture.columns] == [
        ("1", 0), ("2", 2), ("3", 0), ("4", 0), ("5", 1), ("?", 0),
    ]  # fmt: skip
    assert (picture.mean, picture.mean_x) == (3, picture.columns[2].middle)
