"""When people are reminded: which days, who, how often. Without a database."""

from datetime import date

import pytest

from charters import reminding
from charters.reminding import DECIDERS, DOERS, EVERYONE, LEADS, ON_IT, WHEN_LATE, Window, owed

R, A, LEAD = frozenset({DOERS}), frozenset({DECIDERS}), frozenset({LEADS})


def day(text):
    return date.fromisoformat(f"2027-{text}")


def steps(found):
    return [(step.name, f"{step.day:%m-%d}") for step in found]


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("03-17", [("week", "03-10"), ("day", "03-16"), ("due", "03-17")]),  # a Wednesday
        ("03-15", [("week", "03-08"), ("day", "03-12"), ("due", "03-15")]),  # Monday: the day before is a Friday
        ("03-14", [("week", "03-05"), ("due", "03-12")]),  # Sunday: two on one Friday are one
        ("03-13", [("week", "03-05"), ("due", "03-12")]),  # Saturday: the day before is the same Friday
    ],
)
def test_who_is_asked_is_reminded_a_week_and_a_day_before_and_on_the_day(until, told):
    assert steps(reminding.for_answer(day(until))) == told


def test_a_deadline_speaks_before_and_then_week_by_week_to_others():
    found = reminding.for_deadline(day("03-14"))  # a Sunday
    assert [(step.name, f"{step.day:%m-%d}", step.to) for step in found] == [
        ("week", "03-05", ON_IT),
        ("due", "03-12", ON_IT),
        ("late 2027-03-14 1", "03-22", WHEN_LATE),
        ("late 2027-03-14 2", "03-29", WHEN_LATE),
        ("late 2027-03-14 3", "04-05", WHEN_LATE),
        ("late 2027-03-14 4", "04-12", WHEN_LATE),
    ]


def test_a_later_day_that_is_expected_has_its_own_step_and_the_weeks_count_from_it():
    found = reminding.for_deadline(day("03-10"), day("03-24"))
    assert steps(found)[:4] == [
        ("week", "03-03"),
        ("due", "03-10"),
        ("expected 2027-03-24", "03-24"),
        ("late 2027-03-24 1", "03-31"),
    ]
    assert reminding.for_deadline(day("03-10"), day("03-01")) == reminding.for_deadline(day("03-10"))


def test_a_review_is_told_a_fortnight_before_and_on_the_day():
    assert steps(reminding.for_review(day("03-14"))) == [("fortnight", "02-26"), ("due", "03-12")]


@pytest.mark.parametrize(
    ("who", "first", "last", "since", "told", "found"),
    [
        (R, "03-01", "03-31", "01-01", set(), ["week", "due"]),
        (A, "03-01", "03-31", "01-01", set(), ["week", "due", "late 2027-03-10 1", "late 2027-03-10 2"]),
        (LEAD, "03-01", "04-30", "01-01", set(), [f"late 2027-03-10 {n}" for n in (1, 2, 3, 4)]),
        (EVERYONE, "03-04", "03-10", "01-01", set(), ["due"]),
        (EVERYONE, "03-03", "03-09", "01-01", set(), ["week"]),
        (EVERYONE, "03-03", "03-10", "03-03", set(), ["due"]),  # asked on that day: they know
        (EVERYONE, "03-03", "03-10", "01-01", {"week"}, ["due"]),
        (EVERYONE, "03-03", "04-30", "01-01", {"x", "y", "z"}, ["week"]),
        (EVERYONE, "03-03", "04-30", "01-01", {"w", "x", "y", "z"}, []),
        (frozenset(), "03-01", "04-30", "01-01", set(), []),
    ],
)
def test_what_one_person_has_to_hear(who, first, last, since, told, found):
    window = Window(day(first), day(last))
    owing = owed(reminding.for_deadline(day("03-10")), who, window, day(since), told)
    assert [step.name for step in owing] == found


def test_what_was_missed_for_longer_than_a_month_is_not_told_any_more():
    assert Window.after(day("03-01"), day("03-03")) == Window(day("03-02"), day("03-03"))
    assert Window.after(day("03-01"), day("06-01")) == Window(day("05-01"), day("06-01"))


def test_the_end_of_the_calendar_breaks_no_reminder():
    steps = reminding.for_deadline(date(2027, 3, 12), date.max)
    assert max(step.day for step in steps) <= date.max
