"""Counts of disagreements by quarters of a year, and from how many on they are shown. Pure.

A quarter is named by its first day. What is counted of it is written once it is over, so that nobody sees on a page that
something happened today. The rule of five (shown from five cases on, parts only when they and what is left over are none
or five) is that of statistical offices for small counts: from the whole and a part nobody learns of fewer than five.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LEAST = 5


def quarter_of(day: date) -> date:
    """The first day of the quarter in which the day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def next_quarter(day: date) -> date:
    """The first day after the quarter in which the day lies."""
    return quarter_of(quarter_of(day) + timedelta(days=95))


def quarters(first: date, today: date) -> list[date]:
    """All quarters that are over, from that of `first` on, the earliest first."""
    found, quarter = [], quarter_of(first)
    while quarter < quarter_of(today):
        found.append(quarter)
        quarter = next_quarter(quarter)
    return found


def number_of(quarter: date) -> int:
    """1 to 4."""
    return (quarter.month + 2) // 3


@dataclass(frozen=True)
class Counts:
    """Of a quarter: how many were opened; of those, how many had come to an agreement, and to a mediator, at its end."""

    opened: int = 0
    agreed: int = 0
    mediated: int = 0


def count(cases: Iterable[tuple[bool, bool]]) -> Counts:
    """Of one pair for each case that was opened: (has come to an agreement, has had a mediator)."""
    rows = list(cases)
    return Counts(len(rows), sum(agreed for agreed, _ in rows), sum(mediated for _, mediated in rows))


def is_shown(counts: Counts) -> bool:
    return counts.opened >= LEAST


def part(of: int, whole: int) -> int | None:
    """The part as it may be shown; None where it or what is left over is one to four."""
    return of if all(one == 0 or one >= LEAST for one in (of, whole - of)) else None
