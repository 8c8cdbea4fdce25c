"""When people are reminded and get the mail of their day: at eight in the morning where they live, Monday to Friday. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(8)
DAY = timedelta(days=1)
SATURDAY = 5


def morning_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone)


def is_open(now: datetime, zone: ZoneInfo) -> bool:
    """It is a working day there, and eight or later."""
    local = now.astimezone(zone)
    return local.weekday() < SATURDAY and local.time() >= MORNING


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The first such morning that is still to come."""
    local = now.astimezone(zone)
    day = local.date() if local.time() < MORNING else local.date() + DAY
    while day.weekday() >= SATURDAY:
        day += DAY
    return morning_of(day, zone)


def open_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Now, where the day's mail may go already; else the next morning."""
    return now if is_open(now, zone) else next_morning(now, zone)
