"""The charters on a team's page."""

import pytest
from django.urls import reverse

from charters.models import Charter
from tests.factories import charter_at, person, team_with


@pytest.fixture
def team(db):
    return team_with()


def url(team):
    return reverse("dashboard:team_charters", args=[team.slug])


def test_the_team_page_asks_for_them_and_links_to_them(team, new_client):
    page = new_client(team.bo).get(reverse("teams:show", args=[team.slug])).content.decode()
    assert f'hx-get="{url(team)}"' in page
    assert f'<a href="{url(team)}">' in page


def test_a_charter_stands_there_with_its_state(team, new_client):
    version = charter_at("active", team)
    client = new_client(team.ob)
    page = client.get(url(team)).content.decode()
    part = client.get(url(team), headers={"HX-Request": "true"}).content.decode()
    for said in (page, part):
        assert f'href="{version.charter.get_absolute_url()}"' in said
        assert "Active" in said
    assert "<html" in page
    assert "<html" not in part


def test_only_writers_are_offered_to_start_one(team, new_client):
    start = reverse("charters:start", args=[team.slug])
    offered = {
        who: start in new_client(getattr(team, who)).get(url(team)).content.decode()
        for who in ("ann", "bo", "mo", "ob")
    }
    assert offered == {"ann": True, "bo": True, "mo": False, "ob": False}


def test_for_an_outsider_there_is_nothing(team, new_client):
    assert new_client(person("oz")).get(url(team)).status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_the_number_of_queries_stays(number, team, new_client, django_assert_num_queries):
    for n in range(number):
        charter = Charter.objects.create(team=team, title=f"Charter {n}", created_by=team.ann)
        charter.versions.create(team=team, created_by=team.ann)
    client = new_client(team.ann)
    with django_assert_num_queries(9):
        assert len(client.get(url(team), headers={"HX-Request": "true"}).context["page"].rows) == number
