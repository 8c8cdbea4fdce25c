"""The home page says that something private waits, and no more; to those alone for whom it waits."""

from uuid import uuid4

import pytest
from django.urls import reverse

from conflicts.actions import cards, opening, starting
from dashboard.waiting import for_person
from tests.conflicts.disagreements import draft_by, exchanging, find, opened_by, party, say, with_options
from tests.factories import team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(db):
    return team_with()


def private(person) -> list:
    return [(one.text, one.url) for one in for_person(person) if one.icon == "lock"]


def waiting(case) -> list:
    return [("Something private waits for you", reverse("conflicts:door", args=[case.pk]))]


def test_a_draft_waits_for_nobody(team):
    draft_by(team.bo, team.cy)
    assert private(team.bo) == private(team.cy) == []


def test_it_waits_for_who_is_asked_until_they_have_said_how_they_see_it(team):
    case = opened_by(team.bo, team.cy)
    assert (private(team.bo), private(team.cy)) == ([], waiting(case))
    opening.join(case, by=team.cy)
    assert private(team.cy) == waiting(case)
    say(case, team.cy)
    cards.share_card(find(case), by=team.cy)
    assert private(team.cy) == []


def test_it_waits_for_nobody_who_is_not_in_it(team):
    case = with_options(team.bo, team.cy, team=team)
    assert case.state == "options"
    assert private(team.ann) == private(team.mo) == private(team.ob) == []


def test_nothing_on_the_home_page_names_the_matter(team, new_client):
    opened_by(team.bo, team.cy, about="Zanzibar")
    page = new_client(team.cy).get(reverse("dashboard:home")).content.decode()
    assert "Something private waits for you" in page
    assert "Zanzibar" not in page
    assert "disagreement" not in page.replace("/disagreements/", "").replace("Disagreements", "").lower()


def test_whom_nothing_waits_for_any_more_reads_the_same_page_whatever_there_was(team, new_client):
    """Who is no longer asked, who said no, who was never asked, who is asked by a draft, and at an address that leads nowhere."""
    asked, gone = opened_by(team.bo, team.cy, team.ann), opened_by(team.bo, team.cy)
    opening.remove_invited(party(asked, team.cy), by=team.bo)
    opening.decline_part(asked, by=team.ann)
    opening.decline_part(gone, by=team.cy)
    drafted, others = draft_by(team.bo, team.cy), exchanging(team.ann, team.bo)
    dropped = draft_by(team.bo, team.cy)
    starting.drop_draft(dropped, by=team.bo)
    client = new_client(team.cy)
    answers = [
        client.get(f"/for-you/{key}/") for key in (asked.pk, gone.pk, drafted.pk, others.pk, dropped.pk, uuid4())
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert len({tokenless(answer) for answer in answers}) == 1
    assert "There is nothing here for you any more" in answers[0].content.decode()
    assert tokenless(new_client(team.ann).get(f"/for-you/{asked.pk}/")) == tokenless(
        new_client(team.ann).get(f"/for-you/{uuid4()}/")
    )


def tokenless(answer) -> str:
    """Without the tokens that each answer has anew."""
    lines = answer.content.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "X-CSRFToken" not in line)
