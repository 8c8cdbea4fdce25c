"""Until when an answer is agreed: words become a span, a span becomes a moment where the asker lives. No database."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charters.answer_time import DEFAULT, Span, agreed, answer_by, read
from charters.content import Content
from tests.harbour import clause

BERLIN, NEW_YORK, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("4 hours", Span(hours=4)),
        ("24h", Span(hours=24)),
        ("4-hour", Span(hours=4)),
        ("an hour", Span(hours=1)),
        ("1.5 hours", Span(hours=1.5)),
        ("1,5 h", Span(hours=1.5)),
        ("15 min", Span(hours=0.25)),
        ("30 minutes, weekdays 8:00 to 18:00", Span(hours=0.5)),
        ("Weekdays 8:00-18:00: within 2 to 4 hours", Span(hours=4)),
        ("2–4 h", Span(hours=4)),
        ("4 business hours", Span(hours=4)),
        ("one day", Span(days=1)),
        ("within a day", Span(days=1)),
        ("1 week", Span(days=7)),
        ("2 working days", Span(working_days=2)),
        ("Two business days", Span(working_days=2)),
        ("one workday (eight hours)", Span(working_days=1)),
        ("the same day", None),
        ("ASAP", None),
        ("", None),
        ("0 hours", None),
        ("9999 days", None),
        ("v2.4 hours", None),
        ("18:30 h", None),
        ("3 months", None),
    ],
)
def test_the_words_of_an_agreement_name_a_span(words, span):
    found = read(words)
    assert (found and Span(found.hours, found.days, found.working_days)) == span
    assert found is None or found.words == words


def channel(within, urgency="normal"):
    return clause("communication_agreement", {"channel": "Chat", "respond_within": within, "urgency": urgency})


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        ([channel("15 minutes", "urgent"), channel("4 hours")], "4 hours"),
        ([channel("soon"), channel("one day"), channel("15 minutes", "urgent")], "one day"),
        ([channel("soon"), channel("15 minutes", "urgent")], "15 minutes"),
        ([channel("2 days", ""), channel("3 days", "reference")], "2 days"),
    ],
)
def test_what_is_agreed_for_normal_matters_counts_first(channels, words):
    assert agreed(Content("x", channels)).words == words


@pytest.mark.parametrize("channels", [[], [channel("soon")]])
def test_where_nothing_is_agreed_it_is_two_working_days(channels):
    assert agreed(Content("x", channels)) == DEFAULT == Span(working_days=2)


def local(text, zone=BERLIN, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


# 2026: the clocks of Berlin change on Sunday 29 March and Sunday 25 October; 27 March is a Friday.
@pytest.mark.parametrize(
    ("asked", "span", "ends"),
    [
        ("2026-03-24T10:00", Span(hours=4), "2026-03-24T14:00"),
        ("2026-03-24T22:00", Span(hours=4), "2026-03-25T02:00"),
        ("2026-03-27T22:00", Span(hours=4), "2026-03-30T02:00"),
        ("2026-03-27T15:00", Span(hours=24), "2026-03-30T15:00"),
        ("2026-03-28T11:00", Span(hours=1), "2026-03-30T12:00"),
        ("2026-03-28T22:30", Span(hours=4), "2026-03-30T03:30"),
        ("2026-03-29T20:00", Span(hours=5), "2026-03-30T01:00"),
        ("2026-10-24T23:00", Span(hours=30), "2026-10-26T04:00"),
        ("2026-03-27T09:00", Span(days=1), "2026-03-30T09:00"),
        ("2026-03-24T09:00", Span(days=1), "2026-03-25T09:00"),
        ("2026-03-26T09:00", Span(days=3), "2026-03-30T09:00"),
        ("2026-03-27T09:00", Span(working_days=2), "2026-03-31T09:00"),
        ("2026-03-28T09:00", Span(working_days=2), "2026-03-31T09:00"),
        ("2026-10-23T02:30", Span(working_days=1), "2026-10-26T02:30"),
    ],
)
def test_hours_run_on_days_keep_the_hour_and_a_weekend_moves_to_monday(asked, span, ends):
    assert answer_by(local(asked).astimezone(UTC), span, BERLIN) == local(ends).astimezone(UTC)


def test_the_weekend_is_that_of_the_asker():
    asked = datetime(2026, 3, 27, 22, tzinfo=UTC)  # still Friday in New York, Saturday already in Berlin
    assert answer_by(asked, Span(hours=1), NEW_YORK) == asked + timedelta(hours=1)
    assert answer_by(asked, Span(hours=1), ZoneInfo("Asia/Tokyo")) == datetime(2026, 3, 29, 23, tzinfo=UTC)


START = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.integers(0, 5_000_000).map(lambda minutes: START + timedelta(minutes=minutes))
zones = st.sampled_from(
    [BERLIN, NEW_YORK, LORD_HOWE, ZoneInfo("Asia/Kolkata"), ZoneInfo("Africa/Casablanca"), ZoneInfo("UTC")]
)
spans = st.one_of(
    st.builds(Span, hours=st.sampled_from([0.25, 0.5, 1, 4, 24, 36])),
    st.builds(Span, days=st.integers(1, 14)),
    st.builds(Span, working_days=st.integers(1, 10)),
)


@given(moments, spans, zones)
def test_it_ends_later_than_it_began_on_a_working_day(asked, span, zone):
    ends = answer_by(asked, span, zone)
    assert ends.astimezone(zone).weekday() < 5
    assert ends - asked >= timedelta(hours=span.hours)
    assert timedelta() < ends - asked <= timedelta(hours=span.hours, days=span.days + 2 * span.working_days + 3)


@given(moments, spans, zones)
def test_days_keep_the_hour_of_the_clock_unless_the_clock_skips_it(asked, span, zone):
    begins, ends = asked.astimezone(zone), answer_by(asked, span, zone).astimezone(zone)
    moved = datetime.combine(ends.date(), begins.time(), zone)
    is_skipped = moved.astimezone(UTC).astimezone(zone).time() != begins.time().replace(fold=0)
    assert span.hours or is_skipped or ends.time().replace(fold=0) == begins.time().replace(fold=0)


def test_the_hour_that_comes_twice_is_counted_once():
    """The second 02:30 of 25 October plus half an hour is 03:00, thirty minutes later, and moves to Monday."""
    asked = local("2026-10-25T02:30", fold=1).astimezone(UTC)
    assert answer_by(asked, Span(hours=0.5), BERLIN) == local("2026-10-26T03:00").astimezone(UTC)
    assert time(3, 0) == answer_by(asked, Span(hours=0.5), BERLIN).astimezone(BERLIN).time()
