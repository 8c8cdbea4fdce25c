"""Points from a ranking: the published weights, in order, and scores that fall evenly."""

import pytest

from negotiations.numbering import scores_from_places, weights_from_places


def placed(count):
    return {str(at): at for at in range(1, count + 1)}


def test_weights_are_rank_order_centroids():
    assert weights_from_places({}) == {}
    assert weights_from_places(placed(1)) == {"1": 100}
    assert weights_from_places(placed(2)) == {"1": 75, "2": 25}
    assert weights_from_places(placed(3)) == {"1": 61, "2": 28, "3": 11}
    assert weights_from_places(placed(4)) == {"1": 52, "2": 27, "3": 15, "4": 6}


def test_those_on_the_same_place_share_what_they_would_have_got():
    assert weights_from_places({"a": 1, "b": 1, "c": 2}) == {"a": 44, "b": 44, "c": 11}


@pytest.mark.parametrize("count", [1, 2, 10, 60])
def test_nobody_gets_none_and_the_order_stays(count):
    weights = list(weights_from_places(placed(count)).values())
    assert (min(weights) >= 1, weights) == (True, sorted(weights, reverse=True))


def test_scores_fall_evenly_from_100_to_0():
    assert [list(scores_from_places(placed(count)).values()) for count in (1, 2, 4, 5)] == [
        [100], [100, 0], [100, 67, 33, 0], [100, 75, 50, 25, 0],
    ]  # fmt: skip
    assert scores_from_places({"a": 1, "b": 3, "c": 3}) == {"a": 100, "b": 0, "c": 0}
