"""Real negotiations of competitions, where they are at hand: the command gives the answers of exact arithmetic.

They belong to others and are not part of this project; small ones of our own in test_reading.py have the same shapes.
"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from negotiations.analysis.explorer import analyse
from negotiations.exchange import geniusweb, negmas
from negotiations.exchange.reading import read_domain, read_profile
from negotiations.exchange.scenario import to_problem
from tests.negotiations.exchange.test_writing import same_analysis, scaled_sides, through, worst

FOLDER = Path(__file__).parents[4] / "shared" / "real" / "negotiations"
TOLERANCE = 1e-5
RULES = {
    "nash": "nash",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "kalai_smorodinsky": "ks_maxmin",
}


@pytest.fixture
def real():
    """The scenarios with their answers; nothing where the folder is not, which is said."""
    if not (FOLDER / "expected.json").exists():
        print("Real negotiations were NOT tried: ../shared/real/negotiations is not here.")  # noqa: T201
        return []
    return json.loads((FOLDER / "expected.json").read_text())["scenarios"]


def analysed(scenario, *flags):
    folder, output = FOLDER / scenario["id"], StringIO()
    files = [folder / name for name in (scenario["domain_file"], *scenario["profiles"])]
    call_command("analyse", *map(str, files), "--json", *flags, stdout=output, stderr=StringIO())
    return json.loads(output.getvalue())


def near(found):
    return pytest.approx(found, abs=TOLERANCE, rel=0)


def in_the_zone(scenario):
    """The points of the frontier that reach both reservations."""
    limits = [-1 if limit is None else limit for limit in scenario["reservation"]]
    return [point for point in scenario["frontier"] if point[0] >= limits[0] and point[1] >= limits[1]]


def same_points(found, expected):
    """Expected are at most ten of the tied points, by falling utility of A."""
    assert len(found["points"]) == expected["ties"]
    assert sorted(found["points"], reverse=True)[:10] == [near(point) for point in expected["points"]]


def same_answers(found, frontier, answers):
    assert found["frontier"] == [near(point) for point in frontier]
    assert found["zone"]["points"] == answers["frontier_points"]
    assert found["exact"] is True
    for ours, theirs in RULES.items():
        assert found[ours]["value"] == near(answers[theirs]["value"]), ours
        same_points(found[ours], answers[theirs])


def test_real_negotiations_without_reservations(real):
    for scenario in real:
        found = analysed(scenario, "--no-reservation")
        assert found["outcomes"] == scenario["n_outcomes"] == found["zone"]["packages"], scenario["id"]
        same_answers(found, scenario["frontier"], scenario["without_rv"])


def test_real_negotiations_with_reservations(real):
    """Those that have no reservation at all are answered as without."""
    for scenario in real:
        answers = scenario["with_rv"] or scenario["without_rv"]
        if answers["frontier_points"]:
            same_answers(analysed(scenario), in_the_zone(scenario), answers)


def test_a_real_negotiation_without_a_zone_has_no_fair_point(real):
    for scenario in real:
        if scenario["with_rv"] and not scenario["with_rv"]["frontier_points"]:
            found = analysed(scenario)
            assert found["frontier"] == []
            assert found["zone"] == {"packages": 0, "points": 0}
            assert [found[rule] for rule in RULES] == [None] * 4


def problem_in(scenario):
    folder = FOLDER / scenario["id"]
    domain, *profiles = (folder / name for name in (scenario["domain_file"], *scenario["profiles"]))
    issues = read_domain(domain.read_bytes(), domain.name)
    return to_problem(issues, *(read_profile(file.read_bytes(), issues, file.name) for file in profiles))


@pytest.mark.parametrize("program", [geniusweb, negmas], ids=["geniusweb", "negmas"])
def test_real_negotiations_written_and_read_again_are_analysed_alike(real, program):
    """Exactly where the range is at most a million; a range that rounding made a little wider, nearly."""
    for scenario in real:
        problem = problem_in(scenario).without_reservations()
        if any(side.rounded for side in scaled_sides(problem)):
            nearly_the_same(problem, through(program, problem)[0])
        else:
            same_analysis(problem, program)


def nearly_the_same(problem, again):
    low = worst(problem)
    before, after = analyse(problem), analyse(again)
    for point, found in zip(before.points, after.points, strict=True):
        assert (found.own + low[0], found.other + low[1]) == pytest.approx((point.own, point.other), abs=10, rel=0)
        assert found.packages == point.packages
        assert after.package(found) == before.package(point)
