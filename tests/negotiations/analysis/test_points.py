from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiations.analysis import points
from negotiations.analysis.explorer import analyse
from negotiations.analysis.frontier import frontier
from negotiations.analysis.problem import Issue, Option
from tests.negotiations import cases
from tests.negotiations.analysis import brute


def pairs_of(fair):
    return fair and {point[:2] for point in fair.points}


def best(pairs, value):
    """The efficient ones of the pairs that reach the best value."""
    most = max(map(value, pairs))
    return {pair for pair in pairs if value(pair) == most and not any(brute.beats(rival, pair) for rival in pairs)}


def zone_of(problem):
    return points.zone(problem, frontier(problem))


RULES = [points.nash, points.egalitarian, points.kalai_smorodinsky, points.utilitarian, points.normalised_utilitarian]


@given(brute.problems())
def test_all_fair_points_are_those_of_the_definitions(problem):
    assume(brute.packages(problem))
    pairs, (own, other), zone = set(brute.feasible(problem)), brute.disagreement(problem), zone_of(problem)
    assert (zone.own, zone.other) == (own, other)
    if not pairs:
        assert [rule(zone) for rule in RULES] == [None] * 5
        return
    gains = {pair: (pair[0] - own, pair[1] - other) for pair in pairs}
    assert {point[:2] for point in zone.points} == best(pairs, lambda pair: 0)
    assert pairs_of(points.nash(zone)) == best(pairs, lambda pair: gains[pair][0] * gains[pair][1])
    assert pairs_of(points.egalitarian(zone)) == best(pairs, lambda pair: sorted(gains[pair]))
    assert pairs_of(points.utilitarian(zone)) == best(pairs, sum)
    most = [max(gain[side] for gain in gains.values()) for side in (0, 1)]
    if 0 in most:
        assert points.kalai_smorodinsky(zone) is None
        assert points.normalised_utilitarian(zone) is None
        return
    shares = {pair: sorted(Fraction(gain, top) for gain, top in zip(gains[pair], most, strict=True)) for pair in pairs}
    assert pairs_of(points.kalai_smorodinsky(zone)) == best(pairs, shares.get)
    assert points.kalai_smorodinsky(zone).value == max(shares.values())[0]
    assert pairs_of(points.normalised_utilitarian(zone)) == best(pairs, lambda pair: sum(shares[pair]))
    assert points.normalised_utilitarian(zone).value == max(map(sum, shares.values()))


@given(brute.problems())
def test_values_are_on_the_scale_of_the_totals(problem):
    zone = zone_of(problem)
    assume(zone.points)
    gains = [zone.gains(point) for point in zone.points]
    assert points.nash(zone).value == max(own * other for own, other in gains)
    assert points.egalitarian(zone).value == max(map(min, gains))
    assert points.utilitarian(zone).value == max(point.own + point.other for point in zone.points)


@given(brute.problems())
def test_changing_sides_changes_no_fair_point(problem):
    mine, theirs = zone_of(problem), zone_of(cases.swapped(problem))
    for rule in RULES:
        mirrored = {pair[::-1] for pair in pairs_of(rule(theirs)) or ()}
        assert mirrored == (pairs_of(rule(mine)) or set())


@given(brute.problems(rules=False), st.integers(1, 9), st.integers(-50, 50))
def test_nash_and_kalai_smorodinsky_do_not_depend_on_the_scale(problem, times, more):
    first, *rest = (scaled(issue, times) for issue in problem.issues)
    first = Issue(first.name, tuple(Option(o.name, o.own, o.other + more) for o in first.options))
    limit = problem.other_reservation
    other = replace(
        problem, issues=(first, *rest), other_reservation=None if limit is None else limit * times + more
    )  # fmt: skip
    for rule in (points.nash, points.kalai_smorodinsky, points.normalised_utilitarian):
        before, after = rule(zone_of(problem)), rule(zone_of(other))
        assert {(own, total * times + more) for own, total in pairs_of(before) or ()} == (pairs_of(after) or set())


def scaled(issue, times):
    return Issue(issue.name, tuple(Option(o.name, o.own, o.other * times) for o in issue.options))


@given(brute.problems(limits=st.none()))
def test_a_package_exactly_at_both_limits_stays(problem):
    zone = zone_of(problem)
    assume(zone.points)
    point = zone.points[0]
    limited = zone_of(replace(problem, own_reservation=point.own, other_reservation=point.other))
    assert limited.points == (point,)
    assert points.nash(limited).value == 0
    assert points.kalai_smorodinsky(limited) is None


@pytest.mark.parametrize(
    ("limits", "packages", "efficient", "fair"),
    [((None, None), 390_625, 45, None), ((0, 0), 256_265, 29, (7400, 7400)), ((5000, 3000), 20_332, 13, (8400, 6400))],
)
def test_new_recruit(limits, packages, efficient, fair):
    result = analyse(cases.new_recruit(own_reservation=limits[0], other_reservation=limits[1]))
    assert (result.outcomes, result.zone.packages, len(result.zone.points)) == (390_625, packages, efficient)
    assert result.utilitarian.value == 14_800
    if fair:
        for found in (result.nash, result.kalai_smorodinsky, result.egalitarian):
            assert found.point[:2] == fair
            assert len(found.points) == 1


def test_employment_has_one_best_package_by_every_rule():
    result = analyse(cases.employment())
    for found in (result.nash, result.kalai_smorodinsky, result.egalitarian, result.utilitarian):
        assert [point[:2] for point in found.points] == [(7700, 7700)]
    chosen = zip(result.problem.issues, result.package(result.nash.point), strict=True)
    assert [issue.options[option].name for issue, option in chosen] == ["10%", "E", "100%", "0%", "32,000"]


def test_on_a_price_alone_the_sum_never_changes():
    result = analyse(cases.price_talk())
    assert result.utilitarian.value == 45_000
    assert result.utilitarian.points[0][:2] in {(20_000, 25_000), (25_000, 20_000)}
    assert len(result.utilitarian.points) == len(result.points) == 10


def test_where_all_is_the_same_nobody_gains_and_all_is_in_the_zone():
    result = analyse(cases.problem([(1, 1)] * 3, [(2, 2)]))
    assert (result.zone.packages, result.nash.value, result.kalai_smorodinsky) == (3, 0, None)
    assert (result.own_range, result.share("own", 3)) == ((3, 3), 1.0)


def test_equal_gains_tie_and_the_fairer_point_comes_first():
    result = analyse(cases.problem([(0, 12), (2, 6), (3, 4), (4, 3), (6, 2), (12, 0)]))
    assert [point[:2] for point in result.nash.points] == [(4, 3), (3, 4), (6, 2), (2, 6)]
    assert [point[:2] for point in result.egalitarian.points] == [(4, 3), (3, 4)]
