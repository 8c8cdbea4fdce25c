"""What is analysed: issues with their options, scored for both sides in whole points, and where each side walks away.

Pure. Arithmetic on integers. A *contribution* is what one option adds to the total of one side (weight points times
score points; for imported files, hundred-thousandths of a percent: a grid of 10^-6). A *package* is one option for
each issue, written as a tuple of option numbers in the order of `Problem.issues`. A *total* is the sum of contributions.
"""

from dataclasses import dataclass
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
    """

    issues: tuple[Issue, ...]
    own_reservation: int | None = None
    other_reservation: int | None = None
    links: tuple[Link, ...] = ()
    exclusions: tuple[frozenset[tuple[int, int]], ...] = ()

    @property
    def outcomes(self) -> int:
        """How many packages there are, those that are excluded too."""
        return prod(len(issue.options) for issue in self.issues)
