from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiations.analysis import counting
from negotiations.analysis.explorer import analyse
from tests.negotiations import cases
from tests.negotiations.analysis import brute

LIMITS = st.integers(-40, 60)


@given(brute.problems(), LIMITS, LIMITS)
def test_all_packages_at_or_above_both_totals_are_counted(problem, own, other):
    pairs = brute.packages(problem).values()
    assert counting.at_least(problem, own, other) == sum(pair[0] >= own and pair[1] >= other for pair in pairs)


@given(brute.problems(), st.data())
def test_all_packages_with_exactly_these_totals_are_counted(problem, data):
    pairs = list(brute.packages(problem).values())
    assume(pairs)
    pair = data.draw(st.sampled_from(pairs))
    assert counting.exactly(problem, *pair) == pairs.count(pair)


@given(brute.problems(), st.integers(1, 30))
def test_a_higher_limit_never_adds_packages(problem, more):
    before = analyse(problem).zone
    higher = replace(problem, own_reservation=before.own + more)
    assert (
        analyse(higher).zone.packages
        <= before.packages
        == len(brute.feasible(problem) if brute.packages(problem) else [])
    )


@pytest.mark.parametrize(("own", "other", "packages"), [(0, 0, 256_265), (5000, 3000, 20_332)])
def test_new_recruit(own, other, packages):
    assert counting.at_least(cases.new_recruit(), own, other) == packages


def test_49_451_packages_beat_the_middle_of_new_recruit():
    problem = cases.new_recruit()
    assert counting.at_least(problem, 3200, 3200) - counting.exactly(problem, 3200, 3200) == 49_451


def spread(issues):
    """Issues whose totals are all different."""
    return cases.problem(*[[(n * 10**i, (9 - n) ** 2 * 31**i) for n in range(10)] for i in range(issues)])


def test_what_would_take_too_long_is_not_counted():
    assert counting.at_least(spread(12), 1, 1) is None
    assert counting.exactly(spread(12), 1, 1) is None


def test_without_a_real_limit_any_size_is_counted():
    assert counting.at_least(spread(20), 0, 0) == 10**20


def test_one_limit_on_a_coarse_scale_is_counted_at_any_size():
    dice = cases.problem(*[[(n, n**7 * 13**i) for n in range(2)] for i in range(40)])
    assert counting.at_least(dice, 40, 0) == 1
    assert counting.at_least(dice, 39, 0) == 41
