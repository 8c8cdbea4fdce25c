"""Joins issues that change or exclude each other into groups, so that the totals of groups simply add up. Pure.

A problem without links and exclusions has one group for each issue. Linked issues (connected components of all links
and exclusions) become one group whose choices are their allowed combinations, with the points of their links. A hundred
thousand combinations take about half a second; the million that is allowed takes some seconds.
"""

from itertools import pairwise
from math import prod
from operator import itemgetter
from typing import NamedTuple

from negotiations.analysis.problem import Package, Problem

MOST = 1_000_000


class TooMany(ValueError):
    """More combinations than can be worked out exactly. Nothing is left out in silence: the words say what to do."""


class Choice(NamedTuple):
    """One way to settle the issues of a group: points for both sides, and an option for each of its issues."""

    own: int
    other: int
    options: tuple[int, ...]


class Group(NamedTuple):
    """Issues, by number and rising, that are settled together. No choices are left when all are excluded."""

    issues: tuple[int, ...]
    choices: tuple[Choice, ...]


def groups(problem: Problem) -> tuple[Group, ...]:
    """The groups of a problem, by their first issue. Raises TooMany beyond a million combinations in one group."""
    return tuple(Group(numbers, tuple(_combined(problem, numbers))) for numbers in _components(problem))


def assembled(parts: list[tuple[Group, tuple[int, ...]]]) -> Package:
    """One package in the order of the issues, from the options chosen in each group."""
    by_issue = {
        number: option for group, options in parts for number, option in zip(group.issues, options, strict=True)
    }
    return tuple(by_issue[number] for number in sorted(by_issue))


def _components(problem):
    home = list(range(len(problem.issues)))
    for choices in (*(link.choices for link in problem.links), *problem.exclusions):
        for first, second in pairwise(sorted({issue for issue, _ in choices})):
            old, new = home[second], home[first]
            home = [new if place == old else place for place in home]
    return sorted(tuple(n for n, place in enumerate(home) if place == root) for root in set(home))


def _combined(problem, numbers):
    size = prod(len(problem.issues[number].options) for number in numbers)
    if size > MOST:
        raise TooMany(
            f"Links and exclusions join {len(numbers)} issues into {size:,} combinations; at most {MOST:,} can be "
            "worked out exactly. Take away a link or an exclusion, or some options on these issues."
        )
    partial = [Choice(0, 0, ())]
    for place, number in enumerate(numbers):
        partial = _widened(partial, problem.issues[number].options)
        partial = _allowed(partial, _finished(problem.exclusions, numbers, place))
        for link in problem.links:
            for holds in _finished([link.choices], numbers, place):
                partial = _linked(partial, holds, link)
    return partial


def _widened(partial, options):
    return [
        Choice(own + option.own, other + option.other, (*chosen, number))
        for own, other, chosen in partial
        for number, option in enumerate(options)
    ]


def _finished(rules, numbers, place):
    """The rules that can be judged once the issue at this place is chosen, as tests of the options chosen so far."""
    return [_test(numbers, choices) for choices in rules if max(issue for issue, _ in choices) == numbers[place]]


def _test(numbers, choices):
    """Whether options hold all choices of a rule. Runs up to a million times, hence no loop."""
    if len({issue for issue, _ in choices}) < len(choices):
        return lambda options: False
    wanted = [option for _, option in sorted(choices)]
    chosen = itemgetter(*(numbers.index(issue) for issue, _ in sorted(choices)))
    goal = tuple(wanted) if len(wanted) > 1 else wanted[0]
    return lambda options: chosen(options) == goal


def _allowed(partial, exclusions):
    for holds in exclusions:
        partial = [choice for choice in partial if not holds(choice.options)]
    return partial


def _linked(partial, holds, link):
    return [
        Choice(choice.own + link.own, choice.other + link.other, choice.options) if holds(choice.options) else choice
        for choice in partial
    ]
