"""Two results about the same person, from nearly the same people, of whom not all answered."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedback.comparing import Result, Shown, without_telling, would_tell
from feedback.snapshots import Given, Group, build
from feedback.thresholds import Thresholds
from tests.feedback.safety.people import KEYS, QUESTIONS, behind, left_over, writers

LETTERS = "abcdefghijklm"


def cell(people, answered=None):
    """Of people, one letter each, of whom so many answered; all, unless said."""
    answered = len(people) if answered is None else answered
    return Shown(frozenset(people), answered, answered == len(people))


@pytest.mark.parametrize(
    ("earlier", "new", "told"),
    [
        (cell("abcd"), cell("efgh", 3), False),
        (cell("abcdef"), cell("abc"), False),
        (cell("abcdef", 5), cell("abc"), True),
        (cell("abcdefg", 6), cell("abc"), True),
        (cell("abcdef"), cell("abcg"), True),
        (cell("abcde"), cell("abcde"), False),
        (cell("abcde", 4), cell("abcde"), True),
        (cell("abcde"), cell("abcde", 4), True),
        (cell("abcdef"), cell("fghijk", 4), False),
        (cell("abcdef"), cell("fghijk", 3), True),
    ],
)
def test_three_must_surely_have_been_asked_in_one_of_both_alone(earlier, new, told):
    assert would_tell([new], [[earlier]], 3) is told


def test_the_least_decides():
    assert would_tell([cell("abcg", 4)], [[cell("ahijkl", 5)]], 3) is False
    assert would_tell([cell("abcg", 4)], [[cell("ahijkl", 5)]], 4) is True


def test_earlier_results_count_together():
    earlier = [[cell("abxyzw", 5)], [cell("cduvst", 5)]]
    assert [would_tell([cell("abcdefg", 6)], [one], 3) for one in earlier] == [False, False]
    assert would_tell([cell("abcdefg", 6)], earlier, 3) is True


def test_what_earlier_results_tell_without_it_is_not_held_against_it():
    assert would_tell([cell("xyz")], [[cell("abcd", 3)], [cell("abc")]], 3) is False


def test_a_question_that_was_typed_anew_is_the_same_in_the_same_words():
    """It has another key; what it asks is told by its kind and its words, in whatever spelling."""
    first, second = told(FIVE, [same(one) for one in "abcd"]), told(FIVE, [same(one) for one in "abce"])
    anew = [one | {"key": f"own_{one['key']}", "label": one["label"].upper()} for one in first.snapshot["questions"]]
    results = [replace(first, snapshot=first.snapshot | {"questions": anew})]
    closed = {one["key"] for one in without_telling(second, results)["questions"] if one.get("held_back")}
    assert closed == {one["key"] for one in second.snapshot["questions"] if one["cells"]} == {"promises", "advice"}


def person_given(person, key, questions):
    return st.fixed_dictionaries({one.key: spoken(one, person) for one in questions}).map(
        lambda answers: (person, Given(key, answers))
    )


def spoken(question, person):
    """An answer of which each word begins with the person, or none."""
    words = st.sampled_from([[], [f"{person} said"]])
    said = {
        "scale": st.builds(dict, score=st.integers(1, 5)),
        "yes_no": st.builds(dict, picked=st.just(["yes"]), why=st.sampled_from(["", f"{person} said"])),
        "text": st.builds(dict, cards=words),
        "keep": st.builds(dict, keep=words, more=words),
    }
    return said[question.kind] | said[question.kind] | st.none()


ASKED = tuple(QUESTIONS[key] for key in ("promises", "again", "advice", "lines"))


@st.composite
def requests(draw):
    """Two or three requests of people from one small crowd: who was asked in which group, and what they said."""
    crowd = st.dictionaries(st.sampled_from(LETTERS), st.sampled_from(KEYS[:2]), min_size=3, max_size=11)
    return [history(draw, draw(crowd)) for _ in range(draw(st.integers(2, 3)))]


def history(draw, seats):
    silent = draw(st.sets(st.sampled_from(LETTERS), max_size=2))
    said = [draw(person_given(person, key, ASKED)) for person, key in sorted(seats.items()) if person not in silent]
    return seats, said


def told(seats, said):
    groups = [Group(key, False, 9, ASKED) for key in KEYS[:2]]
    asked = {key: frozenset(person for person, theirs in seats.items() if theirs == key) for key in KEYS[:2]}
    return Result(build(groups, [one for _, one in said], None, Thresholds(), Random(0)), asked)


def everything(histories):
    results = []
    for seats, said in histories:
        new = told(seats, said)
        shown = [one for one in results if not one.snapshot["withheld"]]
        results.append(new if new.snapshot["withheld"] else replace(new, snapshot=without_telling(new, shown)))
    return [one.snapshot for one in results]


def same(person, key="teammate"):
    return person, Given(key, {"promises": {"score": 4}, "advice": {"cards": [f"{person} said"]}})


def why(writers_of):
    """All say yes, and some say why."""
    return [
        (one, Given("teammate", {"again": {"picked": ["yes"], "why": f"{one} said" if one in writers_of else ""}}))
        for one in "abcde"
    ]


FIVE = dict.fromkeys("abcde", "teammate")


@settings(max_examples=25)
@given(requests())
@example([(FIVE, [same(one) for one in "abcd"]), (FIVE, [same(one) for one in "abce"])])
@example([(FIVE, [same(one) for one in "abcd"]), (FIVE, [same(one) for one in "abcde"])])
@example([(FIVE, why("abc")), (FIVE, why("abcd"))])
def test_between_two_results_nobody_is_left_over(histories):
    behind_cells = [stood_behind(one, said) for one, (_, said) in zip(everything(histories), histories, strict=True)]
    keys = set().union(*behind_cells)
    assert [few for key in keys for few in left_over([one.get(key, []) for one in behind_cells])] == []


def stood_behind(snapshot, said):
    """{question and part of it: the people of each cell}, of words told by the words alone."""
    found = {}
    for question in snapshot["questions"]:
        for one in question["cells"]:
            found.setdefault((question["key"], ""), []).append(behind(said, question, one))
            for part, cards in one["cards"].items():
                found.setdefault((question["key"], part), []).append(writers(cards))
    return found
