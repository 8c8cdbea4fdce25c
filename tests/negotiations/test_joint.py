"""The joint result: by both sides' own numbers and limits, in names, the one who gets least first."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from negotiations.content import Content, Estimate, Issue, Limits, Link, Option
from negotiations.joint import agreeable

TOPICS = [("price", ["low", "mid", "high"]), ("day", ["mon", "tue"])]


def side(values, *, weights=None, reservation=None, more=(), links=(), other=99):
    """A sheet: own scores by topic and option; its guesses of the other side are `other` everywhere and must not count."""
    weights = weights or {}
    issues = [
        Issue(
            f"own-{topic}", topic, own=Estimate(weights.get(topic, 1)), other=Estimate(other), agenda=topic,
            options=tuple(Option(f"own-{key}", key, Estimate(score), Estimate(other), key) for key, score in options.items()),
        )
        for topic, options in values.items()
    ]  # fmt: skip
    limit = None if reservation is None else {"value": reservation, "unit": "points"}
    return Content(issues=(*issues, *more), limits=Limits(reservation_score=limit), links=tuple(links))


SELLER = {"price": {"low": 0, "mid": 5, "high": 10}, "day": {"mon": 0, "tue": 4}}
BUYER = {"price": {"low": 10, "mid": 5, "high": 0}, "day": {"mon": 4, "tue": 3}}


def test_packages_come_as_names_and_serve_the_one_who_gets_least_first():
    assert agreeable(TOPICS, side(SELLER), side(BUYER)) == [
        ["mid", "tue"], ["mid", "mon"], ["low", "tue"], ["high", "mon"], ["high", "tue"],
    ]  # fmt: skip


def test_both_limits_count_and_guesses_about_the_other_side_do_not():
    assert agreeable(TOPICS, side(SELLER, reservation=9), side(BUYER, reservation=8, other=0)) == [["mid", "tue"]]
    assert agreeable(TOPICS, side(SELLER, reservation=10), side(BUYER, reservation=8)) == []


def test_only_what_both_have_taken_over_counts():
    buyer = side({"price": {"low": 10, "mid": 5}})
    assert sorted(agreeable(TOPICS, side(SELLER), buyer)) == [["low"], ["mid"]]
    assert agreeable(TOPICS, side(SELLER), side({})) == []


def test_what_is_not_shared_counts_as_settled_in_the_worst_way():
    alone = Issue(
        "own-alone", "Alone", own=Estimate(1), options=(Option("a", "a", Estimate(3)), Option("b", "b", Estimate(7)))
    )
    seller = side(SELLER, reservation=12, more=[alone])
    assert agreeable(TOPICS, seller, side(BUYER)) == [["high", "mon"], ["high", "tue"], ["mid", "tue"]]


def test_exclusions_of_either_side_hold():
    never = Link("x", "exclusion", (("own-price", "own-mid"), ("own-day", "own-tue")))
    assert ["mid", "tue"] not in agreeable(TOPICS, side(SELLER), side(BUYER, links=[never]))


scores = st.fixed_dictionaries(
    {topic: st.fixed_dictionaries({key: st.integers(0, 9) for key in options}) for topic, options in TOPICS}
)


@given(scores, scores, st.integers(0, 12), st.integers(0, 12))
def test_each_package_is_acceptable_to_both_and_beaten_by_none(first, second, low, high):
    def totals(package):
        return tuple(
            sum(values[topic][key] for (topic, _), key in zip(TOPICS, package, strict=True))
            for values in (first, second)
        )

    found = agreeable(TOPICS, side(first, reservation=low), side(second, reservation=high))
    every = [totals(package) for package in itertools.product(*(options for _, options in TOPICS))]
    fit = {pair for pair in every if pair[0] >= low and pair[1] >= high}
    best = {one for one in fit if not any(two != one and two[0] >= one[0] and two[1] >= one[1] for two in fit)}
    assert {totals(package) for package in found} <= best
    assert bool(found) == bool(fit)
    assert len(found) == min(5, sum(every.count(pair) for pair in best))
