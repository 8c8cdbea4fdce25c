"""When a request for feedback closes, and when it reminds: days where people live, moments in UTC. Pure.

Every moment given must know its zone. A refusal is a ValueError with words for people.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

LEAST_DAYS, MOST_DAYS, MOST_MORE_DAYS = 3, 30, 30
DAY, INSTANT = timedelta(days=1), timedelta(microseconds=1)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment after the day; where the clocks skip midnight, the moment at which they do."""
    return datetime.combine(day + DAY, time(0), zone).astimezone(UTC)


def last_day(closes: datetime, zone: ZoneInfo) -> date:
    """The day whose end it is: the other way of `end_of`."""
    return (closes.astimezone(UTC) - INSTANT).astimezone(zone).date()


def span(now: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day on which a request may close."""
    today = now.astimezone(zone).date()
    return today + LEAST_DAYS * DAY, today + MOST_DAYS * DAY


def closing(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment at which a request closes that is open until the end of the day, 3 to 30 days from today."""
    first, last = span(now, zone)
    if day < first:
        raise ValueError(_("Please give people at least %(least)d days.") % {"least": LEAST_DAYS})
    if day > last:
        raise ValueError(_("Please choose a day within the next %(most)d days.") % {"most": MOST_DAYS})
    return end_of(day, zone)


def extended(day: date, zone: ZoneInfo, closes: datetime, now: datetime) -> datetime:
    """The later moment at which the request closes instead; up to 30 days more, and only while it is open."""
    if now >= closes:
        raise ValueError(_("It is closed already."))
    old = last_day(closes, zone)
    if day <= old:
        raise ValueError(_("Please choose a later day than now; nobody should have less time than promised."))
    if day > old + MOST_MORE_DAYS * DAY:
        raise ValueError(_("Please add at most %(most)d days.") % {"most": MOST_MORE_DAYS})
    return end_of(day, zone)


def half_time(sent: datetime, closes: datetime) -> datetime:
    """In UTC, since clock times of one zone are an hour off across a clock change."""
    sent, closes = sent.astimezone(UTC), closes.astimezone(UTC)
    return sent + (closes - sent) / 2


def two_days_before(closes: datetime) -> datetime:
    """48 hours, whatever the clocks do."""
    return closes.astimezone(UTC) - 2 * DAY
