"""The first page: what waits for each person, their roles, their deadlines, and roles that nobody holds."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from charters.actions import consulting, dates, deadlines, reviewing, talking
from charters.models import Consultation, Deadline, RoleAssignment
from dashboard import duties, vacancies, waiting
from teams.actions import inviting, members
from tests.factories import charter_at, person, team_with
from tests.harbour import LAUNCH, PILOT

HOME = reverse("dashboard:home")


@pytest.fixture(autouse=True)
def november(time_machine):
    """Before the days of the charter, which all of its deadlines are told by."""
    time_machine.move_to("2026-11-27 12:00+00:00")


@pytest.fixture
def team(db):
    return team_with()


def verbs(user):
    return [one.verb for one in waiting.for_person(user)]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", {"ann": [], "bo": ["Answer"], "mo": [], "ob": []}),
        ("in_review", {"ann": [], "bo": ["Answer"], "mo": ["Review"], "ob": []}),
        ("signing", {"ann": ["Sign"], "bo": ["Sign", "Answer"], "mo": [], "ob": []}),
        ("active", {"ann": [], "bo": ["Answer"], "mo": [], "ob": []}),
    ],
)
def test_what_waits_depends_on_the_state_and_the_person(team, state, expected):
    """Bo has not said yet whether he takes his role."""
    charter_at(state, team)

    assert {who: verbs(getattr(team, who)) for who in expected} == expected


def test_a_vote_waits_until_it_is_cast(team):
    charter_at("signing", team, adoption="vote")

    assert verbs(team.bo) == ["Vote", "Answer"]
    assert verbs(team.mo) == []


def test_an_invitation_waits_for_a_confirmed_address_alone(team):
    oz = person("oz")
    inviting.invite(team, [oz.email], "member", by=team.ann)

    assert verbs(oz) == ["Answer"]
    assert verbs(person("other")) == []


def test_a_question_and_an_objection_wait_for_the_lead(team):
    version = charter_at("draft", team)
    key = version.items.get(kind="purpose").key
    talking.ask(version, key, "Why?", by=team.bo)
    talking.object_to(version, key, "Too long.", by=team.cy)

    assert verbs(team.ann) == ["Answer", "Answer"]
    assert verbs(team.mo) == []


def test_changes_asked_for_wait_for_the_holder_until_they_reply(team):
    version = charter_at("in_review", team)
    held = version.items.get(kind="assignment", person=team.bo).parent
    review = reviewing.request_changes(version, held, "Too much?", by=team.mo)
    assert verbs(team.bo) == ["Answer", "Reply"]

    reviewing.reply_to_review(review, "Cy takes the letters.", by=team.bo)

    assert verbs(team.bo) == ["Answer"]


def test_what_waits_is_gone_for_who_left(team):
    charter_at("signing", team)
    members.leave_team(team.memberships.get(person=team.bo), by=team.bo)

    assert verbs(team.bo) == []


def test_the_page_names_roles_and_deadlines_of_their_holder_alone(team, new_client):
    version = charter_at("active", team)
    for asked in RoleAssignment.objects.filter(person=team.bo, state="proposed"):
        reviewing.accept_role(asked, by=team.bo)
    role = RoleAssignment.objects.get(person=team.bo)

    assert role.role_title in new_client(team.bo).get(HOME).content.decode()
    assert role.role_title not in new_client(team.ob).get(HOME).content.decode()
    mine = duties.upcoming(duties.of_person(team.bo, waiting.seats_of(team.bo), waiting.roles_of(team.bo)))
    rows = version.items.filter(kind="deliverable", due_on__isnull=False).order_by("due_on")
    letters = {row.values["title"]: row.values["letters"].get(str(role.role_key), "") for row in rows}
    assert [one.row.title for one in mine] == [title for title, text in letters.items() if "R" in text or "A" in text]


def test_a_role_is_vacant_when_its_holder_leaves(team, new_client):
    charter_at("active", team)
    assert list(vacancies.of_teams([team])) == []
    role = RoleAssignment.objects.get(person=team.bo).role_title

    members.leave_team(team.memberships.get(person=team.bo), by=team.bo)

    assert [str(one) for one in vacancies.in_care_of(team.mo)] == [role]
    assert [str(one) for one in vacancies.in_care_of(team.ann)] == [role]
    assert list(vacancies.in_care_of(team.cy)) == []
    part = new_client(team.ob).get(reverse("dashboard:team_charters", args=[team.slug])).content.decode()
    assert "Vacant roles" in part
    assert role in part


def test_a_newcomer_is_shown_how_to_begin(db, new_client):
    page = new_client(person("oz")).get(HOME).content.decode()

    assert "Begin with a team" in page
    assert reverse("teams:create") in page


def due(team, who):
    found = duties.of_person(
        getattr(team, who), waiting.seats_of(getattr(team, who)), waiting.roles_of(getattr(team, who))
    )
    return {one.row.title: (one.letters, one.look, one.forecast) for one in duties.upcoming(found)}


def test_deadlines_show_how_they_stand_and_leave_when_they_are_settled(team, new_client):
    """Ann is A of the pilot, R of the launch and owns the milestone; bo is R and A; cy is only asked and informed."""
    version = charter_at("active", team)
    pilot, launch, first = (Deadline.objects.get(title=title) for title in (PILOT, LAUNCH, "First passengers"))
    assert due(team, "ann") == {
        first.title: ("A/R", "open", None),
        PILOT: ("A", "open", None),
        LAUNCH: ("R", "open", None),
    }
    assert due(team, "cy") == {}

    deadlines.project(pilot, date(2027, 3, 12), by=team.bo)
    deadlines.hand_over(first, "Fifty came.", by=team.ann)
    deadlines.hand_over(launch, "On every line.", by=team.ann)
    assert due(team, "ann") == {PILOT: ("A", "at_risk", date(2027, 3, 12)), LAUNCH: ("R", "delivered", None)}
    with time_machine.travel("2027-02-27 12:00+00:00", tick=False):
        assert due(team, "bo")[PILOT] == ("R", "overdue", date(2027, 3, 12))
        page = new_client(team.bo).get(HOME).content.decode()
    assert "probably 12 March" in page
    assert "Overdue" in page
    assert reverse("charters:deadline", args=[version.charter_id, pilot.key]) in page


def test_a_result_waits_for_who_answers_for_it_and_a_new_day_until_all_were_heard(team):
    charter_at("active", team)
    for asked in RoleAssignment.objects.filter(state="proposed"):
        reviewing.accept_role(asked, by=asked.person)
    deadlines.hand_over(Deadline.objects.get(title=LAUNCH), "On every line.", by=team.ann)
    assert {who: verbs(getattr(team, who)) for who in ("ann", "bo", "cy", "mo", "ob")} == {
        "ann": [], "bo": ["Accept"], "cy": [], "mo": [], "ob": [],
    }  # fmt: skip

    dates.propose_date(Deadline.objects.get(title=PILOT), date(2027, 3, 12), "Storms.", by=team.bo)
    assert (verbs(team.cy), verbs(team.ann)) == (["Answer"], [])
    consulting.answer_consultation(Consultation.objects.get(), "Fine.", by=team.cy)
    assert (verbs(team.cy), verbs(team.ann)) == ([], ["Decide"])


def test_after_the_window_it_waits_for_a_decision_too(team):
    charter_at("active", team)
    dates.propose_date(Deadline.objects.get(title=PILOT), date(2027, 3, 12), "Storms.", by=team.bo)
    with time_machine.travel("2027-01-20 12:00+00:00", tick=False):
        assert "Decide" in verbs(team.ann)


def test_where_nobody_accountable_is_left_the_lead_decides(team):
    charter_at("active", team)
    deadlines.hand_over(Deadline.objects.get(title=LAUNCH), "On every line.", by=team.ann)
    assert "Accept" not in verbs(team.ann)
    members.leave_team(team.memberships.get(person=team.bo), by=team.bo)
    assert "Accept" in verbs(team.ann)
