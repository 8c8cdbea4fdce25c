"""Options in the order in which all could say yes to them. Persons are never added up against each other. Pure.

A rating is a step of `SCALE`, 0 to 3. Options come by their lowest rating first (what nobody has to bear comes before
what most would love: the maximin rule), then by their sum, then by fewer zeros; what is alike keeps its order. What
another option beats for somebody, at no cost to anybody, is marked (Pareto dominance).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

SCALE = {
    0: _("I cannot live with it"),
    1: _("I could live with it"),
    2: _("good for me"),
    3: _("very good for me"),
}
GOOD = 2
GOOD_FOR_ALL, BEARABLE, NOT_FOR_ALL = "good_for_all", "bearable", "not_for_all"
GROUPS = {
    GOOD_FOR_ALL: _("Good for all"),
    BEARABLE: _("All can live with it"),
    NOT_FOR_ALL: _("Not for everybody"),
}


@dataclass(frozen=True)
class Ranked:
    """One option: `values` by party, its group, the options that are better for somebody and worse for nobody."""

    option: Hashable
    values: dict[Hashable, int]
    group: str
    beaten_by: list[Hashable]

    @property
    def in_the_way(self) -> list[Hashable]:
        """The parties for whom it is not good yet: who would need something more."""
        return [party for party, value in self.values.items() if value < GOOD]


def rank(ratings: Mapping[Hashable, Mapping[Hashable, int]]) -> list[Ranked]:
    """`ratings`: {option: {party: value}}, the same parties for each option; a KeyError where one is missing.

    Options whom nobody rated are left out.
    """
    rated = {option: dict(values) for option, values in ratings.items() if values}
    ordered = sorted(rated, key=lambda option: order(list(rated[option].values())))
    return [
        Ranked(option, rated[option], group_of(rated[option]), [one for one in ordered if beats(rated[one], rated[option])])
        for option in ordered
    ]  # fmt: skip


def order(values: list[int]) -> tuple[int, int, int]:
    return -min(values), -sum(values), values.count(0)


def group_of(values: Mapping[Hashable, int]) -> str:
    lowest = min(values.values())
    if lowest >= GOOD:
        return GOOD_FOR_ALL
    return BEARABLE if lowest else NOT_FOR_ALL


def beats(one: Mapping[Hashable, int], other: Mapping[Hashable, int]) -> bool:
    """At least as good for each, and better for somebody."""
    return one != other and all(one[party] >= value for party, value in other.items())


def closest(ranked: list[Ranked]) -> Ranked | None:
    """Of what is not good for all, what is closest to it: the fewest people who need something, and the least of it."""
    waiting = [one for one in ranked if one.group != GOOD_FOR_ALL]
    return min(waiting, key=lambda one: (len(one.in_the_way), missing(one)), default=None)


def missing(one: Ranked) -> int:
    """How many steps are missing in all."""
    return sum(GOOD - one.values[party] for party in one.in_the_way)
