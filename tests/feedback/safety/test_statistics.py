import pytest

from feedback import statistics


@pytest.mark.parametrize(
    ("median", "band"), [(1, "low"), (2.4, "low"), (2.5, "middle"), (3.5, "middle"), (3.6, "high")]
)
def test_bands(median, band):
    assert statistics.band(median) == band


def test_the_median_is_between_the_two_in_the_middle():
    assert [statistics.median([5, 1, 4]), statistics.median([5, 4, 1, 2])] == [4.0, 3.0]


def test_a_histogram_counts_every_step():
    assert statistics.histogram([1, 3, 3, 5, 5, 5]) == [1, 0, 2, 0, 3]


@pytest.mark.parametrize(
    ("scores", "differ"),
    [
        ([3], False),
        ([4, 4, 4, 4, 1], False),
        ([2, 2, 3, 4, 4], True),
        ([1, 3, 3, 4, 5], False),
        ([1, 1, 3, 5, 5], True),
    ],
)
def test_views_differ_when_the_middle_half_spans_two_points(scores, differ):
    assert statistics.differ(scores) is differ


@pytest.mark.parametrize(
    ("own", "others", "gap"),
    [
        (3, 4.0, "others_more"),
        (4, 3.0, "self_more"),
        (3, 3.5, None),
        (4, 3.5, None),
        (None, 4.0, None),
        (4, None, None),
    ],
)
def test_a_gap_begins_at_one_point(own, others, gap):
    assert statistics.gap(own, others) == gap


def test_picks_are_counted_in_the_order_of_the_options():
    assert statistics.tally(["b", "a", "b"], ["a", "b", "c"]) == [
        {"value": "a", "n": 1},
        {"value": "b", "n": 2},
        {"value": "c", "n": 0},
    ]


@pytest.mark.parametrize(
    ("picked", "most"), [("aab", ["a"]), ("ccaab", ["a", "c"]), ("abc", []), ("", []), ("a", []), ("bbb", ["b"])]
)
def test_the_most_named_are_named_by_two_or_more_and_not_counted(picked, most):
    assert statistics.most_named(list(picked), list("abc")) == [{"value": value, "n": None} for value in most]
