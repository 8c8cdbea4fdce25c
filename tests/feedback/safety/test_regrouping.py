from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.regrouping import Before, refusal
from feedback.snapshots import Given, Group, build
from feedback.thresholds import Thresholds
from tests.feedback.safety.people import KEYS, QUESTIONS, left_over, writers

ASKED, OTHER = frozenset({"advice"}), frozenset({"hours"})


def asked(*groups):
    """A request of groups of people, each one letter."""
    groups = tuple(map(frozenset, groups))
    return Before(frozenset().union(*groups), ASKED, groups)


def answer(before, new, least=3, questions=ASKED):
    return refusal(before, new.people, questions, least, new.groups)


@pytest.mark.parametrize(
    ("before", "new", "rule"),
    [
        ("abcd", "abc", "left_out"),
        ("abcde", "abc", "left_out"),
        ("abcdef", "abc", None),
        ("abc", "abcd", "added"),
        ("abc", "abcdef", None),
        ("abcd", "abce", "left_out"),
        ("abc", "abc", "same"),
        ("abc", "xyz", None),
    ],
)
def test_a_few_people_more_or_less_are_refused(before, new, rule):
    assert refusal([Before(frozenset(before), ASKED)], frozenset(new), ASKED, 3) == rule


def test_the_least_decides_what_a_few_are():
    assert answer([asked("abcdefg")], asked("abcd"), 3) is None
    assert answer([asked("abcdefg")], asked("abcd"), 4) == "left_out"


def test_the_same_people_may_be_asked_other_things():
    assert answer([asked("abc")], asked("abc"), questions=OTHER) is None
    assert answer([asked("abc")], asked("abc"), questions=OTHER | ASKED) == "same"


def test_every_former_request_is_looked_at():
    assert answer([asked("xyz"), asked("abcd")], asked("abc")) == "left_out"
    assert answer([], asked("abc")) is None


def test_a_group_that_grew_by_one_is_refused_though_three_are_new():
    assert answer([asked("abc")], asked("abcd", "efg")) == "cells"
    assert answer([asked("abc")], asked("abc", "def")) is None


def test_two_former_requests_do_not_leave_one_person_over():
    assert answer([asked("abc"), asked("def")], asked("abcdefg")) == "cells"
    assert answer([asked("abcdefg"), asked("abc")], asked("def")) == "cells"
    assert answer([asked("abcd"), asked("defg")], asked("abcdefgh")) == "cells"
    assert answer([asked("abc"), asked("def")], asked("abcdefghi")) is None


def test_two_new_groups_together_do_not_leave_one_person_over():
    assert answer([asked("abcdefg", "hij")], asked("abc", "def", "jklm")) == "cells"


def test_what_former_requests_tell_by_themselves_is_not_held_against_a_new_one():
    assert answer([asked("abc"), asked("abcd")], asked("xyz")) is None


def test_cells_of_other_questions_tell_nothing():
    former = replace(asked("abc"), questions=OTHER)
    assert answer([former], asked("abcd", "efg")) is None
    assert answer([former], asked("abcd", "efg"), questions=ASKED | OTHER) == "cells"


def changed(first):
    """Requests that are like the first one, but for a few."""
    few = st.dictionaries(st.sampled_from("abcdefghijkl"), st.sampled_from([*KEYS[:3], None]), max_size=6)
    return st.tuples(st.just(first), few).map(lambda pair: {**pair[0], **pair[1]})


def series():
    one = st.dictionaries(st.sampled_from("abcdefghijkl"), st.sampled_from(KEYS[:3]), min_size=3, max_size=9)
    return one.flatmap(lambda first: st.lists(changed(first), min_size=1, max_size=3).map(lambda more: [first, *more]))


def groups_of(request):
    return [frozenset(person for person, key in request.items() if key == group) for group in KEYS[:3]]


def shown(request):
    """The writers in each cell when everybody answers."""
    advice = QUESTIONS["advice"]
    groups = [Group(key, False, 9, (advice,)) for key in KEYS[:3]]
    given = [Given(key, {"advice": {"cards": [f"{person} says"]}}) for person, key in request.items() if key]
    cells = build(groups, given, None, Thresholds(), Random(0))["questions"][0]["cells"]
    return [writers(cell["cards"]["cards"]) for cell in cells]


@settings(max_examples=150)
@given(series())
def test_between_results_that_are_allowed_nobody_is_left_over(requests):
    allowed, results = [], []
    for request in requests:
        new = asked(*groups_of(request))
        if answer(allowed, new) is None:
            allowed.append(new)
            results.append(shown(request))
    assert left_over(results) == []
