"""Eight in the morning, Monday to Friday, wherever one lives."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from common.mornings import is_open, next_morning, open_morning

NEXT = [
    # zone, now, the next morning
    ("UTC", "2027-03-01T07:59", "2027-03-01T08:00"),  # a Monday
    ("UTC", "2027-03-01T08:00", "2027-03-02T08:00"),
    ("UTC", "2027-03-05T09:00", "2027-03-08T08:00"),  # Friday: next Monday
    ("UTC", "2027-03-06T03:00", "2027-03-08T08:00"),  # Saturday
    ("UTC", "2028-02-28T09:00", "2028-02-29T08:00"),  # a leap day
    ("Pacific/Kiritimati", "2027-03-04T17:00", "2027-03-04T18:00"),  # Friday there already
    ("Pacific/Kiritimati", "2027-03-04T18:00", "2027-03-07T18:00"),  # then Monday
    ("Pacific/Pago_Pago", "2027-03-06T02:00", "2027-03-08T19:00"),  # Friday evening there
    ("Europe/Amsterdam", "2027-03-26T09:00", "2027-03-29T06:00"),  # the clocks go forward in between
    ("Europe/Amsterdam", "2027-10-29T09:00", "2027-11-01T07:00"),  # and back
    ("Asia/Kolkata", "2027-03-01T02:00", "2027-03-01T02:30"),
]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "now", "morning"), NEXT)
def test_the_next_morning(zone, now, morning):
    assert next_morning(at(now), ZoneInfo(zone)) == at(morning)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2027-03-01T07:59", "2027-03-01T08:00"),
        ("2027-03-01T08:00", "2027-03-01T08:00"),
        ("2027-03-01T23:00", "2027-03-01T23:00"),
        ("2027-03-06T12:00", "2027-03-08T08:00"),
    ],
)
def test_what_is_late_goes_at_once_on_a_working_day(now, opens):
    assert open_morning(at(now), ZoneInfo("UTC")) == at(opens)
    assert is_open(at(now), ZoneInfo("UTC")) == (now == opens)
