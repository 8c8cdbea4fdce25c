"""The end that a charter names for itself: which day it is, what happens on it, who hears."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from charters import clock
from charters.actions import amending, ending, items
from charters.due import parse
from charters.merging import flat, stamp
from charters.models import CharterVersion
from notices.models import Mail, Notice
from teams.models import Event
from tests.charters.endings import charter_until
from tests.factories import charter_at

pytestmark = pytest.mark.django_db
State = CharterVersion.State


def at(day: str):
    return time_machine.travel(datetime.fromisoformat(f"{day}T09:00:00+00:00"), tick=False)


def tick(day: str, hour=9):
    moment = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        clock.tick(moment)


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("30 June 2027", date(2027, 6, 30)),
        ("June 2027", date(2027, 6, 30)),
        ("Q2 2027", date(2027, 6, 30)),
        ("adoption + 6 months", date(2027, 7, 4)),
        ("when the harbour opens", None),
        ("", None),
    ],
)
def test_the_end_becomes_a_day_on_adoption(end, day):
    with at("2027-01-04"):
        assert charter_until(end).charter.ends_on == day


def test_a_charter_without_an_end_has_none():
    assert charter_at("active").charter.ends_on is None


def second(version, end: str, day: str) -> CharterVersion:
    """The next version comes into force as the verbs of adoption would do it."""
    with at(day):
        new = amending.begin(version.charter, by=version.team.ann)
        dates = new.items.get(kind="dates")
        fields = flat({"starts": None, "ends": parse(end)}, None)
        items.save(new, dates.key, fields, stamp_of(dates), by=version.team.ann)
        CharterVersion.objects.filter(pk=version.pk).update(state=State.SUPERSEDED)
        CharterVersion.objects.filter(pk=new.pk).update(
            state=State.ACTIVE, activated_at=datetime.now(UTC), content_hash="0" * 64
        )
        new.refresh_from_db()
        ending.settle(new)
    new.team = version.team
    new.charter.refresh_from_db()
    return new


def stamp_of(item):
    return stamp(item.revision, flat(item.values, None))


def test_a_later_version_that_leaves_the_words_does_not_move_the_end():
    with at("2027-01-04"):
        version = charter_until("adoption + 6 months")
    new = second(version, "adoption + 6 months", "2027-03-01")
    assert new.charter.ends_on == date(2027, 7, 4)
    assert second(new, "adoption + 9 months", "2027-04-01").charter.ends_on == date(2028, 1, 1)


def test_words_that_come_back_count_from_then_on():
    with at("2027-01-04"):
        version = charter_until("adoption + 6 months")
    new = second(version, "31 December 2027", "2027-03-01")
    assert second(new, "adoption + 6 months", "2027-05-03").charter.ends_on == date(2027, 11, 3)


@pytest.mark.parametrize(
    ("day", "state"), [("2027-06-29", "active"), ("2027-06-30", "active"), ("2027-07-01", "expired"), ("2027-07-09", "expired")]
)  # fmt: skip
def test_it_holds_through_its_last_day(day, state):
    with at("2027-01-04"):
        version = charter_until("30 June 2027")
    tick(day)
    version.refresh_from_db()
    assert version.state == state


def told(kind):
    return sorted(Notice.objects.filter(kind=kind).values_list("person__email", flat=True))


def test_everyone_hears_once_that_it_has_ended():
    with at("2027-01-04"):
        version = charter_until("30 June 2027")
    for day in ("2027-07-01", "2027-07-01", "2027-07-02", "2027-08-02"):
        tick(day)
    team = version.team
    everyone = sorted(one.email for one in (team.ann, team.bo, team.cy, team.mo, team.ob))
    assert told("charter.expired") == everyone
    assert sorted(Mail.objects.filter(template="charters/notices/expired.txt").values_list("to", flat=True)) == everyone
    event = Event.objects.get(verb="charter.expired")
    assert (event.actor, event.data) == (None, {"number": "1.0", "ends_on": "2027-06-30"})


def test_the_lead_hears_two_weeks_ahead_once_and_nobody_else():
    with at("2027-01-04"):
        charter_until("30 June 2027")
    tick("2027-06-15")
    assert told("charter.ends_soon") == []
    for day in ("2027-06-16", "2027-06-16", "2027-06-20", "2027-06-30", "2027-07-01"):
        tick(day)
    assert told("charter.ends_soon") == ["ann@example.org"]
    assert "ends on 30 June 2027" in Notice.objects.get(kind="charter.ends_soon").text


def test_a_machine_that_slept_over_the_end_does_it_late():
    with at("2027-01-04"):
        version = charter_until("30 June 2027")
    tick("2027-09-01")
    version.refresh_from_db()
    assert version.state == State.EXPIRED
    assert told("charter.ends_soon") == []
    assert len(told("charter.expired")) == 5


def test_an_ended_charter_can_be_renewed_by_an_amendment(new_client):
    with at("2027-01-04"):
        version = charter_until("30 June 2027")
    tick("2027-07-01")
    with at("2027-07-02"):
        page = new_client(version.team.bo).get(reverse("charters:show", args=[version.charter_id])).content.decode()
        assert "This charter ended on 30 June 2027. Renew it by moving the end: that is an amendment." in page
        assert "Expired" in page
        assert amending.begin(version.charter, by=version.team.bo).based_on_id == version.pk


def test_the_site_that_was_there_before_learns_its_ends():
    """The migration reads them from the words of what is in force."""
    with at("2027-01-04"):
        version = charter_until("adoption + 2 weeks")
    charter = version.charter
    type(charter).objects.update(ends_on=None)
    import_module("charters.migrations.0010_ends_on_of_charters_in_force").find_ends(apps, None)
    charter.refresh_from_db()
    assert charter.ends_on == date(2027, 1, 18)
