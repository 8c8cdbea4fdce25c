"""What an analysis of a sheet comes to, as plain values that can be kept and compared later. Pure.

Nothing here asks who reads: a result holds what its content held. That of a content without limits holds none.
"""

import json
from dataclasses import asdict
from hashlib import sha256

from negotiations import scoring
from negotiations.analysis.explorer import Analysis, analyse
from negotiations.analysis.points import FairPoint
from negotiations.analysis.problem import Problem
from negotiations.analysis.sensitivity import affordable_draws, sensitivity
from negotiations.content import Content
from negotiations.guesses import guesses_of
from negotiations.kinds import OTHER, OWN
from negotiations.pictures.map import thinned

# Raised when the same numbers could give another result.
ENGINE = "1"
SEED, DRAWS, SECONDS = 0, 200, 0.2
FAIR = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


def hash_of(problem: Problem, guesses: tuple = ()) -> str:
    """SHA-256 over everything that goes into an analysis; names are no part of it."""
    choices = [[[option.own, option.other] for option in issue.options] for issue in problem.issues]
    links = [[sorted(link.choices), link.own, link.other] for link in problem.links]
    rest = [problem.own_reservation, problem.other_reservation, sorted(links), sorted(map(sorted, problem.exclusions))]
    rest.append([[type(one).__name__, *one] for one in guesses])
    return sha256(json.dumps([choices, *rest]).encode()).hexdigest()


def result_of(content: Content, analysis: Analysis | None = None) -> dict:
    """The result as JSON values, all totals in points.

    `frontier`: [[own, other, packages], …] by falling own total, at most 300 of `points`; `zone`: where both prefer a
    deal, and how many packages are in it (null: not counted); `fair`: by name the points that reach it and the package
    shown for the first, as keys of issues and options, or null; `shares`: how much each issue matters, in percent;
    `band`: [[own, low, high], …] from `draws` draws of their weights with the seed 0.
    """
    found = analysis or analyse(scoring.problem_of(content))
    return {**_computed(content, found), **_guessed(content, found), "seconds": found.seconds}


def _computed(content: Content, found: Analysis) -> dict:
    """What is exact, given the numbers."""
    zone = found.zone
    return {
        "frontier": [list(point) for point in thinned(found.points)],
        "points": len(found.points),
        "outcomes": found.outcomes,
        "own_range": found.own_range,
        "other_range": found.other_range,
        "zone": {"own": zone.own, "other": zone.other, "points": len(zone.points), "packages": zone.packages},
        "fair": {name: _fair(content, found, getattr(found, name)) for name in FAIR},
        "no_zone": asdict(found.no_zone) if found.no_zone else None,
        "shares": {party: scoring.shares_of(content, party) for party in (OWN, OTHER)},
    }


def _guessed(content: Content, found: Analysis) -> dict:
    """How much of it would hold if the other side's weights were others."""
    draws = affordable_draws(found.frontier, SECONDS, DRAWS)
    uncertain = sensitivity(found.problem, guesses_of(content), draws=draws, seed=SEED)
    return {"band": [list(point) for point in uncertain.band], "draws": draws, "with_zone": uncertain.with_zone}


def _fair(content: Content, analysis: Analysis, fair: FairPoint | None) -> dict | None:
    if fair is None:
        return None
    return {
        "points": [list(point) for point in thinned(fair.points, 20)],
        "package": scoring.choices_of(content, analysis.package(fair.point)),
    }
