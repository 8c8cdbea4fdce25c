"""Days as iCalendar files, read back by a library that shares no code with the one that wrote them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from charters.calendars import LONGEST_TEXT, MOST_DAYS, Day, Site, cleaned, shortened, to_ics

SITE = Site("Common Ground", "ground.example.org", "no-reply@ground.example.org")
MOMENT = datetime(2026, 11, 26, 8, 30, 15, tzinfo=UTC)
AWKWARD = {
    "separators": "Pilot, line 62; “north”: a/b",
    "backslashes": "C:\\new\\table \\n is no line end, \\, neither",
    "line ends": "One\nTwo\r\nThree\rFour\u2028Five\x85Six",
    "emoji at the fold": "x" * 65 + "👩‍🚀🇳🇱🦀" * 20,
    "Chinese": "港口應用程式的試運行與發佈" * 12,
    "right to left": "שלום עולם, مرحبا بالعالم \u200fend",
    "very long": "A title of words, " * 111,
    "control signs": "a\x00b\x01c\x0bd\x1fe\x7ff\x9bg\th",
    "half a sign": "half \ud83d of one",
    "a line that looks like the file": "BEGIN:VEVENT\nEND:VCALENDAR\nX:1",
    "quotes and colons": 'He said: "no";"yes":=^n^\'',
    "nothing but spaces": "   ",
}


def day(**given) -> Day:
    known = {
        "uid": "019e",
        "on": date(2027, 2, 26),
        "title": "Pilot",
        "changed_at": MOMENT,
        "url": "https://x.example/a?b=1,2;3",
    }
    return Day(**known | given)


def read(file: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(file.decode())


def lines(file: bytes) -> list[bytes]:
    """As they stand in the file; the last one is ended too."""
    assert file.endswith(b"\r\n")
    return file[:-2].split(b"\r\n")


def test_a_day_is_written_as_the_standard_wants_it():
    file = to_ics("Harbour, App", [day(kind="Deliverable", sequence=3, about=("Done when: it works", ""))], SITE)
    assert file.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Common Ground//Charters//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Harbour\\, App",
        "X-WR-CALNAME:Harbour\\, App",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "BEGIN:VEVENT",
        "SUMMARY:Pilot",
        "DTSTART;VALUE=DATE:20270226",
        "DTEND;VALUE=DATE:20270227",
        "DTSTAMP:20261126T083015Z",
        "UID:019e@ground.example.org",
        "SEQUENCE:3",
        "CATEGORIES:Deliverable",
        "DESCRIPTION:Done when: it works\\n\\nhttps://x.example/a?b=1\\,2\\;3",
        "LAST-MODIFIED:20261126T083015Z",
        'ORGANIZER;CN="Common Ground":mailto:no-reply@ground.example.org',
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://x.example/a?b=1,2;3",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_another_library_reads_what_was_written():
    given = day(kind="Milestone", sequence=7, is_cancelled=True, about=("Harbour App", "Handed over."))
    calendar = read(to_ics("Harbour; App", [given], SITE))
    [found] = calendar.events
    assert (calendar.name, calendar.method, calendar.version) == (["Harbour; App"], "PUBLISH", "2.0")
    assert calendar.refresh_interval == timedelta(hours=4)
    assert (found.uid, found.summary, found.sequence) == ("019e@ground.example.org", "Pilot", 7)
    assert (found.dtstart, found.dtend) == (date(2027, 2, 26), date(2027, 2, 27))
    assert (found.dtstamp, found.last_modified) == (MOMENT, MOMENT)
    assert (found.status, found.transparency, found.categories) == ("CANCELLED", "TRANSPARENT", ["Milestone"])
    assert (found.description, found.url) == ("Harbour App\n\nHanded over.\n\nhttps://x.example/a?b=1,2;3", given.url)
    assert (found.alarm, found.attendees, found.rrule) == ([], [], None)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_awkward_words_arrive_as_they_were(text):
    file = to_ics(text, [day(title=text, about=(text,))], SITE)
    [found] = read(file).events
    assert found.summary == cleaned(text)
    assert found.description == cleaned(f"{text}\n\nhttps://x.example/a?b=1,2;3")
    assert {line[:6] for line in lines(file)} & {b"BEGIN:", b"X:1"} == {b"BEGIN:"}
    assert file.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert max(len(line) for line in lines(file)) <= 75


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (AWKWARD["line ends"], "One\nTwo\nThree\nFour\nFive\nSix"),
        (AWKWARD["control signs"], "abc\ndefg\th"),
        (AWKWARD["half a sign"], "half  of one"),
        (AWKWARD["right to left"], AWKWARD["right to left"]),
    ],
)
def test_only_what_would_break_a_file_is_left_out(text, left):
    assert cleaned(text) == left


@given(st.text(max_size=400), st.text(max_size=400))
@example("\ufeff", "\u2029")
@example("x" * 74 + "é", "\\" * 80)
def test_any_words_make_a_file_that_is_read_back(title, about):
    file = to_ics(title, [day(title=title, about=(about,)), day(uid="other", title=about)], SITE)
    assert max(len(line) for line in lines(file)) <= 75
    assert all(line.decode() for line in lines(file))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", file)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", file)
    assert [found.summary for found in read(file).events] == [cleaned(title), cleaned(about)]


@given(st.lists(st.tuples(st.dates(), st.integers(0, 10_000)), max_size=8))
def test_every_day_and_number_is_read_back_whatever_the_order(given):
    days = [day(uid=str(place), on=on, sequence=sequence) for place, (on, sequence) in enumerate(given)]
    file = to_ics("x", days, SITE)
    found = {event.uid: (event.dtstart, event.sequence) for event in read(file).events}
    assert found == {f"{one.uid}@ground.example.org": (one.on, one.sequence) for one in days}
    assert to_ics("x", reversed(days), SITE) == file


def test_the_last_day_of_all_has_no_day_after_it():
    [found] = read(to_ics("x", [day(on=date.max)], SITE)).events
    assert (found.dtstart, found.dtend) == (date.max, None)


def test_a_calendar_without_a_day_is_a_calendar():
    """The grammar wants a component in it."""
    calendar = read(to_ics("x", [], SITE))
    assert calendar.events == []
    assert [zone.tz_id for zone in calendar.timezones] == ["Etc/UTC"]


def test_of_very_many_days_the_latest_are_shown():
    first = date(2020, 1, 1)
    days = [day(uid=f"{place:05}", on=first + timedelta(days=place)) for place in range(MOST_DAYS + 3)]
    found = to_ics("x", days, SITE)
    assert found.count(b"BEGIN:VEVENT") == MOST_DAYS
    assert b"UID:00002@" not in found
    assert b"UID:00003@" in found


@given(st.text(max_size=1_200))
def test_long_words_are_cut_where_one_ends(text):
    cut = shortened(text)
    assert len(cut) <= LONGEST_TEXT
    assert cut == text.strip() or (cut.endswith("…") and text.strip().startswith(cut[:-1]))


def test_a_cut_falls_between_words():
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("x" * 20, 12) == "x" * 11 + "…"
