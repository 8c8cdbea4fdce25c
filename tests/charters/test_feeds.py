"""What stands in the calendars of a person and of a charter, and who can read them until when."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from accounts import actions as accounts
from charters import permissions
from charters.actions import calendars, closing, deadlines, items, moving, signing
from charters.actions.settling import settle
from charters.models import CalendarFeed, Charter, Deadline, Item, RoleAssignment, Signature
from common.permissions import Denied, Refused, Stale
from teams import actions as teams
from teams.models import Event, Membership
from tests import harbour
from tests.charters.living import FIRST, LAUNCH, PILOT, amended, deadline, write
from tests.factories import charter_at, person, team_with
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db
HOST = "@localhost"


@pytest.fixture
def version():
    return charter_at("active")


@pytest.fixture
def team(version):
    return version.team


def written(version, kind, values, parent="", person=None):
    """One more clause in a text that is in force already, as an amendment would bring it."""
    one = harbour.clause(kind, values, parent, person)
    return Item.objects.create(
        team=version.team, version=version, key=one.key, kind=kind, values=one.values, person_id=person,
        parent=parent or None, position=10_000, due_on=(one.values.get("due") or {}).get("on"),
    )  # fmt: skip


def role(version, title):
    return str(version.items.get(kind="role", values__title=title).key)


def made(person, charter=None) -> str:
    """The address of a new link."""
    _feed, token = calendars.make_feed(charter, by=person)
    return reverse("charters:feed", args=[token])


def events(answer) -> list:
    assert answer.status_code == 200, answer.content
    return IcsCalendarStream.calendar_from_ics(answer.content.decode()).events


def days(url) -> dict:
    return {event.summary: event.dtstart for event in events(Client().get(url))}


def days_of(person, charter=None) -> dict:
    return days(made(person, charter))


def event(url, summary):
    [found] = [event for event in events(Client().get(url)) if event.summary == summary]
    return found


def rows(person, charter=None):
    """What another library reads, as the rows have it."""
    read = events(Client().get(made(person, charter)))
    return {
        (one.uid, one.summary, one.dtstart, one.sequence)
        for one in read
        if one.categories[0] in {"Deliverable", "Milestone"}
    }


def expected(version, *titles):
    found = Deadline.objects.filter(charter=version.charter, title__in=titles)
    return {(f"{one.pk}{HOST}", one.title, one.due_on, one.sequence) for one in found}


# A person's days


def test_deadlines_are_of_those_who_work_answer_or_own(version, team):
    """Cy is asked about one and told of the other, which is no day of his own."""
    titles = {"ann": [PILOT, LAUNCH, FIRST], "bo": [PILOT, LAUNCH], "cy": [], "mo": [], "ob": []}
    assert {who: rows(getattr(team, who)) for who in titles} == {
        who: expected(version, *found) for who, found in titles.items()
    }


def test_the_day_before_and_the_day_after_are_not_taken(version, team):
    found = event(made(team.bo), PILOT)
    assert (found.dtstart, found.dtend) == (date(2027, 2, 26), date(2027, 2, 27))
    assert found.transparency == "TRANSPARENT"


def test_an_owner_is_found_by_name_unless_two_have_it(version, team):
    written(version, "milestone", {"title": "Harbour day", "due": "2027-05-01", "owner": "@CY"})
    settle(version)
    assert days_of(team.cy)["Harbour day"] == date(2027, 5, 1)
    Membership.objects.create(team=team, person=person("zoe"), role="member")
    team.memberships.get(person__email="zoe@example.org").person.__class__.objects.filter(
        email="zoe@example.org"
    ).update(name="Cy")
    assert "Harbour day" not in days_of(team.cy)


def test_who_declined_a_role_has_no_days_of_it(version, team):
    assert PILOT in days_of(team.bo)
    RoleAssignment.objects.filter(person=team.bo, role_key=role(version, "Release keeper")).update(state="declined")
    assert days_of(team.bo).keys() & {PILOT, LAUNCH} == set()


def test_a_new_holder_of_the_draft_has_no_days_of_it_before_it_holds(version, team):
    """Cy is asked to hold another role in a draft; what is in force counts."""
    RoleAssignment.objects.create(
        team=team, charter=version.charter, key=uuid4(), role_key=role(version, "Product lead"), role_title="x",
        person=team.cy, state="accepted",
    )  # fmt: skip
    assert days_of(team.cy).keys() & {PILOT, LAUNCH, FIRST} == set()


def test_what_is_to_be_signed_stands_there_until_it_is_answered():
    version = charter_at("signing")
    me = version.team.bo
    url, title = made(me), "Read and sign Harbour App charter 1.0"
    assert days(url) == days_of(version.team.ann) == {title: version.sign_by}
    assert event(url, title).url == f"http://localhost:8000/charters/{version.charter_id}/sign/"
    assert days_of(version.team.mo) == days_of(version.team.ob) == {}
    signing.sign(version, typed_name="Bo", seen=version.content_hash, by=me)
    assert days(url) == {}


def test_more_time_to_sign_is_another_day(version):
    version = charter_at("signing", team_with({"ann": "lead"}, name="Other"))
    url = made(version.team.ann)
    [before] = [found.uid for found in events(Client().get(url)) if "sign" in found.summary]
    later = version.sign_by + timedelta(days=7)
    moving.extend(version, sign_by=later, by=version.team.ann)
    [after] = [found for found in events(Client().get(url)) if "sign" in found.summary]
    assert (after.dtstart, after.uid == before) == (later, False)


def test_who_joins_signs_by_a_day_of_their_own(version, team):
    Signature.objects.create(
        team=team, version=version, person=team.mo, content_hash=version.content_hash, sign_by=date(2027, 1, 8)
    )
    assert days_of(team.mo)["Read and sign Harbour App charter 1.0"] == date(2027, 1, 8)


def test_a_sponsor_is_asked_to_approve():
    team = team_with()
    version = charter_at("signing", team, adoption="sponsor", sponsor=team.mo)
    assert days_of(team.mo) == {"Approve Harbour App charter 1.0": version.sign_by}
    assert days_of(team.bo) == {}


def test_a_vote_stands_there_until_it_is_cast():
    version = charter_at("signing", adoption="vote")
    team = version.team
    assert days_of(team.bo) == {"Vote on Harbour App charter 1.0": version.sign_by}
    signing.vote(version, choice="no", seen=version.content_hash, by=team.bo)
    assert days_of(team.bo) == {}
    assert len(days_of(team.cy)) == 1
    assert days_of(team.ob) == days_of(team.mo) == {}


def test_reviews_and_ends_are_days_of_those_who_live_by_the_charter(version, team):
    Charter.objects.filter(pk=version.charter_id).update(next_review_on=date(2027, 3, 1), ends_on=date(2027, 11, 26))
    told = {
        "Look at the charter again: Harbour App charter": date(2027, 3, 1),
        "The charter ends: Harbour App charter": date(2027, 11, 26),
    }
    found = {who: days_of(getattr(team, who)) for who in ("ann", "bo", "cy", "mo", "ob")}
    assert {who for who, seen in found.items() if told.items() <= seen.items()} == {"ann", "bo", "cy"}
    assert {who for who, seen in found.items() if told.keys() & seen.keys()} == {"ann", "bo", "cy"}


def test_the_end_of_a_role_is_a_day_of_its_holder_while_they_hold_it(version, team):
    held = RoleAssignment.objects.filter(person=team.bo)
    held.update(term_ends_on=date(2027, 9, 30))
    title = "Your role ends: Release keeper"
    assert days_of(team.bo)[title] == date(2027, 9, 30)
    assert title not in days_of(team.ann)
    held.update(state="declined")
    assert title not in days_of(team.bo)


def test_nothing_of_drafts_stands_in_a_calendar():
    version = charter_at("draft")
    assert days_of(version.team.ann) == {}
    assert days_of(version.team.ann, version.charter) == {}


def test_days_of_all_teams_and_only_of_mine(version, team):
    other = charter_at("active", team_with({"bo": "lead"}, name="Second team"), title="Second charter")
    foreign = charter_at("active", team_with({"oz": "lead"}, name="Elsewhere"), title="Foreign charter")
    assert rows(team.bo) == expected(version, PILOT, LAUNCH) | expected(other, PILOT, LAUNCH, FIRST)
    assert "Foreign" not in Client().get(made(team.bo)).content.decode()
    assert foreign.charter.deadlines.count() == 3


# The days of a charter


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


# Who reads a link, and until when


GONE = b"There is nothing here.\n"


def is_gone(url) -> bool:
    """The same for every link that leads nowhere, byte by byte."""
    answer, nowhere = Client().get(url), Client().get(reverse("charters:feed", args=["x" * 43]))
    if answer.status_code == 200:
        return False
    assert (answer.status_code, answer.content) == (404, GONE)
    assert answer.cookies == {}
    assert alike(answer) == alike(nowhere)
    return True


def alike(answer) -> dict:
    """The headers that are not another in each answer."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


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
