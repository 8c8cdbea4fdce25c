"""Shapes in which files of Genius, GeniusWeb and NegMAS come, and what each of them means."""

import json
from copy import deepcopy
from fractions import Fraction as F

import pytest

from negotiations.analysis.problem import Issue, Option
from negotiations.exchange.reading import read_domain, read_profile
from negotiations.exchange.scenario import Domain, Profile, to_problem
from tests.negotiations.exchange.small import (
    DOMAIN,
    FILES,
    GENIUS_A,
    GENIUS_B,
    GENIUS_DOMAIN,
    GENIUSWEB_A,
    GENIUSWEB_B,
    NEGMAS_A,
    NEGMAS_B,
    NEGMAS_DOMAIN,
    fault,
)

A = Profile("A", (F("0.6"), F("0.4")), ((F(0), F("0.5"), F(1)), (F(1), F("0.5"))), F("0.5"))
B = Profile("B", (F("0.5"), F("0.5")), ((F(1), F("0.75"), F("0.25")), (F("0.2"), F(1))), F("0.475"))


def profile(content, domain=DOMAIN, name="B.txt"):
    return read_profile((content if isinstance(content, str) else json.dumps(content)).encode(), domain, name)


def issues(content, name="x.yml"):
    return read_domain((content if isinstance(content, str) else json.dumps(content)).encode(), name).issues


# What all formats have in common.


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_domain(name):
    assert read_domain(FILES[name][0].encode(), "van.txt") == DOMAIN


def test_every_format_gives_the_same_profiles():
    assert profile(GENIUS_A, name="A.xml") == A
    assert profile(GENIUS_B, name="B.xml") == B
    assert profile(NEGMAS_A) == A
    assert profile(NEGMAS_B) == B
    bid = {"A": (1, 1), "B": (1, 0)}
    assert profile(GENIUSWEB_A) == Profile("A", A.weights, A.values, bid["A"])
    assert profile(GENIUSWEB_B) == Profile("B", B.weights, B.values, bid["B"])


@pytest.mark.parametrize("mark", ["﻿", "\n\n  "], ids=["byte order mark", "empty lines"])
@pytest.mark.parametrize("name", FILES)
def test_a_mark_or_empty_lines_before_the_text_change_nothing(name, mark):
    assert read_domain((mark + FILES[name][0]).encode(), "van.txt") == DOMAIN


def test_contributions_are_whole_millionths_and_a_bid_stays_in_reach():
    thirds = Profile("x", (F("0.333333333333"), F("0.1")), ((F(1), F(1), F(0)), (F("0.33333333"), F(0))), (0, 0))
    problem = to_problem(DOMAIN, thirds, A)
    assert problem.issues == (
        Issue("Price", (Option("10", 333333, 0), Option("20", 333333, 300000), Option("30", 0, 600000))),
        Issue("Delivery", (Option("May", 33333, 400000), Option("No", 0, 200000))),
    )
    assert (problem.own_reservation, problem.other_reservation) == (366666, 500000)
    bare = to_problem(DOMAIN, thirds, A, with_reservations=False)
    assert (bare.own_reservation, bare.other_reservation) == (None, None)


# Genius.

NESTED = """<?xml version="1.0"?>
<utility_space><objective index="0" name="root">
  <objective index="5" name="money"><issue index="1" name="Price">
    <item index="1" value="10" evaluation="0"/><item index="2" value="20" evaluation="2"/>
    <item index="3" value="30" evaluation="4"/></issue><weight index="1" value="0.6"/></objective>
  <issue index="2" name="Delivery"><item value="May" evaluation="2"/><item value="No" evaluation="1"/></issue>
  <weight index="5" value="0.9"/><weight index="2" value="0.4"/>
</objective><reservation value="0.5"/></utility_space>"""


def test_issues_of_genius_may_be_nested_in_objectives():
    assert profile(NESTED, name="A.xml") == A
    assert issues(NESTED) == DOMAIN.issues


def test_attributes_without_a_space_between_them_are_parted():
    assert profile(GENIUS_A.replace('" type="discrete"', '"type="discrete"'), name="A.xml") == A


def test_a_space_of_genius_without_reservation_has_none():
    assert profile(GENIUS_B.replace('<reservation value="0.475"/>', "")).reservation is None


def test_an_issue_without_a_positive_evaluation_adds_nothing():
    flat = GENIUS_B.replace('evaluation="0.1"', 'evaluation="0"').replace('evaluation="0.5"', 'evaluation="0"')
    assert profile(flat).values[1] == (0, 0)
    assert fault(profile, flat.replace('value="May" evaluation="0"', 'value="May" evaluation="-1"')) == (
        "B.txt, issue “Delivery”: No evaluation is above 0, so they cannot be divided by the largest."
    )


WHOLE = """<utility_space><objective index="0"><issue index="1" name="Hours" type="integer" %s
  <evaluator ftype="linear" offset="0.4" slope="0.25"/></issue><weight index="1" value="1"/></objective></utility_space>"""


def test_whole_numbers_of_genius_become_options():
    """The line starts at the lower bound, and is held between 0 and 1."""
    for bounds in ('lowerbound="2" upperbound="5">', '><range lowerbound="2" upperbound="5"/>'):
        assert issues(WHOLE % bounds) == (("Hours", ("2", "3", "4", "5")),)
        hours = Domain("x", (("Hours", ("2", "3", "4", "5")),))
        assert profile(WHOLE % bounds, hours).values == ((F("0.4"), F("0.65"), F("0.9"), F(1)),)


def test_the_whole_numbers_must_be_those_of_the_domain():
    hours = Domain("x", (("Hours", ("2", "3")),))
    assert fault(profile, WHOLE % 'lowerbound="2" upperbound="5">', hours) == (
        "B.txt, issue “Hours”: The whole numbers are not those of the domain."
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name="Price"', 'name="Cost"', "issue “Price”: This issue is in the domain, but missing here."),
        ('value="20"', 'value="21"', "issue “Price”, option “20”: This option is in the domain, but missing here."),
        ('value="20" evaluation="3"', 'value="20"', "issue “Price”, option “20”: The evaluation is missing."),
        ('evaluation="3"', 'evaluation="null"', "issue “Price”, option “20”: The evaluation is missing."),
        ('value="20"', 'value="10"', "issue “Price”, option “10”: This is there 2 times."),
        ('<item index="1" value="10"', '<item value="5" evaluation="1"/><item index="1" value="10"',
         "issue “Price”, option “5”: The domain has no such option."),
        ('<weight index="2" value="0.5"/>', "", "issue “Delivery”: There is no weight with the index 2."),
        ('<weight index="2"', '<weight index="7"', "weight 7: There is no issue with this index."),
        ('<weight index="2"', '<weight index="1"', "weight 1: This is there 2 times."),
        ('<weight index="2" value="0.5"/>', '<weight index="2"/>', "weight 2: “” is not a number that can be read."),
        ('name="Price" type="discrete"', 'name="Price" type="real"',
         "issue “Price”: Only issues with options can be read, not continuous ones (real)."),
        ("<reservation", '<reservation value="0"/><reservation', "reservation: There are several reservations."),
        ("<objective", "<utility_function/><objective",
         "<utility_function>: Only additive utility can be read: a score for each option."),
    ],
)  # fmt: skip
def test_faults_of_genius(old, new, words):
    assert old in GENIUS_B
    assert fault(profile, GENIUS_B.replace(old, new, 1)) == f"B.txt, {words}"


def test_continuous_issues_of_genius_are_refused_in_the_domain_too():
    real = GENIUS_DOMAIN.replace('name="Price" vtype="discrete" type="discrete"', 'name="Price" type="real"')
    assert fault(issues, real, "car.xml") == (
        "car.xml, issue “Price”: Only issues with options can be read, not continuous ones (real)."
    )


# GeniusWeb.


def changed(content, **fields):
    """The space with other fields; None leaves one out."""
    space = deepcopy(content.get("LinearAdditiveUtilitySpace", content)) | fields
    return {name: value for name, value in space.items() if value is not None}


def test_a_space_of_geniusweb_may_stand_alone_without_domain_name_and_limit():
    bare = changed(GENIUSWEB_A, domain=None, name=None, reservationBid=None)
    assert profile(bare, name="A.json") == Profile("A", A.weights, A.values)


def test_a_limit_may_be_a_number_where_there_is_no_bid():
    assert profile(changed(GENIUSWEB_B, reservationBid=None, reserved_value=0.475)) == B


STEPS = {"Price": {"range": {"low": 10, "high": 12, "step": 0.5}}}
SLOPE = {"lowValue": 10, "lowUtility": 1, "highValue": 12, "highUtility": 0}


def test_steps_of_geniusweb_become_options_on_a_line():
    domain = read_domain(json.dumps({"name": "x", "issuesValues": STEPS}).encode(), "")
    assert domain.issues == (("Price", ("10", "10.5", "11", "11.5", "12")),)
    space = {"issueUtilities": {"Price": {"numberutils": SLOPE}}, "issueWeights": {"Price": 1}}
    assert profile(space, domain).values == ((1, F("0.75"), F("0.5"), F("0.25"), 0),)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"issueWeights": {"Price": 1}}, "issue “Delivery”: This weight of an issue is in the domain, but missing here."),
        ({"issueWeights": {"Price": 1, "Delivery": 0, "Colour": 0}},
         "issue “Colour”: The domain has no such weight of an issue."),
        ({"issueUtilities": {"Price": {"valueUtilities": {}}}},
         "issue “Delivery”: This issue is in the domain, but missing here."),
        ({"issueUtilities": {"Price": {"valueUtilities": {"15": 1}}, "Delivery": {"valueUtilities": {}}}},
         "issue “Price”, option “15”: The domain has no such option."),
        ({"issueUtilities": {"Price": {"valueUtilities": {"10": None}}, "Delivery": {"valueUtilities": {}}}},
         "issueUtilities.Price.valueUtilities.10: Here must be text or a number."),
        ({"reservationBid": {"issuevalues": {"Price": "10"}}},
         "issue “Delivery”: This issue of the reservation bid is in the domain, but missing here."),
        ({"reservationBid": {"issuevalues": {"Price": "10", "Delivery": "June"}}},
         "issue “Delivery”, option “June”: The domain has no such option of the reservation bid."),
        ({"domain": {"name": "x", "issuesValues": {"Colour": {"values": ["red"]}}}},
         "issue “Colour”: The domain has no such issue."),
        ({"domain": {"name": "x", "issuesValues": {"Price": {"values": ["15"]}}}},
         "issue “Price”, option “15”: The domain has no such option."),
    ],
)  # fmt: skip
def test_faults_of_geniusweb(fields, words):
    assert fault(profile, changed(GENIUSWEB_B, **fields)) == f"B.txt, {words}"


# NegMAS.


def test_scalars_of_yaml_are_the_words_that_are_written():
    content = "issues:\n- name: Yes\n  values: [10%, $3.47, 2026-01-01, No, 1.0, 0x10, null, 1:30, '3']\n"
    assert issues(content) == (("Yes", ("10%", "$3.47", "2026-01-01", "No", "1.0", "0x10", "null", "1:30", "3")),)


@pytest.mark.parametrize(
    "content",
    [
        "issues:\n- {name: Hours, values: 3}",
        "issues:\n- {name: Hours, type: negmas.outcomes.ContiguousIssue, values: [0, 2]}",
        "issues:\n  Hours: [0, 1, 2]",
        "issues:\n  Hours: {values: ['0', '1', '2'], n_values: 3}",
        '{"type": "CartesianOutcomeSpace", "issues": [{"name": "Hours", "values": ["0", "1", "2"]}]}',
    ],
)
def test_shapes_of_domains_of_negmas(content):
    assert issues(content) == (("Hours", ("0", "1", "2")),)


def test_issues_without_a_name_are_called_by_their_place():
    assert issues("issues:\n- values: [a]\n- [b]\n- {name: null, values: [c]}") == (
        ("Issue 1", ("a",)),
        ("Issue 2", ("b",)),
        ("Issue 3", ("c",)),
    )


HOURS = Domain("x", (("Hours", ("0", "1", "2")),))


@pytest.mark.parametrize(
    ("function", "values"),
    [
        ("{type: AffineFun, slope: 2, bias: -1}", (-1, 1, 3)),
        ("{type: negmas.preferences.value_fun.LinearFun, slope: 0.5}", (0, F("0.5"), 1)),
        ("{type: IdentityFun}", (0, 1, 2)),
        ("{type: ConstFun, bias: 3}", (3, 3, 3)),
        ("{0: 5, 1: 6, 2: 7}", (5, 6, 7)),
        ("{mapping: {2: 7, 1: 6, 0: 5}}", (5, 6, 7)),
        ("[5, 6, 7]", (5, 6, 7)),
    ],
)
def test_value_functions_of_negmas(function, values):
    assert profile(f"values: [{function}]\nweights: [1]", HOURS).values == (values,)
    assert profile(f"values: {{Hours: {function}}}\nweights: {{Hours: 1}}", HOURS).values == (values,)


def test_an_affine_function_counts_the_numbers_themselves():
    content = "type: AffineUtilityFunction\nweights: [0.25]\nbias: 0.5\nreserved_value: .75"
    found = profile(content, HOURS)
    assert found == Profile("B", (F("0.25"),), ((0, 1, 2),), F("0.75"), F("0.5"))
    assert to_problem(HOURS, found, found).issues == (
        Issue(
            "Hours", (Option("0", 500_000, 500_000), Option("1", 750_000, 750_000), Option("2", 1_000_000, 1_000_000))
        ),
    )


@pytest.mark.parametrize("none", ["-.inf", "-.INF", "-inf", "null", "~", ""])
def test_no_limit_of_negmas(none):
    assert profile(NEGMAS_B.replace("reserved_value: .475", f"reserved_value: {none}")).reservation is None


@pytest.mark.parametrize("outcome", ["[20, May]", "{Delivery: May, Price: 20}"])
def test_a_reserved_outcome_is_a_package(outcome):
    assert profile(NEGMAS_B.replace(".475", f"-.inf\nreserved_outcome: {outcome}")).reservation == (1, 0)


DISCOUNTED = "type: ExpDiscountedUFun\ndiscount: 0.5\nreserved_value: %s\nufun:\n"


@pytest.mark.parametrize(
    ("outer", "inner", "limit"), [("-.inf", ".475", ".475"), (".3", "-.inf", ".3"), (".3", ".3", ".3")]
)
def test_a_discount_is_left_aside_and_the_limit_kept(outer, inner, limit):
    content = DISCOUNTED % outer + NEGMAS_B.replace(".475", inner, 1).replace("\n", "\n  ")
    assert profile(content) == Profile("B", B.weights, B.values, F(limit))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (NEGMAS_B.replace("Price: 0.5", "Cost: 0.5"),
         "issue “Price”: This weight of an issue is in the domain, but missing here."),
        (NEGMAS_B.replace("weights: {Delivery: 0.5, Price: 0.5}", ""), "weights: This is missing."),
        (NEGMAS_B.replace("[1, .75, .25]", "[1, .75]"),
         "values.Price: There are 2 values here, but 3 options in the domain."),
        (NEGMAS_B.replace("{No: 1,", "{Nope: 1,"),
         "issue “Delivery”, option “No”: This option is in the domain, but missing here."),
        (NEGMAS_B.replace("{No: 1,", "{type: IdentityFun, No: 1,"),
         "issue “Delivery”, option “May”: “May” is not a number that can be read."),
        (NEGMAS_B.replace("{No: 1,", "{type: CosFun, No: 1,"),
         "values.Delivery: Value functions of the kind “CosFun” are not read."),
        (NEGMAS_A.replace("weights: [0.6, 0.4]", "weights: [1]"),
         "weights: There are 1 here, but 2 issues in the domain."),
        (NEGMAS_A.replace("LinearAdditiveUtilityFunction", "MappingUtilityFunction"),
         "type: Utility functions of the kind “MappingUtilityFunction” are not read."),
        (NEGMAS_A + "reserved_outcome: [20, May]\n",
         "reserved_outcome: There is a reserved_value and a reserved_outcome; which one holds is not clear."),
        (NEGMAS_B.replace(".475", "-.inf\nreserved_outcome: [21, May]"),
         "issue “Price”, option “21”: The domain has no such option."),
        (DISCOUNTED % ".3" + NEGMAS_B.replace("\n", "\n  "),
         "reserved_value: The function and the one inside it have different reservations."),
        (DISCOUNTED.replace("ExpDiscountedUFun", "WeightedUtilityFunction") % ".3" + NEGMAS_B.replace("\n", "\n  "),
         "type: Utility functions of the kind “WeightedUtilityFunction” are not read."),
    ],
)  # fmt: skip
def test_faults_of_negmas(content, words):
    assert fault(profile, content) == f"B.txt, {words}"


def test_continuous_issues_of_negmas_are_refused():
    content = NEGMAS_DOMAIN.replace("type: CategoricalIssue", "type: ContinuousIssue")
    assert fault(issues, content) == "x.yml, issues[0]: Only issues with options can be read, not continuous ones."
