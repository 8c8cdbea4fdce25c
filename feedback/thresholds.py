"""Which groups may be shown apart, so that nobody can be told by looking or by subtracting. Pure.

A group of `least` people or more is a cell of its own. The others are "rest" together, if they are nobody or at least
`least`; if not, nothing is apart and all are one cell, if they are `least`; if not, nothing is shown. Cells have nobody
in common and `least` people each, so every union of cells, and every difference of unions, has none or `least`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FLOOR = 3
REST, ALL = "rest", "all"


@dataclass(frozen=True)
class Thresholds:
    """How many different people stand behind what is shown: `score` for picks and numbers, `text` for words."""

    score: int = FLOOR
    text: int = FLOOR

    def __post_init__(self):
        if self.score < FLOOR:
            raise ValueError(f"At least {FLOOR} people must stand behind a result, not {self.score}.")
        if self.text < self.score:
            raise ValueError(f"Words need at least as many people as scores: {self.score}, not {self.text}.")

    def to_dict(self) -> dict:
        return {"score": self.score, "text": self.text}


@dataclass(frozen=True)
class Cell:
    """Groups that are shown as one, and how many people that is. `key` is the group, "rest" or "all"."""

    key: str
    groups: tuple[str, ...]
    n: int


@dataclass(frozen=True)
class Partition:
    """The `cells` have nobody in common; there are none when all is withheld."""

    cells: tuple[Cell, ...] = ()

    @property
    def shown(self) -> tuple[Cell, ...]:
        """The cells, then their union as "all" where there are several: the last one is always the widest view."""
        if len(self.cells) < 2:
            return self.cells
        return *self.cells, _joined(ALL, self.cells)

    @property
    def withheld(self) -> bool:
        return not self.cells


@dataclass(frozen=True)
class Plan:
    """What can be shown if everybody answers.

    `together`: {group: people} of the groups that will not be shown apart, for a warning before sending.
    `alone`: the groups of one person, who is better asked by name.
    """

    partition: Partition
    together: dict[str, int]
    alone: tuple[str, ...]


def partition(counts: Mapping[str, int], least: int, extra: Mapping[str, int] | None = None) -> Partition:
    """The cells of {group: people}, in the order of the groups.

    `extra`: {group: people} whose answers are there without counting. They never open a cell; and where only they
    answered, their group is not shown apart but needs a rest that is large enough, as they are people, too.
    A group that is called "rest" was put together before and stays in the rest.
    """
    apart = [Cell(group, (group,), n) for group, n in counts.items() if n >= least and group != REST]
    below = Cell(REST, *_summed(counts, {cell.key for cell in apart}))
    present = below.n + sum((extra or {}).get(group, 0) for group in below.groups)
    if apart and not present:
        return Partition(tuple(apart))
    if apart and below.n >= least:
        return Partition((*apart, below))
    everybody = Cell(ALL, *_summed(counts))
    return Partition((everybody,) if everybody.n >= least else ())


def plan(sizes: Mapping[str, int], least: int) -> Plan:
    """What {group: people asked} can give at best, so that nobody is surprised after sending."""
    cells = partition(sizes, least)
    apart = {cell.key for cell in cells.cells}
    together = {group: n for group, n in sizes.items() if n and group not in apart}
    return Plan(cells, together, tuple(group for group, n in sizes.items() if n == 1))


def _summed(counts, without=()):
    groups = tuple(group for group in counts if group not in without)
    return groups, sum(counts[group] for group in groups)


def _joined(key, cells):
    return Cell(key, tuple(group for cell in cells for group in cell.groups), sum(cell.n for cell in cells))
