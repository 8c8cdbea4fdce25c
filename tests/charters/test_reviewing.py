"""Holding a role, and the manager's review of roles: who may, what it leaves, who hears, what the sheet shows."""

from uuid import uuid4

import pytest
from django.urls import reverse

from charters.actions import items, reviewing
from charters.models import RoleAssignment
from charters.permissions import can_answer_role, can_ask_role_again
from teams.models import Event, Membership
from tests.charters.heard import told
from tests.charters.judging import PEOPLE, answers, key_of
from tests.charters.quiet import quiet_charter, team_and_outsider

State = RoleAssignment.State


@pytest.fixture
def team(db):
    return team_and_outsider()


@pytest.fixture
def version(team):
    """In review; ann leads the product, bo keeps releases, cy is the liaison."""
    return quiet_charter("in_review", team)


@pytest.fixture
def keeper(version):
    return key_of(version, "Release keeper")


@pytest.fixture
def asked(team, version, keeper):
    """Cy is asked to keep releases too."""
    fields = {"name": "Cy", "person": str(team.cy.pk)}
    items.save(version, uuid4(), fields, "", by=team.ann, kind="assignment", parent=keeper)
    return RoleAssignment.objects.get(role_key=keeper, person=team.cy)


@pytest.mark.parametrize("state", State.values)
def test_only_the_person_asked_answers(state, team, asked):
    asked.state = state
    others = dict.fromkeys(PEOPLE, "Only the person asked accepts or declines a role.")
    own = "You no longer hold this role." if state == "ended" else True
    assert answers(can_answer_role, team, asked) == others | {"cy": own}


def test_who_left_the_team_answers_no_more(team, asked):
    Membership.objects.filter(person=team.cy).update(left_at=asked.created_at)
    assert can_answer_role(team.cy, asked).reason == "You are no longer in this team."


@pytest.mark.parametrize("state", State.values)
def test_lead_and_members_ask_again_who_declined(state, team, asked):
    asked.state = state
    writer = True if state == "declined" else "Only who declined can be asked again."
    others = dict.fromkeys(PEOPLE, "Only the lead and the members ask someone to hold a role.")
    assert answers(can_ask_role_again, team, asked) == others | dict.fromkeys(["ann", "bo", "cy"], writer)


def test_whoever_is_named_is_asked_by_notice_and_mail(team, asked):
    assert told() == [("Cy", "role_asked", True)]


def test_accepting_is_heard_by_the_lead_once(team, asked):
    for _ in range(2):
        reviewing.accept_role(asked, "Gladly", by=team.cy)
    asked.refresh_from_db()
    assert (asked.state, asked.note, asked.answered_at is not None) == ("accepted", "Gladly", True)
    assert Event.objects.filter(verb="role.accepted").count() == 1
    assert told() == [("Ann", "role_accepted", False), ("Cy", "role_asked", True)]


def test_declining_says_why_and_can_be_asked_again(team, asked, run_tasks, mailbox):
    reviewing.decline_role(asked, "No time before May", by=team.cy)
    run_tasks()
    (mail,) = [mail for mail in mailbox.to(team.ann) if "declined" in mail["Subject"]]
    assert "No time before May" in mail.get_body(("plain",)).get_content()
    for _ in range(2):
        reviewing.ask_role_again(asked, by=team.ann)
    asked.refresh_from_db()
    assert (asked.state, asked.answered_at) == ("proposed", None)
    kinds = [kind for name, kind, _ in told() if name == "Cy"]
    assert kinds == ["role_asked", "role_asked"]
    verbs = list(Event.objects.filter(subject_id=asked.pk).order_by("at", "id").values_list("verb", flat=True))
    assert verbs == ["role.declined", "role.asked_again"]


def test_the_page_shows_the_role_and_takes_the_answer(new_client, team, version, asked):
    browser, url = new_client(team.cy), reverse("charters:answer_role", args=[asked.pk])
    page = browser.get(url).content.decode()
    assert all(
        text in page
        for text in [
            "Release keeper",
            "Testing each release on the pier",
            "Whether a release goes out.",
            "Pilot on line 62",
        ]
    )
    refused = browser.post(url, {"answer": "decline", "note": " "})
    assert refused.status_code == 422
    assert "Say why, so that the team can find another way." in refused.content.decode()
    for _ in range(2):
        assert browser.post(url, {"answer": "accept", "note": "<b>yes</b>"}, follow=True).redirect_chain == [(url, 302)]
    page = browser.get(url).content.decode()
    assert "“&lt;b&gt;yes&lt;/b&gt;”" in page
    assert Event.objects.filter(verb="role.accepted").count() == 1


@pytest.mark.parametrize("who", ["ann", "bo", "mo", "ob", "oz"])
def test_nobody_else_finds_the_page(who, new_client, team, asked):
    url = reverse("charters:answer_role", args=[asked.pk])
    browser = new_client(getattr(team, who))
    assert [browser.get(url).status_code, browser.post(url, {"answer": "accept"}).status_code] == [404, 404]
    asked.refresh_from_db()
    assert asked.state == "proposed"
