from hypothesis import given
from hypothesis import strategies as st

from negotiations.analysis.value_left import ValueLeft, better_for_both, value_left
from tests.negotiations import cases
from tests.negotiations.analysis import brute


@given(brute.problems(), st.data())
def test_what_is_left_agrees_with_looking_at_every_package(problem, data):
    every = brute.packages(problem)
    if not every:
        return
    package = data.draw(st.sampled_from(sorted(every)))
    (own, other), pairs = every[package], list(every.values())
    sums = [sum(pair) for pair in brute.feasible(problem)]
    assert value_left(problem, package) == ValueLeft(
        max(0, max(sums) - own - other) if sums else None,
        max(pair[0] for pair in pairs if pair[1] >= other) - own,
        max(pair[1] for pair in pairs if pair[0] >= own) - other,
        sum(brute.beats(pair, (own, other)) for pair in pairs),
    )
    better = better_for_both(problem, package)
    gains = [sorted((pair[0] - own, pair[1] - other)) for pair in pairs if brute.beats(pair, (own, other))]
    if not gains:
        assert better is None
        return
    assert sorted((every[better][0] - own, every[better][1] - other)) == max(gains)


def test_the_middle_of_new_recruit():
    left = value_left(cases.new_recruit(), cases.MIDDLE)
    assert left == ValueLeft(joint=8400, mine=11_400 - 3200, theirs=8200, better=49_451)


def test_the_middle_of_new_recruit_can_become_7400_for_both():
    problem = cases.new_recruit(own_reservation=0, other_reservation=0)
    better = better_for_both(problem, cases.MIDDLE)
    assert problem.totals(better) == (7400, 7400)
    assert better[:2] == (2, 2)
    assert better_for_both(problem, better) is None


def test_an_efficient_package_leaves_nothing_to_either_side():
    left = value_left(cases.employment(), (0, 0, 0, 4, 4))
    assert left == ValueLeft(joint=0, mine=0, theirs=0, better=0)


def test_the_middle_of_employment_leaves_54_percent():
    assert value_left(cases.employment(), (2,) * 5).joint == 15_400 - 10_000


def test_a_package_that_is_excluded_is_measured_too():
    problem = cases.problem([(9, 9), (1, 1)], exclusions=(frozenset({(0, 0)}),))
    assert value_left(problem, (0,)) == ValueLeft(joint=0, mine=0, theirs=0, better=0)
