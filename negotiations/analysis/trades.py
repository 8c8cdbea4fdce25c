"""How to better a package step by step, in words people use: free wins, and trades across issues. Pure.

A *free win* is one move, a change on one issue, by which neither side loses and one gains. A *trade* (logrolling) is a
pair of moves on two issues, neither a free win, by which both gain: each side gives where it costs little.
All moves and pairs are looked at: with N options in all, O(N^2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, groupby, product

from negotiations.analysis.problem import Package, Problem


@dataclass(frozen=True, slots=True)
class Move:
    """A change on one issue, by its number, from one option to another."""

    issue: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trade:
    """One move (a free win) or two (a trade), and what each side gains by them together, in points."""

    moves: tuple[Move, ...]
    own: int
    other: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps from a package to a better one, each from where the step before arrived; and the totals there."""

    steps: tuple[Trade, ...]
    package: Package
    own: int
    other: int


def free_wins(problem: Problem, package: Package) -> list[Trade]:
    """Those where both gain first; then by the larger smaller gain, the larger sum, and the order of the issues."""
    return _ranked(
        step
        for step in _single(problem, package)
        if min(step.own, step.other) >= 0 < max(step.own, step.other) and problem.allows(moved(package, step.moves))
    )


def trades(problem: Problem, package: Package) -> list[Trade]:
    """Pairs by which both gain: by the larger smaller gain, the larger sum, and the order of the issues."""
    free = set(free_wins(problem, package))
    # A move into an excluded package counts: the second move may mend that.
    moves = [step for step in _single(problem, package) if step not in free]
    by_issue = [list(some) for _, some in groupby(moves, key=lambda step: step.moves[0].issue)]
    pairs = (pair for one, another in combinations(by_issue, 2) for pair in product(one, another))
    linked = {pair for link in problem.links for pair in combinations(sorted({issue for issue, _ in link.choices}), 2)}
    joined = (_joined(problem, package, pair, linked) for pair in pairs)
    return _ranked(step for step in joined if step and problem.allows(moved(package, step.moves)))


def plan(problem: Problem, package: Package) -> Plan:
    """The best free win as long as there is one, else the best trade, until neither is left.

    Every step is good for both, so it ends. It need not end on the frontier: some gains take three moves at once.
    """
    steps, own, other = [], *problem.totals(problem.check(package))
    while step := next(iter(free_wins(problem, package) or trades(problem, package)), None):
        steps.append(step)
        package, own, other = moved(package, step.moves), own + step.own, other + step.other
    return Plan(tuple(steps), package, own, other)


def moved(package: Package, moves: Iterable[Move]) -> Package:
    """The package after these moves."""
    options = list(package)
    for move in moves:
        options[move.issue] = move.after
    return tuple(options)


def _single(problem, package):
    """Every single move, into an excluded package too."""
    problem.check(package)
    for number, issue in enumerate(problem.issues):
        for option in range(len(issue.options)):
            if option != package[number]:
                yield _step(problem, package, (Move(number, package[number], option),))


def _step(problem, package, moves):
    if not problem.links and len(moves) == 1:
        move, options = moves[0], problem.issues[moves[0].issue].options
        old, new = options[move.before], options[move.after]
        return Trade(moves, new.own - old.own, new.other - old.other)
    before, after = problem.totals(package), problem.totals(moved(package, moves))
    return Trade(moves, after[0] - before[0], after[1] - before[1])


def _joined(problem, package, pair, linked):
    """Both moves as one step, when both sides gain. What each move gains adds up unless a link holds both issues."""
    one, another = pair
    if linked and (one.moves[0].issue, another.moves[0].issue) in linked:
        step = _step(problem, package, one.moves + another.moves)
        return step if step.own > 0 and step.other > 0 else None
    own, other = one.own + another.own, one.other + another.other
    return Trade(one.moves + another.moves, own, other) if own > 0 and other > 0 else None


def _ranked(steps):
    return sorted(steps, key=lambda step: (-min(step.own, step.other), -step.own - step.other, _place(step)))


def _place(step):
    return [(move.issue, move.after) for move in step.moves]
