"""After the talks: the result against the frozen preparation, a better deal, reminders, looking back."""

import datetime
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from common import merging
from common.permissions import Refused
from dashboard import waiting
from negotiations import clock
from negotiations.actions import after, packages, talks
from negotiations.models import Issue, Outcome, PrepSheet, Reflection, Snapshot
from negotiations.reading import read
from negotiations.scoring import choices_of
from notices.models import Notice
from teams.actions import members
from tests.factories import team_with
from tests.negotiations.cases import MIDDLE, new_recruit
from tests.negotiations.sheets import seat, sheet_of, with_problem

DAY = datetime.date(2026, 11, 3)
# A Tuesday, ninety days later; ann, bo and cy live in UTC.
CHECK = datetime.date(2027, 2, 2)
MORNING = datetime.datetime(2027, 2, 2, 8, 5, tzinfo=datetime.UTC)


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def bo(team):
    return team.bo


@pytest.fixture
def sheet(team, bo):
    """New Recruit as recruiter, with reservations, in the middle of the talks."""
    sheet = sheet_of(team, bo)
    with_problem(sheet, new_recruit(own_reservation=5000, other_reservation=3000), by=bo)
    talks.start_session(sheet, DAY, by=bo)
    sheet.refresh_from_db()
    return sheet


def deal(sheet, by, choice=MIDDLE):
    """A package: by default the middle of everything, 3,200 for both."""
    return packages.save_package(sheet, "As signed", choices_of(read(sheet, by), choice), by=by)


def agreed(sheet, by, **more):
    more = {"package": deal(sheet, by), "check_on": CHECK} | more
    outcome = after.record_outcome(sheet, "agreed", ended_on=DAY, by=by, **more)
    sheet.refresh_from_db()
    return outcome


def page_of(client, sheet):
    return client.get(reverse("negotiations:after", args=[sheet.pk]))


def test_the_result_is_measured_on_the_preparation_as_it_was_frozen(sheet, bo, new_client):
    """The numbers of New Recruit: 3,200 each; keeping their 3,200 we could have 11,400."""
    agreed(sheet, bo)
    PrepSheet.objects.filter(pk=sheet.pk).update(reservation_score={"value": 1, "unit": "points"})
    context = page_of(new_client(bo), sheet).context
    result = context["result"]
    assert (result.own, result.other) == (3200, 3200)
    assert (result.left.mine, result.left.theirs, result.left.better) == (8200, 8200, 49451)
    assert result.left.joint == 14_800 - 6_400
    assert [(one.limit, one.is_reached) for one in result.against] == [(5000, False), (3000, True)]
    assert result.better_own > 0
    assert result.better_other > 0


def test_who_may_not_see_limits_gets_nothing_that_follows_from_them(sheet, team, new_client):
    agreed(sheet, team.bo)
    seat(sheet, team.cy, "viewer")
    page = page_of(new_client(team.cy), sheet)
    assert page.context["result"].against == ()
    assert page.context["batna"] is None
    assert re.findall(r"(?<![\w-])5,?000(?![\w-])", page.content.decode()) == []  # no key of hexadecimal digits


def test_an_outcome_is_recorded_once_and_freezes_the_sheet(sheet, bo):
    key = uuid4()
    first = after.record_outcome(sheet, "no_deal", ended_on=DAY, words="Too dear", key=key, by=bo)
    assert after.record_outcome(sheet, "no_deal", ended_on=DAY, words="Too dear", key=key, by=bo) == first
    sheet.refresh_from_db()
    assert (sheet.state, Outcome.objects.count()) == ("no_deal", 1)
    assert sorted(Snapshot.objects.values_list("state", flat=True)) == ["draft", "no_deal"]
    assert first.prepared.state == "draft"


def test_nobody_records_an_outcome_before_there_were_talks(team, bo):
    with pytest.raises(Refused):
        after.record_outcome(sheet_of(team, bo), "agreed", ended_on=DAY, by=bo)


def test_a_better_deal_takes_the_place_of_the_first_and_both_stay_to_be_read(sheet, bo):
    first = agreed(sheet, bo)
    after.improve(sheet, by=bo)
    second = after.record_outcome(sheet, "agreed", ended_on=DAY, check_on=CHECK, by=bo)
    first.refresh_from_db()
    sheet.refresh_from_db()
    assert (sheet.state, first.check_on, second.check_on) == ("agreed", None, CHECK)
    assert Outcome.objects.filter(sheet=sheet).count() == 2


def test_a_better_deal_that_was_not_found_leaves_the_first(sheet, bo):
    first = agreed(sheet, bo)
    after.improve(sheet, by=bo)
    after.leave_deal(sheet, by=bo)
    sheet.refresh_from_db()
    first.refresh_from_db()
    assert (sheet.state, first.check_on) == ("agreed", CHECK)


def test_talks_that_go_on_keep_what_was_frozen(sheet, bo):
    agreed(sheet, bo)
    kept = set(Snapshot.objects.values_list("sha256", flat=True))
    after.resume_talks(sheet, by=bo)
    sheet.refresh_from_db()
    assert sheet.state == "active"
    assert set(Snapshot.objects.values_list("sha256", flat=True)) == kept


def reminded():
    return sorted(Notice.objects.filter(kind="reminder.outcome").values_list("person__email", flat=True))


def test_owner_and_editors_are_reminded_once_on_the_morning_of_the_day(sheet, team, bo):
    agreed(sheet, bo)
    seat(sheet, team.cy, "editor")
    seat(sheet, team.ann, "viewer")
    clock.tick(MORNING - datetime.timedelta(days=1))
    assert reminded() == []
    clock.tick(MORNING - datetime.timedelta(hours=1))
    assert reminded() == []
    for _twice in range(2):
        clock.tick(MORNING)
    assert reminded() == ["bo@example.org", "cy@example.org"]
    text = Notice.objects.filter(kind="reminder.outcome").first().text
    assert text == "It is time to look whether a deal is kept."


def test_a_late_clock_still_reminds(sheet, bo):
    agreed(sheet, bo)
    clock.tick(MORNING + datetime.timedelta(days=9))
    assert reminded() == ["bo@example.org"]


def test_each_hears_in_the_morning_of_the_place_where_they_live(sheet, team, bo):
    bo.time_zone = "America/New_York"
    bo.save()
    agreed(sheet, bo)
    seat(sheet, team.cy, "editor")
    clock.tick(MORNING)
    assert reminded() == ["cy@example.org"]
    clock.tick(MORNING + datetime.timedelta(hours=5))
    assert reminded() == ["bo@example.org", "cy@example.org"]


def test_who_left_the_team_hears_nothing(sheet, team, bo):
    agreed(sheet, bo)
    seat(sheet, team.cy, "editor")
    members.leave_team(team.memberships.get(person=team.cy), by=team.cy)
    clock.tick(MORNING)
    assert reminded() == ["bo@example.org"]


def test_an_answer_ends_the_asking_and_another_day_asks_again(sheet, bo):
    outcome = agreed(sheet, bo)
    clock.tick(MORNING)
    later = CHECK + datetime.timedelta(days=30)
    after.answer_check(outcome, "Half of it", again_on=later, by=bo)
    assert reminded() == []
    clock.tick(MORNING + datetime.timedelta(days=30))
    assert reminded() == ["bo@example.org"]
    after.answer_check(Outcome.objects.get(), "All of it", by=bo)
    clock.tick(MORNING + datetime.timedelta(days=31))
    assert reminded() == []
    assert Outcome.objects.get().check_words == "All of it"


def test_home_asks_owner_and_editors_until_it_is_answered(sheet, team, bo, time_machine):
    outcome = agreed(sheet, bo)
    seat(sheet, team.cy, "viewer")
    time_machine.move_to(MORNING - datetime.timedelta(days=1))
    assert asked_on_home(bo) == []
    time_machine.move_to(MORNING)
    assert [asked_on_home(who) for who in (bo, team.cy, team.ann)] == [["Is it kept? “Night berth”"], [], []]
    after.answer_check(outcome, "Kept", by=bo)
    assert asked_on_home(bo) == []


def asked_on_home(person):
    return [one.text for one in waiting.for_person(person) if one.text.startswith("Is it kept?")]


def test_each_looks_back_alone_and_nothing_is_overwritten(sheet, team, bo, new_client):
    agreed(sheet, bo)
    seat(sheet, team.cy, "viewer")
    empty = merging.stamp(0, {"worked": "", "promise": ""})
    after.reflect(sheet, {"worked": "Listening", "promise": ""}, empty, by=bo)
    after.reflect(sheet, {"worked": "Silence"}, empty, by=team.cy)
    _saved, conflicts = after.reflect(sheet, {"worked": "Another window"}, empty, by=bo)
    assert conflicts == ["worked"]
    assert {one.person: one.answers["worked"] for one in Reflection.objects.select_related("person")} == {
        bo: "Listening", team.cy: "Silence",
    }  # fmt: skip
    page = new_client(bo).get(reverse("negotiations:reflect", args=[sheet.pk]))
    assert [person for person, _answers in page.context["others"]] == [team.cy]


def test_the_way_to_the_end(sheet, bo, new_client):
    """Through the pages: recorded, improving, left, looked back on."""
    client = new_client(bo)
    package = deal(sheet, bo)
    states = []
    steps = (
        ("record_outcome", {"kind": "agreed", "package": package.pk, "ended_on": "2026-11-03"}), ("improve", {}),
        ("leave_deal", {}), ("reflect", {"worked": "Listening"}), ("finish_reflecting", {}),
    )  # fmt: skip
    for name, fields in steps:
        answer = client.post(reverse(f"negotiations:{name}", args=[sheet.pk]), fields, follow=True)
        sheet.refresh_from_db()
        states.append((answer.status_code, sheet.state))
    assert states == [
        (200, "agreed"), (200, "improving"), (200, "agreed"), (200, "agreed"), (200, "reflected"),
    ]  # fmt: skip


def test_a_day_that_is_still_to_come_keeps_the_words(sheet, bo, new_client):
    url = reverse("negotiations:record_outcome", args=[sheet.pk])
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    page = new_client(bo).post(url, {"kind": "agreed", "words": "typed already", "ended_on": tomorrow})
    assert page.status_code == 422
    assert "typed already" in page.content.decode()
    assert Outcome.objects.count() == 0


def test_a_deal_on_other_issues_than_prepared_is_measured_at_its_end(team, bo, new_client):
    """Prepared in words alone; the numbers came during the talks."""
    sheet = sheet_of(team, bo)
    talks.start_session(sheet, DAY, by=bo)
    sheet.refresh_from_db()
    with_problem(sheet, new_recruit(), by=bo)
    agreed(sheet, bo)
    context = page_of(new_client(bo), sheet).context
    assert (context["is_late"], context["result"].own) == (True, 3200)
    assert Issue.objects.filter(sheet=sheet).count() == 8
