from hypothesis import given
from hypothesis import strategies as st

from negotiations.analysis.problem import Link
from negotiations.analysis.trades import Move, Trade, free_wins, moved, plan, trades
from tests.negotiations import cases
from tests.negotiations.analysis import brute

DIVISION, CAR, START, VACATION, MOVING, INSURANCE = range(2, 8)


def test_new_recruit_from_the_middle_is_explained_in_four_steps():
    explained = plan(cases.new_recruit(), cases.MIDDLE)
    assert explained.steps == (
        Trade((Move(DIVISION, 2, 0),), 1200, 1200),
        Trade((Move(CAR, 2, 0),), 600, 600),
        Trade((Move(START, 2, 4), Move(VACATION, 2, 4)), 1200, 1200),
        Trade((Move(MOVING, 2, 0), Move(INSURANCE, 2, 4)), 1200, 1200),
    )
    assert (explained.own, explained.other) == (3200 + 4200, 3200 + 4200)
    assert explained.package == (2, 2, 0, 0, 4, 4, 0, 4)


def test_free_wins_where_both_gain_come_before_those_where_one_does():
    problem = cases.problem([(0, 0), (9, 0)], [(0, 0), (1, 1)], [(0, 0), (5, -1)])
    assert [(win.own, win.other) for win in free_wins(problem, (0, 0, 0))] == [(1, 1), (9, 0)]


def test_a_price_alone_has_neither_wins_nor_trades():
    problem = cases.price_talk()
    assert (free_wins(problem, (3,)), trades(problem, (3,))) == ([], [])
    assert plan(problem, (3,)).steps == ()


def test_a_link_counts_in_the_gain_of_a_pair():
    link = Link(frozenset({(0, 1), (1, 1)}), 5, 5)
    problem = cases.problem([(0, 0), (-1, 1)], [(0, 0), (-1, -1)], links=(link,))
    assert trades(problem, (0, 0)) == [Trade((Move(0, 0, 1), Move(1, 0, 1)), 3, 5)]


@given(brute.problems(most=400), st.data())
def test_all_wins_and_trades_are_found_and_ranked(problem, data):
    package = tuple(data.draw(st.sampled_from(range(len(issue.options)))) for issue in problem.issues)
    every, before = brute.packages(problem), brute.worth(problem, package)

    def gain(goal):
        return tuple(after - old for after, old in zip(brute.worth(problem, goal), before, strict=True))

    def wins(goal):
        return brute.beats(gain(goal), (0, 0))

    def changed(goal):
        return [number for number, (new, old) in enumerate(zip(goal, package, strict=True)) if new != old]

    single = {goal for goal in every if len(changed(goal)) == 1 and wins(goal)}
    found = free_wins(problem, package)
    assert {moved(package, win.moves): (win.own, win.other) for win in found} == {goal: gain(goal) for goal in single}
    double = {goal for goal in every if len(changed(goal)) == 2 and min(gain(goal)) > 0}
    double = {goal for goal in double if not any(part in single for part in parts(package, goal, changed(goal)))}
    pairs = trades(problem, package)
    assert {moved(package, pair.moves): (pair.own, pair.other) for pair in pairs} == {
        goal: gain(goal) for goal in double
    }
    for ranked in (found, pairs):
        worst = [min(step.own, step.other) for step in ranked]
        assert worst == sorted(worst, reverse=True)


def parts(package, goal, changed):
    return [tuple(goal[i] if i == number else old for i, old in enumerate(package)) for number in changed]


@given(brute.problems(), st.data())
def test_a_plan_never_hurts_and_ends_where_it_says(problem, data):
    every = brute.packages(problem)
    if not every:
        return
    start = data.draw(st.sampled_from(sorted(every)))
    result, package = plan(problem, start), start
    for step in result.steps:
        before, package = every[package], moved(package, step.moves)
        assert brute.beats(every[package], before)
    assert (result.package, result.own, result.other) == (package, *every[package])
    assert (free_wins(problem, package), trades(problem, package)) == ([], [])
