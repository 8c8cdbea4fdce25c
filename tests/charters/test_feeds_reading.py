"""Who reads a link, until when, and what one that leads nowhere answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as accounts
from charters.actions import calendars
from charters.actions.settling import settle
from charters.models import CalendarFeed
from teams import actions as teams
from tests.charters.feeding import HOST, days, events, is_gone, made, rows, written
from tests.charters.living import PILOT, deadline
from tests.factories import charter_at, person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return charter_at("active")


@pytest.fixture
def team(version):
    return version.team


@pytest.mark.parametrize(
    "token", ["x" * 43, "x", "A" * 3_000, "🦀", "%00", "%ED%A0%80", "a b", "..", "' OR 1=1 --", "calendar.ics"]
)
def test_what_is_no_link_looks_like_what_is_revoked(token):
    assert is_gone(f"/charters/calendar/{token}.ics")


def test_a_revoked_link_is_gone_at_once(version, team):
    feed, token = calendars.make_feed(None, by=team.bo)
    url, other = reverse("charters:feed", args=[token]), made(team.bo)
    assert not is_gone(url)
    calendars.revoke_feed(feed, by=team.bo)
    assert is_gone(url)
    assert not is_gone(other)


def test_a_link_made_anew_replaces_the_old_one(version, team):
    feed, token = calendars.make_feed(version.charter, by=team.bo)
    again, other = calendars.remake_feed(feed, by=team.bo)
    assert is_gone(reverse("charters:feed", args=[token]))
    assert (again.charter, again.pk == feed.pk, token == other) == (version.charter, False, False)
    assert PILOT in days(reverse("charters:feed", args=[other]))


@pytest.mark.parametrize("by_themselves", [True, False])
def test_who_leaves_the_team_reads_nothing_of_it_from_then_on(by_themselves, version, team):
    second = charter_at("active", team_with({"bo": "lead"}, name="Second team"), title="Second charter")
    own, shared = made(team.bo), made(team.bo, version.charter)
    seat = team.memberships.get(person=team.bo)
    if by_themselves:
        teams.leave_team(seat, by=team.bo)
    else:
        teams.remove_member(seat, by=team.ann)
    assert is_gone(shared)
    text = Client().get(own).content.decode()
    assert "Harbour App" not in text.replace("Harbour App charter 1.0", "")
    assert {one.uid for one in events(Client().get(own)) if one.summary == PILOT} == {f"{deadline(second).pk}{HOST}"}
    assert [row.charter_id for row in CalendarFeed.objects.visible_to(team.bo)] == [None]


def test_who_is_shut_out_reads_nothing_until_let_in(version, team):
    root = person("root", is_staff=True)
    own, shared = made(team.bo), made(team.bo, version.charter)
    accounts.shut_out(team.bo, by=root)
    assert is_gone(own)
    assert is_gone(shared)
    accounts.let_in(team.bo, by=root)
    assert not is_gone(own)
    assert not is_gone(shared)


def test_a_link_is_read_without_a_session_and_kept_by_no_cache(version, team):
    client = Client()
    url = made(team.bo, version.charter)
    answer = client.get(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="harbour-app-charter-calendar.ics"'
    assert answer["Cache-Control"] == "private, no-store"
    assert client.cookies == {}
    assert "sessionid" not in str(answer.cookies)


def test_head_tells_the_same_without_the_days_and_nothing_else_is_answered(version, team):
    url = made(team.bo)
    client = Client(enforce_csrf_checks=True)
    full, head = client.get(url), client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == full["Content-Length"] == str(len(full.content))
    for method in ("post", "put", "patch", "delete", "options"):
        answer = getattr(client, method)(url)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        assert getattr(client, method)("/charters/calendar/unknown.ics").status_code == 405


def test_of_reading_only_the_day_is_kept_and_too_much_of_it_waits_until_tomorrow(version, team, monkeypatch):
    url = made(team.bo)
    feed = CalendarFeed.objects.get()
    assert feed.used_on is None
    with time_machine.travel(datetime(2026, 11, 30, 23, 50, tzinfo=UTC), tick=False) as moment:
        assert Client().get(url).status_code == Client().head(url).status_code == 200
        feed.refresh_from_db()
        assert (feed.used_on, feed.used_times) == (date(2026, 11, 30), 2)
        CalendarFeed.objects.update(used_times=calendars.MOST_TIMES)
        answer = Client().get(url)
        assert (answer.status_code, answer["Retry-After"]) == (429, "86400")
        moment.shift(timedelta(minutes=20))
        assert Client().get(url).status_code == 200
    feed.refresh_from_db()
    assert (feed.used_on, feed.used_times) == (date(2026, 12, 1), 1)


def counted(url) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(url).status_code == 200
    return len(asked.captured_queries)


@pytest.mark.parametrize("number", [1, 3])
def test_a_calendar_asks_as_often_with_many_teams_and_deadlines(number):
    first = charter_at("active")
    me = first.team.bo
    for place in range(number):
        version = charter_at("active", team_with({"bo": "lead"}, name=f"Team {place}"), title=f"Charter {place}")
        charter_at("signing", version.team, title=f"Next {place}")
        charter_at("signing", version.team, title=f"Vote {place}", adoption="vote")
    for place in range(number * 10):
        written(first, "milestone", {"title": f"Day {place}", "due": f"2027-05-{place % 28 + 1:02}", "owner": "Bo"})
    settle(first)
    assert len(rows(me)) == number * 13 + 2
    assert (counted(made(me)), counted(made(me, first.charter))) == (10, 5)
