"""What stays true when the other side's weights are only guessed. Monte Carlo with a seed that is kept. Pure.

After SMAA (Lahdelma, Hokkanen and Salminen 1998, EJOR 106:137). In each draw every issue's contribution to the other
total is multiplied by a random factor; then all factors are scaled so that the span of the other's totals, summed over
the issues, stays as it was, since only ratios of weights mean anything and a reservation must stay comparable. Points
of links stay as they are. The draw's frontier is exact (one merge) on thousandths of a point.

The *choice* of a draw is its Nash point (ties: the larger smaller gain, then the higher own total; then the first
package in the order of the issues). A draw without an agreement zone has no choice.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import NamedTuple

from negotiations.analysis import drawing
from negotiations.analysis.compounding import TooMany, assembled, groups
from negotiations.analysis.drawing import Guess, Ranked
from negotiations.analysis.frontier import Frontier, frontier_of, merged
from negotiations.analysis.problem import Package, Problem

UNIT = 1000
BAND_POINTS = 100
BAND = 0.05, 0.95
CLASSES = 10
MOST_CHOICES = 10_000_000
SECONDS_PER_SUM = 3e-7


class PackageShare(NamedTuple):
    """In which share of the draws a package was efficient, and in which it kept to both reservations."""

    package: Package
    efficient: float
    acceptable: float


class BandPoint(NamedTuple):
    """With at least this own total, the other's best total is between `low` and `high` in 9 of 10 draws, in points."""

    own: int
    low: int
    high: int


class Question(NamedTuple):
    """How much of the draws' disagreement about the options would go if this issue's weight were known (0..1)."""

    issue: int
    share: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The result. `options[issue][option]`: the share of draws with a zone whose choice has this option.

    `with_zone`: the share of draws that have a zone. `band`: at most `BAND_POINTS` points of the estimated frontier, by
    falling own total. `questions`: the uncertain issues, the one worth asking about next first.
    """

    draws: int
    seed: int
    with_zone: float
    options: tuple[tuple[float, ...], ...]
    packages: tuple[PackageShare, ...]
    band: tuple[BandPoint, ...]
    questions: tuple[Question, ...]
    seconds: float

    def stable(self, share: float = 0.99) -> list[tuple[int, int]]:
        """The robust core: (issue, option) for each option that more than this share of the draws agree on."""
        return [(i, o) for i, options in enumerate(self.options) for o, found in enumerate(options) if found > share]


def affordable_draws(line: Frontier, seconds: float = 1.0, most: int = 1000) -> int:
    """A rough number of draws for this time, from the sums that the frontier took; at least 1, always the same."""
    later = [*(len(stage.counts) for stage in line.stages), 1][1:]
    sums = sum(len(stage.group.choices) * width for stage, width in zip(line.stages, later, strict=True))
    return max(1, min(most, int(seconds / SECONDS_PER_SUM / max(1, sums))))


def sensitivity(
    problem: Problem,
    guesses: Sequence[Guess] | Ranked,
    *,
    draws: int = 1000,
    seed: int = 0,
    packages: Sequence[Package] = (),
) -> Sensitivity:
    """Draws the other's weights from `guesses`, one for each issue (None: certain), and says what holds how often.

    ValueError when the guesses do not fit the issues, TooMany when links make draws too dear.
    """
    started = perf_counter()
    _check(problem, guesses, draws, packages)
    tally = _drawn(_Tally(problem, packages), guesses, draws, seed)
    return Sensitivity(
        draws=draws,
        seed=seed,
        with_zone=len(tally.chosen) / draws,
        options=tally.options(),
        packages=tally.packages(draws),
        band=tally.band(),
        questions=tally.questions(_uncertain(problem, guesses)),
        seconds=perf_counter() - started,
    )


def _drawn(tally, guesses, draws, seed):
    """The tally after all draws; where the problem allows no package at all, after none."""
    if sum(len(group.choices) for group in tally.parts) * draws > MOST_CHOICES:
        raise TooMany(f"With so many linked options {draws} draws would take too long. Ask for fewer draws.")
    random = Random(seed)  # noqa: S311 (a simulation, not a secret)
    for _ in range(draws if tally.line.points else 0):
        tally.take(drawing.factors(random, guesses, tally.spans))
    return tally


def _uncertain(problem, guesses):
    """The places of the issues whose weight is guessed; a ranking leaves all of them open."""
    return [
        number for number in range(len(problem.issues)) if isinstance(guesses, Ranked) or guesses[number] is not None
    ]


def _check(problem, guesses, draws, packages):
    if draws < 1:
        raise ValueError("At least one draw is needed.")
    for package in packages:
        problem.check(package)
    drawing.check(problem, guesses)


def _factors(raw, spans):
    """Whole thousandths, scaled so that the spans add up to what they were."""
    drawn = sum(factor * span for factor, span in zip(raw, spans, strict=True))
    scale = UNIT * sum(spans) / drawn if drawn else UNIT
    return [round(factor * scale) if span else UNIT for factor, span in zip(raw, spans, strict=True)]


class _Row(NamedTuple):
    """One choice of a group: its own total in the high bits, its points from links, and (issue, contribution) pairs."""

    own: int
    linked: int
    contributions: tuple[tuple[int, int], ...]


class _Draw(NamedTuple):
    """The frontier of a draw as codes, the steps and codes of each merge before it, and what is off its totals."""

    codes: list[int]
    merges: list[tuple[list[int], list[int]]]
    other: int


class _Tally:
    """Takes draws one by one and remembers what the result needs. Lean, since it runs a thousand times.

    Own totals are counted from the worst one, in points; the other's in thousandths of a point.
    """

    def __init__(self, problem, packages):
        self.problem, self.asked = problem, {package: [0, 0] for package in packages}
        self.parts = groups(problem)
        self.line = frontier_of(self.parts)
        self.columns = [[option.other for option in issue.options] for issue in problem.issues]
        self.spans = [max(column) - min(column) for column in self.columns]
        linked = sum(abs(link.other) for link in problem.links)
        # Rounding adds at most half a thousandth of each span.
        self.bits = ((UNIT + 1) * sum(self.spans) + 2 * UNIT * linked).bit_length()
        self.rows = [self._rows(group) for group in self.parts]
        self.own = self.line.coding.own
        self.least = 0 if problem.own_reservation is None else max(0, problem.own_reservation - self.own)
        self.owns = _thinned([point.own - self.own for point in self.line.points])
        self.heights = [[] for _ in self.owns]
        self.chosen, self.drawn = [], []

    def take(self, raw):
        factors = _factors(raw, self.spans)
        draw = self._merged(factors)
        self._measure(draw)
        floor = (
            0 if self.problem.other_reservation is None else max(0, self.problem.other_reservation * UNIT - draw.other)
        )
        for package, counts in self.asked.items():
            self._judge(package, counts, draw, floor, factors)
        code = self._nash(draw.codes, floor)
        if code is not None:
            self.chosen.append(self._package(draw, code))
            self.drawn.append(raw)

    def options(self):
        """The share of each option among the choices of all draws."""
        total = max(1, len(self.chosen))
        columns = list(zip(*self.chosen, strict=True)) or [()] * len(self.columns)
        return tuple(
            tuple(column.count(option) / total for option in range(len(issue.options)))
            for issue, column in zip(self.problem.issues, columns, strict=True)
        )

    def packages(self, draws):
        return tuple(
            PackageShare(package, *(count / draws for count in counts)) for package, counts in self.asked.items()
        )

    def band(self):
        return tuple(
            BandPoint(own + self.own, *(_quantile(sorted(heights), share) for share in BAND))
            for own, heights in zip(self.owns, self.heights, strict=True)
        )

    def questions(self, uncertain):
        """First-order variance shares (Sobol 1993), from classes of draws with like factors, less chance."""
        total = _disagreement(self.chosen)
        if total == 0 or len(self.chosen) < 2 * CLASSES:
            return ()
        found = [Question(number, self._explained(number, total)) for number in uncertain if self.spans[number]]
        return tuple(sorted(found, key=lambda question: -question.share))

    def _rows(self, group):
        least, rows = min((choice.own for choice in group.choices), default=0), []
        for choice in group.choices:
            parts = tuple((i, self.columns[i][o]) for i, o in zip(group.issues, choice.options, strict=True))
            linked = choice.other - sum(contribution for _, contribution in parts)
            rows.append(_Row(choice.own - least << self.bits, linked * UNIT, parts))
        return rows

    def _merged(self, factors):
        codes, merges, taken_off = [0], [], 0
        for rows in reversed(self.rows):
            others = [linked + sum([factors[i] * part for i, part in parts]) for _, linked, parts in rows]
            least = min(others)
            steps = [row.own + other - least for row, other in zip(rows, others, strict=True)]
            merges.append((steps, codes))
            codes = merged(codes, steps, self.bits)
            taken_off += least
        return _Draw(codes, merges[::-1], taken_off)

    def _measure(self, draw):
        """The other's best total for each own total of the band; both fall along the line together."""
        mask, place = (1 << self.bits) - 1, 0
        for own, heights in zip(self.owns, self.heights, strict=True):
            while place < len(draw.codes) and draw.codes[place] >> self.bits >= own:
                place += 1
            heights.append((draw.codes[place - 1] & mask) + draw.other)

    def _judge(self, package, counts, draw, floor, factors):
        own, other = self.problem.totals(package)
        contributions = [column[option] for column, option in zip(self.columns, package, strict=True)]
        linked = (other - sum(contributions)) * UNIT
        height = linked + sum(factor * part for factor, part in zip(factors, contributions, strict=True)) - draw.other
        if self.problem.allows(package):
            counts[0] += (own - self.own << self.bits) + height in draw.codes
            counts[1] += own - self.own >= self.least and height >= floor

    def _nash(self, codes, floor):
        bits, mask, least = self.bits, (1 << self.bits) - 1, self.least
        gains = [((code >> bits) - least, (code & mask) - floor, code) for code in codes]
        zone = [(own * other, min(own * UNIT, other), code) for own, other, code in gains if own >= 0 and other >= 0]
        return max(zone)[-1] if zone else None

    def _package(self, draw, code):
        chosen = []
        for group, (steps, later) in zip(self.parts, draw.merges, strict=True):
            before = set(later)
            place = next(place for place, step in enumerate(steps) if code - step in before)
            code -= steps[place]
            chosen.append((group, group.choices[place].options))
        return assembled(chosen)

    def _explained(self, number, total):
        order = sorted(range(len(self.drawn)), key=lambda place: self.drawn[place][number])
        size = len(order) / CLASSES
        classes = [order[round(size * n) : round(size * (n + 1))] for n in range(CLASSES)]
        within = sum(len(some) * _disagreement([self.chosen[place] for place in some]) for some in classes)
        by_chance = (len(order) - 1) / (len(order) - CLASSES)
        return max(0.0, 1 - within / len(order) / total * by_chance)


def _thinned(owns):
    """At most `BAND_POINTS` of them, evenly, with both ends."""
    if len(owns) <= BAND_POINTS:
        return owns
    return [owns[round(n * (len(owns) - 1) / (BAND_POINTS - 1))] for n in range(BAND_POINTS)]


def _quantile(heights, share):
    return round(heights[round(share * (len(heights) - 1))] / UNIT)


def _disagreement(packages):
    """How likely two of the packages differ on an issue, summed over the issues (Gini impurity)."""
    counts = [Counter(column).values() for column in zip(*packages, strict=True)]
    return sum(1 - sum((count / len(packages)) ** 2 for count in column) for column in counts)
