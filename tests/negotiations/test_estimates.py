"""Numbers about them: each change is kept with what it was, what it became, who moved it, and which words did."""

import pytest

from common.permissions import Refused
from negotiations.actions import estimates, numbers, ranking
from negotiations.content import Estimate
from negotiations.kinds import OTHER
from negotiations.models import EstimateChange, Issue, IssueOption, Session, SessionEntry
from negotiations.reading import estimate as plain_estimate
from negotiations.reading import read_all
from tests.factories import team_with
from tests.negotiations.cases import employment
from tests.negotiations.sheets import seat, sheet_of, with_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def sheet(team):
    return with_problem(sheet_of(team, team.bo), employment(), by=team.bo)


def words_on(sheet, text="Delivery is all we care about"):
    session = Session.objects.create(sheet=sheet, team_id=sheet.team_id, held_on="2026-05-02")
    return SessionEntry.objects.create(sheet=sheet, team_id=sheet.team_id, session=session, kind="said", words=text)


def hear(entry, kind, about, estimate, *, by):
    """The words of the log move the number as it stands."""
    row = numbers.number_of(entry.sheet, kind, about, OTHER)
    return estimates.move_estimate(entry, kind, about, estimate, estimates.mark_of(plain_estimate(row)), by=by)


def test_an_estimate_moves_with_its_evidence_and_is_remembered(team, sheet):
    issue, entry = Issue.objects.filter(sheet=sheet).first(), words_on(sheet)
    heard = Estimate(60, confidence="high", origin="heard", evidence_note="said twice")
    hear(entry, "weight", issue, heard, by=team.bo)

    content = read_all(sheet, team.bo)
    assert content.issues[0].other == Estimate(60, None, None, "high", "heard", str(entry.pk), "said twice")
    [change] = content.changes
    assert (change.kind, change.about, change.entry, change.by) == ("weight", str(issue.pk), str(entry.pk), "Bo")
    assert (change.before["points"], change.after["points"], change.after["confidence"]) == (1, 60, "high")


def test_the_same_number_again_is_no_change(team, sheet):
    issue = Issue.objects.filter(sheet=sheet).first()
    places = {str(one.pk): at for at, one in enumerate(issue.options.all(), 1)}
    counts = []
    for _again in range(2):
        ranking.rank_options(sheet, issue, OTHER, places, by=team.bo)
        counts.append(EstimateChange.objects.count())
    assert counts == [len(places)] * 2


@pytest.mark.parametrize(
    "kind, estimate",
    [
        ("weight", Estimate(-1)),
        ("weight", Estimate(1_000_001)),
        ("weight", Estimate(5, low=1)),
        ("weight", Estimate(5, low=9, high=1)),
        ("weight", Estimate(5, low=6, high=9)),
        ("score", Estimate(-1_000_001)),
    ],
)
def test_what_cannot_be_an_estimate_changes_nothing(team, sheet, kind, estimate):
    about, entry = (Issue if kind == "weight" else IssueOption).objects.filter(sheet=sheet).first(), words_on(sheet)
    with pytest.raises(Refused):
        hear(entry, kind, about, estimate, by=team.bo)
    assert not EstimateChange.objects.exists()


def test_viewers_move_nothing_and_limits_are_for_those_who_see_them(team, sheet):
    issue, entry = Issue.objects.filter(sheet=sheet).first(), words_on(sheet)
    seat(sheet, team.ann, "viewer", sees_limits=True)
    seat(sheet, team.cy, "editor", sees_limits=False)
    with pytest.raises(Refused):
        hear(entry, "weight", issue, Estimate(3), by=team.ann)
    with pytest.raises(Refused):
        estimates.move_reservation(entry, {"value": 30, "unit": "percent"}, estimates.mark_of(None), by=team.cy)
    assert not EstimateChange.objects.exists()


def test_their_reservation_point_is_remembered_for_those_who_see_limits_alone(team, sheet):
    seat(sheet, team.cy, "viewer", sees_limits=False)
    score = {"value": 30, "unit": "percent", "confidence": "low"}
    estimates.move_reservation(words_on(sheet), score, estimates.mark_of(None), by=team.bo)
    sheet.refresh_from_db()
    [change] = read_all(sheet, team.bo).changes
    assert (change.kind, change.before, change.after) == ("reservation", None, score)
    assert read_all(sheet, team.cy).changes == ()
