"""Terms of roles: when they begin to count, how near their end is, and what time does when they end."""

import datetime

import pytest
from django.urls import reverse

from charters import clock, terms
from charters.actions import items, reviewing
from charters.actions.terms import end_term, foretell_term
from charters.models import HandOver, RoleAssignment
from common.ids import uuid7
from common.permissions import Refused
from notices.models import Mail, Notice
from teams.models import Event
from tests.amending import amendment_of, put_up, rewrite, signed_by
from tests.charters.holding import held_by, say_term, with_term
from tests.factories import charter_at

UTC = datetime.UTC
DAY = datetime.timedelta(days=1)
BEGUN = datetime.datetime(2026, 1, 12, 9, tzinfo=UTC)
ENDS = datetime.date(2026, 4, 12)


@pytest.fixture
def version(db, time_machine):
    """Bo is release keeper for three months from 12 January 2026."""
    time_machine.move_to(BEGUN, tick=False)
    return with_term("adoption + 3 months")


def at(time_machine, day, hour=12):
    now = datetime.datetime.combine(day, datetime.time(hour), UTC)
    time_machine.move_to(now, tick=False)
    clock.tick(now)
    return now


def told(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


@pytest.mark.parametrize(
    ("days", "look", "words"),
    [
        (31, "term_running", "term until 1 February 2026"),
        (30, "term_ending", "term ends in 30 days"),
        (1, "term_ending", "term ends in 1 day"),
        (0, "term_ending", "term ends today"),
        (-1, "term_over", "term ended on 31 December 2025"),
    ],
)
def test_how_near_the_end_is_has_a_shape_and_words(days, look, words):
    today = datetime.date(2026, 1, 1)
    assert terms.stand(today + days * DAY, today) == (look, words)


def test_a_relative_term_counts_from_the_day_the_charter_came_into_force(version):
    assert held_by(version, version.team.bo).term_ends_on == ENDS
    assert held_by(version, version.team.ann).term_ends_on is None


def test_before_the_charter_holds_no_term_counts(db):
    version = charter_at("draft")
    say_term(version, version.team.bo, "2027-01-31")
    assert held_by(version, version.team.bo).term_ends_on is None


@pytest.mark.parametrize("text", ["TBD", "after the pilot"])
def test_words_that_are_no_day_end_nothing(db, text):
    version = with_term(text)
    held = held_by(version, version.team.bo)
    assert (held.term["text"], held.term_ends_on) == (text, None)
    clock.tick(datetime.datetime(2040, 1, 1, tzinfo=UTC))
    assert held_by(version, version.team.bo).state == "accepted"


def test_thirty_days_before_holder_and_lead_hear_of_it_once(version, time_machine):
    at(time_machine, ENDS - 31 * DAY)
    assert told("reminder.term") == []
    for day in (30, 29, 28):
        at(time_machine, ENDS - day * DAY)
        at(time_machine, ENDS - day * DAY, 18)
    assert told("reminder.term") == ["Ann", "Bo"]
    assert HandOver.objects.get().holder == version.team.bo


def test_when_it_ends_the_role_is_vacant_and_both_hear_of_it_once(version, time_machine):
    at(time_machine, ENDS)
    assert held_by(version, version.team.bo).state == "accepted"
    for _turn in range(2):
        at(time_machine, ENDS + DAY)

    assert held_by(version, version.team.bo).state == "ended"
    assert told("role_term_ended") == ["Ann", "Bo"]
    mails = Mail.objects.filter(template="charters/notices/role_term_ended.txt")
    assert sorted(mails.values_list("to", flat=True)) == ["ann@example.org", "bo@example.org"]
    event = Event.objects.get(verb="role.term_ended")
    assert (event.actor, event.data["person"], event.data["on"]) == (None, "Bo", "2026-04-12")


def test_a_machine_that_slept_ends_it_late_and_says_so_once(version, time_machine):
    at(time_machine, ENDS + 40 * DAY)
    assert held_by(version, version.team.bo).state == "ended"
    assert told("role_term_ended") == ["Ann", "Bo"]
    assert told("reminder.term") == []
    assert HandOver.objects.get().holder == version.team.bo


@pytest.mark.parametrize(
    ("zone", "ended"), [("Pacific/Auckland", True), ("UTC", False), ("America/Los_Angeles", False)]
)
def test_the_last_day_is_that_of_the_holder(version, time_machine, zone, ended):
    """In the afternoon of 12 April in UTC it is the 13th in Auckland."""
    person = version.team.bo
    person.time_zone = zone
    person.save()
    at(time_machine, ENDS, 15)
    assert (held_by(version, person).state == "ended") is ended
    at(time_machine, ENDS + 2 * DAY)
    assert held_by(version, person).state == "ended"


def test_two_workers_that_hold_the_same_row_end_it_once(version, time_machine):
    rows = [held_by(version, version.team.bo) for _worker in range(2)]
    now = at(time_machine, ENDS)
    for row in rows:
        end_term(row, now=now + DAY, by=None)
        foretell = RoleAssignment.objects.get(pk=row.pk)
        assert foretell.state == "ended"
    assert Event.objects.filter(verb="role.term_ended").count() == 1


def test_nobody_ends_or_foretells_a_term_before_its_day(version, time_machine):
    held, now = held_by(version, version.team.bo), at(time_machine, ENDS - 31 * DAY)
    with pytest.raises(Refused, match="has not ended yet"):
        end_term(held, now=now, by=None)
    with pytest.raises(Refused, match="within thirty days"):
        foretell_term(held, now=now, by=None)


def test_a_role_given_back_earlier_ends_no_second_time(version, time_machine):
    reviewing.decline_role(held_by(version, version.team.bo), "I move to another pier.", by=version.team.bo)
    at(time_machine, ENDS + DAY)
    assert held_by(version, version.team.bo).state == "declined"
    assert told("role_term_ended") == []


def term_of(version):
    return RoleAssignment.objects.get(charter_id=version.charter_id, person=version.team.bo, term__isnull=False)


def amended(version, change):
    """A change of the purpose with it, so that everybody signs and it is in force at once."""
    amendment = amendment_of(version)
    amendment.team = version.team
    change(amendment)
    rewrite(amendment, "purpose", "text", "We give ferry passengers tickets, delays and weather.")
    people = [version.team.ann, version.team.bo, version.team.cy]
    assert signed_by(put_up(amendment), *people).state == "active"


def another_role(amendment):
    """Bo shares the role of Ann, too."""
    place = amendment.items.get(kind="assignment", person=amendment.team.ann).parent
    said = {"name": "Bo", "person": str(amendment.team.bo.pk)}
    items.save(amendment, uuid7(), said, "0.", by=amendment.team.ann, kind="assignment", parent=place)


def test_a_term_whose_words_stay_is_not_lengthened_by_an_amendment(version, time_machine):
    time_machine.move_to(BEGUN + 60 * DAY, tick=False)
    amended(version, another_role)
    assert term_of(version).term_ends_on == ENDS


def test_an_amendment_does_not_give_back_a_role_whose_term_is_over(version, time_machine):
    at(time_machine, ENDS + DAY)
    amended(version, another_role)
    assert term_of(version).state == "ended"


def test_a_new_term_begins_with_the_amendment_that_gives_it(version, time_machine):
    at(time_machine, ENDS + DAY)
    amended(version, lambda amendment: say_term(amendment, version.team.bo, "adoption + 6 months"))
    held = held_by(version, version.team.bo)
    assert (held.state, held.term_ends_on) == ("accepted", datetime.date(2026, 10, 13))
    at(time_machine, held.term_ends_on - 5 * DAY)
    assert told("reminder.term") == ["Ann", "Bo"]


def test_the_end_is_shown_where_the_role_is_read(version, time_machine, new_client):
    time_machine.move_to(datetime.datetime.combine(ENDS - 12 * DAY, datetime.time(12), UTC), tick=False)
    pages = {
        "document": reverse("charters:show", args=[version.charter_id]),
        "review": reverse("charters:review", args=[version.charter_id]),
        "home": "/",
        "team": reverse("dashboard:care"),
    }
    readers = {
        "document": version.team.ob,
        "review": version.team.mo,
        "home": version.team.bo,
        "team": version.team.ann,
    }
    found = {name: new_client(readers[name]).get(url).content.decode() for name, url in pages.items()}
    assert {name for name, page in found.items() if "term ends in 12 days" in page} == set(pages)
    assert all("tone-warn" in page for page in found.values())
