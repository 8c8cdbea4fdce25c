"""Keeping an analysis, and the pages of the explorer."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negotiations.actions import exploring
from negotiations.actions.exploring import keep_run
from negotiations.actions.offers import make_offers
from negotiations.analysis.problem import Problem
from negotiations.models import AnalysisRun, IssueLink, IssueWeight, OptionScore, Scenario
from negotiations.reading import read_whole
from negotiations.scoring import choices_of
from tests.factories import team_with
from tests.negotiations.cases import MIDDLE, issue, new_recruit, price_talk
from tests.negotiations.reading_pages import url, without_keys, words_of
from tests.negotiations.sheets import seat, sheet_of, with_problem


@pytest.fixture
def sheet(db):
    team = team_with()
    sheet = with_problem(sheet_of(team, team.bo), new_recruit(own_reservation=5000, other_reservation=3000), by=team.bo)
    sheet.team = team
    return sheet


def test_an_analysis_is_kept_once_for_the_same_numbers(sheet):
    first = exploring.keep_run(sheet, by=sheet.team.bo)
    assert exploring.keep_run(sheet, by=sheet.team.bo) == first
    assert (first.with_limits, first.result["zone"]["packages"]) == (True, 20332)
    assert first.result["fair"]["nash"]["points"] == [[8400, 6400, 2]]


def test_what_somebody_keeps_without_the_right_holds_no_limit(sheet):
    seat(sheet, sheet.team.cy, "editor", sees_limits=False)
    run = exploring.keep_analysis(sheet, by=sheet.team.cy)
    assert (run.with_limits, run.result["zone"]["packages"]) == (False, 390625)
    assert run.result["fair"]["nash"]["points"][0][:2] == [7400, 7400]


def test_a_sheet_without_numbers_keeps_nothing(db):
    team = team_with()
    assert exploring.keep_run(sheet_of(team, team.bo), by=team.bo) is None
    assert not AnalysisRun.objects.exists()


PAGES = (
    "explore",
    "draw",
    "compare_scenarios",
    "analyses",
    "packages",
    "save_package",
    "make_offers",
    "compare_packages",
)


def test_the_map_of_new_recruit_to_the_number(sheet, new_client):
    words = words_of(new_client(sheet.team.bo), url("explore", sheet))
    for said in (
        "20,332 of 390,625 packages lie in the agreement zone (ZOPA)",
        "13 of its points are efficient",
        "All 45 efficient points.",
        "8,400 72% 6,400 64% 2 N K E U yes",
        "Utilitarian point needs a common scale",
        "Salary: 56,000 Bonus: 4% Division: A Car: 1st Start: 1 August Vacation: 10 days Moving: 100% Insurance: 5",
        "390,625 packages, 45 efficient points. The result is exact for these numbers.",
    ):
        assert said in words


def test_at_limits_of_nothing_the_nash_point_is_in_the_middle(db, new_client):
    team = team_with()
    sheet = with_problem(sheet_of(team, team.bo), new_recruit(own_reservation=0, other_reservation=0), by=team.bo)
    words = words_of(new_client(team.bo), url("explore", sheet))
    assert "256,265 of 390,625 packages lie in the agreement zone" in words
    assert "7,400 68% 7,400 68% 1 N K E U yes" in words


def test_without_issues_the_page_teaches(db, new_client):
    team = team_with()
    words = words_of(new_client(team.bo), url("explore", sheet_of(team, team.bo)))
    assert "Find what is good for both" in words
    assert "early departure for us, the crane for them" in words


def test_missing_numbers_and_low_confidence_are_said_and_hold_nothing_up(sheet, new_client):
    OptionScore.objects.filter(sheet=sheet, party="other", option__issue__position=0).update(points=None)
    IssueWeight.objects.filter(sheet=sheet, party="other", issue__position=1).update(confidence="low")
    words = words_of(new_client(sheet.team.bo), url("explore", sheet))
    assert "Numbers are missing: 0 of ours, 5 of theirs." in words
    assert "On 1 issue a number has low confidence" in words
    assert "Nash point" in words


def test_the_link_of_the_table_shows_a_package_and_another_beside_it(sheet, new_client):
    page = new_client(sheet.team.bo).get(url("explore", sheet) + "?at=11400&with=8400")
    chosen = page.context["panel"]
    assert (chosen.chosen.worth.own, chosen.beside.worth.own) == (11400, 8400)
    assert [line.issue for line in chosen.lines if line.differs] == ["Salary"]


def test_draws_name_what_is_stable_and_what_to_ask(sheet, new_client):
    browser = new_client(sheet.team.bo)
    words = words_of(browser, url("draw", sheet) + "?draws=1000&seed=7&within=30")
    for choice in ("Start: 1 August", "Division: A", "Car: 1st", "Vacation: 10 days", "Moving: 100%", "Insurance: 5"):
        assert re.search(rf"{choice} in (100|99(\.\d)?)% of draws stable", words)
    assert "Find out how much" in words
    assert "Monte Carlo, 1,000 draws, seed 7" in words


def test_draws_come_as_a_part_of_the_page_too(sheet, new_client):
    answer = new_client(sheet.team.bo).get(url("draw", sheet), {"draws": 20}, HTTP_HX_REQUEST="true")
    assert (answer.status_code, "<html" in answer.content.decode()) == (200, False)


def test_an_odd_number_of_draws_is_refused_kindly(sheet, new_client):
    words = words_of(new_client(sheet.team.bo), url("draw", sheet) + "?draws=1000000")
    assert "less than or equal to 2000" in words


def test_scenarios_stand_beside_what_we_believe_now(sheet, new_client):
    Scenario.objects.create(
        sheet=sheet, team_id=sheet.team_id, name="They need it more",
        overrides={"other_reservation": {"value": 0, "unit": "points"}},
    )  # fmt: skip
    page = new_client(sheet.team.bo).get(url("compare_scenarios", sheet))
    columns = page.context["columns"]
    assert [column.name for column in columns] == ["As believed now", "They need it more"]
    assert columns[0].study.analysis.zone.packages == 20332
    assert [(column.best_for_us.own, column.best_for_us.other) for column in columns] == [(11400, 3400), (13200, 400)]


def test_more_linked_options_than_can_be_worked_out_are_said_in_words(db, new_client):
    team = team_with()
    wide = [issue(str(number), *[(n, 9 - n) for n in range(10)]) for number in range(7)]
    sheet = with_problem(sheet_of(team, team.bo), Problem(tuple(wide)), by=team.bo)
    issues = read_whole(sheet).issues
    chained = [[[one.key, one.options[0].key] for one in pair] for pair in pairwise(issues)]
    for pairs in chained:
        IssueLink.objects.create(sheet=sheet, team_id=sheet.team_id, kind="exclusion", choices=pairs)
    browser = new_client(team.bo)
    for name in ("explore", "draw", "compare_scenarios", "packages", "make_offers"):
        assert "join 7 issues into 10,000,000 combinations" in words_of(browser, url(name, sheet))
    assert exploring.keep_run(sheet, by=team.bo) is None


def everything(browser, sheet, package):
    """What somebody gets from every page, without what differs each time."""
    addresses = [url(name, sheet) for name in PAGES] + [url("package", sheet, package)]
    return [re.sub(r"\d+[.,]\d\d\d? s|csrf\S+ value=\S+|X-CSRFToken[^}]*|name=\"key\" value=\S+|nonce\S+", "",
                   browser.get(address).content.decode()) for address in addresses]  # fmt: skip


def test_whoever_sees_no_limits_gets_nothing_that_follows_from_them(sheet, new_client):
    eva = sheet.team.cy
    seat(sheet, eva, "viewer", sees_limits=False)
    content = read_whole(sheet)
    made = make_offers(sheet, [choices_of(content, MIDDLE)], score=8417, tolerance=20377, by=sheet.team.bo)
    keep_run(sheet, by=sheet.team.bo)
    browser, package = new_client(eva), made.packages.get().pk
    before = everything(browser, sheet, package)
    for own, other in ((5003, 3007), (14000, 14000)):
        sheet.reservation_score = {"value": own, "unit": "points"}
        sheet.other_reservation = {"value": other, "unit": "points"}
        sheet.target_score = {"value": 9001, "unit": "points"}
        sheet.save()
        keep_run(sheet, by=sheet.team.bo)
        assert everything(browser, sheet, package) == before
    whole = without_keys(" ".join(before))
    for sentinel in ("8417", "8,417", "20377", "20,377", "20,332", "20332", "map-zone"):
        assert sentinel not in whole
    assert "Limits are not part of this picture" in whole
    assert new_client(sheet.team.bo).get(url("explore", sheet)).context["study"].has_limits


def test_kept_analyses_with_limits_are_for_those_alone_who_see_limits(sheet, new_client):
    keep_run(sheet, by=sheet.team.bo)
    seat(sheet, sheet.team.cy, "editor", sees_limits=False)
    browser = new_client(sheet.team.cy)
    assert "None yet." in words_of(browser, url("analyses", sheet))
    browser.post(url("keep_analysis", sheet))
    assert [run.with_limits for run in browser.get(url("analyses", sheet)).context["runs"]] == [False]
    seen = new_client(sheet.team.bo).get(url("analyses", sheet)).context["runs"]
    assert [run.with_limits for run in seen] == [False, True]


def test_a_page_asks_as_many_questions_of_the_database_however_much_stands_on_it(
    sheet, new_client, django_assert_num_queries
):
    content = read_whole(sheet)
    small = with_problem(sheet_of(sheet.team, sheet.team.bo), price_talk(), by=sheet.team.bo)
    make_offers(sheet, [choices_of(content, MIDDLE)] * 3, score=3200, tolerance=0, by=sheet.team.bo)
    browser = new_client(sheet.team.bo)
    with CaptureQueriesContext(connection) as few:
        browser.get(url("explore", small))
    with django_assert_num_queries(len(few)):
        browser.get(url("explore", sheet))
