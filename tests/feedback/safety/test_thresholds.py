import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.thresholds import Cell, Partition, Plan, Thresholds, partition, plan
from tests.feedback.safety.people import KEYS, unions

COUNTS = st.dictionaries(st.sampled_from([*KEYS, "rest"]), st.integers(0, 7))


def shown(counts, least=3, extra=None):
    return [(cell.key, cell.groups, cell.n) for cell in partition(counts, least, extra).shown]


@pytest.mark.parametrize(
    ("counts", "cells"),
    [
        ({}, []),
        ({"teammate": 2}, []),
        ({"teammate": 3}, [("teammate", ("teammate",), 3)]),
        ({"teammate": 1, "client": 1}, []),
        ({"teammate": 2, "client": 1}, [("all", ("teammate", "client"), 3)]),
        ({"teammate": 3, "partner": 2}, [("all", ("teammate", "partner"), 5)]),
        ({"teammate": 3, "partner": 0}, [("teammate", ("teammate",), 3)]),
        (
            {"client": 1, "teammate": 3, "partner": 2, "lead": 0},
            [
                ("teammate", ("teammate",), 3),
                ("rest", ("client", "partner", "lead"), 3),
                ("all", ("teammate", "client", "partner", "lead"), 6),
            ],
        ),
        (
            {"teammate": 3, "lead": 1, "rest": 4},
            [
                ("teammate", ("teammate",), 3),
                ("rest", ("lead", "rest"), 5),
                ("all", ("teammate", "lead", "rest"), 8),
            ],
        ),
    ],
)
def test_cells(counts, cells):
    assert shown(counts) == cells


def test_who_does_not_count_opens_nothing_and_is_not_left_alone():
    assert shown({"teammate": 2}, extra={"teammate": 9}) == []
    assert shown({"teammate": 3}, extra={"teammate": 1}) == [("teammate", ("teammate",), 3)]
    assert shown({"teammate": 3, "client": 0}, extra={"client": 1}) == [("all", ("teammate", "client"), 3)]
    assert shown({"teammate": 3, "lead": 2, "client": 0}, extra={"client": 1}) == [
        ("all", ("teammate", "lead", "client"), 5)
    ]


@given(COUNTS, st.integers(3, 5))
def test_no_cell_and_no_difference_of_unions_is_a_few_people(counts, least):
    people = {group: {f"{group}{number}" for number in range(n)} for group, n in counts.items()}
    cells = partition(counts, least).shown
    sets = [frozenset().union(*(people[group] for group in cell.groups)) for cell in cells]
    assert [len(found) for found in sets] == [cell.n for cell in cells]
    differences = {len(one - other) for one in unions(sets) for other in unions(sets)}
    assert differences & set(range(1, least)) == set()


@given(COUNTS, st.integers(3, 5))
def test_everybody_is_shown_or_nobody(counts, least):
    found = partition(counts, least)
    total = sum(counts.values())
    assert sum(cell.n for cell in found.cells) == (total if total >= least else 0)
    assert found.withheld == (total < least)


@pytest.mark.parametrize(
    ("score", "text", "words"),
    [
        (2, 3, "At least 3 people must stand behind a result, not 2."),
        (0, 0, "At least 3 people must stand behind a result, not 0."),
        (4, 3, "Words need at least as many people as scores: 4, not 3."),
    ],
)
def test_thresholds_have_a_floor(score, text, words):
    with pytest.raises(ValueError) as refused:
        Thresholds(score, text)
    assert str(refused.value) == words


def test_thresholds_from_the_floor_on_are_kept():
    assert [Thresholds().to_dict(), Thresholds(4, 5).to_dict()] == [{"score": 3, "text": 3}, {"score": 4, "text": 5}]


def test_a_plan_tells_who_cannot_be_shown_apart():
    rest = Cell("rest", ("client", "partner", "other"), 3)
    assert plan({"teammate": 4, "client": 2, "partner": 1, "other": 0}, 3) == Plan(
        Partition((Cell("teammate", ("teammate",), 4), rest)), {"client": 2, "partner": 1}, ("partner",)
    )
    assert plan({"teammate": 3, "client": 2}, 3) == Plan(
        Partition((Cell("all", ("teammate", "client"), 5),)), {"teammate": 3, "client": 2}, ()
    )
    assert plan({"client": 1}, 3) == Plan(Partition(), {"client": 1}, ("client",))
