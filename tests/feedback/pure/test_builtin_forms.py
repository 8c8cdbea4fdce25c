"""The forms everybody can begin with are right by the rules for edited ones, and share what they should."""

import json
from itertools import combinations

import pytest

from common.tone import person_words
from feedback.builtin import FORMS
from feedback.competencies import COMPETENCIES
from feedback.composing import clean_questions
from feedback.questions import Question

TEN = ["promises", "listening", "role", "time", "quality", "preparation", "shared_gains", "fairness", "disagreement", "learning"]  # fmt: skip
SHAPES = {
    # group, kinds
    "teammate": ("teammate", ["scale"] * 10 + ["text"] * 3),
    "lead": ("lead", ["scale"] * 10 + ["text"] * 3),
    "client": ("client", ["agree"] * 5 + ["yes_no", "text", "text"]),
    "partner": ("partner", ["agree"] * 5 + ["choice", "text"]),
    "other": ("other", ["pick", "sbi", "keep", "text"]),
    "pulse": ("teammate", ["agree", "agree", "text"]),
    "self": ("self", ["scale"] * 10 + ["text"] * 2),
}


def test_there_is_one_for_each_group():
    assert {key: (form.group, [question.kind for question in form.questions]) for key, form in FORMS.items()} == SHAPES
    assert [key for key, form in FORMS.items() if form.key != key] == []


def test_the_ten():
    assert [competency.key for competency in COMPETENCIES] == TEN


@pytest.mark.parametrize("key", ["teammate", "lead", "self"])
def test_the_ten_are_asked_alike_of_everybody(key):
    assert FORMS[key].questions[:10] == tuple(competency.question for competency in COMPETENCIES)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_each_can_be_kept_and_edited(form):
    kept = json.loads(json.dumps([question.to_dict() for question in form.questions]))
    assert [question.to_dict() for question in clean_questions(kept)] == kept
    assert [Question.from_dict(one) for one in kept] == list(form.questions)


def test_one_key_is_one_question():
    asked = [question for form in FORMS.values() for question in form.questions]
    assert [one.key for one, other in combinations(asked, 2) if one.key == other.key and one != other] == []


def test_would_work_together_again():
    again = {question.key: question for question in FORMS["client"].questions}["again"]
    assert [value for value, label in again.options] == ["yes", "maybe", "no"]


def test_their_own_words_judge_nobody():
    words = [str(text) for one in COMPETENCIES for text in (one.label, one.meaning, *one.anchors)]
    assert [found for text in words for found in person_words(text)] == []
    assert len(set(words)) == 50


def test_titles_differ_and_are_short():
    titles = {str(form.title) for form in FORMS.values()}
    assert len(titles) == len(FORMS)
    assert [title for title in titles if len(title) > 40] == []
