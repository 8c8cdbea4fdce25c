"""Shows what the explorer costs, and that time follows the frontier: `python -m negotiations.analysis.benchmark`.

Random opposed scores as on a sheet with ten options an issue: the better for one side, the worse for the other, at
other rates. One seed; the best of three runs; memory is the peak of one more run.
"""

import sys
import tracemalloc
from random import Random
from time import perf_counter

from negotiations.analysis.drawing import all_within
from negotiations.analysis.explorer import analyse
from negotiations.analysis.frontier import frontier
from negotiations.analysis.offers import equal_offers
from negotiations.analysis.problem import Issue, Option, Problem
from negotiations.analysis.sensitivity import affordable_draws, sensitivity
from negotiations.analysis.trades import plan


def opposed(issues: int, options: int = 10, total: int = 1_000_000, seed: int = 0) -> Problem:
    """Issues on which the sides want the opposite, with different weights and different steps."""
    random = Random(seed)  # noqa: S311 (an example, not a secret)
    weights = [(random.random(), random.random()) for _ in range(issues)]
    own, other = (total / sum(side) for side in zip(*weights, strict=True))
    return Problem(tuple(_opposed(random, options, mine * own, theirs * other) for mine, theirs in weights))


def _opposed(random, options, own, other):
    rising = sorted(random.random() for _ in range(options))
    falling = sorted((random.random() for _ in range(options)), reverse=True)
    pairs = zip(rising, falling, strict=True)
    return Issue("", tuple(Option("", round(own * mine), round(other * theirs)) for mine, theirs in pairs))


def zero_sum(issues: int = 20, options: int = 10, total: int = 10_000, noise: int = 0, seed: int = 0) -> Problem:
    """Issues on which one side gets what the other loses, up to a little noise: the longest frontiers there are."""
    random, most = Random(seed), total // issues  # noqa: S311 (an example, not a secret)
    columns = [[0, most, *(random.randint(0, most) for _ in range(options - 2))] for _ in range(issues)]
    rows = [[Option("", own, most - own + random.randint(0, noise)) for own in column] for column in columns]
    return Problem(tuple(Issue("", tuple(row)) for row in rows))


def measured(work) -> tuple[float, float]:
    """Seconds of the best of three runs, and the peak of memory in MB."""
    seconds = []
    for _ in range(3):
        started = perf_counter()
        work()
        seconds.append(perf_counter() - started)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(seconds), peak / 1_000_000


def report(name: str, problem: Problem, work) -> str:
    """One line of the table."""
    seconds, memory = measured(work)
    points = len(frontier(problem).points)
    return f"{name:<34}{problem.outcomes:>10.0e}{points:>8,}{seconds:>10.4f}{memory:>9.2f}"


def rows():
    """All lines, one after the other."""
    yield f"{'what':<34}{'packages':>10}{'points':>8}{'seconds':>10}{'MB':>9}"
    for issues in (3, 4, 5, 6, 7, 10, 15, 20, 30):
        problem = opposed(issues)
        yield report(f"frontier, opposed {issues}x10", problem, lambda problem=problem: frontier(problem))
    for issues in (5, 8, 10, 20):
        problem = opposed(issues)
        yield report(f"whole analysis, opposed {issues}x10", problem, lambda problem=problem: analyse(problem))
    for noise in (0, 3, 50):
        problem = zero_sum(noise=noise)
        yield report(f"frontier, zero-sum 20x10, noise {noise}", problem, lambda problem=problem: frontier(problem))
    for issues, options in ((8, 5), (20, 10)):
        yield from _advice(f"{issues}x{options}", opposed(issues, options))


def _advice(name, problem):
    line, middle = frontier(problem), tuple(len(issue.options) // 2 for issue in problem.issues)
    fair, draws = analyse(problem).nash.point, affordable_draws(line)
    guesses = all_within(problem, 30)
    yield report(f"plan from the middle, {name}", problem, lambda: plan(problem, middle))
    yield report(f"three equal offers, {name}", problem, lambda: equal_offers(problem, fair.own, fair.own // 50))
    yield report(f"{draws} draws, {name}", problem, lambda: sensitivity(problem, guesses, draws=draws))


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(row + "\n")
