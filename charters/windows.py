"""Working days, in which a team counts the time to answer, to object and to be reminded. Pure.

A working day is Monday to Friday; holidays differ from person to person and are not known here.
"""

from datetime import UTC, date, datetime, timedelta

DAY = timedelta(days=1)
# Where on earth a day ends last.
LAST_ZONE = timedelta(hours=12)
SATURDAY = 5


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY


def last_today(now: datetime) -> date:
    """The earliest day that is still today somewhere: nobody's last day is over before it is over for them."""
    return (now.astimezone(UTC) - LAST_ZONE).date()


def working_days_after(day: date, count: int) -> date:
    """The last day of a window of `count` working days that begins the day after: five after a Friday is the next Friday."""
    while count > 0:
        day += DAY
        count -= is_working(day)
    return day


def on_or_before(day: date) -> date:
    """The day itself, or the working day before it: for what must be known in time."""
    while not is_working(day):
        day -= DAY
    return day


def on_or_after(day: date) -> date:
    """The day itself, or the working day after it: for what can wait."""
    while not is_working(day):
        day += DAY
    return day
