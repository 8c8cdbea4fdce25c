"""When people are reminded of what is due, and how often. Pure.

A step is told on a working day: what must be known in time on the working day before, what is late on the one after.
Where two steps fall on one day, only the later one is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from charters.windows import on_or_after, on_or_before

DAY, WEEK, FORTNIGHT = timedelta(days=1), timedelta(days=7), timedelta(days=14)
# For each thing with its day, and each person. A new day is a new promise, and begins anew.
MOST = 4
# What was missed is told late, as long as it may still be of use.
OLDEST = timedelta(days=31)
# So near to the end of the calendar nothing can follow any more.
LAST = date.max - (MOST + 1) * WEEK

DOERS, DECIDERS, LEADS = "doers", "deciders", "leads"
EVERYONE = frozenset({DOERS, DECIDERS, LEADS})
ON_IT = frozenset({DOERS, DECIDERS})
WHEN_LATE = frozenset({DECIDERS, LEADS})


@dataclass(frozen=True)
class Step:
    """One reminder: its name among those of its thing, the day on which it is told, and to whom."""

    name: str
    day: date
    to: frozenset[str] = EVERYONE


def for_answer(until: date) -> list[Step]:
    """A signature, an approval or a vote; afterwards it shows as overdue, and still counts."""
    week, day = Step("week", on_or_before(until - WEEK)), Step("day", on_or_before(until - DAY))
    return in_order([week, day, Step("due", on_or_before(until))])


def for_deadline(due_on: date, projected_on: date | None = None) -> list[Step]:
    """Who works on it and who answers for it before the day; then, week by week, who answers for it and the lead.

    Those weeks count from a later day that is expected, which has a step of its own.
    """
    expected = min(max(due_on, projected_on or due_on), LAST)
    steps = [Step("week", on_or_before(due_on - WEEK), ON_IT), Step("due", on_or_before(due_on), ON_IT)]
    if expected > due_on:
        steps.append(Step(f"expected {expected}", on_or_before(expected), ON_IT))
    late = [(count, on_or_after(expected + count * WEEK)) for count in range(1, MOST + 1)]
    return in_order([*steps, *[Step(f"late {expected} {count}", day, WHEN_LATE) for count, day in late]])


def for_review(on: date) -> list[Step]:
    """The day on which a team looks at its charter again."""
    return in_order([Step("fortnight", on_or_before(on - FORTNIGHT)), Step("due", on_or_before(on))])


# How far the day of a thing may lie from the days of its steps, weekends included.
BEFORE = FORTNIGHT + 2 * DAY
AFTER = MOST * WEEK + 2 * DAY


def in_order(steps: list[Step]) -> list[Step]:
    """By day; of several on one day the last, which is the most urgent."""
    return sorted({step.day: step for step in steps}.values(), key=lambda step: step.day)


@dataclass(frozen=True)
class Window:
    """The days on which a person was not reminded yet, both ends included."""

    first: date
    last: date

    @classmethod
    def after(cls, told_until: date, today: date) -> "Window":
        return cls(max(told_until + DAY, today - OLDEST), today)


def owed(steps: Iterable[Step], who: frozenset[str], window: Window, since: date, told: set[str]) -> list[Step]:
    """What one person has to hear now. Nothing of the day on which it was asked or before: then they knew."""
    mine = [step for step in steps if step.to & who and window.first <= step.day <= window.last and step.day > since]
    return [step for step in mine if step.name not in told][: max(0, MOST - len(told))]
