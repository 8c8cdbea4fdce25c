"""Whole points written for GeniusWeb and NegMAS and read again: the same packages, frontier and fair points."""

import json
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from negotiations.analysis.explorer import analyse
from negotiations.analysis.problem import Issue, Option, Problem
from negotiations.exchange import geniusweb, negmas
from negotiations.exchange.reading import read_domain, read_profile
from negotiations.exchange.scale import CannotWrite, package_worth, scaled
from negotiations.exchange.scenario import GRID, Domain, to_problem

PROGRAMS = pytest.mark.parametrize("program", [geniusweb, negmas], ids=["geniusweb", "negmas"])

# New Recruit, the public variant of TextArena: (recruiter, candidate) of each option.
RECRUIT = {
    "salary": ((-6000, 0), (-4500, -1500), (-3000, -3000), (-1500, -4500), (0, -6000)),
    "bonus": ((0, 4000), (1000, 3000), (2000, 2000), (3000, 1000), (4000, 0)),
    "division": ((0, 0), (-600, -600), (-1200, -1200), (-1800, -1800), (-2400, -2400)),
    "car": ((1200, 1200), (900, 900), (600, 600), (300, 300), (0, 0)),
    "start": ((1600, 0), (1200, 1000), (800, 2000), (400, 3000), (0, 4000)),
    "vacation": ((0, 1600), (1000, 1200), (2000, 800), (3000, 400), (4000, 0)),
    "moving": ((0, 3200), (200, 2400), (400, 1600), (600, 800), (800, 0)),
    "insurance": ((0, 800), (800, 600), (1600, 400), (2400, 200), (3200, 0)),
}
LEVELS = ("1", "2%", "No", "null", "“five”: ü")


def problem_of(tables, own=None, other=None):
    issues = tuple(
        Issue(name, tuple(Option(level, *scores) for level, scores in zip(LEVELS, table, strict=False)))
        for name, table in tables.items()
    )
    return Problem(issues, own, other)


def domain_of(problem):
    return Domain(
        "Job", tuple((issue.name, tuple(option.name for option in issue.options)) for issue in problem.issues)
    )


def scaled_sides(problem):
    limits = {"own": problem.own_reservation, "other": problem.other_reservation}
    return [
        scaled([[getattr(option, side) for option in issue.options] for issue in problem.issues], limit)
        for side, limit in limits.items()
    ]


def through(program, problem):
    """The problem after it was written and read again, with the factor and the shift of each side."""
    sides = scaled_sides(problem)
    domain = read_domain(program.write_domain(domain_of(problem)).encode(), "domain")
    texts = [program.write_profile(domain, name, side) for name, side in zip("AB", sides, strict=True)]
    mine, theirs = (read_profile(text.encode(), domain, "profile") for text in texts)
    return to_problem(domain, mine, theirs), [GRID // side.unit for side in sides]


def worst(problem):
    return [
        sum(min(getattr(option, side) for option in issue.options) for issue in problem.issues)
        for side in ("own", "other")
    ]


def back(problem, factors, points):
    """Points in the scale that they had before, with all their packages counted."""
    low = worst(problem)
    return {(point.own / factors[0] + low[0], point.other / factors[1] + low[1], point.packages) for point in points}


def plain(points):
    return {(point.own, point.other, point.packages) for point in points}


def same_analysis(problem, program, rules=("nash", "kalai_smorodinsky")):
    again, factors = through(program, problem)
    before, after = analyse(problem), analyse(again)
    assert again.outcomes == problem.outcomes
    assert [issue.name for issue in again.issues] == [issue.name for issue in problem.issues]
    assert back(problem, factors, after.points) == plain(before.points)
    assert back(problem, factors, after.zone.points) == plain(before.zone.points)
    assert after.zone.packages == before.zone.packages
    for rule in rules:
        found, expected = getattr(after, rule), getattr(before, rule)
        assert back(problem, factors, found.points) == plain(expected.points), rule
    for point, same in zip(before.points, after.points, strict=True):
        assert after.package(same) == before.package(point)


@PROGRAMS
@pytest.mark.parametrize("limits", [(None, None), (0, 0), (5000, 3000)], ids=str)
def test_new_recruit_comes_back_exactly(program, limits):
    problem = problem_of(RECRUIT, *limits)
    again, factors = through(program, problem)
    same_analysis(problem, program)
    assert [len(analyse(again).zone.points), factors] == [{None: 45, 0: 29, 5000: 13}[limits[0]], [40, 40]]


@PROGRAMS
def test_new_recruit_is_worth_the_same(program):
    """The fair point of the reservations 5,000 and 3,000: 8,400 for the recruiter and 6,400 for the candidate."""
    problem = problem_of(RECRUIT, 5000, 3000)
    again, factors = through(program, problem)
    assert back(problem, factors, analyse(again).nash.points) == {(8400, 6400, 2)}


TABLES = st.lists(
    st.lists(st.tuples(st.integers(-900, 900), st.integers(-900, 900)), min_size=1, max_size=4), min_size=1, max_size=4
).map(lambda tables: {f"issue {index}": table for index, table in enumerate(tables)})


@given(TABLES, st.integers(-3000, 3000))
def test_any_whole_points_come_back_exactly(tables, limit):
    problem = problem_of(tables, own=limit)
    same_analysis(problem, negmas, rules=())
    assert plain_totals(problem, through(geniusweb, problem_of(tables))) == plain_totals(problem, ([], []))


def plain_totals(problem, read):
    """Of each option and side: its points above the lowest of its issue."""
    again, factors = read
    issues = again.issues if again else problem.issues
    factors = factors or [1, 1]
    return [
        [tuple((getattr(option, side) - min(getattr(one, side) for one in issue.options)) / factor
               for side, factor in zip(("own", "other"), factors, strict=True)) for option in issue.options]
        for issue in issues
    ]  # fmt: skip


@given(TABLES, st.integers(-3000, 3000))
def test_a_bid_is_the_least_package_at_or_above_the_limit(tables, limit):
    """By trying every package."""
    side = scaled([[own for own, _ in table] for table in tables.values()], limit)
    totals = {0}
    for table in side.points:
        totals = {total + value for total in totals for value in table}
    enough = [total for total in totals if total >= side.reservation]
    if not enough:
        with pytest.raises(CannotWrite):
            package_worth(side)
        return
    chosen = package_worth(side)
    assert sum(values[index] for values, index in zip(side.points, chosen, strict=True)) == min(enough)


@given(TABLES)
def test_weights_sum_to_exactly_1_as_written_and_values_lie_between_0_and_1(tables):
    domain = domain_of(problem_of(tables))
    side = scaled_sides(problem_of(tables))[0]
    written = json.loads(geniusweb.write_profile(domain, "A", side), parse_float=Fraction, parse_int=Fraction)
    space = written["LinearAdditiveUtilitySpace"]
    assert sum(space["issueWeights"].values()) == 1
    values = [
        value
        for issue in space["issueUtilities"].values()
        for value in issue["discreteutils"]["valueUtilities"].values()
    ]
    assert all(0 <= value <= 1 for value in values)
    assert (
        sum(Fraction(str(weight)) for weight in yaml.safe_load(negmas.write_profile(domain, "A", side))["weights"]) == 1
    )


@pytest.mark.parametrize(
    ("contributions", "unit", "rounded"),
    [
        ([[0, 0], [5]], 1, False),
        ([[0, 3], [10, 17]], 10, False),
        ([[0, 11]], 16, False),
        ([[0, 999_999], [0, 1]], 1_000_000, False),
        ([[0, 999_999], [0, 2]], 1_000_000, True),
    ],
)
def test_the_unit_is_the_least_divisor_of_a_million_that_holds_the_range(contributions, unit, rounded):
    side = scaled(contributions)
    assert (side.unit, side.rounded) == (unit, rounded)
    assert 10**6 % side.unit == 0


def test_a_range_above_a_million_is_rounded_and_keeps_its_order():
    side = scaled([[0, 3_000_000, 1], [0, 1_500_000]], 2_250_000)
    assert side.points == ((0, 666_666, 0), (0, 333_333))
    assert (side.rounded, side.reservation, side.weights[0] + side.weights[1]) == (True, 500_000, 1)


@PROGRAMS
def test_a_limit_that_everything_reaches_is_the_worst_total(program):
    again, _factors = through(program, problem_of(RECRUIT, -100_000, None))
    assert (again.own_reservation, again.other_reservation) == (0, None)
    assert analyse(again).zone.packages == 390_625


def test_a_limit_that_nothing_reaches_is_a_number_but_no_bid():
    problem = problem_of(RECRUIT, 100_000, None)
    side = scaled_sides(problem)[0]
    again, _factors = through(negmas, problem)
    assert analyse(again).zone.points == ()
    with pytest.raises(CannotWrite, match="No package reaches the reservation, so it cannot be written as a bid"):
        geniusweb.write_profile(domain_of(problem), "A", side)


def test_a_limit_between_two_packages_becomes_the_next_bid():
    side = scaled([[0, 10, 20], [0, 5]], 11)
    domain = Domain("x", (("a", ("1", "2", "3")), ("b", ("1", "2"))))
    written = json.loads(geniusweb.write_profile(domain, "A", side))["LinearAdditiveUtilitySpace"]
    assert written["reservationBid"] == {"issuevalues": {"a": "2", "b": "2"}}
    assert yaml.safe_load(negmas.write_profile(domain, "A", side))["reserved_value"] == 0.44


def test_what_others_read_is_what_the_formats_ask_for():
    domain = Domain("Van", (("Price", ("10", "20")), ("No", ("null",))))
    side = scaled([[3, 8], [7]], None)
    assert json.loads(geniusweb.write_domain(domain)) == {
        "name": "Van",
        "issuesValues": {"Price": {"values": ["10", "20"]}, "No": {"values": ["null"]}},
    }
    assert json.loads(geniusweb.write_profile(domain, "A", side)) == {
        "LinearAdditiveUtilitySpace": {
            "name": "A",
            "domain": json.loads(geniusweb.write_domain(domain)),
            "issueUtilities": {
                "Price": {"discreteutils": {"valueUtilities": {"10": 0.0, "20": 1.0}}},
                "No": {"discreteutils": {"valueUtilities": {"null": 0.0}}},
            },
            "issueWeights": {"Price": 1.0, "No": 0.0},
        }
    }
    assert yaml.safe_load(negmas.write_domain(domain)) == {
        "issues": [
            {"name": "Price", "type": "CategoricalIssue", "values": ["10", "20"]},
            {"name": "No", "type": "CategoricalIssue", "values": ["null"]},
        ],
        "name": "Van",
        "type": "DiscreteCartesianOutcomeSpace",
    }
    assert yaml.safe_load(negmas.write_profile(domain, "A", side)) == {
        "name": "A",
        "reserved_value": float("-inf"),
        "type": "LinearAdditiveUtilityFunction",
        "values": [
            {"mapping": {"10": 0.0, "20": 1.0}, "type": "TableFun"},
            {"mapping": {"null": 0.0}, "type": "TableFun"},
        ],
        "weights": [1.0, 0.0],
    }
