"""How many packages give each side at least so much. Exact, or None for "not counted". Pure.

The groups of issues are dealt to two halves, each a table of its distinct pairs of totals and how often they occur.
One half is swept by falling own total into a Fenwick tree (Fenwick 1994) over the other's totals, and each pair of the
other half asks it how many partners suffice. A page should not wait for more than a second, so a table may hold
100,000 distinct pairs (ten issues with ten options each, all different); beyond that nothing is counted.
"""

from bisect import bisect_left
from collections import Counter
from math import prod

from negotiations.analysis.compounding import Group, groups
from negotiations.analysis.frontier import Coding
from negotiations.analysis.problem import Problem

MOST_PAIRS = 100_000
MOST_SUMS = 3_000_000


def at_least(problem: Problem, own: int, other: int, parts: tuple[Group, ...] | None = None) -> int | None:
    """How many allowed packages have own and other totals of at least these; None when that takes too long.

    `parts` are the groups of the problem, for who has them already.
    """
    parts = groups(problem) if parts is None else parts
    if not all(group.choices for group in parts):
        return 0
    worst = Coding.of(parts)
    own, other = max(own, worst.own), max(other, worst.other)
    if (own, other) == (worst.own, worst.other):
        return prod(len(group.choices) for group in parts)
    # A side that any package satisfies need not be told apart: smaller tables.
    sides = own > worst.own, other > worst.other
    halves = _halves([_table(group, worst.bits, *sides) for group in parts])
    return _swept(halves, worst.bits, own - worst.own, other - worst.other)


def exactly(problem: Problem, own: int, other: int) -> int | None:
    """How many allowed packages have exactly these totals; None when that takes too long."""
    parts = groups(problem)
    if not all(group.choices for group in parts):
        return 0
    coding = Coding.of(parts)
    halves = _halves([_table(group, coding.bits, True, True) for group in parts])
    if halves is None:
        return None
    code, (small, large) = coding.code(own, other), halves
    return sum(times * large.get(code - part, 0) for part, times in small.items())


def _table(group, bits, with_own, with_other):
    """How often each pair of totals occurs; a pair is one integer, as on the frontier."""
    own, other = min(choice.own for choice in group.choices), min(choice.other for choice in group.choices)
    return Counter(
        (choice.own - own << bits if with_own else 0) + (choice.other - other if with_other else 0)
        for choice in group.choices
    )


def _halves(tables):
    """Two tables for the sums of all, the smaller one first, or None when one of them grows too large."""
    small, large = {0: 1}, {0: 1}
    for table in sorted(tables, key=len, reverse=True):
        small = _sums(small, table)
        if small is None:
            return None
        small, large = sorted((small, large), key=len)
    return small, large


def _sums(table, more):
    if len(table) * len(more) > MOST_SUMS:
        return None
    sums = {}
    for step, times in more.items():
        for code, count in table.items():
            sums[code + step] = sums.get(code + step, 0) + times * count
        if len(sums) > MOST_PAIRS:
            return None
    return sums


def _swept(halves, bits, own, other):
    if halves is None:
        return None
    mask, (partners, asking) = (1 << bits) - 1, (sorted(half.items()) for half in halves)
    levels = sorted({code & mask for code, _ in partners})
    tree, seen, total = _Tree(len(levels)), 0, 0
    for asked, times in asking:
        while partners and (partners[-1][0] >> bits) + (asked >> bits) >= own:
            code, count = partners.pop()
            tree.add(bisect_left(levels, code & mask), count)
            seen += count
        if seen:
            total += times * (seen - tree.below(bisect_left(levels, other - (asked & mask))))
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
