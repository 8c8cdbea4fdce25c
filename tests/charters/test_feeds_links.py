"""Making, revoking and showing links, and files to take away."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from charters import permissions
from charters.actions import calendars
from charters.models import CalendarFeed, Deadline
from common.permissions import Denied, Refused, Stale
from teams.models import Event
from tests.charters.feeding import HOST, days, days_of, events, expected, is_gone, made, rows
from tests.charters.living import LAUNCH, PILOT, deadline
from tests.factories import charter_at, person
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return charter_at("active")


@pytest.fixture
def team(version):
    return version.team


# Making and ending links


def test_everyone_of_the_team_has_a_link_of_their_own(version, team):
    oz = person("oz")
    no = Denied("Only people of the team have a calendar of its charter.")
    people = {"ann": team.ann, "bo": team.bo, "mo": team.mo, "ob": team.ob, "oz": oz}
    assert {who: permissions.can_make_feed(me, None) for who, me in people.items()} == dict.fromkeys(people, True)
    assert {who: permissions.can_make_feed(me, version.charter) for who, me in people.items()} == {
        "ann": True, "bo": True, "mo": True, "ob": True, "oz": no,
    }  # fmt: skip
    with pytest.raises(Refused):
        calendars.make_feed(version.charter, by=oz)


def test_only_its_person_ends_a_link(version, team):
    feed, _token = calendars.make_feed(None, by=team.bo)
    no, late = Denied("Everyone has links of their own."), Denied("This link is revoked already.")
    rules = (permissions.can_revoke_feed, permissions.can_remake_feed)
    assert [[rule(one, feed) for one in (team.bo, team.ann, team.mo)] for rule in rules] == [[True, no, no]] * 2
    for verb in (calendars.revoke_feed, calendars.remake_feed):
        with pytest.raises(Refused):
            verb(feed, by=team.ann)
    feed.refresh_from_db()
    assert feed.revoked_at is None
    feed = calendars.revoke_feed(feed, by=team.bo)
    assert [rule(team.bo, feed) for rule in rules] == [late, late]


def test_revoking_twice_is_revoking_once(version, team):
    feed, _token = calendars.make_feed(None, by=team.bo)
    first = calendars.revoke_feed(feed, by=team.bo).revoked_at
    assert calendars.revoke_feed(feed, by=team.bo).revoked_at == first


def test_a_form_sent_twice_makes_one_link_and_tells_its_secret_once(version, team):
    key = uuid4()
    feed, token = calendars.make_feed(None, by=team.bo, key=key)
    assert calendars.make_feed(None, by=team.bo, key=key) == (feed, "")
    assert not is_gone(reverse("charters:feed", args=[token]))
    other = uuid4()
    again, token = calendars.remake_feed(feed, by=team.bo, key=other)
    assert calendars.remake_feed(feed, by=team.bo, key=other) == (again, "")
    assert not is_gone(reverse("charters:feed", args=[token]))
    with pytest.raises(Stale):
        calendars.make_feed(None, by=team.ann, key=key)
    assert CalendarFeed.objects.count() == 2


def test_there_are_at_most_twenty_and_a_revoked_one_makes_room(version, team):
    feeds = [calendars.make_feed(None, by=team.bo)[0] for _place in range(20)]
    no = Denied("You have 20 links. Revoke one that you no longer use.")
    assert permissions.can_make_feed(team.bo, None) == no
    with pytest.raises(Refused):
        calendars.make_feed(version.charter, by=team.bo)
    calendars.remake_feed(feeds[0], by=team.bo)
    calendars.revoke_feed(feeds[1], by=team.bo)
    assert permissions.can_make_feed(team.bo, None) is True


def test_the_history_of_the_team_says_nothing_of_a_link(version, team):
    before = Event.objects.count()
    feed, _token = calendars.make_feed(version.charter, by=team.bo)
    calendars.revoke_feed(feed, by=team.bo)
    assert Event.objects.count() == before


# The pages


def secret_in(answer) -> str:
    """The one address on a page under which a calendar is read."""
    text = answer.content.decode()
    return text.partition('value="http://localhost:8000')[2].partition('"')[0]


def test_a_link_is_shown_once_with_a_field_to_copy_it(version, team, new_client):
    browser = new_client(team.bo)
    page = reverse("charters:calendar")
    assert "None yet" in browser.get(page).content.decode()
    answer = fill(browser, page)
    url = secret_in(answer)
    assert days(url) == days_of(team.bo)
    html = answer.content.decode()
    assert f'href="webcal://localhost:8000{url}"' in html
    assert 'data-copy="calendar-link"' in html
    later = browser.get(page).content.decode()
    assert url not in later
    assert "All my days" in later
    assert "last used on" in later


def test_the_same_form_again_says_that_it_was_shown(version, team, new_client):
    browser = new_client(team.bo)
    page = reverse("charters:calendar")
    sent = form_of(browser, page, "key").values
    assert secret_in(browser.post(page, sent))
    again = browser.post(page, sent)
    assert not secret_in(again)
    assert "shown only once" in again.content.decode()
    assert CalendarFeed.objects.count() == 1


def test_a_form_without_its_key_makes_nothing(version, team, new_client):
    browser = new_client(team.bo)
    for url in (reverse("charters:calendar"), reverse("charters:charter_calendar", args=[version.charter_id])):
        answer = browser.post(url, {"key": "x"})
        assert (answer.status_code, secret_in(answer)) == (422, "")
    assert not CalendarFeed.objects.exists()


def test_a_link_of_a_charter_is_made_on_its_page(version, team, new_client):
    browser = new_client(team.cy)
    page = reverse("charters:charter_calendar", args=[version.charter_id])
    assert page in browser.get(reverse("charters:show", args=[version.charter_id])).content.decode()
    url = secret_in(fill(browser, page))
    assert rows(team.cy, version.charter) == {
        (one.uid, one.summary, one.dtstart, one.sequence)
        for one in events(Client().get(url))
        if one.categories != ["Review"]
    }
    assert "All my days" not in browser.get(page).content.decode().partition("My links to it")[2].partition("</ul>")[0]


def test_a_link_is_made_anew_and_revoked_on_the_page(version, team, new_client):
    browser = new_client(team.bo)
    page = reverse("charters:calendar")
    old = secret_in(fill(browser, page))
    feed = CalendarFeed.objects.get()
    url = reverse("charters:remake_feed", args=[feed.pk])
    new = secret_in(browser.post(url, {"key": uuid4()}))
    assert is_gone(old)
    assert not is_gone(new)
    live_one = CalendarFeed.objects.visible_to(team.bo).get()
    answer = browser.post(reverse("charters:revoke_feed", args=[live_one.pk]), follow=True)
    assert "The link is revoked" in answer.content.decode()
    assert is_gone(new)
    assert "None yet" in answer.content.decode()


def test_the_links_of_others_are_not_there(version, team, new_client):
    feed, _token = calendars.make_feed(None, by=team.bo)
    browser = new_client(team.ann)
    assert "None yet" in browser.get(reverse("charters:calendar")).content.decode()
    for verb in ("remake_feed", "revoke_feed"):
        assert browser.post(reverse(f"charters:{verb}", args=[feed.pk]), {"key": uuid4()}).status_code == 404


# Files to take away


def test_the_file_of_a_deadline_holds_it_alone(version, team, new_client):
    row = deadline(version)
    answer = new_client(team.ob).get(reverse("charters:deadline_file", args=[version.charter_id, row.key]))
    [found] = events(answer)
    assert (found.uid, found.summary, found.dtstart) == (f"{row.pk}{HOST}", PILOT, row.due_on)
    assert IcsCalendarStream.calendar_from_ics(answer.content.decode()).method == "PUBLISH"
    assert answer["Content-Disposition"] == 'attachment; filename="pilot-on-line-62-2027-02-26.ics"'


def test_the_file_of_a_charter_is_what_its_link_reads(version, team, new_client):
    answer = new_client(team.ob).get(reverse("charters:calendar_file", args=[version.charter_id]))
    assert answer.content == Client().get(made(team.ob, version.charter)).content


def test_a_deadline_without_a_day_or_of_another_team_has_no_file(version, team, new_client):
    row = deadline(version)
    url = reverse("charters:deadline_file", args=[version.charter_id, row.key])
    assert new_client(person("oz")).get(url).status_code == 404
    assert (
        new_client(team.bo).get(reverse("charters:deadline_file", args=[version.charter_id, uuid4()])).status_code
        == 404
    )
    Deadline.objects.filter(pk=row.pk).update(due_on=None)
    assert new_client(team.bo).get(url).status_code == 404


def test_awkward_titles_arrive_as_they_are(version, team):
    title = ("Pilot; “north”, C:\\new\nsecond line 👩‍🚀 港口 שלום " * 60)[:2_000].strip()
    Deadline.objects.filter(pk=deadline(version).pk).update(title=title)
    assert rows(team.bo) == expected(version, title, LAUNCH)
