"""What is analysed: issues with their options, scored for both sides in whole points, and where each side walks away.

Pure. Arithmetic on integers. A *contribution* is what one option adds to the total of one side (weight points times
score points; for imported files, hundred-thousandths of a percent: a grid of 10^-6). A *package* is one option for
each issue, written as a tuple of option numbers in the order of `Problem.issues`. A *total* is the sum of contributions.
"""

from dataclasses import dataclass, replace
from math import prod

Package = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice on an issue and what it adds to the total of each side, in points."""

    name: str
    own: int
    other: int


@dataclass(frozen=True, slots=True)
class Issue:
    """One topic. Its options are in the order in which people listed them."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Options that change each other's worth: with all of `choices` in a package, both totals change by these points.

    `choices` are pairs (number of the issue, number of the option), of two or more issues.
    """

    choices: frozenset[tuple[int, int]]
    own: int
    other: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A bilateral negotiation with additive scores, except for its links; `exclusions` never go together.

    A reservation of None means that the side has none: its worst possible total takes its place.
    An issue without options, or a link or exclusion of options that are not there, is a ValueError.
    """

    issues: tuple[Issue, ...]
    own_reservation: int | None = None
    other_reservation: int | None = None
    links: tuple[Link, ...] = ()
    exclusions: tuple[frozenset[tuple[int, int]], ...] = ()

    def __post_init__(self):
        for issue in self.issues:
            if not issue.options:
                raise ValueError(f"“{issue.name}” has no options yet.")
        for choices in (*(link.choices for link in self.links), *self.exclusions):
            self._check(choices)

    def _check(self, choices):
        if not choices:
            raise ValueError("A link or exclusion needs at least one option.")
        for issue, option in choices:
            if not (0 <= issue < len(self.issues) and 0 <= option < len(self.issues[issue].options)):
                raise ValueError(f"There is no option {option} on issue {issue}, counted from 0.")

    @property
    def outcomes(self) -> int:
        """How many packages there are, those that are excluded too."""
        return prod(len(issue.options) for issue in self.issues)

    def check(self, package: Package) -> Package:
        """The package itself; a ValueError when it does not choose one listed option on each issue."""
        if len(package) != len(self.issues):
            raise ValueError(f"A package chooses on {len(self.issues)} issues; this one on {len(package)}.")
        for choice in enumerate(package):
            self._check({choice})
        return package

    def totals(self, package: Package) -> tuple[int, int]:
        """What a package is worth, in points: (own, other)."""
        chosen = [issue.options[number] for issue, number in zip(self.issues, package, strict=True)]
        links = [link for link in self.links if _holds(link.choices, package)] if self.links else []
        return sum(part.own for part in (*chosen, *links)), sum(part.other for part in (*chosen, *links))

    def allows(self, package: Package) -> bool:
        """Whether no exclusion speaks against the package."""
        return not any(_holds(choices, package) for choices in self.exclusions)

    def without_reservations(self) -> "Problem":
        """The same negotiation as if nobody could walk away."""
        return replace(self, own_reservation=None, other_reservation=None)


def _holds(choices, package):
    return all(package[issue] == option for issue, option in choices)
