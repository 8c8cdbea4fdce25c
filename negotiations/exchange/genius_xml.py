"""Domains and utility spaces of Genius (XML), read. Pure.

Utility = sum of weight x evaluation / largest evaluation of the issue. Issues may be nested in objectives; an
objective's own weight counts nothing, and neither does the discount: as in Genius 10.4 (AdditiveUtilitySpace).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

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

DEEPEST = 20
MOST_NODES = 100_000
MOST_ATTRIBUTES = 200_000
MOST_PARTED = 1_000
GLUED = re.compile(rb'(="[^"<>]*")(?=[A-Za-z_])')


def read_domain(data: bytes, name: str) -> Domain:
    space = space_of(data)
    root = space.find("objective")
    named = root.get("name", "") if root is not None else ""
    return Domain(named or name, tuple((name_of(issue), options_of(issue)) for issue in space.iter("issue")))


def read_profile(data: bytes, domain: Domain, name: str) -> Profile:
    space = space_of(data)
    issues = {name_of(issue): issue for issue in space.iter("issue")}
    refuse_twice([name_of(issue) for issue in space.iter("issue")], issue_place)
    ordered = exactly(issues, domain.names, issue_place, "issue")
    weights = weights_of(space)
    return Profile(
        name=name,
        weights=tuple(weight_of(issue, weights) for issue in ordered),
        values=tuple(values_of(issue, options) for issue, (_, options) in zip(ordered, domain.issues, strict=True)),
        reservation=reservation_of(space),
    )


def space_of(data: bytes) -> Element:
    """The element `utility_space`, which is the root of a profile and stands in the template of a domain."""
    root = tree(data)
    space = root if root.tag == "utility_space" else root.find("utility_space")
    if space is None or root.tag not in {"utility_space", "negotiation_template"}:
        raise BadFile("", "This is neither a domain nor a utility space of Genius.")
    for element in space.iter():
        if element.tag in {"utility_function", "ufun", "hyperRectangle"}:
            raise BadFile(f"<{element.tag}>", "Only additive utility can be read: a score for each option.")
    return space


def tree(data: bytes) -> Element:
    """The root. Attributes without a space between them are parted: Genius reads them, and its own files have them."""
    text = data.lstrip()
    try:
        return grown(text)
    except ParseError:
        return parted(text)


def parted(text: bytes) -> Element:
    try:
        return grown(GLUED.sub(rb"\1 ", text, count=MOST_PARTED))
    except ParseError as error:
        raise BadFile(f"line {error.position[0]}", "This is not well-formed XML.") from error


def grown(text: bytes) -> Element:
    if text.count(b"=") > MOST_ATTRIBUTES:
        raise BadFile("", f"There are more than {MOST_ATTRIBUTES:,} attributes in this file.")
    try:
        return measured(iterparse(BytesIO(text), events=("start", "end"), forbid_dtd=True))
    except DefusedXmlException as error:
        raise BadFile("", "Document types and entities are not read.") from error
    except BadFile:
        raise
    except (LookupError, ValueError) as error:
        raise BadFile("", "The encoding of this file is not known.") from error


def measured(events: Iterable[tuple[str, Element]]) -> Element:
    """The root, unless the tree grows too deep or too big."""
    depth = count = 0
    root = None
    for event, element in events:
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST:
            raise BadFile("", "This is nested too deeply.")
        if count > MOST_NODES:
            raise BadFile("", f"There are more than {MOST_NODES:,} elements in this file.")
    return root


def name_of(issue: Element) -> str:
    return issue.get("name", "").strip()


def kind_of(issue: Element) -> str:
    return (issue.get("type") or issue.get("etype") or issue.get("vtype") or "discrete").strip().lower()


def options_of(issue: Element) -> tuple[str, ...]:
    if (kind := kind_of(issue)) == "discrete":
        return tuple(item.get("value", "").strip() for item in issue.findall("item"))
    if kind == "integer":
        return whole_numbers(*bounds_of(issue), issue_place(name_of(issue)))
    raise BadFile(
        issue_place(name_of(issue)), f"Only issues with options can be read, not continuous ones ({shown(kind)})."
    )


def bounds_of(issue: Element) -> list[int]:
    ends = [bound_of(issue, name) for name in ("lowerbound", "upperbound")]
    return [int(end) for end in ends]


def bound_of(issue: Element, name: str) -> Fraction:
    place = f"{issue_place(name_of(issue))}, {name}"
    inner = issue.find("range")
    text = issue.get(name) or (inner.get(name) if inner is not None else None)
    end = number(text or "", place)
    if end.denominator != 1:
        raise BadFile(place, "Here must be a whole number.")
    return end


def values_of(issue: Element, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    if kind_of(issue) == "integer":
        return linear(issue, options)
    name = name_of(issue)
    refuse_twice(options_of(issue), partial(option_place, name))
    found = {item.get("value", "").strip(): item for item in issue.findall("item")}
    items = exactly(found, options, partial(option_place, name), "option")
    return by_the_largest(
        [evaluation_of(item, option_place(name, item.get("value"))) for item in items], issue_place(name)
    )


def evaluation_of(item: Element, place: str) -> Fraction:
    if item.get("evaluation") in {None, "null"}:
        raise BadFile(place, "The evaluation is missing.")
    return number(item.get("evaluation"), place)


def by_the_largest(evaluations: list[Fraction], place: str) -> tuple[Fraction, ...]:
    largest = max(evaluations)
    if largest > 0:
        return tuple(evaluation / largest for evaluation in evaluations)
    if min(evaluations) < 0:
        raise BadFile(place, "No evaluation is above 0, so they cannot be divided by the largest.")
    return tuple(evaluations)


def linear(issue: Element, options: tuple[str, ...]) -> tuple[Fraction, ...]:
    """offset + slope x steps above the lower bound, held between 0 and 1: as EvaluatorInteger of Genius 10.4."""
    place = issue_place(name_of(issue))
    evaluator = issue.find("evaluator")
    if evaluator is None or evaluator.get("slope") is None or evaluator.get("offset") is None:
        raise BadFile(place, "An issue of whole numbers needs an evaluator with slope and offset.")
    if options != options_of(issue):
        raise BadFile(place, "The whole numbers are not those of the domain.")
    slope, offset = (number(evaluator.get(part), f"{place}, {part}") for part in ("slope", "offset"))
    return tuple(min(max(offset + slope * step, Fraction(0)), Fraction(1)) for step in range(len(options)))


def weights_of(space: Element) -> dict[str, Fraction]:
    """By the index of the issue or objective."""
    found = [(element.get("index", "").strip(), element) for element in weights_in(space)]
    refuse_twice([index for index, _ in found], weight_place)
    known = {element.get("index", "").strip() for tag in ("issue", "objective") for element in space.iter(tag)}
    for index, _ in found:
        if index not in known:
            raise BadFile(weight_place(index), "There is no issue with this index.")
    return {index: number(element.get("value", ""), weight_place(index)) for index, element in found}


def weights_in(space: Element) -> list[Element]:
    return [weight for objective in space.iter("objective") for weight in objective.findall("weight")]


def weight_of(issue: Element, weights: dict[str, Fraction]) -> Fraction:
    index = issue.get("index", "").strip()
    if index in weights:
        return weights[index]
    raise BadFile(issue_place(name_of(issue)), f"There is no weight with the index {shown(index) or 'of this issue'}.")


def weight_place(index: str) -> str:
    return f"weight {shown(index)}"


def reservation_of(space: Element) -> Fraction | None:
    found = space.findall("reservation")
    if len(found) > 1:
        raise BadFile("reservation", "There are several reservations.")
    return number(found[0].get("value", ""), "reservation") if found else None


def refuse_twice(names: Iterable[str], place: Callable[[str], str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise BadFile(place(name), f"This is there {times} times.")
