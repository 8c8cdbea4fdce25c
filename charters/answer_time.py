"""Until when a team has agreed to answer a question. Pure.

The communication agreement says it in words: “4 hours”, “30 minutes, weekdays 8:00 to 18:00”, “2 working days”. Hours
run on through the night: working hours and quiet hours are not reckoned with, since nobody can be sure to read them
right. What ends on a weekend ends on the next working day at the same hour.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import ceil

from charters.content import Clause, Content
from charters.due import COUNTS
from charters.windows import on_or_after, working_days_after

# What is further away is no time to answer in.
LONGEST = timedelta(days=366)
HOURS = {"minute": 1 / 60, "min": 1 / 60, "hour": 1, "hr": 1, "h": 1}
DAYS = {"day": 1, "d": 1, "week": 7}
NUMBER = rf"(?P<count>\d{{1,4}}(?:[.,]\d)?|an?|{'|'.join(COUNTS)})"
# Of “2 to 4 hours” one may count on the four.
RANGE = rf"(?:(?:\d{{1,4}}|{'|'.join(COUNTS)}) ?(?:-|to|or) ?)?"
UNIT = r"(?P<working>(?:working|work|business|week)[ -]?)?(?P<unit>minute|min|hour|hr|h|day|d|week)s?"
SPAN = re.compile(rf"(?<![\w:.,]){RANGE}{NUMBER}[ -]?{UNIT}(?!\w)")


@dataclass(frozen=True)
class Span:
    """How long: hours that run on, days, or working days; one of them. `words` are those of the agreement."""

    hours: float = 0
    days: int = 0
    working_days: int = 0
    words: str = ""


DEFAULT = Span(working_days=2)


def agreed(content: Content) -> Span:
    """What is agreed for normal matters; else for any that says a time; else two working days."""
    channels = content.of("communication_agreement")
    normal = [one for one in channels if one["urgency"] == "normal"]
    return first(normal) or first(channels) or DEFAULT


def first(channels: Iterable[Clause]) -> Span | None:
    return next((span for one in channels if (span := read(one["respond_within"]))), None)


def read(text: str) -> Span | None:
    """The first time that the words name; None where they name none."""
    plain = " ".join(text.replace("–", "-").casefold().split())
    found = SPAN.search(plain)
    span = found and span_of(found, " ".join(text.split()))
    return span if span and length(span) <= LONGEST else None


def span_of(found: re.Match, words: str) -> Span | None:
    count, unit = count_of(found["count"]), found["unit"]
    if not count:
        return None
    # “4 business hours” run on like others: nobody knows when they begin. So does half a day.
    if unit in HOURS or count * DAYS[unit] < 1:
        return Span(hours=count * HOURS.get(unit, 24), words=words)
    days = ceil(count * DAYS[unit])
    return Span(working_days=days, words=words) if found["working"] else Span(days=days, words=words)


def count_of(text: str) -> float:
    if text in ("a", "an"):
        return 1
    return COUNTS.get(text) or float(text.replace(",", "."))


def length(span: Span) -> timedelta:
    return timedelta(hours=span.hours, days=span.days + 2 * span.working_days)


def answer_by(asked_at: datetime, span: Span, zone: tzinfo) -> datetime:
    """The moment, reckoned where the asker lives. Hours are as long as hours are; days keep the hour of the clock."""
    if span.hours:
        ends = (asked_at.astimezone(UTC) + timedelta(hours=span.hours)).astimezone(zone)
        return at(on_or_after(ends.date()), ends.time(), zone) if is_weekend(ends) else ends.astimezone(UTC)
    asked = asked_at.astimezone(zone)
    day = (
        working_days_after(asked.date(), span.working_days)
        if span.working_days
        else asked.date() + timedelta(days=span.days)
    )
    return at(on_or_after(day), asked.time(), zone)


def is_weekend(moment: datetime) -> bool:
    return on_or_after(moment.date()) != moment.date()


def at(day: date, hour: time, zone: tzinfo) -> datetime:
    """That hour on that day; where the clock skips it, the same time later."""
    return datetime.combine(day, hour.replace(fold=0), zone).astimezone(UTC)
