"""What suits both sides, found by a neutral hand on both sheets' own numbers. Only names come out. Pure.

Each side counts by its own weights and scores, and up to its own reservation point; what a side believes of the other
plays no part. Only topics with options that both sheets have taken over count. What else stands on a sheet counts as
settled in the worst way for that side, so that a package that suits does so on the shared topics alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from negotiations.analysis import points
from negotiations.analysis.frontier import frontier
from negotiations.analysis.problem import Issue, Link, Option, Problem
from negotiations.content import Content
from negotiations.scoring import problem_of, usable

MOST = 5
Topic = tuple[str, Sequence[str]]


@dataclass(frozen=True)
class Side:
    """What one side makes of the topics: points by topic and option, its links and exclusions by (topic, option)."""

    values: dict[str, dict[str, int]]
    worst: dict[str, int]
    reservation: int | None
    links: list[tuple[frozenset, int]]
    exclusions: list[frozenset]

    def limit(self, topics: list[str]) -> int | None:
        """The reservation point as a total over these topics alone."""
        elsewhere = sum(worst for key, worst in self.worst.items() if key not in topics)
        return None if self.reservation is None else self.reservation - elsewhere


def agreeable(topics: Sequence[Topic], first: Content, second: Content) -> list[list[str]]:
    """Up to five efficient packages in the zone of both, as keys of options in the order of the topics; none if none suits.

    In leximin order of the gains, each as a share of the best gain that side could have. May raise TooMany.
    """
    sides = (side_of(first), side_of(second))
    shared = [(topic, kept) for topic, options in topics if (kept := common(topic, options, sides))]
    if not shared:
        return []
    found = problem_between(shared, *sides)
    efficient = frontier(found)
    zone = points.zone(found, efficient)
    packages = (package for point in ordered(zone) for package in efficient.packages_of(point, MOST))
    return [
        [options[choice] for (_, options), choice in zip(shared, package, strict=True)]
        for package in islice(packages, MOST)
    ]


def common(topic: str, options: Sequence[str], sides: tuple[Side, Side]) -> list[str]:
    return [option for option in options if all(option in side.values.get(topic, {}) for side in sides)]


def side_of(content: Content) -> Side:
    whole, issues = problem_of(content), usable(content)
    names = {
        (at, choice): (issue.agenda, option.agenda)
        for at, issue in enumerate(issues)
        for choice, option in enumerate(issue.options)
        if issue.agenda and option.agenda
    }
    values = {}
    for (at, choice), (topic, option) in names.items():
        values.setdefault(topic, {})[option] = whole.issues[at].options[choice].own
    worst = {
        issue.agenda or f"own:{at}": min(option.own for option in whole.issues[at].options)
        for at, issue in enumerate(issues)
    }
    return Side(
        values, worst, whole.own_reservation,
        [(named(link.choices, names), link.own) for link in whole.links if link.choices <= names.keys()],
        [named(choices, names) for choices in whole.exclusions if choices <= names.keys()],
    )  # fmt: skip


def named(choices: frozenset, names: dict) -> frozenset:
    return frozenset(names[choice] for choice in choices)


def problem_between(shared: list[Topic], first: Side, second: Side) -> Problem:
    places = {
        (topic, option): (at, choice)
        for at, (topic, options) in enumerate(shared)
        for choice, option in enumerate(options)
    }
    issues = tuple(
        Issue(topic, tuple(Option(one, first.values[topic][one], second.values[topic][one]) for one in options))
        for topic, options in shared
    )
    links = [(choices, points, 0) for choices, points in first.links]
    links += [(choices, 0, points) for choices, points in second.links]
    topics = [topic for topic, _ in shared]
    return Problem(
        issues,
        first.limit(topics),
        second.limit(topics),
        links=tuple(Link(named(one, places), own, other) for one, own, other in links if one <= places.keys()),
        exclusions=tuple(
            named(one, places) for side in (first, second) for one in side.exclusions if one <= places.keys()
        ),
    )


def ordered(zone: points.Zone) -> list:
    """Efficient points of the zone, the one that serves the worse-off side best first."""
    if not zone.points:
        return []
    most_own, most_other = (gain or 1 for gain in zone.best_gains)

    def shares(point):
        own, other = zone.gains(point)
        return sorted((own * most_other, other * most_own))

    return sorted(zone.points, key=shares, reverse=True)
