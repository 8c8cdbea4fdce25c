"""Checks 1 to 3: a purpose, and goals that can be reached."""

import pytest

from charters.readiness.purpose import sentences
from tests.charters.checked import check, many, words

# 1: purpose and a goal


def test_a_purpose_and_a_goal_pass():
    assert check(1, *many("purpose", "We ship. We mend. We learn."), *many("goal", "Ship")).state == "passed"


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ([], ["The purpose is still empty.", "There is no goal yet."]),
        (many("purpose", " \n"), ["The purpose is still empty.", "There is no goal yet."]),
        (many("purpose", "We ship."), ["There is no goal yet."]),
        (many("goal", "Ship"), ["The purpose is still empty."]),
        ([*many("purpose", "We ship."), *many("goal", " ")], ["There is no goal yet."]),
    ],
)
def test_a_missing_purpose_or_goal_blocks(clauses, said):
    found = check(1, *clauses)

    assert [reason.words for reason in found.blockers] == said
    assert found.state == "failed"


def test_a_long_purpose_is_a_hint_and_does_not_block():
    found = check(1, *many("purpose", "We ship. We mend. We learn. We sing."), *many("goal", "Ship"))

    assert [(reason.words, reason.key) for reason in found.hints] == [
        ("The purpose has 4 sentences; three say it to a stranger.", "purpose-1")
    ]
    assert found.blockers == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("We ship", 1), ("We ship.", 1), ("We use v1.2, e.g. on ferries.", 1), ("Why? Because!", 2), ("Warten? Über uns.", 2),
        ("私たちは出荷する。私たちは学ぶ。", 2), ("One paragraph\n\nanother one", 2), ("Wait… what", 1),
    ],
)  # fmt: skip
def test_sentences_are_counted(text, count):
    assert sentences(text) == count


# 2 and 3: goals


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ({"statement": "Ship", "measure": "20 lines", "due": "Q3 2026"}, []),
        ({"statement": "Ship 20 lines", "due": "adoption + 3 months"}, []),
        (
            {"statement": "Ship", "due": "Q3 2026"},
            ["Goal “Ship” has no measure: how would anyone see that it is reached?"],
        ),
        ({"statement": "Ship 20 lines"}, ["Goal “Ship 20 lines” has no date."]),
        ({"statement": "Ship 20 lines", "due": "TBD"}, ["Goal “Ship 20 lines” has no date."]),
        ({"statement": "Ship"}, ["Goal “Ship” has neither a measure nor a date."]),
    ],
)
def test_a_goal_needs_a_measure_and_a_date(goal, said):
    assert words(2, *many("goal", goal)) == said


def test_goals_cannot_be_specific_before_there_are_any():
    assert check(2).state == "not_yet"


def test_a_personal_goal_serves_a_goal_of_the_team():
    goals = many(
        "goal",
        "Ship",
        {"statement": "Learn", "of": "Bo", "serves": "goal-1"},
        {"statement": "Teach", "of": "Cy", "serves": "goal-2"},
    )

    assert check(3, *goals).state == "passed"
    assert check(3, *goals[:1]).state == "not_yet"


@pytest.mark.parametrize("serves", ["", "gone"])
def test_a_personal_goal_that_serves_nothing_is_named(serves):
    goals = many("goal", "Ship", {"statement": "Learn", "of": "Bo", "serves": serves})

    assert words(3, *goals) == ["Goal “Learn” serves no goal of the team yet."]


def test_personal_goals_that_serve_each_other_go_in_a_circle():
    goals = many(
        "goal", {"statement": "A", "of": "Bo", "serves": "goal-2"}, {"statement": "B", "of": "Cy", "serves": "goal-1"}
    )

    assert words(3, *goals) == [
        f"The goals around “{name}” serve each other in a circle; none of them serves the team." for name in "AB"
    ]
