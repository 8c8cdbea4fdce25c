from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from negotiations.analysis.explorer import analyse
from negotiations.analysis.frontier import Point
from negotiations.analysis.misses import Miss, NoZone
from tests.negotiations import cases
from tests.negotiations.analysis import brute

HIGH = st.integers(10, 60)


def test_three_packages_and_limits_that_none_of_them_meets():
    problem = cases.problem([(1000, 160), (299, 299), (160, 1000)], own_reservation=500, other_reservation=500)
    result = analyse(problem)
    assert (result.zone.points, result.zone.packages, result.nash, result.utilitarian) == ((), 0, None, None)
    assert result.no_zone == NoZone((Miss(Point(299, 299, 1), 201, 201),), 160, 340, 160, 340)
    assert result.no_zone.shared == result.no_zone.nearest[0]
    assert len(analyse(problem, with_reservations=False).points) == 3


def test_what_is_near_does_not_depend_on_the_scale_of_a_side():
    result = analyse(cases.problem([(10, 0), (5, 600), (0, 1000)], own_reservation=10, other_reservation=1000))
    assert result.no_zone.nearest == (Miss(Point(5, 600, 1), 5, 400),)


def test_with_a_zone_nothing_is_missing():
    assert analyse(cases.new_recruit(own_reservation=0, other_reservation=0)).no_zone is None


def test_a_limit_beyond_the_best_can_not_be_met_by_the_other_alone():
    result = analyse(cases.problem([(0, 5), (5, 0)], own_reservation=6, other_reservation=2))
    assert result.no_zone == NoZone((Miss(Point(5, 0, 1), 1, 2), ), 0, 6, None, None)  # fmt: skip


def test_when_all_is_excluded_there_is_nothing_to_be_near_to():
    result = analyse(cases.problem([(1, 1)], own_reservation=5, exclusions=(frozenset({(0, 0)}),)))
    assert (result.zone.packages, result.no_zone, result.own_range, result.nash) == (0, None, None, None)


@given(brute.problems(limits=HIGH))
def test_the_changed_limit_is_the_highest_that_opens_a_zone(problem):
    missing = analyse(problem).no_zone
    assume(missing)
    own, other = brute.disagreement(problem)
    pairs = list(brute.packages(problem).values())
    assert missing.own_reservation == max((pair[0] for pair in pairs if pair[1] >= other), default=None)
    assert missing.other_reservation == max((pair[1] for pair in pairs if pair[0] >= own), default=None)
    if missing.own_reservation is not None:
        assert analyse(replace(problem, own_reservation=missing.own_reservation)).zone.points
        assert missing.own_change == own - missing.own_reservation > 0
    for miss in missing.nearest:
        both = replace(problem, own_reservation=own - miss.own_short, other_reservation=other - miss.other_short)
        assert analyse(both).zone.points


@given(brute.problems(limits=HIGH))
def test_no_package_comes_nearer_for_both(problem):
    missing = analyse(problem).no_zone
    assume(missing)
    own, other = brute.disagreement(problem)
    near = {(miss.own_short, miss.other_short) for miss in missing.nearest}
    for pair in brute.packages(problem).values():
        short = max(0, own - pair[0]), max(0, other - pair[1])
        assert not any(brute.beats(miss, short) for miss in near)
