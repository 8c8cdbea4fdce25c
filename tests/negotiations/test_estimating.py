"""How far words move a number: the table of steps, and what holds for every number."""

from hypothesis import given
from hypothesis import strategies as st

from negotiations import estimating
from negotiations.content import Estimate, Issue, Option
from negotiations.estimating import CONFIRMED, HEARD, LESS, MORE, SAID_BACK, SAME

SURE = st.sampled_from([HEARD, SAID_BACK, CONFIRMED])
DIRECTION = st.sampled_from([MORE, SAME, LESS])
POINTS = st.integers(1, 10_000)


@st.composite
def estimates(draw):
    """A weight with a range around it, or with a confidence alone."""
    points, below, above = draw(POINTS), draw(st.integers(0, 500)), draw(st.integers(0, 500))
    confidence = draw(st.sampled_from(estimating.LEVELS))
    if draw(st.booleans()):
        return Estimate(points, confidence=confidence)
    return Estimate(points, max(0, points - below), points + above, confidence)


def test_the_steps_of_a_weight():
    now = Estimate(100, confidence="low")
    points = {sure: estimating.weight(now, MORE, sure).points for sure in (HEARD, SAID_BACK, CONFIRMED)}
    assert points == {HEARD: 115, SAID_BACK: 125, CONFIRMED: 140}
    assert estimating.weight(now, LESS, CONFIRMED).points == 71


def test_only_what_they_confirmed_raises_confidence_and_by_one_level():
    levels = [
        (before, sure, estimating.weight(Estimate(10, confidence=before), SAME, sure).confidence)
        for before in ("low", "high")
        for sure in (HEARD, SAID_BACK, CONFIRMED)
    ]
    assert levels == [
        ("low", HEARD, "low"), ("low", SAID_BACK, "low"), ("low", CONFIRMED, "medium"),
        ("high", HEARD, "high"), ("high", SAID_BACK, "high"), ("high", CONFIRMED, "high"),
    ]  # fmt: skip


def test_a_range_narrows_as_the_hearing_gets_surer():
    now = Estimate(100, 60, 160)
    ranges = {sure: estimating.weight(now, SAME, sure) for sure in (HEARD, SAID_BACK, CONFIRMED)}
    assert {sure: (one.low, one.high) for sure, one in ranges.items()} == {
        HEARD: (60, 160), SAID_BACK: (70, 145), CONFIRMED: (80, 130)
    }  # fmt: skip


@given(estimates(), SURE)
def test_more_is_more_and_less_is_less(now, sure):
    points = [estimating.weight(now, direction, sure).points for direction in (LESS, SAME, MORE)]
    assert points[0] < points[1] == now.points < points[2]


@given(estimates(), DIRECTION, SURE)
def test_the_number_stays_in_its_range_and_the_range_never_widens(now, direction, sure):
    after = estimating.weight(now, direction, sure)
    assert (after.low is None) == (now.low is None)
    if now.low is not None:
        assert 0 <= after.low <= after.points <= after.high
        assert after.high - after.low <= now.high - now.low


@given(st.integers(100, 10_000), SURE)
def test_more_then_less_comes_back(points, sure):
    there = estimating.weight(Estimate(points), MORE, sure)
    assert abs(estimating.weight(there, LESS, sure).points - points) <= 1


@given(st.lists(st.integers(0, 100), min_size=1), DIRECTION, SURE)
def test_a_score_on_a_scale_of_a_hundred_stays_on_it(scores, direction, sure):
    after = estimating.score(Estimate(scores[0]), direction, sure, scores=scores)
    assert 0 <= after.points <= 100


def test_a_score_moves_by_a_share_of_its_issues_span():
    table = [0, -1500, -3000, -4500, -6000]
    assert estimating.score(Estimate(-3000), MORE, CONFIRMED, scores=table).points == -1200
    assert estimating.score(Estimate(50), LESS, HEARD, scores=[0, 50, 100]).points == 40


def test_what_nobody_gave_begins_at_what_is_usual():
    assert estimating.weight(Estimate(), SAME, HEARD, usual=20).points == 20
    assert estimating.weight(Estimate(), MORE, SAID_BACK, usual=20).points == 25


def test_their_reservation_point_moves_within_its_scale():
    now = {"value": 3000, "unit": "points", "confidence": "low"}
    after = estimating.reservation(now, MORE, CONFIRMED, span=(0, 14_000))
    assert after == {"value": 5100, "unit": "points", "confidence": "medium"}
    assert estimating.reservation({"value": 96, "unit": "percent"}, MORE, CONFIRMED)["value"] == 100
    assert estimating.reservation(None, LESS, SAID_BACK) == {"value": 40, "unit": "percent", "confidence": "low"}


def test_a_person_overrules_the_number_and_the_range_goes_along():
    proposed = estimating.weight(Estimate(100, 80, 120), MORE, CONFIRMED)
    after = estimating.overruled(proposed, 200)
    assert (after.points, after.low, after.high, after.confidence) == (200, 190, 210, "high")


def test_a_choice_speaks_for_the_issues_in_which_it_was_better():
    pay = Issue("pay", "Pay", options=(Option("a", "high", other=Estimate(0)), Option("b", "low", other=Estimate(90))))
    day = Issue("day", "Day", options=(Option("c", "May", other=Estimate(70)), Option("d", "June", other=Estimate(10))))
    taken, left = {"pay": "b", "day": "d"}, {"pay": "a", "day": "c"}
    assert estimating.revealed(taken, [left], [pay, day]) == ["pay"]
    assert estimating.revealed(taken, [taken | {}], [pay, day]) == []
    assert estimating.revealed(taken, [], [pay, day]) == []
