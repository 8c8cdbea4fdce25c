"""Keeping an analysis, and the pages of the explorer."""

import re
from html import unescape

import pytest
from django.urls import reverse

from negotiations.actions import exploring
from negotiations.models import AnalysisRun
from tests.factories import team_with
from tests.negotiations.cases import new_recruit
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


PAGES = ("explore", "draw", "compare_scenarios", "analyses", "packages", "save_package", "make_offers", "compare_packages")


def url(name, sheet, *parts):
    return reverse(f"negotiations:{name}", args=[sheet.pk, *parts])


def words_of(browser, address, status=200):
    """What a reader reads: the page's words without its tags."""
    answer = browser.get(address)
    assert answer.status_code == status
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_the_map_of_new_recruit_says_what_it_must(sheet, new_client):
    words = words_of(new_client(sheet.team.bo), url("explore", sheet))
    print(words)
    assert "20,332 of 390,625 packages lie in the agreement zone" in words


@pytest.mark.parametrize("name", PAGES)
def test_pages(sheet, new_client, name):
    print(words_of(new_client(sheet.team.bo), url(name, sheet)))
