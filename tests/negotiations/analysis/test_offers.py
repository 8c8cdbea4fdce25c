from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.analysis.offers import equal_offers
from tests.negotiations import cases
from tests.negotiations.analysis import brute


def apart(one, another):
    return sum(a != b for a, b in zip(one, another, strict=True)) >= 2


def test_three_offers_at_8400_for_the_recruiter():
    problem = cases.new_recruit(own_reservation=5000, other_reservation=3000)
    found = equal_offers(problem, 8400, 200)
    assert ([(offer.own, offer.other) for offer in found.offers], found.why) == (
        [(8400, 6400), (8400, 6400), (8400, 5800)], "",
    )  # fmt: skip
    assert {offer.package for offer in found.offers[:2]} == {(2, 3, 0, 0, 4, 4, 0, 4), (4, 0, 0, 0, 4, 4, 0, 4)}


@given(brute.problems(most=500), st.integers(-5, 20), st.integers(0, 8))
def test_every_offer_keeps_its_promises(problem, score, tolerance):
    every, found = brute.packages(problem), equal_offers(problem, score, tolerance)
    least = -10_000 if problem.other_reservation is None else problem.other_reservation
    for offer in found.offers:
        assert every[offer.package] == (offer.own, offer.other)
        assert score <= offer.own <= score + tolerance
        assert offer.other >= least
    assert all(apart(one.package, another.package) for one, another in combinations(found.offers, 2))
    assert [offer.other for offer in found.offers] == sorted((offer.other for offer in found.offers), reverse=True)
    assert (found.why == "") == (len(found.offers) == 3)


@given(brute.problems(most=500), st.integers(-5, 20), st.integers(0, 8))
def test_the_first_offer_alone_is_the_best_for_them(problem, score, tolerance):
    pairs = brute.packages(problem).values()
    suits = [other for own, other in pairs if score <= own <= score + tolerance]
    found = equal_offers(problem, score, tolerance, least_for_other=-10_000, number=1)
    efficient = [other for own, other, _ in brute.frontier(problem) if score <= own <= score + tolerance]
    if efficient:
        assert found.offers[0].other == max(efficient) == max(suits)


def test_on_one_issue_no_two_offers_can_differ_on_two():
    found = equal_offers(cases.price_talk(), 20_000, 10_000)
    assert [offer.own for offer in found.offers] == [20_000]
    assert (
        found.why == "No 3 packages were found in this range that are acceptable to them and differ on two issues each."
    )


def test_what_they_would_refuse_is_not_offered():
    found = equal_offers(cases.new_recruit(), 8400, 200, least_for_other=6500)
    assert (found.offers, found.why) == ((), "No package was found in this range that is acceptable to them.")


def test_what_is_exactly_at_their_limit_is_offered():
    found = equal_offers(cases.new_recruit(), 8400, 200, least_for_other=6400)
    assert [(offer.own, offer.other) for offer in found.offers] == [(8400, 6400), (8400, 6400)]


def test_a_single_package_is_offered_alone():
    found = equal_offers(cases.problem([(5, 1)]), 5, 0)
    assert (len(found.offers), found.why) == (1, "Only one package was found in this range that is acceptable to them.")


@pytest.mark.parametrize("wrong", [{"tolerance": -1}, {"number": 0}])
def test_no_offer_can_be_asked_for_in_vain(wrong):
    with pytest.raises(ValueError, match="at least one offer"):
        equal_offers(cases.price_talk(), 0, **({"tolerance": 0} | wrong))
