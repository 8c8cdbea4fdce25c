"""The home page says that something private waits, and no more; to those alone for whom it waits."""

import pytest
from django.urls import reverse

from conflicts.actions import cards, opening
from dashboard.waiting import for_person
from tests.conflicts.disagreements import draft_by, find, opened_by, say, with_options
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
