"""What each kind of question takes, and what it refuses with which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tidying import tidy
from feedback.questions import KEEP, KINDS, SBI, Question, Wrong, as_raw, clean, is_text

ABCD = tuple((key, key.upper()) for key in "abcd")
NO_SBI = dict.fromkeys(SBI, "")
NO_KEEP = {part: [] for part in KEEP}


def asked(kind, **more):
    choices = ABCD if kind in {"pick", "choices", "choice"} else ()
    return Question("q", kind, "Label", **{"choices": choices} | more)


TAKEN = [
    ("scale", {"score": "4"}, {"score": 4}),
    ("scale", {"score": " 1 "}, {"score": 1}),
    ("scale", {"score": 5}, {"score": 5}),
    ("scale", {"score": "not_seen"}, {"not_seen": True}),
    ("scale", {"score": ""}, None),
    ("scale", {}, None),
    ("agree", {"score": "2"}, {"score": 2}),
    ("pick", {"picked": ["c", "a", "c"]}, {"picked": ["a", "c"]}),
    ("pick", {"picked": ["d", "c", "a"]}, {"picked": ["a", "c", "d"]}),
    ("pick", {"picked": []}, None),
    ("choices", {"picked": list("dcba")}, {"picked": list("abcd")}),
    ("choice", {"picked": ["b"]}, {"picked": ["b"]}),
    ("choice", {"picked": None}, None),
    ("yes_no", {"picked": ["no"], "why": " Too late.\r\nTwice. "}, {"picked": ["no"], "why": "Too late.\nTwice."}),
    ("yes_no", {"picked": ["yes"]}, {"picked": ["yes"], "why": ""}),
    ("yes_no", {"picked": [], "why": "  "}, None),
    ("text", {"cards": [" one ", "", "\u200b", "two\x00\x07"]}, {"cards": ["one", "two"]}),
    ("text", {"cards": ["a"] * 5 + [""] * 5}, {"cards": ["a"] * 5}),
    ("text", {"cards": ["e\u0301" * 2_000]}, {"cards": ["é" * 2_000]}),
    ("text", {"cards": ["שלום 👩‍💻 <script>"]}, {"cards": ["שלום 👩‍💻 <script>"]}),
    ("text", {"cards": ["\ud800half", "", " "]}, {"cards": ["half"]}),
    ("text", {"cards": ["", " "]}, None),
    ("sbi", {"cards": [{"situation": "", "impact": " "}, {"behaviour": " Asked. ", "extra": "no"}]},
     {"cards": [NO_SBI | {"behaviour": "Asked."}]}),
    ("sbi", {"cards": [{}]}, None),
    ("keep", {"keep": [" on "], "differently": ["", "off"]}, NO_KEEP | {"keep": ["on"], "differently": ["off"]}),
    ("keep", {"keep": [""], "more": []}, None),
    ("number", {"number": "12,5"}, {"number": 12.5}),
    ("number", {"number": " -3 "}, {"number": -3.0}),
    ("number", {"number": "1 234,5"}, {"number": 1234.5}),
    ("number", {"number": "12345,678"}, {"number": 12345.678}),
    ("number", {"number": "0,125"}, {"number": 0.125}),
    ("number", {"number": 7}, {"number": 7.0}),
    ("number", {"number": " "}, None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "value"), TAKEN)
def test_what_is_taken(kind, raw, value):
    assert clean(asked(kind), raw) == value


def test_zero_has_no_sign():
    assert str(clean(asked("number"), {"number": "-0"})) == "{'number': 0.0}"


STEP = "Please choose one of the five steps, or “Did not see this”."
NO_NUMBER = "This is not a number. Please write it in digits, for example 12.5."
THOUSANDS = "Please write thousands without a comma, for example 1234.5."
UNREADABLE = "This could not be read. Please fill it in again."
LONG = "Please shorten this to 2000 characters; it has 2001."

REFUSED = [
    ("scale", {"score": "6"}, {"score": STEP}),
    ("scale", {"score": "0"}, {"score": STEP}),
    ("scale", {"score": "3.5"}, {"score": STEP}),
    ("scale", {"score": "4\x00"}, {"score": STEP}),
    ("agree", {"score": True}, {"score": UNREADABLE}),
    ("agree", {"score": ["4"]}, {"score": UNREADABLE}),
    ("pick", {"picked": list("abcd")}, {"picked": "Please choose at most 3."}),
    ("pick", {"picked": ["e"]}, {"picked": "Please choose from the list."}),
    ("choices", {"picked": [{}]}, {"picked": "Please choose from the list."}),
    ("choices", {"picked": "abc"}, {"picked": UNREADABLE}),
    ("choice", {"picked": ["a", "b"]}, {"picked": "Please choose only one."}),
    ("yes_no", {"picked": ["maybe"]}, {"picked": "Please choose from the list."}),
    ("yes_no", {"picked": [], "why": "So."}, {"picked": "Please choose an answer to go with your reason."}),
    ("yes_no", {"picked": ["yes"], "why": "a" * 2_001}, {"why": LONG}),
    ("text", {"cards": ["a"] * 6}, {"cards": "Please give at most 5."}),
    ("text", {"cards": ["fine", "a" * 2_001]}, {"cards.2": LONG}),
    ("text", {"cards": [None]}, {"cards.1": UNREADABLE}),
    ("sbi", {"cards": [{}, {"impact": "a" * 2_001}]}, {"cards.2.impact": LONG}),
    ("sbi", {"cards": ["text"]}, {"cards.1": UNREADABLE}),
    ("sbi", {"cards": [{"impact": "a"}] * 6}, {"cards": "Please give at most 5."}),
    ("keep", {"more": ["a"] * 6}, {"more": "Please give at most 5."}),
    ("keep", {"more": ["a" * 2_001]}, {"more.1": LONG}),
    ("number", {"number": "nan"}, {"number": NO_NUMBER}),
    ("number", {"number": "-inf"}, {"number": NO_NUMBER}),
    ("number", {"number": "1e999"}, {"number": NO_NUMBER}),
    ("number", {"number": "1_000"}, {"number": NO_NUMBER}),
    ("number", {"number": "twelve"}, {"number": NO_NUMBER}),
    ("number", {"number": "1,234"}, {"number": THOUSANDS}),
    ("number", {"number": "1,234.5"}, {"number": THOUSANDS}),
    ("number", {"number": "1.234,5"}, {"number": THOUSANDS}),
]


@pytest.mark.parametrize(("kind", "raw", "fields"), REFUSED)
def test_what_is_refused(kind, raw, fields):
    with pytest.raises(Wrong) as refused:
        clean(asked(kind), raw)
    assert refused.value.fields == fields


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_answer_at_all_is_refused(kind):
    with pytest.raises(Wrong) as refused:
        clean(asked(kind), ["4"])
    assert refused.value.fields == {KINDS[kind].field: UNREADABLE}


MISSING = {
    "scale": ("score", "Please choose a step, or “Did not see this”."),
    "agree": ("score", "Please choose how far you agree, or “Did not see this”."),
    "pick": ("picked", "Please choose at least one."),
    "choices": ("picked", "Please choose at least one."),
    "choice": ("picked", "Please choose one."),
    "yes_no": ("picked", "Please choose one."),
    "text": ("cards", "Please write a few words."),
    "sbi": ("cards", "Please describe one occasion; a few words are enough."),
    "keep": ("keep", "Please write at least one line."),
    "number": ("number", "Please write a number."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_says_what_is_missing(kind):
    with pytest.raises(Wrong) as refused:
        clean(asked(kind, required=True), {})
    assert refused.value.fields == dict([MISSING[kind]])
    assert clean(asked(kind), {}) is None


def test_not_seen_answers_what_is_required():
    assert clean(asked("scale", required=True), {"score": "not_seen"}) == {"not_seen": True}


def test_own_choices_take_the_place_of_yes_and_no():
    again = asked("yes_no", choices=(("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")))
    assert clean(again, {"picked": ["maybe"], "why": ""}) == {"picked": ["maybe"], "why": ""}


def test_which_kinds_are_words():
    assert [kind for kind in KINDS if is_text(kind)] == ["text", "sbi", "keep"]


WORDS = st.text(max_size=30)
LINES = st.lists(WORDS, max_size=5)
RAW = {
    "scale": st.fixed_dictionaries({"score": st.sampled_from(["", "1", "5", "not_seen"])}),
    "pick": st.fixed_dictionaries({"picked": st.lists(st.sampled_from("abc"))}),
    "choices": st.fixed_dictionaries({"picked": st.lists(st.sampled_from("abcd"))}),
    "choice": st.fixed_dictionaries({"picked": st.lists(st.sampled_from("abcd"), max_size=1)}),
    "yes_no": st.fixed_dictionaries({"picked": st.sampled_from([["yes"], ["no"]]), "why": WORDS}),
    "text": st.fixed_dictionaries({"cards": LINES}),
    "sbi": st.fixed_dictionaries({"cards": st.lists(st.fixed_dictionaries(dict.fromkeys(SBI, WORDS)), max_size=5)}),
    "keep": st.fixed_dictionaries(dict.fromkeys(KEEP, LINES)),
    "number": st.fixed_dictionaries({"number": st.floats(allow_nan=False, allow_infinity=False).map(str)}),
}
RAW["agree"] = RAW["scale"]
ANSWERS = st.sampled_from(sorted(KINDS)).flatmap(lambda kind: st.tuples(st.just(kind), RAW[kind]))


@given(ANSWERS)
def test_an_answer_shown_again_and_sent_again_stays_as_it_is(answer):
    kind, raw = answer
    value = clean(asked(kind), raw)
    assert clean(asked(kind), as_raw(value)) == value


@given(st.text(st.characters(exclude_categories=[])))
def test_a_tidy_text_can_be_stored_and_is_tidy(text):
    done = tidy(text)
    assert tidy(done) == done
    assert done.encode().decode() == done
    assert [sign for sign in done if ord(sign) < 32 and sign != "\n"] == []
