"""Real scenarios, where they are at hand, against answers in exact rational arithmetic. They belong to others."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from negotiations.analysis.explorer import analyse
from negotiations.analysis.problem import Problem
from tests.negotiations import cases

FOLDER = Path(__file__).parents[4] / "shared" / "real" / "negotiations"
GRID = 1_000_000
RULES = {"nash": "nash", "egalitarian": "egalitarian", "utilitarian": "utilitarian", "ks_maxmin": "kalai_smorodinsky"}


@pytest.fixture
def real():
    """(expected, problem) of each Genius scenario; nothing where the files are not, which is said."""
    if not FOLDER.exists():
        print("Real scenarios were NOT tried: ../shared/real/negotiations is not here.")  # noqa: T201
        return []
    scenarios = json.loads((FOLDER / "expected.json").read_text())["scenarios"]
    return [(expected, read(expected)) for expected in scenarios if expected["format"] == "xml"]


def read(expected):
    sides = [profile(FOLDER / expected["id"] / name) for name in expected["profiles"]]
    names = [issue.get("name") for issue in root(FOLDER / expected["id"] / expected["domain_file"]).iter("issue")]
    issues = []
    for name in names:
        mine, theirs = (side[name] for side in sides)
        issues.append(cases.issue(name, *((score, theirs[option]) for option, score in mine.items()), names=list(mine)))
    limits = [None if limit is None else round(limit * GRID) for limit in expected["reservation"]]
    return Problem(tuple(issues), *limits)


def root(path):
    return ElementTree.parse(path).getroot()


def profile(path):
    """{issue: {option: points}}, a utility of 1 being a million points."""
    space, points = root(path), {}
    weights = {weight.get("index"): float(weight.get("value")) for weight in space.iter("weight")}
    for issue in space.iter("issue"):
        scores = {item.get("value"): float(item.get("evaluation")) for item in issue.findall("item")}
        share = weights[issue.get("index")] / max(scores.values())
        points[issue.get("name")] = {option: round(score * share * GRID) for option, score in scores.items()}
    return points


def near(points):
    return [pytest.approx((own * GRID, other * GRID), abs=10) for own, other in points]


def test_frontiers_of_real_scenarios(real):
    for expected, problem in real:
        result = analyse(problem, with_reservations=False)
        assert result.outcomes == expected["n_outcomes"]
        assert [point.packages for point in result.points] == [count for *_, count in expected["frontier"]], expected[
            "id"
        ]
        assert [point[:2] for point in result.points] == near(pair for *pair, _ in expected["frontier"])


def test_fair_points_of_real_scenarios(real):
    for expected, problem in real:
        check_fair_points(expected["without_rv"], analyse(problem, with_reservations=False))
        if expected["with_rv"]:
            check_fair_points(expected["with_rv"], analyse(problem))


def check_fair_points(expected, result):
    assert len(result.zone.points) == expected["frontier_points"]
    for theirs, ours in RULES.items():
        found, answer = getattr(result, ours), expected.get(theirs)
        assert (found is None) == (answer is None)
        if found:
            assert sorted(point[:2] for point in found.points) == near(sorted(map(tuple, answer["points"])))


def test_a_real_scenario_without_a_zone(real):
    for expected, problem in real:
        if expected["id"].endswith("NiceOrDieC"):
            missing = analyse(problem).no_zone
            assert [miss.point[:2] for miss in missing.nearest] == [(299_000, 299_000)]
            assert (missing.own_reservation, missing.other_reservation) == (160_000, 160_000)
