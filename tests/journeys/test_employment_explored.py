"""Scenario 4 of negotiations: weights of both sides in percent; halfway is 100, the best trade 154."""

import pytest

from negotiations.actions.laying_out import lay_out
from negotiations.content import Estimate, Issue, Option
from tests.factories import team_with
from tests.negotiations.cases import EMPLOYMENT
from tests.negotiations.reading_pages import fields_of, url, words_in, words_of
from tests.negotiations.sheets import sheet_of

pytestmark = pytest.mark.django_db
LEVELS = [100, 75, 50, 25, 0]


def issues():
    """Weights in percent, scores from 0 to 100; on one issue both want the same."""
    for name, (own, other, options) in EMPLOYMENT.items():
        theirs = LEVELS if name == "Job assignment" else LEVELS[::-1]
        scored = zip(options, LEVELS, theirs, strict=True)
        yield Issue("", name, own=Estimate(own), other=Estimate(other), options=tuple(
            Option("", option, Estimate(mine), Estimate(yours)) for option, mine, yours in scored
        ))  # fmt: skip


def test_employment(new_client):
    team = team_with()
    sheet = sheet_of(team, team.bo, "A new job")
    lay_out(sheet, list(issues()), by=team.bo)
    bo = new_client(team.bo)

    halfway = bo.post(url("save_package", sheet), fields_of(sheet, [2] * 5, name="Halfway"), follow=True)
    assert "for us 5,000 50% for them, estimated 5,000 50%" in words_in(halfway)
    assert "Left, together 5,400" in words_in(halfway)

    shown = bo.get(url("explore", sheet))
    study = shown.context["study"]
    assert (study.analysis.outcomes, len(study.analysis.points)) == (3125, 25)
    ends = [study.worth(point.own, point.other) for point in (study.analysis.points[0], study.analysis.points[-1])]
    assert [(one.own_percent, one.other_percent) for one in ends] == [(100, 8), (8, 100)]
    (place,) = study.places
    assert [fair.letter for fair in place.fairs] == ["N", "K", "E", "U"]
    assert (place.told.worth.own_percent, place.told.worth.other_percent) == (77, 77)
    assert "Signing bonus: 10% Job assignment: E Moving: 100% Insurance: 0% Salary: 32,000" in words_in(shown)

    draws = words_of(bo, url("draw", sheet) + "?draws=300&within=30")
    assert "Job assignment: E in 100% of draws stable" in draws
