"""A questionnaire as an editor sees it, and back: which keys stay, which are new. Pure.

Answers are compared by the key of their question, also between forms for different groups. So a question keeps its key
as long as it is asked in the same way and in much the same words, and a new one gets a key that no other form has. A choice
keeps its value as long as it reads the same. Whoever sends a form cannot name a key that the questionnaire did not have.
"""

from difflib import SequenceMatcher
from hashlib import sha256
from uuid import uuid4

from common.folding import fold
from feedback.competencies import COMPETENCIES
from feedback.questions import MOST_QUESTIONS, OF_A_LIST, Question

TEN = {one.key: one.question for one in COMPETENCIES}
ANCHORS = ("anchor_1", "anchor_3", "anchor_5")
DIRECTIONS = {"up": -1, "down": 1}
# How much of two wordings has to be shared for one question.
ALIKE = 0.5


def typed(question: Question) -> dict:
    """What stands in the fields of the editor for a question; choices are lines."""
    kept = question.to_dict()
    anchors = dict(zip(ANCHORS, [*kept["anchors"], "", "", ""], strict=False))
    return {
        "key": question.key, "kind": question.kind, "label": kept["label"], "help": kept["help"],
        "required": question.required,
        "choices": "\n".join(label for _value, label in kept["choices"]), **anchors,
    }  # fmt: skip


def kept_dicts(given: list[dict], before: list[Question]) -> list[dict]:
    """For `feedback.composing.clean_questions`: what was typed, with the keys of before or new ones."""
    known = TEN | {one.key: one for one in before}
    found = []
    for one in given:
        old = known.get(one["key"])
        if old and is_same(one, old):
            del known[old.key]
            found.append(kept_dict(one, old.key, old.competency, old.options))
        else:
            found.append(kept_dict(one, new_key(), "", ()))
    return found


def is_same(one: dict, old: Question) -> bool:
    """Of the same kind, in much the same words; where a label is missing, that is told first."""
    words = [fold(str(label)) for label in (one["label"] or old.label, old.label)]
    return one["kind"] == old.kind and SequenceMatcher(None, *words, autojunk=False).ratio() >= ALIKE


def kept_dict(one: dict, key: str, competency: str, options) -> dict:
    return {
        "key": key, "kind": one["kind"], "label": one["label"], "help": one["help"], "competency": competency,
        "required": one["required"], "anchors": [one[name] for name in ANCHORS],
        "choices": valued(one["choices"], options) if one["kind"] in OF_A_LIST | {"yes_no"} else [],
    }  # fmt: skip


def new_key() -> str:
    return f"own_{uuid4().hex[:12]}"


def valued(lines: str, before) -> list[list[str]]:
    """Each line as a choice: with the value of before where it reads the same, else with one that stands for its words."""
    known = {str(label): value for value, label in before}
    return [[known.get(line) or value_of(line), line] for line in lines_of(lines)]


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def value_of(line: str) -> str:
    """The same words have the same value in every form, since answers of several forms are read together."""
    return f"c_{sha256(fold(line).encode()).hexdigest()[:12]}"


def rearranged(given: list[dict], deed: str) -> list[dict]:
    """What was typed after one deed of the editor: "up:2", "down:2", "remove:2", "add:text", "take:promises".

    A deed that makes no sense changes nothing.
    """
    verb, _colon, what = deed.partition(":")
    if verb == "add":
        return added(given, blank(what)) if what else given
    if verb == "take":
        return added(given, typed(TEN[what])) if what in TEN else given
    place = int(what) - 1 if what.isdecimal() and len(what) < 4 else -1
    if not 0 <= place < len(given):
        return given
    return without(given, place) if verb == "remove" else swapped(given, place, DIRECTIONS.get(verb, 0))


def blank(kind: str) -> dict:
    return {
        "key": "", "kind": kind, "label": "", "help": "", "required": False, "choices": "",
        **dict.fromkeys(ANCHORS, ""),
    }  # fmt: skip


def added(given, one):
    return [*given, one] if len(given) < MOST_QUESTIONS else given


def without(given, place):
    return given[:place] + given[place + 1 :]


def swapped(given, place, step):
    other = place + step
    if not 0 <= other < len(given):
        return given
    moved = list(given)
    moved[place], moved[other] = moved[other], moved[place]
    return moved
