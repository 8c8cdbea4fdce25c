"""Domains and utility functions of NegMAS (YAML, or JSON of the same shape), read and written as YAML. Pure.

Utility = bias + sum of weight x value, as written: nothing is divided. `reserved_value: -.inf` means none.
"""

from dataclasses import replace
from fractions import Fraction
from functools import partial

import yaml

from negotiations.analysis.problem import Package
from negotiations.exchange.documents import Node
from negotiations.exchange.scale import Scaled
from negotiations.exchange.scenario import (
    BadFile,
    Domain,
    Profile,
    exactly,
    issue_place,
    number,
    option_place,
    shown,
    whole_numbers,
)

ADDITIVE = {"LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction"}
AFFINE = {"AffineUtilityFunction", "LinearUtilityFunction"}
NOTHING = {"", "~", "null", "Null", "NULL", "None"}
NO_LIMIT = NOTHING | {"-.inf", "-.Inf", "-.INF", "-inf", "-Infinity"}


def is_domain(node: Node) -> bool:
    return "issues" in node.mapping() and not is_profile(node)


def is_profile(node: Node) -> bool:
    return bool({"values", "weights", "ufun"} & node.mapping().keys())


def kind_of(node: Node) -> str:
    """Without the module: `CategoricalIssue` for negmas.outcomes.CategoricalIssue; empty where it is not said."""
    return node.field("type").text().rpartition(".")[2] if node.get("type") else ""


def given(node: Node, name: str) -> Node | None:
    """A field with a value, which in YAML may also be the text null."""
    found = node.get(name)
    return None if found is None or (isinstance(found.value, str) and found.text() in NOTHING) else found


def name_of(node: Node, name: str) -> str:
    found = given(node, "name")
    return found.text() if found else name


def read_domain(node: Node, name: str) -> Domain:
    issues = node.field("issues")
    if isinstance(issues.value, dict):
        return Domain(
            name_of(node, name), tuple((title, options_of(issue)) for title, issue in issues.fields().items())
        )
    listed = enumerate(issues.elements(), 1)
    return Domain(name_of(node, name), tuple((title_of(issue, index), options_of(issue)) for index, issue in listed))


def title_of(issue: Node, index: int) -> str:
    """Issues need no name in NegMAS; the place of one is its name then."""
    return name_of(issue, f"Issue {index}") if isinstance(issue.value, dict) else f"Issue {index}"


def options_of(issue: Node) -> tuple[str, ...]:
    if isinstance(issue.value, list):
        return tuple(option.text() for option in issue.elements())
    if kind_of(issue) in {"ContinuousIssue", "CallableIssue", "ContinuousInfiniteIssue"}:
        raise BadFile(issue.place, "Only issues with options can be read, not continuous ones.")
    values = issue.field("values")
    if isinstance(values.value, str):
        return whole_numbers(0, whole(values) - 1, values.place)
    if kind_of(issue) == "ContiguousIssue":
        return between(values)
    return tuple(option.text() for option in values.elements())


def between(values: Node) -> tuple[str, ...]:
    ends = values.elements()
    if len(ends) != 2:
        raise BadFile(values.place, "Here must be the lowest and the highest whole number.")
    return whole_numbers(whole(ends[0]), whole(ends[1]), values.place)


def whole(node: Node) -> int:
    value = node.number()
    if value.denominator != 1:
        raise BadFile(node.place, "Here must be a whole number.")
    return int(value)


def read_profile(node: Node, domain: Domain, name: str) -> Profile:
    if given(node, "ufun"):
        return read_discounted(node, domain, name)
    functions = functions_of(node, domain)
    return Profile(
        name=name_of(node, name),
        weights=tuple(weight.number() for weight in by_issue(node.field("weights"), domain, "weight of an issue")),
        values=tuple(
            values_of(function, issue, options)
            for function, (issue, options) in zip(functions, domain.issues, strict=True)
        ),
        reservation=reservation_of(node, domain),
        bias=optional(node, "bias", Fraction(0)),
    )


def read_discounted(node: Node, domain: Domain, name: str) -> Profile:
    """A function of time around the one that is wanted: the discount is left aside, the limit of either is kept."""
    if kind_of(node) not in {"ExpDiscountedUFun", "LinDiscountedUFun"}:
        raise BadFile(node.to("type"), f"Utility functions of the kind “{shown(kind_of(node))}” are not read.")
    inner = read_profile(node.field("ufun"), domain, name_of(node, name))
    outer = reservation_of(node, domain)
    if outer is not None and inner.reservation not in {None, outer}:
        raise BadFile(node.to("reserved_value"), "The function and the one inside it have different reservations.")
    return replace(inner, name=name_of(node, name), reservation=inner.reservation if outer is None else outer)


def functions_of(node: Node, domain: Domain) -> list[Node | None]:
    """A value function for each issue; None where the value of an option is the number itself."""
    kind = kind_of(node)
    if kind in AFFINE:
        return [None] * len(domain.issues)
    if kind and kind not in ADDITIVE:
        raise BadFile(node.to("type"), f"Utility functions of the kind “{shown(kind)}” are not read.")
    return by_issue(node.field("values"), domain, "issue")


def by_issue(node: Node, domain: Domain, thing: str) -> list[Node]:
    """A list in the order of the domain, or names of issues with values."""
    if isinstance(node.value, dict):
        return exactly(node.fields(), domain.names, issue_place, thing)
    found = node.elements()
    if len(found) != len(domain.issues):
        raise BadFile(node.place, f"There are {len(found)} here, but {len(domain.issues)} issues in the domain.")
    return found


def values_of(function: Node | None, issue: str, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    if function is None:
        return line(options, issue, Fraction(1), Fraction(0))
    if isinstance(function.value, list):
        return listed(function, options)
    kind = "" if "type" in options else kind_of(function)
    if kind in LINES:
        return line(options, issue, *LINES[kind](function))
    if kind not in {"", "TableFun"}:
        raise BadFile(function.place, f"Value functions of the kind “{shown(kind)}” are not read.")
    return table(function.field("mapping") if kind else function.get("mapping") or function, issue, options)


def listed(function: Node, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    found = function.elements()
    if len(found) != len(options):
        raise BadFile(function.place, f"There are {len(found)} values here, but {len(options)} options in the domain.")
    return tuple(value.number() for value in found)


def table(mapping: Node, issue: str, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    found = exactly(mapping.fields(), options, partial(option_place, issue), "option")
    return tuple(value.number() for value in found)


def line(options: tuple[str, ...], issue: str, slope: Fraction, bias: Fraction) -> tuple[Fraction, ...]:
    if not slope:
        return (bias,) * len(options)
    return tuple(slope * number(option, option_place(issue, option)) + bias for option in options)


def optional(node: Node, name: str, default: Fraction) -> Fraction:
    found = given(node, name)
    return found.number() if found else default


# (slope, bias) of the functions that are lines.
LINES = {
    "AffineFun": lambda function: (function.field("slope").number(), optional(function, "bias", Fraction(0))),
    "LinearFun": lambda function: (function.field("slope").number(), optional(function, "bias", Fraction(0))),
    "IdentityFun": lambda function: (Fraction(1), Fraction(0)),
    "ConstFun": lambda function: (Fraction(0), function.field("bias").number()),
}


def reservation_of(node: Node, domain: Domain) -> Fraction | Package | None:
    value = node.get("reserved_value")
    limit = None if value is None or value.text() in NO_LIMIT else value.number()
    outcome = given(node, "reserved_outcome")
    if outcome is None:
        return limit
    if limit is not None:
        raise BadFile(outcome.place, "There is a reserved_value and a reserved_outcome; which one holds is not clear.")
    chosen = zip(by_issue(outcome, domain, "issue"), domain.issues, strict=True)
    return tuple(place_of(option, issue, options) for option, (issue, options) in chosen)


def place_of(option: Node, issue: str, options: tuple[str, ...]) -> int:
    if option.text() in options:
        return options.index(option.text())
    raise BadFile(option_place(issue, option.text()), "The domain has no such option.")


def write_domain(domain: Domain) -> str:
    issues = [{"name": name, "type": "CategoricalIssue", "values": list(options)} for name, options in domain.issues]
    return written({"issues": issues, "name": domain.name, "type": "DiscreteCartesianOutcomeSpace"})


def write_profile(domain: Domain, name: str, scaled: Scaled) -> str:
    """One side's scores and limit, which is a number."""
    tables = [
        {"mapping": dict(zip(options, values, strict=True)), "type": "TableFun"}
        for (_issue, options), values in zip(domain.issues, scaled.values, strict=True)
    ]
    limit = float("-inf") if scaled.reserved_value is None else scaled.reserved_value
    function = {"name": name, "reserved_value": limit, "type": "LinearAdditiveUtilityFunction"}
    return written(function | {"values": tables, "weights": list(scaled.weights)})


def written(value: dict) -> str:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=10_000)
