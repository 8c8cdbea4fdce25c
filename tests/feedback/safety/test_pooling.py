from collections import Counter
from dataclasses import asdict
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.pooling import Pooled, atoms, pool
from feedback.snapshots import Given
from tests.feedback.safety.people import QUESTIONS, crowds, forms

OCCASION = {"situation": "Tuesday", "behaviour": "", "impact": "calm", "request": ""}


@pytest.mark.parametrize(
    ("key", "value", "parts"),
    [
        ("promises", {"score": 4}, [("score", 4)]),
        ("promises", {"not_seen": True}, []),
        ("promises", None, []),
        ("strengths", {"picked": ["promises", "quality"]}, [("picked", "promises"), ("picked", "quality")]),
        ("again", {"picked": ["yes"], "why": "She listens."}, [("picked", "yes"), ("why", "She listens.")]),
        ("again", {"picked": ["yes"], "why": " "}, [("picked", "yes")]),
        ("hours", {"number": 0}, [("number", 0)]),
        ("advice", {"cards": ["One", "", "Two"]}, [("cards", "One"), ("cards", "Two")]),
        ("moment", {"cards": [OCCASION, {"situation": " "}]}, [("cards", OCCASION)]),
        (
            "lines",
            {"keep": ["a", "b"], "more": [], "differently": ["c"]},
            [("keep", "a"), ("keep", "b"), ("differently", "c")],
        ),
    ],
)
def test_an_answer_is_cut_into_its_smallest_parts(key, value, parts):
    assert atoms(QUESTIONS[key], value) == parts


def test_the_pool_knows_the_group_and_nothing_of_the_giver():
    given = [Given("client", {"promises": {"score": 4}, "advice": {"cards": ["Go on"]}})]
    found = pool(given, QUESTIONS.values(), Random(1))
    assert sorted(map(asdict, found), key=str) == [
        {"group": "client", "question": "advice", "part": "cards", "value": "Go on"},
        {"group": "client", "question": "promises", "part": "score", "value": 4},
    ]


@given(forms().flatmap(crowds), st.data())
def test_the_order_of_the_givers_leaves_no_trace(crowd, data):
    given = [giver for _, giver in crowd]
    others = data.draw(st.permutations(given))
    assert pool(given, QUESTIONS.values(), Random(1)) == pool(others, QUESTIONS.values(), Random(1))


@given(forms().flatmap(crowds))
def test_nothing_is_lost_or_added(crowd):
    expected = Counter(
        (giver.group, key, part, str(value))
        for _, giver in crowd
        for key, answer in giver.answers.items()
        for part, value in atoms(QUESTIONS[key], answer)
    )
    found = pool([giver for _, giver in crowd], QUESTIONS.values())
    assert Counter((one.group, one.question, one.part, str(one.value)) for one in found) == expected


def test_every_order_comes_up_for_each_question_whatever_the_other_says():
    """Two answers of one person stand in the same place of their questions no more often than chance has it."""
    given = [Given("client", {"promises": {"score": n}, "hours": {"number": n}}) for n in (1, 2, 3)]
    seen = Counter()
    for seed in range(3600):
        found = pool(given, QUESTIONS.values(), Random(seed))
        seen[tuple(tuple(one.value for one in found if one.question == key) for key in ("promises", "hours"))] += 1
    assert len(seen) == 36
    assert all(50 < times < 160 for times in seen.values())


def test_a_pooled_answer_has_no_more_fields():
    assert list(Pooled.__dataclass_fields__) == ["group", "question", "part", "value"]
