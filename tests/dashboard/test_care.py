"""What is in somebody's care: vacancies and what they leave unanswered, missing signatures; and the click that fills a role."""

import pytest
from django.urls import reverse

from charters.actions import reviewing
from charters.models import CharterVersion
from dashboard import vacancies
from teams import actions as teams
from tests import harbour
from tests.charters.holding import held_by
from tests.charters.test_signing_leaving import join
from tests.factories import charter_at, person, team_with

CARE = reverse("dashboard:care")


@pytest.fixture
def version(db):
    return charter_at("active")


def leave(version, who):
    teams.leave_team(version.team.memberships.present().get(person=who), by=who)


def titles(items):
    return [str(one) for one in items]


def test_what_only_a_vacant_role_answers_for_is_named(version):
    """Bo's role is A of the launch only, Ann's of the pilot."""
    leave(version, version.team.bo)
    found = vacancies.vacant_in([version.team.pk])
    assert titles(found.roles) == ["Release keeper"]
    assert titles(found.unanswered) == [harbour.LAUNCH]


def test_a_role_given_back_is_vacant_too(version):
    team = version.team
    reviewing.decline_role(held_by(version, team.bo), "Too much.", by=team.bo)
    assert titles(vacancies.vacant_in([team.pk]).roles) == ["Release keeper"]


def test_lead_and_manager_see_it_and_nobody_else(version, new_client):
    team = version.team
    leave(version, team.bo)
    pages = {who: new_client(getattr(team, who)).get(CARE).content.decode() for who in ("ann", "mo", "cy", "ob")}
    assert {who for who, page in pages.items() if harbour.LAUNCH in page} == {"ann", "mo"}
    assert {who for who, page in pages.items() if "Nobody answers for" in page} == {"ann", "mo"}
    fill = reverse("charters:fill_role", args=[version.charter_id, held_by(version, team.bo).role_key])
    assert {who for who, page in pages.items() if fill in page} == {"ann"}
    assert "Everything is in good hands" in new_client(person("oz")).get(CARE).content.decode()


def test_home_asks_for_it_only_where_one_leads_or_manages(version, new_client):
    asked = {
        who: f'hx-get="{CARE}"' in new_client(getattr(version.team, who)).get("/").content.decode()
        for who in ("ann", "mo", "cy", "ob")
    }
    assert asked == {"ann": True, "mo": True, "cy": False, "ob": False}


def test_the_team_page_names_it_for_everyone_and_offers_the_lead_to_fill_it(version, new_client):
    team = version.team
    leave(version, team.bo)
    url = reverse("dashboard:team_charters", args=[team.slug])
    pages = {who: new_client(getattr(team, who)).get(url).content.decode() for who in ("ann", "cy")}
    assert all(harbour.LAUNCH in page and "Release keeper" in page for page in pages.values())
    assert ["Fill it" in page for page in pages.values()] == [True, False]


def test_one_click_opens_the_amendment_at_the_vacant_role(version, new_client):
    team = version.team
    leave(version, team.bo)
    key = held_by(version, team.bo).role_key
    browser = new_client(team.ann)
    for _click in range(2):
        answer = browser.post(reverse("charters:fill_role", args=[version.charter_id, key]))
        assert answer["Location"] == reverse("charters:item", args=[version.charter_id, key])
    assert CharterVersion.objects.get(charter=version.charter, state="draft").based_on_id == version.pk
    assert "Release keeper" in browser.get(answer["Location"]).content.decode()


def test_a_charter_that_a_joiner_has_not_signed_is_in_the_care_of_the_lead(version, new_client):
    browser = new_client(version.team.ann)
    assert "Not signed by all yet" not in browser.get(CARE).content.decode()
    join(version.team, "noor")
    page = browser.get(CARE).content.decode()
    assert "Not signed by all yet" in page
    assert "3 of 4 signed" in page


def test_what_is_in_the_care_of_another_team_is_not_here(version, new_client):
    other = charter_at("active", team_with({"eve": "lead", "fay": "member"}, name="Other team"), title="Elsewhere")
    leave(other, other.team.fay)
    assert "Elsewhere" not in new_client(version.team.ann).get(CARE).content.decode()
    assert "Other team" not in new_client(version.team.mo).get(CARE).content.decode()
