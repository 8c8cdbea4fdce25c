from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.analysis.compounding import TooMany
from negotiations.analysis.drawing import Ranked, Trusted, Within, all_within
from negotiations.analysis.explorer import analyse
from negotiations.analysis.frontier import frontier
from negotiations.analysis.problem import Link
from negotiations.analysis.sensitivity import BandPoint, PackageShare, affordable_draws, sensitivity
from tests.negotiations import cases
from tests.negotiations.analysis import brute

START_CORE = [(2, 0), (3, 0), (4, 4), (5, 4), (6, 0), (7, 4)]


@pytest.mark.parametrize("limits", [(None, None), (0, 0), (5000, 3000)])
def test_only_salary_and_bonus_float_in_new_recruit(limits):
    problem = cases.new_recruit(own_reservation=limits[0], other_reservation=limits[1])
    result = sensitivity(problem, all_within(problem, 30))
    assert (result.draws, result.with_zone, result.stable()) == (1000, 1.0, START_CORE)
    assert {question.issue for question in result.questions[:2]} == {0, 1}


@given(brute.problems(), st.data())
def test_with_nothing_uncertain_a_draw_is_the_analysis(problem, data):
    every = brute.packages(problem)
    package = tuple(data.draw(st.sampled_from(range(len(issue.options)))) for issue in problem.issues)
    result = sensitivity(problem, [None] * len(problem.issues), draws=1, packages=[package])
    base, own_other = analyse(problem), brute.worth(problem, package)
    efficient = package in every and not any(brute.beats(pair, own_other) for pair in every.values())
    acceptable = package in every and own_other[0] >= base.zone.own and own_other[1] >= base.zone.other
    assert result.packages == (PackageShare(package, efficient, acceptable),)
    assert result.band == tuple(BandPoint(point.own, point.other, point.other) for point in base.points)
    assert result.questions == ()
    assert result.with_zone == bool(base.zone.points)
    if base.zone.points:
        choice = tuple(options.index(1.0) for options in result.options)
        assert every[choice] in {point[:2] for point in base.nash.points}


def test_the_seed_decides():
    problem = cases.new_recruit()
    same = [
        replace(sensitivity(problem, all_within(problem, 30), draws=50, seed=seed), seconds=0) for seed in (7, 7, 8)
    ]
    assert same[0] == same[1]
    assert same[0].options != same[2].options


def test_the_more_an_estimate_is_trusted_the_narrower_the_band():
    problem = cases.new_recruit()
    bands = [sensitivity(problem, [Trusted(level)] * 8, draws=200).band for level in ("high", "medium", "low")]
    widths = [sum(point.high - point.low for point in band) for band in bands]
    assert widths == sorted(widths)
    assert len(set(widths)) == 3


def test_a_ranking_alone_decides_who_gets_which_issue():
    problem = cases.problem([(5, 0), (0, 5)], [(5, 0), (0, 5)])
    assert sensitivity(problem, Ranked((0, 1)), draws=100).options == ((0.0, 1.0), (1.0, 0.0))
    assert sensitivity(problem, Ranked((1, 0)), draws=100).options == ((1.0, 0.0), (0.0, 1.0))


def test_drawn_weights_keep_the_span_of_the_totals():
    problem = cases.problem([(0, 0), (5, -40)], [(0, 60), (5, 0)])
    ends = sensitivity(problem, [Within(10, 300), Within(50, 150)], draws=100).band
    assert ends[-1].high - ends[0].low >= 99
    total = sensitivity(cases.problem([(0, 40), (5, 0)], [(0, 60), (5, 0)]), [Within(10, 300)] * 2, draws=100).band
    assert total[-1] == BandPoint(0, 100, 100)


def test_the_next_question_is_about_the_issue_that_decides():
    issues = [[(6, 0), (0, 6)], [(5, 0), (0, 5)], [(1, 9), (0, 0)]]
    problem = cases.problem(*issues)
    questions = sensitivity(problem, [Within(50, 150), Within(50, 150), Within(99, 101)]).questions
    assert sorted(question.issue for question in questions) == [0, 1, 2]
    assert questions[-1].issue == 2
    assert questions[-1].share < 0.05 < questions[0].share
    only = sensitivity(problem, [None, Within(50, 150), None]).questions
    assert [question.issue for question in only] == [1]
    assert only[0].share > 0.8


def test_without_a_zone_there_is_no_choice():
    result = sensitivity(cases.new_recruit(own_reservation=20_000), all_within(cases.new_recruit(), 30), draws=20)
    assert (result.with_zone, result.questions, {share for shares in result.options for share in shares}) == (
        0.0,
        (),
        {0.0},
    )


def test_when_all_is_excluded_nothing_is_drawn():
    result = sensitivity(cases.problem([(1, 1)], exclusions=(frozenset({(0, 0)}),)), [Within(50, 150)])
    assert (result.with_zone, result.options, result.band) == (0.0, ((0.0,),), ())


def test_large_sheets_get_fewer_draws():
    assert affordable_draws(frontier(cases.new_recruit())) == 1000
    large = frontier(cases.problem(*[[(n * n, 99 - n * n - n) for n in range(10)]] * 20))
    assert 1 <= affordable_draws(large) < affordable_draws(large, 10) < 1000


@pytest.mark.parametrize(
    ("guesses", "draws", "words"),
    [
        ([None] * 2, 10, "one guess for each issue"),
        ([None], 0, "At least one draw"),
        ([Within(120, 80)], 10, "from a low percentage"),
        (Ranked((1,)), 10, "names each issue once"),
    ],
)
def test_guesses_that_do_not_fit_are_refused(guesses, draws, words):
    with pytest.raises(ValueError, match=words):
        sensitivity(cases.price_talk(), guesses, draws=draws)


def test_too_many_linked_options_are_refused_in_words():
    chain = tuple(Link(frozenset({(n, 0), (n + 1, 0)}), 1, 1) for n in range(4))
    problem = cases.problem(*[[(n, -n) for n in range(8)]] * 5, links=chain)
    with pytest.raises(TooMany, match="fewer draws"):
        sensitivity(problem, [None] * 5)
