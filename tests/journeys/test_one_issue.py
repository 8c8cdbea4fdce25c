"""Scenario 5 of negotiations: a price alone has no win-win; the page says so, and places criteria on the line."""

from dataclasses import replace

import pytest

from negotiations.models import SheetPart
from tests.factories import team_with
from tests.negotiations.cases import price_talk
from tests.negotiations.reading_pages import url, words_in, words_of
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db
CRITERIA = {"Asked at first": 44_000, "What the last one cost": 25_000, "An expert": 28_000, "The list price": 30_000}


def test_one_issue(new_client):
    team = team_with()
    sheet = sheet_of(team, team.bo, "A price")
    with_problem(sheet, replace(price_talk(), own_reservation=0, other_reservation=0), by=team.bo)
    for words, value in CRITERIA.items():
        SheetPart.objects.create(
            sheet=sheet, team_id=sheet.team_id, kind="criterion", values={"text": words, "source": "", "value": value}
        )
    shown = new_client(team.bo).get(url("explore", sheet))
    words = words_in(shown)
    assert "There is no win-win on Price alone." in words
    assert "Together it is always 45,000" in words
    assert "Add further issues" in words
    assert "The zone reaches from 0 to 45,000." in words
    line = shown.context["line"]
    assert [(spot.label, spot.value) for spot in line.criteria] == sorted(CRITERIA.items(), key=lambda one: one[1])
    assert [(spot.label, spot.x) for spot in line.options][::9] == [("0", 40.0), ("45,000", 520.0)]

    # Limits inside the line narrow the zone; a criterion beyond it is named as such.
    sheet.reservation_score, sheet.other_reservation = ({"value": value, "unit": "points"} for value in (12_000, 3_000))
    sheet.save()
    words = words_of(new_client(team.bo), url("explore", sheet))
    assert "The zone reaches from 12,000 to 42,000." in words
    assert "Criterion 4: Asked at first 44,000 no" in words

    # Who sees no limits sees the line and the criteria, and no zone.
    seat(sheet, team.cy, "viewer", sees_limits=False)
    words = words_of(new_client(team.cy), url("explore", sheet))
    assert "Criterion 4: Asked at first 44,000" in words
    assert [said in words for said in ("12,000", "42,000", "In the zone", "our limit")] == [False] * 4


def test_a_topic_on_which_both_want_the_same(new_client):
    team = team_with()
    talk = price_talk()
    same = tuple(replace(option, other=option.own) for option in talk.issues[0].options)
    sheet = with_problem(
        sheet_of(team, team.bo), replace(talk, issues=(replace(talk.issues[0], options=same),)), by=team.bo
    )
    assert "On Price alone both sides want the same." in words_of(new_client(team.bo), url("explore", sheet))
