"""An edited questionnaire: what is kept, and where it says that something is wrong."""

import json

import pytest

from feedback.composing import clean_questions
from feedback.questions import Question, Wrong

SCALE = {"key": "time", "kind": "scale", "label": "Keeps time", "anchors": ["late", "mostly", "early"]}
TEXT = {"key": "advice", "kind": "text", "label": "Advice?"}
PICK = {"key": "best", "kind": "pick", "label": "Best?", "choices": [["a", "A"], ["b", "B"]]}

KEY = "A key has 1 to 40 small letters, digits, - or _."
WORDS = "Please write a few words here."
FEW = "Please give 2 to 12 choices."
UNREADABLE = "This could not be read. Please fill it in again."


def test_what_is_right_is_kept():
    given = [
        SCALE | {"competency": "time", "label": " Keeps\r\n time ", "required": True, "unknown": 1},
        TEXT | {"help": " One\r\nthing ", "clause": "deadlines"},
        PICK,
        {"key": "again", "kind": "yes_no", "label": "Again?"},
    ]
    assert clean_questions(given) == [
        Question("time", "scale", "Keeps time", competency="time", anchors=("late", "mostly", "early"), required=True),
        Question("advice", "text", "Advice?", help="One\nthing", clause="deadlines"),
        Question("best", "pick", "Best?", choices=(("a", "A"), ("b", "B"))),
        Question("again", "yes_no", "Again?"),
    ]


def test_what_another_kind_had_is_left_out():
    assert clean_questions([SCALE | {"kind": "text", "choices": PICK["choices"]}]) == [
        Question("time", "text", "Keeps time")
    ]


def test_they_come_back_from_json_as_they_were():
    questions = clean_questions([SCALE, TEXT, PICK])
    kept = json.loads(json.dumps([question.to_dict() for question in questions]))
    assert [Question.from_dict(one) for one in kept] == questions
    assert clean_questions(kept) == questions


def many(count):
    return [TEXT | {"key": f"k{number}"} for number in range(count)]


def choices(count):
    return PICK | {"choices": [[f"c{number}", "Words"] for number in range(count)]}


WRONG = [
    ([], {"questions": "A form has 1 to 30 questions."}),
    (many(31), {"questions": "A form has 1 to 30 questions."}),
    ("text", {"questions": "A form has 1 to 30 questions."}),
    ([TEXT, "text"], {"2.label": UNREADABLE}),
    ([TEXT, TEXT], {"2.key": "Another question has this key already."}),
    ([TEXT | {"key": "Advice"}], {"1.key": KEY}),
    ([TEXT | {"key": "a" * 41}], {"1.key": KEY}),
    ([TEXT | {"key": "a\n"}], {"1.key": KEY}),
    ([TEXT | {"key": None}], {"1.key": KEY}),
    ([TEXT | {"kind": "essay"}], {"1.kind": "Please choose one of the kinds of questions."}),
    ([TEXT | {"kind": ["text"]}], {"1.kind": "Please choose one of the kinds of questions."}),
    ([SCALE, TEXT | {"label": " \u200b"}], {"2.label": WORDS}),
    ([TEXT | {"label": "a" * 301}], {"1.label": "Please shorten this to 300 characters; it has 301."}),
    ([TEXT | {"help": 5}], {"1.help": UNREADABLE}),
    ([TEXT | {"competency": "?"}], {"1.competency": KEY}),
    ([SCALE | {"anchors": ["a", "b"]}], {"1.anchors": "Please describe steps 1, 3 and 5."}),
    ([SCALE | {"anchors": None}], {"1.anchors": "Please describe steps 1, 3 and 5."}),
    ([SCALE | {"anchors": ["", "b", "c" * 301]}],
     {"1.anchors.1": WORDS, "1.anchors.3": "Please shorten this to 300 characters; it has 301."}),
    ([choices(1)], {"1.choices": FEW}),
    ([choices(13)], {"1.choices": FEW}),
    ([PICK | {"kind": "yes_no", "choices": [["a", "A"]]}], {"1.choices": FEW}),
    ([PICK | {"choices": [["a", "A"], ["a", "B"]]}], {"1.choices": "Two choices have the same key."}),
    ([PICK | {"choices": [["a", "A"], ["B", "B"], ["c", ""], "d"]}],
     {"1.choices.2": KEY, "1.choices.3": WORDS, "1.choices.4": UNREADABLE}),
    ([SCALE | {"label": "", "key": ""}, TEXT | {"label": ""}], {"1.key": KEY, "1.label": WORDS, "2.label": WORDS}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "fields"), WRONG)
def test_what_is_wrong_names_its_place(given, fields):
    with pytest.raises(Wrong) as refused:
        clean_questions(given)
    assert refused.value.fields == fields


def test_the_most_of_everything():
    assert len(clean_questions(many(30))) == 30
    assert len(clean_questions([choices(12)])[0].choices) == 12
    assert clean_questions([TEXT | {"key": "a" * 40, "label": "a" * 300}]) == [Question("a" * 40, "text", "a" * 300)]
