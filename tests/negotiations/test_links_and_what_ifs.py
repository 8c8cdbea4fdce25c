"""Links between issues, and what-ifs: kept once, told in words, with limits for those alone who see them."""

import pytest
from django.test import Client
from django.urls import reverse

from common.permissions import Refused
from negotiations.actions import linking
from negotiations.content import Scenario as PlainScenario
from negotiations.models import IssueLink, IssueOption, Scenario
from negotiations.reading import read
from negotiations.scoring import links_of, problem_of
from tests.factories import team_with
from tests.negotiations.cases import problem
from tests.negotiations.reading_pages import without_keys
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def sheet(team):
    table = problem([(0, 10), (10, 0)], [(0, 5), (5, 0)], own_reservation=3, other_reservation=4)
    return with_problem(sheet_of(team, team.bo), table, by=team.bo)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def url(name, sheet, *more):
    return reverse(f"negotiations:{name}", args=[sheet.pk, *more])


def pair(sheet, team):
    first, second = read(sheet, team.bo).issues
    return {
        "first": first.key,
        "second": second.key,
        "option_a": first.options[0].key,
        "option_b": second.options[1].key,
    }


# Links


def test_an_exclusion_and_a_bonus_reach_the_explorer(team, sheet):
    client, chosen = client_of(team.bo), pair(sheet, team)
    for _again in range(2):
        assert client.post(url("numbers_link", sheet), chosen | {"kind": "exclusion", "own": "9"}).status_code == 302
        client.post(url("numbers_link", sheet), chosen | {"kind": "bonus", "own": "7", "other": "-3"})
    links, exclusions = links_of(read(sheet, team.bo))
    place = frozenset({(0, 0), (1, 1)})
    assert (exclusions, [(one.choices, one.own, one.other) for one in links]) == ((place,), [(place, 7, -3)])
    page = client.get(url("numbers_links", sheet)).content.decode()
    assert (page.count("0: 0 + 1: 1</span>"), "us 7, them -3 points" in page) == (4, True)


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"kind": "bonus"}, b"without any, the link changes nothing"),
        ({"second": "same"}, b"Choose another issue"),
        ({"option_b": "gone"}, b"Select a valid choice"),
        ({"kind": "bonus", "own": str(10**13)}, b"less than or equal"),
    ],
)
def test_a_link_that_says_nothing_is_refused(team, sheet, changes, words):
    chosen = pair(sheet, team) | {"kind": "exclusion"} | changes
    chosen["second"] = chosen["first"] if chosen["second"] == "same" else chosen["second"]
    answer = client_of(team.bo).post(url("numbers_link", sheet), chosen)
    assert (answer.status_code, words in answer.content, IssueLink.objects.count()) == (422, True, 0)


def test_two_options_of_one_issue_are_no_link(team, sheet):
    options = list(IssueOption.objects.filter(issue__sheet=sheet, issue__position=0))
    with pytest.raises(Refused):
        linking.link_options(sheet, "exclusion", options, by=team.bo)


def test_a_link_is_taken_away_by_editors_alone(team, sheet):
    seat(sheet, team.ann, "viewer")
    options = [one.options.first() for one in sheet.issues.all()]
    link = linking.link_options(sheet, "exclusion", options, by=team.bo)
    where = url("numbers_unlink", sheet, link.pk)
    assert (client_of(team.ann).post(where).status_code, client_of(team.bo).post(where).status_code) == (403, 302)
    assert not IssueLink.objects.exists()


# What-ifs


def fields_of(sheet, team, **more):
    first = read(sheet, team.bo).issues[0]
    return {"name": "They care", f"w-{first.key}": "80", "key": "0a000000-0000-4000-8000-000000000000"} | more


def test_a_what_if_is_kept_once_and_changes_the_problem(team, sheet):
    client = client_of(team.bo)
    limits = {"own_value": "6", "own_unit": "points", "other_value": "50", "other_unit": "percent"}
    for _again in range(2):
        assert client.post(url("numbers_scenario_add", sheet), fields_of(sheet, team, **limits)).status_code == 302
    content = read(sheet, team.bo)
    [scenario] = content.scenarios
    found = problem_of(content, scenario.overrides)
    assert [option.other for option in found.issues[0].options] == [800, 0]
    assert (found.own_reservation, found.other_reservation) == (6, 403)
    page = client.get(url("numbers_scenarios", sheet)).content
    assert (b"their weight 80" in page, b"our reservation point 6 points" in page) == (True, True)


def test_an_editor_without_limits_neither_sees_nor_loses_them(team, sheet):
    seat(sheet, team.cy, "editor", sees_limits=False)
    client_of(team.bo).post(
        url("numbers_scenario_add", sheet), fields_of(sheet, team, own_value="738291", own_unit="points")
    )
    row = Scenario.objects.get()
    cy, where = client_of(team.cy), url("numbers_scenario", sheet, row.pk)
    pages = [cy.get(place) for place in (where, url("numbers_scenarios", sheet))]
    assert ["738291" in without_keys(page.content.decode()) for page in pages] == [False, False]
    stamp = pages[0].context["stamp"]
    answer = cy.post(
        where, fields_of(sheet, team, name="They care a lot", own_value="1", own_unit="points", revision=stamp)
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.name, row.overrides["own_reservation"]) == ("They care a lot", {"value": 738291, "unit": "points"})
    cy.post(
        url("numbers_scenario_add", sheet),
        {"name": "mine", "own_value": "5", "key": "0b000000-0000-4000-8000-000000000000"},
    )
    assert [sorted(one.overrides) for one in Scenario.objects.all()] == [["own_reservation", "weights"], ["weights"]]


def test_two_people_at_one_what_if_lose_nothing(team, sheet):
    seat(sheet, team.cy, "editor")
    bo, cy = client_of(team.bo), client_of(team.cy)
    bo.post(url("numbers_scenario_add", sheet), fields_of(sheet, team))
    where = url("numbers_scenario", sheet, Scenario.objects.get().pk)
    stamps = [one.get(where).context["stamp"] for one in (bo, cy)]
    bo.post(where, fields_of(sheet, team, name="Bo's", revision=stamps[0]))
    answer = cy.post(where, fields_of(sheet, team, name="Cy's", revision=stamps[1]))
    assert (answer.status_code, Scenario.objects.get().name) == (409, "Bo's")
    told = answer.context["conflict"]
    assert [(one["yours"], one["theirs"]) for one in told["fields"]] == [("Cy's", "Bo's")]
    cy.post(where, fields_of(sheet, team, name="Cy's", keep="mine", over=told["over"]))
    assert Scenario.objects.get().name == "Cy's"


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"own_value": "101", "own_unit": "percent"}, b"from 0 to 100"),
        ({"own_value": "x"}, b"whole number"),
        ({"name": ""}, b"cannot stay empty"),
    ],
)
def test_a_what_if_that_cannot_be_is_refused_with_its_reason(team, sheet, changes, words):
    answer = client_of(team.bo).post(url("numbers_scenario_add", sheet), fields_of(sheet, team, **changes))
    assert (answer.status_code, words in answer.content, Scenario.objects.count()) == (422, True, 0)


def test_a_what_if_goes_after_a_question(team, sheet):
    client = client_of(team.bo)
    scenario = linking.add_scenario(sheet, {"name": "Gone"}, key="a", by=team.bo)
    assert read(sheet, team.bo).scenarios == (PlainScenario(str(scenario.pk), "Gone", {"weights": {}}),)
    where = url("numbers_scenario_remove", sheet, scenario.pk)
    assert b"stays as it is" in client.get(where).content
    assert (client.post(where).status_code, Scenario.objects.count()) == (302, 0)
