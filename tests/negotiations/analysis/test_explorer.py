import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.analysis.explorer import analyse, share, totals
from tests.negotiations import cases
from tests.negotiations.analysis import brute


@given(brute.problems())
def test_ranges_and_outcomes(problem):
    result, pairs = analyse(problem), list(brute.packages(problem).values())
    every = 1
    for issue in problem.issues:
        every *= len(issue.options)
    assert result.outcomes == every
    if not pairs:
        assert (result.own_range, result.other_range, result.points, result.zone.packages) == (None, None, (), 0)
        return
    assert result.own_range == (min(own for own, _ in pairs), max(own for own, _ in pairs))
    assert result.other_range == (min(other for _, other in pairs), max(other for _, other in pairs))


@given(brute.problems())
def test_without_reservations_every_allowed_package_is_in_the_zone(problem):
    result = analyse(problem, with_reservations=False)
    assert result.zone.packages == len(brute.packages(problem))
    assert result.zone.points == result.points
    assert result.no_zone is None


@given(brute.problems(), st.data())
def test_totals_are_plain_sums_with_their_links(problem, data):
    package = tuple(data.draw(st.sampled_from(range(len(issue.options)))) for issue in problem.issues)
    assert totals(problem, package) == brute.worth(problem, package)


def test_the_middle_of_new_recruit_lies_half_way():
    problem = cases.new_recruit()
    assert totals(problem, cases.MIDDLE) == (3200, 3200)
    assert share(problem, "own", 3200) == share(problem, "other", 3200) == 0.5
    assert analyse(problem).share("other", 14_800) == 1.0


def test_the_package_shown_changes_as_little_as_it_can():
    result = analyse(cases.new_recruit(own_reservation=5000, other_reservation=3000))
    assert result.nash.point == (8400, 6400, 2)
    assert result.package(result.nash.point) == (2, 3, 0, 0, 4, 4, 0, 4)
    assert result.package(result.nash.point, near=cases.MIDDLE) == (2, 3, 0, 0, 4, 4, 0, 4)
    assert result.package(result.nash.point, near=(4,) * 8) == (4, 0, 0, 0, 4, 4, 0, 4)


def test_a_package_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="chooses on 1 issues; this one on 2"):
        totals(cases.price_talk(), (0, 0))
    with pytest.raises(ValueError, match="no option 10 on issue 0"):
        totals(cases.price_talk(), (10,))
    with pytest.raises(ValueError, match="no option -1 on issue 0"):
        totals(cases.price_talk(), (-1,))
