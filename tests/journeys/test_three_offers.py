"""Scenario 9 of negotiations: three offers at 8,400; they like one, and what stays if we are wrong about their weights."""

from itertools import combinations

import pytest

from negotiations.models import OfferSet
from tests.factories import team_with
from tests.filling import fill
from tests.negotiations.cases import new_recruit
from tests.negotiations.reading_pages import url, words_of
from tests.negotiations.sheets import sheet_of, with_problem

pytestmark = pytest.mark.django_db
STABLE = {"Start": "1 August", "Vacation": "10 days", "Moving": "100%", "Insurance": "5", "Division": "A", "Car": "1st"}


def test_three_offers(new_client):
    team = team_with()
    problem = new_recruit(own_reservation=5000, other_reservation=3000)
    sheet = with_problem(sheet_of(team, team.bo, "New colleague"), problem, by=team.bo)
    bo, page = new_client(team.bo), url("make_offers", sheet)

    fill(bo, page, score="8400", tolerance="200")
    made = OfferSet.objects.get(sheet=sheet)
    (shown,) = bo.get(page).context["sets"]
    told = [offer.told for offer in shown["offers"]]
    assert [(one.worth.own, one.worth.other) for one in told] == [(8400, 6400), (8400, 6400), (8400, 5800)]
    named = [{one.issue: one.option for one in offer.choices} for offer in told]
    assert {(one["Salary"], one["Bonus"]) for one in named[:2]} == {("56,000", "4%"), ("52,000", "10%")}
    assert min(sum(a.package[n] != b.package[n] for n in range(8)) for a, b in combinations(told, 2)) >= 2

    liked = made.packages.order_by("created_at", "id")[1]
    bo.post(url("prefer", sheet, made.pk, liked.pk))
    assert f"{liked.name} they liked it best" in words_of(bo, page)

    answer = bo.get(url("draw", sheet), {"draws": 1000, "within": 30, "seed": 0})
    found = {one.issue: one for one in answer.context["stable"]}
    assert {issue: found[issue].option for issue in STABLE} == STABLE
    assert all(found[issue].share > 0.99 for issue in STABLE)
    assert answer.context["found"].draws == 1000
