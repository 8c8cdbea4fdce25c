"""Until the end of the day where people live, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.days import closing, end_of, extended, half_time, last_day, span, two_days_before

ENDS = [
    # zone, day, the first moment after it
    ("UTC", "2027-03-01", "2027-03-02T00:00"),
    ("UTC", "2028-02-28", "2028-02-29T00:00"),
    ("Europe/Amsterdam", "2027-03-27", "2027-03-27T23:00"),
    ("Europe/Amsterdam", "2027-03-28", "2027-03-28T22:00"),  # the clocks go forward on this day
    ("Europe/Amsterdam", "2027-10-30", "2027-10-30T22:00"),
    ("Europe/Amsterdam", "2027-10-31", "2027-10-31T23:00"),  # and back
    ("Atlantic/Azores", "2027-03-27", "2027-03-28T01:00"),  # midnight is skipped
    ("Atlantic/Azores", "2027-10-30", "2027-10-31T00:00"),  # and comes twice: the first one
    ("America/Nuuk", "2027-10-30", "2027-10-31T02:00"),  # its last hour comes twice
    ("Pacific/Kiritimati", "2027-03-01", "2027-03-01T10:00"),
    ("Pacific/Apia", "2011-12-29", "2011-12-30T10:00"),  # the next day was left out
    ("Asia/Kolkata", "2027-03-01", "2027-03-01T18:30"),
]
ZONES = ["UTC", "Europe/Amsterdam", "Atlantic/Azores", "America/Havana", "America/Nuuk", "Asia/Beirut", "Africa/Cairo",
         "Australia/Lord_Howe", "Pacific/Chatham", "America/Santiago", "Pacific/Kiritimati", "Pacific/Pago_Pago"]  # fmt: skip
INSTANT = timedelta(microseconds=1)
DAYS = st.dates(date(2026, 1, 1), date(2036, 1, 1))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "day", "end"), ENDS)
def test_the_end_of_a_day(zone, day, end):
    found = end_of(date.fromisoformat(day), ZoneInfo(zone))
    assert (found, found.tzinfo) == (at(end), UTC)


@given(DAYS, st.sampled_from(ZONES))
def test_it_is_that_day_until_then_and_no_longer(day, zone):
    zone = ZoneInfo(zone)
    end = end_of(day, zone)
    assert (end - INSTANT).astimezone(zone).date() == day
    assert end.astimezone(zone).date() == day + timedelta(days=1)
    assert last_day(end, zone) == day


AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = at("2027-03-01T23:30")  # the second of March there
SOON = "Please give people at least 3 days."
FAR = "Please choose a day within the next 30 days."


def test_the_days_to_choose_from():
    assert span(NOW, AMSTERDAM) == (date(2027, 3, 5), date(2027, 4, 1))
    assert span(NOW, ZoneInfo("UTC")) == (date(2027, 3, 4), date(2027, 3, 31))


@pytest.mark.parametrize(("day", "end"), [("2027-03-05", "2027-03-05T23:00"), ("2027-04-01", "2027-04-01T22:00")])
def test_closing(day, end):
    assert closing(date.fromisoformat(day), AMSTERDAM, NOW) == at(end)


@pytest.mark.parametrize(
    ("day", "reason"), [("2027-03-04", SOON), ("2020-01-01", SOON), ("2027-04-02", FAR), ("9999-12-31", FAR)]
)
def test_closing_too_soon_or_too_far(day, reason):
    with pytest.raises(ValueError, match=f"^{reason}$"):
        closing(date.fromisoformat(day), AMSTERDAM, NOW)


CLOSES = end_of(date(2027, 3, 10), AMSTERDAM)


@pytest.mark.parametrize(("day", "end"), [("2027-03-11", "2027-03-11T23:00"), ("2027-04-09", "2027-04-09T22:00")])
def test_extended(day, end):
    assert extended(date.fromisoformat(day), AMSTERDAM, CLOSES, NOW) == at(end)


@pytest.mark.parametrize(
    ("day", "now", "reason"),
    [
        ("2027-03-10", NOW, "Please choose a later day than now; nobody should have less time than promised."),
        ("2027-03-09", NOW, "Please choose a later day than now; nobody should have less time than promised."),
        ("2027-04-10", NOW, "Please add at most 30 days."),
        ("2027-03-20", CLOSES, "It is closed already."),
    ],
)
def test_what_cannot_be_extended(day, now, reason):
    with pytest.raises(ValueError, match=f"^{reason}$"):
        extended(date.fromisoformat(day), AMSTERDAM, CLOSES, now)


def test_it_is_open_to_the_last_instant():
    assert extended(date(2027, 3, 11), AMSTERDAM, CLOSES, CLOSES - INSTANT) == at("2027-03-11T23:00")


def test_half_time_counts_hours_that_pass():
    sent, closes = datetime(2027, 3, 27, tzinfo=AMSTERDAM), datetime(2027, 3, 29, tzinfo=AMSTERDAM)
    assert half_time(sent, closes) == at("2027-03-27T22:30")


def test_two_days_are_48_hours():
    assert two_days_before(datetime(2027, 3, 29, tzinfo=AMSTERDAM)) == at("2027-03-26T22:00")
