"""What an edited questionnaire may hold: its questions, each with what its kind needs. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from common.tidying import one_line
from feedback.questions import (
    ANCHORS,
    KEY,
    KINDS,
    LEAST_CHOICES,
    LONGEST_CLAUSE,
    LONGEST_HELP,
    LONGEST_LABEL,
    MOST_CHOICES,
    MOST_QUESTIONS,
    OF_A_LIST,
    UNREADABLE,
    Question,
    Wrong,
    clean_text,
    list_in,
)


def clean_questions(given: list) -> list[Question]:
    """The questions of an edited questionnaire; `Wrong` names every place at once, as "2.label" for the second one."""
    if not isinstance(given, list | tuple) or not 1 <= len(given) <= MOST_QUESTIONS:
        raise Wrong({"questions": _("A form has 1 to %(most)d questions.") % {"most": MOST_QUESTIONS}})
    wrong, questions = {}, []
    for place, kept in enumerate(given, 1):
        try:
            questions.append(clean_question(kept))
        except Wrong as fault:
            wrong |= {f"{place}.{name}": message for name, message in fault.fields.items()}
    wrong |= twice(given)
    if wrong:
        raise Wrong(wrong)
    return questions


def twice(given) -> dict:
    keys = [kept.get("key") if isinstance(kept, dict) else None for kept in given]
    return {
        f"{place}.key": _("Another question has this key already.")
        for place, key in enumerate(keys, 1)
        if isinstance(key, str) and key in keys[: place - 1]
    }


def clean_question(kept) -> Question:
    """What a kind has no use for is left out, so that the kind of a question can be changed."""
    if not isinstance(kept, dict):
        raise Wrong({"label": UNREADABLE})
    kind = kept.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Wrong({"kind": _("Please choose one of the kinds of questions.")})
    parts = {name: attempt(read, kept) for name, read in PARTS.items()}
    raise_all(parts.values())
    return Question(kind=kind, **parts)


def attempt(read, *given):
    """What is read, or the `Wrong` itself, so that all of them can be told together."""
    try:
        return read(*given)
    except Wrong as fault:
        return fault


def key_in(kept, name="key"):
    key = kept.get(name)
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise Wrong({name: _("A key has 1 to 40 small letters, digits, - or _.")})
    return key


def competency_in(kept):
    return key_in(kept, "competency") if kept.get("competency") else ""


def label_in(text, place) -> str:
    text = one_line(clean_text(text, place, LONGEST_LABEL))
    if not text:
        raise Wrong({place: _("Please write a few words here.")})
    return text


def anchors_in(kept):
    if kept["kind"] != "scale":
        return ()
    anchors = list_in(kept, "anchors")
    if len(anchors) != ANCHORS:
        raise Wrong({"anchors": _("Please describe steps 1, 3 and 5.")})
    return all_of(lambda anchor, place: label_in(anchor, f"anchors.{place}"), anchors)


def choices_in(kept):
    choices = list_in(kept, "choices") if kept["kind"] in OF_A_LIST | {"yes_no"} else []
    if not choices and kept["kind"] not in OF_A_LIST:
        return ()
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        words = _("Please give %(least)d to %(most)d choices.")
        raise Wrong({"choices": words % {"least": LEAST_CHOICES, "most": MOST_CHOICES}})
    pairs = all_of(choice_in, choices)
    if len(dict(pairs)) < len(pairs):
        raise Wrong({"choices": _("Two choices have the same key.")})
    return pairs


def choice_in(pair, number):
    place = f"choices.{number}"
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise Wrong({place: UNREADABLE})
    return key_in({place: pair[0]}, place), label_in(pair[1], place)


def all_of(read, given: Iterable) -> tuple:
    """Everything read, or everything wrong with it."""
    done = tuple(attempt(read, one, place) for place, one in enumerate(given, 1))
    raise_all(done)
    return done


def raise_all(done):
    wrong = {place: message for one in done if isinstance(one, Wrong) for place, message in one.fields.items()}
    if wrong:
        raise Wrong(wrong)


PARTS = {
    "key": key_in,
    "label": lambda kept: label_in(kept.get("label", ""), "label"),
    "help": lambda kept: clean_text(kept.get("help", ""), "help", LONGEST_HELP),
    "competency": competency_in,
    "anchors": anchors_in,
    "choices": choices_in,
    "clause": lambda kept: one_line(clean_text(kept.get("clause", ""), "clause", LONGEST_CLAUSE)),
    "required": lambda kept: kept.get("required") is True,
}
