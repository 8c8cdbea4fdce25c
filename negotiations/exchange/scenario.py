"""A negotiation as other programs write it down: a domain, and one profile for each side; then as our problem. Pure.

Numbers are exact, as written in the file (Fraction). A *contribution* is weight times value of one option; it is
rounded to whole millionths of a utility, so that noise in the sixteenth digit makes no new points on the frontier.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from unicodedata import category

from negotiations.analysis.problem import Issue, Option, Package, Problem

GRID = 10**6
LARGEST = 2 * 1024 * 1024  # bytes of a file
MOST_ISSUES = 200
MOST_OPTIONS = 2_000  # of one issue
LONGEST_NAME = 1_000
LONGEST_NUMBER = 60
GREATEST = 10**12
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and where: a line, or the way to a value, like `issue “Price”, option 3`."""

    place: str
    words: str

    def __str__(self):
        return f"{self.place}: {self.words}" if self.place else self.words


class BadFile(ValueError):
    """The file is refused, with the first fault found; nothing of it is used."""

    def __init__(self, place: str, words: str):
        self.fault = Fault(place, words)
        super().__init__(str(self.fault))


@dataclass(frozen=True, slots=True)
class Domain:
    """What both sides may know: issues in order, each a pair (name, names of its options in order)."""

    name: str
    issues: tuple[tuple[str, tuple[str, ...]], ...]

    def __post_init__(self):
        check_title(self.name)
        check_count(len(self.issues), MOST_ISSUES, "", "issues")
        check_names([name for name, _options in self.issues], "issues")
        for name, options in self.issues:
            check_count(len(options), MOST_OPTIONS, issue_place(name), "options")
            check_names(options, issue_place(name))

    @property
    def names(self) -> list[str]:
        return [name for name, _options in self.issues]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one side wants: utility = bias + sum of weight x value; in the order of the domain.

    `reservation` is a utility on the scale of the file, or the package whose utility it is, or None if there is none.
    """

    name: str
    weights: tuple[Fraction, ...]
    values: tuple[tuple[Fraction, ...], ...]
    reservation: Fraction | Package | None = None
    bias: Fraction = field(default=Fraction(0))

    def __post_init__(self):
        check_title(self.name)

    def contributions(self) -> list[list[int]]:
        """Of each option of each issue, in millionths of a utility; the bias is with the options of the first issue."""
        exact = [[weight * value for value in values] for weight, values in zip(self.weights, self.values, strict=True)]
        exact[0] = [value + self.bias for value in exact[0]]
        return [[round(value * GRID) for value in values] for values in exact]

    def limit(self) -> int | None:
        """The reservation in millionths; that of a package is the sum of its contributions, so that it stays feasible."""
        if self.reservation is None or isinstance(self.reservation, Fraction):
            return None if self.reservation is None else round(self.reservation * GRID)
        return sum(values[chosen] for values, chosen in zip(self.contributions(), self.reservation, strict=True))


def to_problem(domain: Domain, mine: Profile, theirs: Profile, *, with_reservations: bool = True) -> Problem:
    """Both profiles over one domain, in whole millionths of a utility."""
    scored = zip(domain.issues, mine.contributions(), theirs.contributions(), strict=True)
    return Problem(
        issues=tuple(Issue(name, tuple(map(Option, options, own, other))) for (name, options), own, other in scored),
        own_reservation=mine.limit() if with_reservations else None,
        other_reservation=theirs.limit() if with_reservations else None,
    )


def issue_place(name: str) -> str:
    return f"issue “{shown(name)}”"


def option_place(issue: str, option: str) -> str:
    return f"{issue_place(issue)}, option “{shown(option)}”"


def check_count(count: int, most: int, place: str, things: str) -> None:
    if not count:
        raise BadFile(place, f"There are no {things} here.")
    if count > most:
        raise BadFile(place, f"There are {count:,} {things}; at most {most:,} can be read.")


def check_names(names: Sequence[str], place: str) -> None:
    for number, name in enumerate(names, 1):
        if not name:
            raise BadFile(f"{place}, number {number}", "The name is empty.")
        check_name(name, f"{place}, number {number}")
    name, times = Counter(names).most_common(1)[0]
    if times > 1:
        raise BadFile(place, f"The name “{shown(name)}” is there {times} times; each needs a name of its own.")


def check_title(title: str) -> None:
    check_name(title, f"name “{shown(title)}”")


def check_name(name: str, place: str) -> None:
    if len(name) > LONGEST_NAME:
        raise BadFile(place, f"The name is longer than {LONGEST_NAME:,} characters.")
    if any(category(sign) in {"Cc", "Cs"} for sign in name):
        raise BadFile(place, "There are characters in the name that may not be in a text.")


def shown(text: str) -> str:
    """Short, and without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else "�" for sign in text[:60])


def exactly(found: dict, wanted: Sequence[str], place: Callable[[str], str], thing: str) -> list:
    """The values of `found` in the order of the names `wanted`; a name that is missing or unknown is a fault."""
    for name in wanted:
        if name not in found:
            raise BadFile(place(name), f"This {thing} is in the domain, but missing here.")
    refuse_unknown(found, wanted, place, thing)
    return [found[name] for name in wanted]


def refuse_unknown(found: dict, known: Sequence[str], place: Callable[[str], str], thing: str) -> None:
    names = set(known)
    for name in found:
        if name not in names:
            raise BadFile(place(name), f"The domain has no such {thing}.")


def number(text: str, place: str) -> Fraction:
    """Exactly what is written, like 0.25 or 1e-3; no infinity, nothing that is not a number."""
    written = text.strip()
    if len(written) > LONGEST_NUMBER or not NUMBER.fullmatch(written):
        raise BadFile(place, f"“{shown(written)}” is not a number that can be read.")
    if abs(Decimal(written)) > GREATEST:
        raise BadFile(place, f"{shown(written)} is too large.")
    return Fraction(written)


def whole_numbers(low: int, high: int, place: str) -> tuple[str, ...]:
    """The options of an issue that is a range of whole numbers."""
    check_count(max(high - low + 1, 0), MOST_OPTIONS, place, "whole numbers")
    return tuple(map(str, range(low, high + 1)))
