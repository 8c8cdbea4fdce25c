"""Domains and profiles of GeniusWeb (JSON), read and written. Pure.

Utility = sum of weight x utility of the value; a value without utility counts 0. The reservation is a bid.
"""

import json
from fractions import Fraction
from functools import partial

from negotiations.analysis.problem import Package
from negotiations.exchange.documents import Node
from negotiations.exchange.scale import Scaled, package_worth
from negotiations.exchange.scenario import (
    MOST_OPTIONS,
    BadFile,
    Domain,
    Profile,
    check_count,
    exactly,
    issue_place,
    option_place,
    refuse_unknown,
)

SPACE = "LinearAdditiveUtilitySpace"
DISCRETE = ("discreteutils", "DiscreteValueSetUtilities")
NUMERIC = ("numberutils", "NumberValueSetUtilities")


def is_domain(node: Node) -> bool:
    return "issuesValues" in node.mapping()


def is_profile(node: Node) -> bool:
    return bool({SPACE, "issueUtilities", "issueWeights"} & node.mapping().keys())


def read_domain(node: Node, name: str) -> Domain:
    issues = tuple((issue, options_of(values)) for issue, values in node.field("issuesValues").fields().items())
    return Domain(name_of(node, name), issues)


def name_of(node: Node, name: str) -> str:
    return node.field("name").text() if node.get("name") else name


def options_of(values: Node) -> tuple[str, ...]:
    if values.get("values"):
        return tuple(option.text() for option in values.field("values").elements())
    steps = values.field("range")
    low, high, step = (steps.field(part).number() for part in ("low", "high", "step"))
    if step <= 0:
        raise BadFile(steps.to("step"), "A step must be above 0.")
    count = int((high - low) / step) + 1 if high >= low else 0
    check_count(count, MOST_OPTIONS, steps.place, "steps")
    return tuple(decimal(low + step * index) for index in range(count))


def decimal(value: Fraction) -> str:
    """12 or 12.3: numbers of a range have few digits."""
    return str(value.numerator) if value.denominator == 1 else repr(float(value))


def read_profile(node: Node, domain: Domain, name: str) -> Profile:
    space = node.get(SPACE) or node
    if inner := space.get("domain"):
        refuse_another(read_domain(inner, ""), domain)
    utilities = exactly(space.field("issueUtilities").fields(), domain.names, issue_place, "issue")
    weights = exactly(space.field("issueWeights").fields(), domain.names, issue_place, "weight of an issue")
    return Profile(
        name=name_of(space, name),
        weights=tuple(weight.number() for weight in weights),
        values=tuple(
            values_of(utility, issue, options)
            for utility, (issue, options) in zip(utilities, domain.issues, strict=True)
        ),
        reservation=reservation_of(space, domain),
    )


def refuse_another(inner: Domain, domain: Domain) -> None:
    """The domain inside a profile may be a part of the domain in hand; more than that belongs elsewhere."""
    known = dict(domain.issues)
    refuse_unknown(dict(inner.issues), domain.names, issue_place, "issue")
    for issue, options in inner.issues:
        refuse_unknown(dict.fromkeys(options), known[issue], partial(option_place, issue), "option")


def values_of(utility: Node, issue: str, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    if numeric := part_of(utility, NUMERIC):
        return linear(numeric, options)
    found = (part_of(utility, DISCRETE) or utility).field("valueUtilities").fields()
    refuse_unknown(found, options, partial(option_place, issue), "option")
    return tuple(found[option].number() if option in found else Fraction(0) for option in options)


def part_of(utility: Node, names: tuple[str, ...]) -> Node | None:
    return next((part for name in names if (part := utility.get(name))), None)


def linear(utility: Node, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    """On the line through (low value, its utility) and (high value, its utility)."""
    low, low_utility, high, high_utility = (
        utility.field(part).number() for part in ("lowValue", "lowUtility", "highValue", "highUtility")
    )
    if low == high:
        raise BadFile(utility.place, "The low and the high value are the same.")
    slope = (high_utility - low_utility) / (high - low)
    numbers = [Node(option, utility.place).number() for option in options]
    return tuple(low_utility + slope * (value - low) for value in numbers)


def reservation_of(space: Node, domain: Domain) -> Package | Fraction | None:
    """NegMAS writes `reserved_value`, a number, into files of this kind; a bid goes first."""
    if bid := space.get("reservationBid"):
        return bid_of(bid, domain)
    return space.field("reserved_value").number() if space.get("reserved_value") else None


def bid_of(bid: Node, domain: Domain) -> Package:
    chosen = exactly(bid.field("issuevalues").fields(), domain.names, issue_place, "issue of the reservation bid")
    return tuple(place_of(value, options, issue) for value, (issue, options) in zip(chosen, domain.issues, strict=True))


def place_of(value: Node, options: tuple[str, ...], issue: str) -> int:
    if value.text() in options:
        return options.index(value.text())
    raise BadFile(option_place(issue, value.text()), "The domain has no such option of the reservation bid.")


def write_domain(domain: Domain) -> str:
    return written(domain_of(domain))


def domain_of(domain: Domain) -> dict:
    return {"name": domain.name, "issuesValues": {issue: {"values": list(options)} for issue, options in domain.issues}}


def write_profile(domain: Domain, name: str, scaled: Scaled) -> str:
    """One side's scores and limit; the limit as the package with the smallest total that is not below it."""
    space = {
        "name": name,
        "domain": domain_of(domain),
        "issueUtilities": {
            issue: {"discreteutils": {"valueUtilities": dict(zip(options, values, strict=True))}}
            for (issue, options), values in zip(domain.issues, scaled.values, strict=True)
        },
        "issueWeights": dict(zip(domain.names, scaled.weights, strict=True)),
    }
    if scaled.reservation is not None:
        space["reservationBid"] = {"issuevalues": bid(domain, package_worth(scaled))}
    return written({SPACE: space})


def bid(domain: Domain, package: Package) -> dict[str, str]:
    return {issue: options[chosen] for (issue, options), chosen in zip(domain.issues, package, strict=True)}


def written(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
