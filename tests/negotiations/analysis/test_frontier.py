import pytest
from hypothesis import given

from negotiations.analysis.compounding import TooMany
from negotiations.analysis.frontier import Point, frontier
from negotiations.analysis.problem import Link, Problem
from tests.negotiations import cases
from tests.negotiations.analysis import brute


@given(brute.problems())
def test_every_efficient_total_with_every_package_is_found(problem):
    assert [tuple(point) for point in frontier(problem).points] == brute.frontier(problem)


@given(brute.problems())
def test_each_point_gives_back_all_its_packages_once(problem):
    found, every = frontier(problem), brute.packages(problem)
    for point in found.points:
        tied = [package for package, pair in every.items() if pair == (point.own, point.other)]
        assert sorted(found.packages_of(point)) == sorted(tied)


@given(brute.problems())
def test_the_shown_package_changes_least_then_comes_first(problem):
    found, every = frontier(problem), brute.packages(problem)
    near = tuple(len(issue.options) - 1 for issue in problem.issues)
    for point in found.points:
        tied = [package for package, pair in every.items() if pair == (point.own, point.other)]
        changes = {package: sum(a != b for a, b in zip(package, near, strict=True)) for package in tied}
        shown = found.best_package(point, near)
        assert changes[shown] == min(changes.values())
        if not (problem.links or problem.exclusions):
            assert shown == min(tied, key=lambda package: (changes[package], package))
            assert found.best_package(point) == min(tied)


@given(brute.problems())
def test_seen_from_the_other_side_it_is_the_same_line(problem):
    mirrored = [(other, own, packages) for own, other, packages in frontier(cases.swapped(problem)).points]
    assert mirrored[::-1] == [tuple(point) for point in frontier(problem).points]


@given(brute.problems())
def test_the_best_for_one_while_the_other_keeps_its_total(problem):
    found, pairs = frontier(problem), list(brute.packages(problem).values())
    for own, other in pairs[:20]:
        assert found.keeping_other(other).own == max(pair[0] for pair in pairs if pair[1] >= other)
        assert found.keeping_own(own).other == max(pair[1] for pair in pairs if pair[0] >= own)
    assert found.keeping_other(10_000) is None
    assert found.keeping_own(10_000) is None


def test_new_recruit_has_53_efficient_packages_at_45_points():
    points = frontier(cases.new_recruit()).points
    assert (len(points), sum(point.packages for point in points)) == (45, 53)
    best = max(point.own + point.other for point in points)
    assert best == 14_800
    assert sum(point.packages for point in points if point.own + point.other == best) == 25


def test_employment_runs_from_best_for_one_to_best_for_the_other():
    points = frontier(cases.employment()).points
    assert len(points) == 25
    assert (points[0][:2], points[-1][:2]) == ((10_000, 800), (800, 10_000))


def test_on_a_price_alone_every_price_is_efficient():
    assert frontier(cases.price_talk()).points == tuple(Point(own, 45_000 - own, 1) for own in range(45_000, -1, -5000))


def test_where_all_is_the_same_all_packages_tie():
    assert frontier(cases.problem([(1, 1)] * 4, [(0, 2)] * 5, [(3, 3)])).points == (Point(4, 6, 20),)


def test_nothing_to_settle_is_one_empty_package():
    found = frontier(Problem(()))
    assert found.points == (Point(0, 0, 1),)
    assert found.package(found.points[0]) == ()


def test_a_link_can_make_a_poor_option_the_best():
    link = Link(frozenset({(0, 1), (2, 0)}), 10, 10)
    found = frontier(cases.problem([(3, 3), (0, 0)], [(1, 1), (0, 0)], [(0, 0), (2, 2)], links=(link,)))
    assert found.points == (Point(11, 11, 1),)
    assert found.package(found.points[0]) == (1, 0, 0)


def test_an_excluded_pair_is_never_offered():
    found = frontier(cases.problem([(3, 3), (1, 1)], [(3, 3), (0, 0)], exclusions=(frozenset({(0, 0), (1, 0)}),)))
    assert [(point, found.package(point)) for point in found.points] == [(Point(4, 4, 1), (1, 0))]


def test_when_all_is_excluded_the_frontier_is_empty():
    found = frontier(cases.problem([(1, 2)], [(3, 4), (5, 6)], exclusions=(frozenset({(0, 0)}),)))
    assert found.points == ()
    assert found.keeping_own(0) is None


def test_too_many_linked_combinations_are_refused_in_words():
    chain = tuple(Link(frozenset({(n, 0), (n + 1, 0)}), 1, 1) for n in range(6))
    with pytest.raises(TooMany, match="join 7 issues into 10,000,000 combinations"):
        frontier(cases.problem(*[[(n, -n) for n in range(10)]] * 7, links=chain))


def test_packages_beyond_the_ties_and_points_off_the_line_are_errors():
    found = frontier(cases.price_talk())
    with pytest.raises(IndexError):
        found.package(found.points[0], 1)
    with pytest.raises(ValueError, match="not on the frontier"):
        found.package(Point(1, 1, 1))


def test_an_issue_without_options_is_named():
    with pytest.raises(ValueError, match="“Pay” has no options yet"):
        Problem((cases.issue("Pay"),))


def test_ten_to_the_twenty_packages_are_all_counted():
    found = frontier(cases.problem(*[[(n, 9 - n) for n in range(10)]] * 20))
    assert len(found.points) == 181
    assert sum(point.packages for point in found.points) == 10**20


def test_more_different_totals_than_can_be_found_in_time_are_refused_in_words():
    digits = [[(digit * 25**place, -digit * 25**place) for digit in range(25)] for place in range(5)]
    with pytest.raises(TooMany, match="Use rounder scores"):
        frontier(cases.problem(*digits))
