"""The same answers the slow way: look at every package. And random problems small enough for that."""

from collections import Counter
from itertools import product
from math import prod

from hypothesis import strategies as st

from negotiations.analysis.problem import Link
from tests.negotiations import cases

SCORES = st.integers(-4, 6)
PAIRS = st.one_of(
    st.tuples(SCORES, SCORES),
    st.tuples(st.integers(-900, 900), st.integers(-900, 900)),
    st.integers(0, 5).map(lambda score: (score, 5 - score)),
)


LIMITS = st.none() | st.integers(-20, 25)


@st.composite
def problems(draw, rules=True, limits=LIMITS, most=5000):
    issues = draw(st.lists(st.lists(PAIRS, min_size=1, max_size=6), min_size=1, max_size=7))
    while prod(map(len, issues)) > most:
        issues.pop()
    choices = st.sampled_from([(i, o) for i, pairs in enumerate(issues) for o in range(len(pairs))])
    some = st.frozensets(choices, min_size=1, max_size=3)
    links = draw(st.lists(st.builds(Link, some, SCORES, SCORES), max_size=3)) if rules else []
    exclusions = draw(st.lists(some, max_size=3)) if rules else []
    return cases.problem(
        *issues,
        links=tuple(links),
        exclusions=tuple(exclusions),
        own_reservation=draw(limits),
        other_reservation=draw(limits),
    )


def packages(problem):
    """Every allowed package with its totals."""
    every = product(*(range(len(issue.options)) for issue in problem.issues))
    return {package: worth(problem, package) for package in every if not _excluded(problem, package)}


def worth(problem, package):
    chosen = set(enumerate(package))
    parts = [problem.issues[issue].options[option] for issue, option in chosen]
    parts += [link for link in problem.links if link.choices <= chosen]
    return sum(part.own for part in parts), sum(part.other for part in parts)


def _excluded(problem, package):
    return any(choices <= set(enumerate(package)) for choices in problem.exclusions)


def beats(one, another):
    return one != another and one[0] >= another[0] and one[1] >= another[1]


def frontier(problem):
    """[(own, other, packages)] by falling own total."""
    counts = Counter(packages(problem).values())
    return [
        (*pair, counts[pair])
        for pair in sorted(counts, reverse=True)
        if not any(beats(rival, pair) for rival in counts)
    ]


def disagreement(problem):
    totals = list(packages(problem).values())
    limits = problem.own_reservation, problem.other_reservation
    worst = [min(pair[side] for pair in totals) for side in (0, 1)]
    return tuple(low if limit is None else max(limit, low) for limit, low in zip(limits, worst, strict=True))


def feasible(problem):
    """The totals of every package in the zone."""
    own, other = disagreement(problem)
    return [pair for pair in packages(problem).values() if pair[0] >= own and pair[1] >= other]
