"""What the explorer found, in words: packages, fair points, what a package leaves, how to better it. Pure.

A Study belongs to one reader's content: where that has no limits, nothing here was computed from any.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from negotiations import scoring
from negotiations.analysis import trades
from negotiations.analysis.explorer import Analysis, analyse
from negotiations.analysis.frontier import Point
from negotiations.analysis.misses import Miss
from negotiations.analysis.points import FairPoint
from negotiations.analysis.problem import Package, Problem
from negotiations.analysis.value_left import ValueLeft, value_left
from negotiations.content import Content, Issue
from negotiations.content import Package as Saved
from negotiations.kinds import OTHER
from negotiations.pictures import map as pictures

MOST_STEPS = 6
# Name: letter, shape, what it is called, one sentence.
FAIR = {
    "nash": ("N", "diamond", _("Nash point"), _("The two gains multiplied are largest here: good for both, and a deal that pleases one side only falls behind.")),
    "kalai_smorodinsky": ("K", "circle", _("Kalai-Smorodinsky point"), _("Both sides get the same part of the best that each could hope for, and that part is as large as it can be.")),
    "egalitarian": ("E", "cross", _("Egalitarian point"), _("The side that gains less gains as much as it can. A point of ours counts like a point of theirs.")),
    "utilitarian": ("U", "star", _("Utilitarian point"), _("The sum of both totals is largest here, whoever gets it.")),
}  # fmt: skip
SHAPES = {"manual": "square", "engine": "square", "meso": "square", "theirs": "triangle"}


@dataclass(frozen=True)
class Chosen:
    """What is chosen on one issue, by keys and by names."""

    issue_key: str
    issue: str
    key: str
    option: str


@dataclass(frozen=True)
class Worth:
    """Totals in points, and in percent between the worst and the best possible one."""

    own: int
    other: int
    own_percent: float
    other_percent: float

    @property
    def sum(self) -> int:
        return self.own + self.other


@dataclass(frozen=True)
class Told:
    """A package in words, with what it is worth."""

    package: Package
    choices: tuple[Chosen, ...]
    worth: Worth
    is_efficient: bool
    is_allowed: bool = True


@dataclass(frozen=True)
class Fair:
    """A fair point; `ties` is how many more efficient points reach the same value, `packages` how many it has itself."""

    name: str
    letter: str
    shape: str
    label: str
    sentence: str
    told: Told
    ties: int
    packages: int


@dataclass(frozen=True)
class Place:
    """Where a fair point would stand: several of the same totals are told once."""

    fairs: tuple[Fair, ...]

    @property
    def told(self) -> Told:
        return self.fairs[0].told

    @property
    def packages(self) -> int:
        return self.fairs[0].packages


@dataclass(frozen=True)
class Change:
    issue: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """A free win or a trade: what to change, and what both gain by it."""

    changes: tuple[Change, ...]
    own: int
    other: int


@dataclass(frozen=True)
class Plan:
    """Steps one after the other, and where they lead."""

    steps: tuple[Step, ...]
    told: Told


@dataclass(frozen=True)
class Near:
    """A package that almost suits both, and by how many points each side misses its limit there."""

    told: Told
    own_short: int
    other_short: int


@dataclass(frozen=True)
class Kept:
    """A saved package. `told` is None where it is incomplete or names an option that is gone."""

    saved: Saved
    number: int
    told: Told | None


@dataclass(frozen=True)
class Weighed:
    """All that is said about one package."""

    told: Told
    left: ValueLeft
    free_wins: tuple[Step, ...]
    trades: tuple[Step, ...]
    more_trades: int
    plan: Plan | None


class Study:
    """One analysis of one reader's content. May raise TooMany when links join too many combinations."""

    def __init__(self, content: Content, overrides: dict | None = None):
        self.content = content
        self.problem: Problem = scoring.problem_of(content, overrides)
        self.analysis: Analysis = analyse(self.problem)

    @property
    def has_zone(self) -> bool:
        return bool(self.analysis.zone.points)

    @property
    def has_limits(self) -> bool:
        """Whether a reservation point went into it: never for those who may not see limits."""
        return (self.problem.own_reservation, self.problem.other_reservation) != (None, None)

    @cached_property
    def totals(self) -> set[tuple[int, int]]:
        return {(point.own, point.other) for point in self.analysis.points}

    def worth(self, own: int, other: int) -> Worth:
        share = self.analysis.share
        return Worth(own, other, 100 * share("own", own), 100 * share("other", other))

    def told(self, package: Package) -> Told:
        issues = scoring.usable(self.content)
        choices = tuple(
            Chosen(issue.key, issue.name, issue.options[number].key, issue.options[number].name)
            for issue, number in zip(issues, package, strict=True)
        )
        totals, allowed = self.problem.totals(package), self.problem.allows(package)
        return Told(package, choices, self.worth(*totals), allowed and totals in self.totals, allowed)

    def at(self, point: Point, near: Package | None = None) -> Told:
        return self.told(self.analysis.package(point, near))

    @cached_property
    def fairs(self) -> list[Fair]:
        found = ((name, getattr(self.analysis, name)) for name in FAIR)
        return [self.fair(name, point) for name, point in found if point]

    def fair(self, name: str, found: FairPoint) -> Fair:
        return Fair(name, *FAIR[name], self.at(found.point), len(found.points) - 1, found.point.packages)

    @cached_property
    def places(self) -> list[Place]:
        """The fair points by where they stand, the first rule first."""
        by_totals: dict[tuple[int, int], list[Fair]] = {}
        for fair in self.fairs:
            by_totals.setdefault((fair.told.worth.own, fair.told.worth.other), []).append(fair)
        return [Place(tuple(fairs)) for fairs in by_totals.values()]

    @cached_property
    def kept(self) -> list[Kept]:
        return [Kept(one, number, self.kept_as(one)) for number, one in enumerate(self.content.packages, 1)]

    def kept_as(self, saved: Saved) -> Told | None:
        package = scoring.package_of(self.content, saved)
        return package and self.told(package)

    @cached_property
    def nearest(self) -> list[Near]:
        if not self.analysis.no_zone:
            return []
        return [self.near(miss) for miss in self.analysis.no_zone.nearest[:3]]

    def near(self, miss: Miss) -> Near:
        return Near(self.at(miss.point), miss.own_short, miss.other_short)

    def weighed(self, package: Package) -> Weighed:
        found, plan = distinct(trades.trades(self.problem, package)), trades.plan(self.problem, package)
        return Weighed(
            told=self.told(package),
            left=value_left(self.problem, package, self.analysis.frontier),
            free_wins=self.steps(distinct(trades.free_wins(self.problem, package))),
            trades=self.steps(found[:MOST_STEPS]),
            more_trades=max(0, len(found) - MOST_STEPS),
            plan=Plan(self.steps(plan.steps), self.told(plan.package)) if plan.steps else None,
        )

    def steps(self, found: Iterable[trades.Trade]) -> tuple[Step, ...]:
        return tuple(Step(tuple(map(self.change, one.moves)), one.own, one.other) for one in found)

    def change(self, move: trades.Move) -> Change:
        issue = scoring.usable(self.content)[move.issue]
        return Change(issue.name, issue.options[move.before].name, issue.options[move.after].name)

    @cached_property
    def shown(self) -> list[Point]:
        """The efficient points that are drawn and listed: at most 300, the fair ones always."""
        fair = [fair.told.worth for fair in self.fairs]
        wanted = {(one.own, one.other) for one in fair}
        keep = [point for point in self.analysis.points if (point.own, point.other) in wanted]
        return pictures.thinned(self.analysis.points, pictures.MOST, keep)

    def map(self, band: Sequence[tuple[int, int, int]] = ()) -> pictures.Map | None:
        found = self.analysis
        if not found.points:
            return None
        zone = (found.zone.own, found.zone.other) if self.has_limits and self.has_zone else None
        return pictures.drawn(pictures.Frame(found.own_range, found.other_range), self.shown, self.things, zone, band)

    @property
    def things(self) -> list[pictures.Thing]:
        fairs = [
            pictures.Thing(fair.letter, fair.shape, fair.told.worth.own, fair.told.worth.other, str(fair.label))
            for fair in self.fairs
        ]
        ours = [
            pictures.Thing(
                str(one.number), SHAPES[one.saved.origin], one.told.worth.own, one.told.worth.other, one.saved.name
            )
            for one in self.kept
            if one.told and one.told.is_allowed
        ]
        return fairs + ours


def distinct(found: Iterable[trades.Trade]) -> list[trades.Trade]:
    """The best step on each issue or pair of issues: the others there are the same idea, less good."""
    best = {}
    for one in found:
        best.setdefault(tuple(move.issue for move in one.moves), one)
    return list(best.values())


@dataclass(frozen=True)
class Doubts:
    """What makes the numbers uncertain: how many are missing on each side, and on how many issues one is trusted little."""

    missing_own: int
    missing_other: int
    low: int

    def __bool__(self) -> bool:
        return bool(self.missing_own or self.missing_other or self.low)


def doubts_of(content: Content) -> Doubts:
    gaps = scoring.gaps(content)
    theirs = sum(gap.party == OTHER for gap in gaps)
    return Doubts(len(gaps) - theirs, theirs, sum(map(is_low, scoring.usable(content))))


def is_low(issue: Issue) -> bool:
    given = [one.of(party) for one in (issue, *issue.options) for party in scoring.SIDES]
    return any(one.confidence == "low" for one in given if one.points is not None)
