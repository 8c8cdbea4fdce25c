"""Whatever people answer, a snapshot tells nothing of fewer than the least."""

import json
from dataclasses import replace
from random import Random
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.snapshots import Given, Group, build
from feedback.statistics import MANY
from feedback.thresholds import Thresholds
from tests.feedback.safety.people import (
    QUESTIONS,
    behind,
    counting,
    crowds,
    families,
    forms,
    snapshot,
    thresholds,
    unions,
    writers,
)

ASKED = forms().flatmap(lambda groups: st.tuples(st.just(groups), crowds(groups)))
MORE = settings(max_examples=150)


def differences(sets):
    every = unions(sets)
    return {one - other for one in every for other in every} - {frozenset()}


@MORE
@given(ASKED, thresholds())
def test_no_cell_and_no_difference_of_unions_is_of_a_few_people(asked, limits):
    groups, crowd = asked
    for least, sets in families(snapshot(groups, crowd, limits), crowd):
        assert [people for people in differences(sets) if len(counting(crowd, people)) < least] == []


@MORE
@given(ASKED, thresholds())
def test_no_two_numbers_tell_a_few_people_by_subtraction(asked, limits):
    groups, crowd = asked
    made = snapshot(groups, crowd, limits)
    known = [counting(crowd, all_of(crowd, cell)) for cell in made["people"]]
    assert [len(people) for people in known] == [cell["n"] for cell in made["people"]]
    for question in made["questions"]:
        told = [cell for cell in question["cells"] if cell["n"] is not None]
        sets = [counting(crowd, behind(crowd, question, cell)) for cell in told]
        assert [len(people) for people in sets] == [cell["n"] for cell in told]
        every = unions(known + sets)
        few = [one - other for one in every for other in every if other < one and len(one - other) < limits.score]
        assert few == []


def all_of(crowd, cell):
    return frozenset(person for person, giver in crowd if giver.group in cell["groups"])


@MORE
@given(ASKED, thresholds())
def test_what_is_counted_out_leaves_nobody_or_many(asked, limits):
    groups, crowd = asked
    for question in snapshot(groups, crowd, limits)["questions"]:
        told = [cell for cell in question["cells"] if is_counted_out(cell)]
        sets = [behind(crowd, question, cell) for cell in told]
        assert [people for people in differences(sets) if len(people) < MANY] == []
        for cell, people in zip(told, sets, strict=True):
            assert cell["n"] is not None
            more = len(people) - cell["n"]
            assert more == 0 or more >= question["least"]


def is_counted_out(cell):
    return cell["histogram"] is not None or any(pick["n"] is not None for pick in cell["picked"] or ())


@MORE
@given(ASKED, thresholds())
def test_figures_are_those_of_the_people_in_the_cell(asked, limits):
    groups, crowd = asked
    for question in snapshot(groups, crowd, limits)["questions"]:
        for cell in question["cells"]:
            answers = [giver.answers[question["key"]] for giver in givers(crowd, question, cell)]
            if question["kind"] in ("scale", "agree"):
                scores = [answer["score"] for answer in answers]
                assert cell["median"] == median(scores)
                assert cell["histogram"] in (None, [scores.count(step) for step in range(1, 6)])
            picked = [value for answer in answers for value in answer.get("picked", ())]
            for pick in cell["picked"] or ():
                assert pick["n"] in (None, picked.count(pick["value"]))
            for part, cards in cell["cards"].items():
                assert writers(cards) == behind(crowd, question, cell, part)


def givers(crowd, question, cell):
    people = behind(crowd, question, cell)
    return [giver for person, giver in crowd if person in people]


@given(ASKED, st.data())
def test_a_snapshot_has_no_trace_of_the_order_of_givers(asked, data):
    groups, crowd = asked
    others = data.draw(st.permutations(crowd))
    assert snapshot(groups, others) == snapshot(groups, crowd)


@given(ASKED, st.integers(1, 9))
def test_chance_decides_about_the_order_of_cards_alone(asked, seed):
    groups, crowd = asked
    assert in_order(snapshot(groups, crowd, seed=seed)) == in_order(snapshot(groups, crowd))


def in_order(made):
    for question in made["questions"]:
        for cell in question["cells"]:
            cell["cards"] = {part: sorted(cards, key=json.dumps) for part, cards in cell["cards"].items()}
    return made


@given(ASKED, thresholds())
def test_a_snapshot_is_what_json_can_hold(asked, limits):
    made = snapshot(*asked, limits)
    assert json.loads(json.dumps(made)) == made


@MORE
@given(ASKED, thresholds())
def test_when_withheld_nobody_can_tell_how_many_answered(asked, limits):
    groups, crowd = asked
    made = snapshot(groups, crowd, limits)
    few = sum(giver.counts for _, giver in crowd) < limits.score
    assert made["withheld"] == few
    if few:
        assert made == snapshot(groups, [], limits)
        assert (made["people"], [question["cells"] for question in made["questions"]]) == (
            [],
            [[]] * len(made["questions"]),
        )


@MORE
@given(ASKED, thresholds())
def test_who_does_not_count_opens_nothing(asked, limits):
    groups, crowd = asked
    alone = [(person, giver) for person, giver in crowd if giver.counts]
    before, after = snapshot(groups, alone, limits), snapshot(groups, crowd, limits)
    coarse = [counting(crowd, all_of(crowd, cell)) for cell in after["people"]]
    assert set(coarse) <= unions(all_of(alone, cell) for cell in before["people"])
    for old, new in zip(before["questions"], after["questions"], strict=True):
        sets = unions(behind(alone, old, cell) for cell in old["cells"])
        assert {counting(crowd, behind(crowd, new, cell)) for cell in new["cells"]} <= sets


@MORE
@given(ASKED, thresholds())
def test_words_are_those_of_enough_people_who_count(asked, limits):
    groups, crowd = asked
    for question in snapshot(groups, crowd, limits)["questions"]:
        for cell in question["cells"]:
            for cards in cell["cards"].values():
                assert len(counting(crowd, writers(cards))) >= limits.text


# Stories

SCALE, AGAIN = QUESTIONS["promises"], QUESTIONS["again"]


def group(key="teammate", asked=9, questions=(SCALE,), is_named=False):
    return Group(key, is_named, asked, tuple(questions))


def scored(key, *scores):
    return [Given(key, {"promises": {"score": score} if score else {"not_seen": True}}) for score in scores]


def made_of(groups, given, own=None, **more):
    return build(groups, given, own, Thresholds(), Random(0), **more)


def numbers(made):
    return [(cell["cell"], cell["n"]) for cell in made["questions"][0]["cells"]]


def test_the_whole_snapshot_of_four_teammates():
    made = made_of([group(asked=4)], scored("teammate", 2, 4, 4, 5), {"promises": {"score": 3}})
    cell = {
        "cell": "teammate", "groups": ["teammate"], "n": 4, "median": 4.0, "band": "high",
        "histogram": None, "spread": None, "picked": None, "cards": {},
    }  # fmt: skip
    question = {
        "key": "promises", "kind": "scale", "label": "Keeps promises", "competency": "promises", "clause": "",
        "anchors": ["never", "mostly", "always"], "choices": [], "asked": ["teammate"], "least": 3,
        "cells": [cell], "self": {"score": 3}, "gap": "others_more",
    }  # fmt: skip
    assert made == {
        "version": 1,
        "thresholds": {"score": 3, "text": 3},
        "withheld": False,
        "asked": 4,
        "people": [{"cell": "teammate", "groups": ["teammate"], "n": 4}],
        "questions": [question],
        "named": [],
    }


def test_from_five_people_on_the_scores_are_counted_out():
    found = made_of([group()], scored("teammate", 1, 1, 3, 5, 5))["questions"][0]["cells"][0]
    assert (found["n"], found["median"], found["histogram"], found["spread"]) == (5, 3.0, [2, 0, 1, 0, 2], True)


@pytest.mark.parametrize(
    ("scores", "n"),
    [((4, 4, 4), 3), ((4, 4, 4, None), None), ((4, 4, 4, None, None), None), ((4, 4, 4, None, None, None), 3)],
)
def test_the_number_is_hidden_while_it_would_tell_how_few_did_not_see_it(scores, n):
    assert numbers(made_of([group()], scored("teammate", *scores))) == [("teammate", n)]


def test_one_hidden_number_hides_the_sum_too():
    groups = [group(), group("client")]
    given = scored("teammate", 4, 4, 4, None) + scored("client", 3, 3, 3, None, None, None)
    assert numbers(made_of(groups, given)) == [("teammate", None), ("client", 3), ("all", None)]


def test_all_less_a_group_that_was_counted_out_is_not_three_single_scores():
    groups = [group(), group("client")]
    cells = made_of(groups, scored("teammate", 4, 4, 4, 4, 5) + scored("client", 1, 2, 3))["questions"][0]["cells"]
    assert [(cell["cell"], cell["histogram"]) for cell in cells] == [
        ("teammate", None),
        ("client", None),
        ("all", [1, 1, 1, 4, 1]),
    ]


def test_partners_are_not_total_less_teammates():
    groups = [group(), group("partner")]
    made = made_of(groups, scored("teammate", 4, 4, 4) + scored("partner", 1, 1))
    assert made["people"] == [{"cell": "all", "groups": ["teammate", "partner"], "n": 5}]
    assert numbers(made) == [("all", 5)]


def test_a_question_is_not_cut_finer_than_the_people():
    """Three teammates of a question and four people in all would tell that one client answered."""
    groups = [group(), group("client")]
    made = made_of(groups, scored("teammate", 4, 4, 4) + scored("client", None))
    assert numbers(made) == [("all", None)]


def test_a_question_that_too_few_answered_is_there_without_cells():
    made = made_of([group()], scored("teammate", 4, 4, None))
    assert (made["withheld"], made["people"][0]["n"], made["questions"][0]["cells"]) == (False, 3, [])


def yes(key, *whys):
    return [Given(key, {"again": {"picked": ["yes"], "why": why}}) for why in whys]


def test_words_are_apart_like_the_picks_or_all_together():
    groups = [group(questions=[AGAIN]), group("client", questions=[AGAIN])]
    apart = made_of(groups, yes("teammate", "a", "b", "c") + yes("client", "d", "e", "f"))
    together = made_of(groups, yes("teammate", "a", "b", "c") + yes("client", "d", "", ""))
    assert words(apart) == [("teammate", "abc"), ("client", "def"), ("all", "abcdef")]
    assert words(together) == [("teammate", None), ("client", None), ("all", "abcd")]


def words(made):
    cells = made["questions"][0]["cells"]
    return [(cell["cell"], "".join(sorted(cell["cards"]["why"])) if "why" in cell["cards"] else None) for cell in cells]


def test_many_cards_of_one_person_are_one_person():
    advice = QUESTIONS["advice"]
    given = [Given("teammate", {"advice": {"cards": [*"abcde"]}}), *[Given("teammate", {})] * 3]
    assert made_of([group(questions=[advice])], given)["questions"][0]["cells"] == []


def test_an_address_that_nobody_confirmed_answers_without_counting():
    groups = [group(), group("client")]
    stranger = [replace(giver, counts=False) for giver in scored("client", 1)]
    assert made_of(groups, scored("teammate", 5, 5) + stranger)["withheld"] is True
    made = made_of(groups, scored("teammate", 5, 5, 4) + stranger)
    assert made["people"] == [{"cell": "all", "groups": ["teammate", "client"], "n": 3}]
    assert [(cell["n"], cell["median"]) for cell in made["questions"][0]["cells"]] == [(3, 4.5)]


def test_nothing_is_lost_of_who_does_not_count_where_the_others_of_the_group_are_silent():
    stranger = replace(scored("client", 1)[0], counts=False)
    given = [*scored("teammate", 5, 5, 4), *scored("client", None, None, None), stranger]
    found = made_of([group(), group("client")], given)["questions"][0]["cells"]
    assert [(cell["cell"], cell["median"]) for cell in found] == [("all", 4.5)]

    stranger = replace(yes("client", "d")[0], counts=False)
    groups = [group(questions=[AGAIN]), group("client", questions=[AGAIN])]
    made = made_of(groups, [*yes("teammate", "a", "b", "c"), *yes("client", "", "", ""), stranger])
    assert words(made) == [("teammate", None), ("client", None), ("all", "abcd")]


def test_named_groups_and_oneself_have_their_questions_and_no_cells():
    own = group("self", 1, [AGAIN])
    jon = {"who": "Jon", "group": "client", "answers": {"advice": {"cards": ["Go on"]}}}
    groups = [group("client", 1, [QUESTIONS["advice"]], is_named=True), own]
    made = made_of(groups, [], {"again": {"picked": ["yes"]}}, named=[jon])
    assert (made["withheld"], made["asked"], made["people"], made["named"]) == (False, 0, [], [jon])
    assert [(q["key"], q["asked"], q["cells"], q["self"], q["gap"]) for q in made["questions"]] == [
        ("advice", [], [], None, None),
        ("again", [], [], {"picked": ["yes"]}, None),
    ]
    assert made["questions"][1]["choices"] == [["yes", "Yes"], ["no", "No"]]


@pytest.mark.parametrize("key", ["client", "self"])
def test_answers_that_were_not_given_in_confidence_are_refused(key):
    groups = [group(), group("client", is_named=True), group("self")]
    with pytest.raises(ValueError, match=f"Not asked in confidence: {key}"):
        made_of(groups, scored(key, 4))


def test_a_key_has_one_kind():
    with pytest.raises(ValueError, match="The question promises is of two kinds"):
        made_of([group(), group("client", questions=[replace(SCALE, kind="agree")])], [])
