"""The order of options: what nobody has to bear first; who is beaten; what is closest to everybody's yes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflicts.ranking import BEARABLE, GOOD_FOR_ALL, NOT_FOR_ALL, beats, closest, rank


@st.composite
def tables(draw):
    parties = [f"p{n}" for n in range(draw(st.integers(1, 8)))]
    values = st.fixed_dictionaries({party: st.integers(0, 3) for party in parties})
    return dict(enumerate(draw(st.lists(values, max_size=12))))


@given(tables())
def test_each_option_stands_once_with_all_values(table):
    assert {one.option: one.values for one in rank(table)} == table
    assert len(rank(table)) == len(table)


@given(tables())
def test_the_lowest_rating_decides_then_the_sum_then_the_zeros_then_the_order_before(table):
    keys = [
        (-min(one.values.values()), -sum(one.values.values()), list(one.values.values()).count(0), one.option)
        for one in rank(table)
    ]
    assert keys == sorted(keys)


@given(tables())
def test_groups_follow_the_lowest_rating_and_never_mix(table):
    ranked = rank(table)
    expected = {0: NOT_FOR_ALL, 1: BEARABLE, 2: GOOD_FOR_ALL, 3: GOOD_FOR_ALL}
    assert [one.group for one in ranked] == [expected[min(one.values.values())] for one in ranked]
    assert [[*dict.fromkeys(one.group for one in ranked)]] in [
        [[*kept]] for kept in subsets([GOOD_FOR_ALL, BEARABLE, NOT_FOR_ALL])
    ]


def subsets(groups):
    return [[one for at, one in enumerate(groups) if chosen >> at & 1] for chosen in range(2 ** len(groups))]


@given(tables())
def test_who_beats_stands_above_and_is_beaten_by_nobody_below(table):
    ranked = rank(table)
    place = {one.option: at for at, one in enumerate(ranked)}
    for one in ranked:
        assert set(one.beaten_by) == {other for other in table if beats(table[other], table[one.option])}
        assert all(place[other] < place[one.option] for other in one.beaten_by)


@given(tables())
def test_persons_are_alike(table):
    """Whose value it is changes nothing in the order."""
    turned = {option: dict(zip(values, reversed(values.values()), strict=True)) for option, values in table.items()}
    assert [one.option for one in rank(turned)] == [one.option for one in rank(table)]


@given(tables())
def test_the_closest_needs_the_fewest_people(table):
    found = closest(rank(table))
    waiting = {option: sum(value < 2 for value in values.values()) for option, values in table.items()}
    needed = [people for people in waiting.values() if people]
    assert (len(found.in_the_way) if found else None) == (min(needed) if needed else None)


def test_an_example():
    ranked = rank({
        "rota": {"bo": 1, "cy": 3}, "two days": {"bo": 2, "cy": 2}, "nothing": {"bo": 0, "cy": 0},
        "lead decides": {"bo": 3, "cy": 0}, "one day": {"bo": 2, "cy": 3},
    })  # fmt: skip
    assert [(one.option, one.group, one.beaten_by, one.in_the_way) for one in ranked] == [
        ("one day", "good_for_all", [], []),
        ("two days", "good_for_all", ["one day"], []),
        ("rota", "bearable", ["one day"], ["bo"]),
        ("lead decides", "not_for_all", [], ["cy"]),
        ("nothing", "not_for_all", ["one day", "two days", "rota", "lead decides"], ["bo", "cy"]),
    ]
    assert closest(ranked).option == "rota"


def test_nothing_rated_ranks_nothing():
    assert (rank({}), rank({"rota": {}}), closest([])) == ([], [], None)


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        rank({"rota": {"bo": 1}, "two days": {"bo": 1, "cy": 2}})
