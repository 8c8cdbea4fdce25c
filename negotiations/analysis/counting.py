"""How many packages give each side at least so much. Exact, or None for "not counted". Pure.

The groups of issues are dealt to two halves, each a table of its distinct pairs of totals and how often they occur.
One half is swept by falling own total into a Fenwick tree (Fenwick 1994) over the other's totals, and each pair of the
other half asks it how many partners suffice. A page should not wait for more than a second, so a table may hold
100,000 distinct pairs (ten issues with ten options each, all different); beyond that nothing is counted.
"""

from bisect import bisect_left
from collections import Counter
from math import prod

from negotiations.analysis.compounding import groups
from negotiations.analysis.frontier import Coding
from negotiations.analysis.problem import Problem

MOST_PAIRS = 100_000
MOST_SUMS = 2_000_000


def at_least(problem: Problem, own: int, other: int) -> int | None:
    """How many allowed packages have own and other totals of at least these; None when that takes too long."""
    parts = groups(problem)
    if not all(group.choices for group in parts):
        return 0
    worst = Coding.of(parts)
    own, other = max(own, worst.own), max(other, worst.other)
    if (own, other) == (worst.own, worst.other):
        return prod(len(group.choices) for group in parts)
    # A side that any package satisfies need not be told apart: smaller tables.
    tables = [_table(group.choices, own > worst.own, other > worst.other) for group in parts]
    return _swept(_halves(tables), own if own > worst.own else 0, other if other > worst.other else 0)


def exactly(problem: Problem, own: int, other: int) -> int | None:
    """How many allowed packages have exactly these totals; None when that takes too long."""
    halves = _halves([_table(group.choices, True, True) for group in groups(problem)])
    if halves is None:
        return None
    first, second = halves
    return sum(times * second.get((own - mine, other - theirs), 0) for (mine, theirs), times in first.items())


def _table(choices, with_own, with_other):
    return Counter((own if with_own else 0, other if with_other else 0) for own, other, _ in choices)


def _halves(tables):
    """Two tables for the sums of all, or None when one of them grows too large."""
    small, large = {(0, 0): 1}, {(0, 0): 1}
    for table in sorted(tables, key=len, reverse=True):
        if len(small) * len(table) > MOST_SUMS:
            return None
        small, large = sorted((_sums(small, table), large), key=len)
        if len(large) > MOST_PAIRS:
            return None
    return small, large


def _sums(table, more):
    sums = {}
    for (own, other), times in more.items():
        for (mine, theirs), count in table.items():
            pair = own + mine, other + theirs
            sums[pair] = sums.get(pair, 0) + times * count
    return sums


def _swept(halves, own, other):
    if halves is None:
        return None
    asking, partners = sorted(halves[0].items()), sorted(halves[1].items())
    levels = sorted({theirs for (_, theirs), _ in partners})
    tree, seen, total = _Tree(len(levels)), 0, 0
    for (mine, theirs), times in asking:
        while partners and partners[-1][0][0] >= own - mine:
            (_, level), count = partners.pop()
            tree.add(bisect_left(levels, level), count)
            seen += count
        total += times * (seen - tree.below(bisect_left(levels, other - theirs)))
    return total


class _Tree:
    """Counts at places, with the sum of all places below one in logarithmic time."""

    def __init__(self, places):
        self.sums = [0] * (places + 1)

    def add(self, place, count):
        place += 1
        while place < len(self.sums):
            self.sums[place] += count
            place += place & -place

    def below(self, place):
        total = 0
        while place:
            total += self.sums[place]
            place &= place - 1
        return total
