import pytest

from negotiations.analysis.scoring import scores_in_order, weights_from_ranking


def test_rank_order_centroid_with_one_point_for_each_first():
    assert weights_from_ranking(1) == (100,)
    assert weights_from_ranking(2) == (75, 25)
    assert weights_from_ranking(3) == (60, 28, 12)
    assert weights_from_ranking(0) == ()


@pytest.mark.parametrize("issues", range(1, 101))
def test_all_points_are_given_in_order_and_nobody_gets_none(issues):
    weights = weights_from_ranking(issues)
    assert (sum(weights), weights) == (100, tuple(sorted(weights, reverse=True)))
    assert weights[-1] >= 1


def test_more_issues_than_points_is_an_error():
    with pytest.raises(ValueError, match="one point for each issue"):
        weights_from_ranking(101)


def test_scores_fall_evenly_from_100_to_0():
    assert [scores_in_order(options) for options in (1, 2, 4, 5)] == [
        (100,), (100, 0), (100, 67, 33, 0), (100, 75, 50, 25, 0),
    ]  # fmt: skip
