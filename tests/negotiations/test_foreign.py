"""Files of other programs as issues of a sheet: smaller numbers, the same negotiation. Real ones where they are at hand."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from negotiations.analysis.explorer import analyse
from negotiations.content import Content, Limits
from negotiations.exchange.reading import read_domain, read_profile
from negotiations.exchange.scenario import BadFile, Domain, Profile, to_problem
from negotiations.foreign import laid_out
from negotiations.scoring import MOST_OPTIONS, problem_of

FOLDER = Path(__file__).parents[3] / "shared" / "real" / "negotiations"
FEE = Domain("d", (("Fee", ("300", "320")), ("Berth", ("day", "night"))))


def profile(*values, weights=(1, 1), reservation=None):
    return Profile(
        "p", tuple(map(Fraction, weights)), tuple(tuple(map(Fraction, one)) for one in values), reservation
    )  # fmt: skip


def content_of(found) -> Content:
    totals = [None if total is None else {"value": total, "unit": "points"} for total in limits_of(found)]
    return Content(issues=found.issues, limits=Limits(reservation_score=totals[0], other_reservation=totals[1]))


def limits_of(found):
    return found.own_reservation, found.other_reservation


def facts(problem):
    """What does not depend on the scale of either side."""
    found = analyse(problem)
    fair = [
        [] if rule is None else [point.packages for point in rule.points] for rule in (found.nash, found.egalitarian)
    ]
    firsts = [found.frontier.package(point) for point in found.frontier.points]
    return [point.packages for point in found.frontier.points], firsts, found.zone.packages, fair[0]


def read_scenario(scenario):
    domain_file, *profiles = (
        FOLDER / scenario["id"] / name for name in (scenario["domain_file"], *scenario["profiles"])
    )
    domain = read_domain(domain_file.read_bytes(), domain_file.name)
    return domain, *(read_profile(one.read_bytes(), domain, one.name) for one in profiles)


def test_real_negotiations_keep_their_analysis_on_a_sheet():
    if not (FOLDER / "expected.json").exists():
        pytest.skip("../shared/real/negotiations is not here.")
    for scenario in json.loads((FOLDER / "expected.json").read_text())["scenarios"]:
        domain, ours, theirs = read_scenario(scenario)
        if max(len(options) for _issue, options in domain.issues) > MOST_OPTIONS:
            continue
        sheet = problem_of(content_of(laid_out(domain, ours, theirs)))
        assert facts(sheet) == facts(to_problem(domain, ours, theirs)), scenario["id"]


def test_numbers_are_divided_by_what_they_and_the_limit_share():
    found = laid_out(FEE, profile((0, "0.5"), ("0.25", 0), reservation=Fraction("0.3")), None)
    assert [[option.own.points for option in issue.options] for issue in found.issues] == [[0, 10], [5, 0]]
    assert (limits_of(found), {issue.own.points for issue in found.issues}) == ((6, None), {1})
    assert {issue.other.points for issue in found.issues} == {None}


def test_numbers_above_a_million_are_parted_into_weight_and_score():
    found = laid_out(FEE, profile((0, 300_000), ("0.000004", 0)), None)
    fee, berth = found.issues
    assert (fee.own.points * fee.options[1].own.points, berth.options[0].own.points) == (75_000_000_000, 1)
    assert fee.own.points == 75_000
    with pytest.raises(BadFile, match="too large"):
        laid_out(FEE, profile(("0.000001", 300_000), (1, 0)), None)


@pytest.mark.parametrize(
    "issues, words",
    [
        ((("Fee", tuple(map(str, range(201)))),), "at most 200"),
        (tuple((str(at), ("1",)) for at in range(61)), "at most 60"),
        ((("x" * 201, ("1",)),), "longer than 200"),
    ],
)
def test_what_a_sheet_has_no_room_for_is_refused(issues, words):
    with pytest.raises(BadFile, match=words):
        laid_out(Domain("d", issues), None, None)
