"""A charter's calendar: all its days for the whole team, told as the rows have them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from charters.actions import closing, deadlines, items
from charters.models import Charter, Deadline
from tests import harbour
from tests.charters.feeding import HOST, days, days_of, event, events, expected, made, rows
from tests.charters.living import FIRST, LAUNCH, PILOT, amended, deadline, write
from tests.factories import charter_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return charter_at("active")


@pytest.fixture
def team(version):
    return version.team


def test_a_charters_calendar_holds_all_its_days_for_everyone_of_the_team(version, team):
    review = Charter.objects.get(pk=version.charter_id).next_review_on
    for me in (team.ann, team.cy, team.mo, team.ob):
        assert rows(me, version.charter) == expected(version, PILOT, LAUNCH, FIRST)
        assert days_of(me, version.charter)["Look at the charter again: Harbour App charter"] == review


def test_a_charters_calendar_holds_no_other_charter(version, team):
    charter_at("active", team, title="Second charter")
    assert rows(team.ann, version.charter) == expected(version, PILOT, LAUNCH, FIRST)


def test_what_has_no_day_is_not_there(version, team):
    Deadline.objects.filter(charter=version.charter, title=PILOT).update(due_on=None)
    assert PILOT not in days_of(team.ann, version.charter)


def test_what_is_dropped_is_cancelled_in_the_charters_calendar_and_gone_from_ones_own(version, team):
    own, shared = made(team.ann), made(team.ann, version.charter)
    row = deadline(version)
    assert (event(own, PILOT).status, event(shared, PILOT).status) == ("CONFIRMED", "CONFIRMED")
    amended(version, lambda text: items.remove(text, row.key, by=team.ann))
    found = event(shared, PILOT)
    assert (found.status, found.sequence, found.uid) == ("CANCELLED", row.sequence + 1, f"{row.pk}{HOST}")
    assert "No longer in the charter." in found.description
    assert PILOT not in days(own)


def test_a_closed_charter_waits_for_nobody(version, team):
    own, shared = made(team.bo), made(team.ob, version.charter)
    deadlines.hand_over(deadline(version, LAUNCH), "It runs on every line.", by=team.bo)
    closing.close_charter(version.charter, "stopped", "The harbour was sold.", by=team.ann)
    assert days(own) == {}
    found = {
        one.summary: (one.status, "The charter is closed." in one.description) for one in events(Client().get(shared))
    }
    assert found == {PILOT: ("CANCELLED", True), FIRST: ("CANCELLED", True), LAUNCH: ("CONFIRMED", False)}


def test_the_due_day_stays_the_day_and_the_forecast_is_told(version, team):
    row = deadline(version)
    row.projected_on, row.projected_why = date(2027, 3, 30), "The pier is closed, alas."
    row.proposed_on, row.proposed_why, row.proposed_at = date(2027, 4, 1), "x", timezone.now()
    row.save()
    url = made(team.bo)
    found = event(url, PILOT)
    assert found.dtstart == date(2027, 2, 26)
    assert found.description.split("\n\n") == [
        "Harbour App · Harbour App charter",
        "Probably on 30 March 2027, a forecast: The pier is closed, alas.",
        "1 April 2027 is proposed and not decided.",
        "Done when: 50 passengers have used it for a week.",
        f"http://localhost:8000/charters/{version.charter_id}/deadlines/{row.key}/",
    ]
    row.agreed_at = timezone.now()
    row.save()
    assert "1 April 2027 is agreed, and holds once the amendment is in force." in event(url, PILOT).description


TOLD = {
    "open": [],
    "delivered": ["Handed over, and not accepted yet."],
    "done": ["Done: It sails."],
    "not_done": ["Not done: It sails."],
}


def test_how_it_stands_is_told_and_no_forecast_once_it_is_settled(version, team):
    url, row = made(team.bo), Deadline.objects.filter(pk=deadline(version).pk)
    row.update(projected_on=date(2027, 2, 1), reason="It sails.", settled_at=timezone.now())
    for state, told in TOLD.items():
        row.update(state=state)
        found = event(url, PILOT)
        parts = found.description.split("\n\n")
        assert found.status == "CONFIRMED"
        assert [part for part in parts if part.startswith(("Handed", "Done:", "Not done:"))] == told
        assert ("Probably on 1 February 2027, a forecast." in parts) == (state in ("open", "delivered"))


def test_a_quarter_is_told_in_the_words_of_the_charter(version, team):
    Deadline.objects.filter(pk=deadline(version).pk).update(due=harbour.parse("Q3 2027"), due_on=date(2027, 9, 30))
    found = event(made(team.bo), PILOT)
    assert found.dtstart == date(2027, 9, 30)
    assert "In the charter: Q3 2027" in found.description


def test_the_same_rows_are_the_same_bytes_on_any_day(version, team):
    for url in (made(team.ann), made(team.ann, version.charter)):
        first = Client().get(url).content
        with time_machine.travel(timezone.now() + timedelta(days=9)):
            assert Client().get(url).content == first


def test_stamps_and_numbers_come_from_the_row(version, team):
    moment = datetime(2026, 12, 1, 10, 20, 30, tzinfo=UTC)
    Deadline.objects.filter(pk=deadline(version).pk).update(updated_at=moment, sequence=4)
    found = event(made(team.bo), PILOT)
    assert (found.dtstamp, found.last_modified, found.sequence) == (moment, moment, 4)


def test_a_moved_day_keeps_its_name_and_counts_up(version, team):
    url, file = made(team.bo), reverse("charters:deadline_file", args=[version.charter_id, deadline(version).key])
    before = event(url, PILOT)
    amended(version, lambda text: write(text, PILOT, due=harbour.parse("2027-03-12")))
    after = event(url, PILOT)
    assert (after.uid, after.dtstart) == (before.uid, date(2027, 3, 12))
    assert after.sequence > before.sequence
    assert after.dtstamp >= before.dtstamp
    browser = Client()
    browser.force_login(team.bo)
    assert [one.sequence for one in events(browser.get(file))] == [after.sequence]


def test_nobody_is_named_in_a_calendar(version, team):
    """It is often kept by a company far away."""
    for url in (made(team.bo), made(team.bo, version.charter)):
        text = Client().get(url).content.decode().replace("\r\n ", "")
        names = [str(one) for one in (team.ann, team.bo, team.cy, team.mo)]
        assert [name for name in (*names, "@example.org") if name in text] == []
