"""The first page: what waits for each person, their roles, their deadlines, and roles that nobody holds."""

import pytest
from django.urls import reverse

from charters.actions import reviewing, talking
from charters.models import RoleAssignment
from dashboard import vacancies, waiting
from teams.actions import inviting, members
from tests.factories import charter_at, person, team_with

HOME = reverse("dashboard:home")


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
    mine = waiting.deadlines(team.bo, waiting.roles_held(waiting.roles_of(team.bo)), version.activated_at.date())
    rows = version.items.filter(kind="deliverable", due_on__isnull=False).order_by("due_on")
    letters = {row.values["title"]: row.values["letters"].get(str(role.role_key), "") for row in rows}
    assert [one.title for one in mine] == [title for title, text in letters.items() if "R" in text or "A" in text]


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
