"""What a feedback form asks, and what an answer may be: the kinds of questions with their rules, said once. Pure.

A questionnaire is kept as a list of `Question.to_dict()` (see feedback.composing). `clean` turns what a form gives into one person's answer:

    scale, agree           {"score": 4} or {"not_seen": True}
    pick, choices, choice  {"picked": ["promises", "quality"]}, in the order of the choices
    yes_no                 {"picked": ["yes"], "why": "text"}
    text                   {"cards": ["text"]}
    sbi                    {"cards": [{"situation": "", "behaviour": "", "impact": "", "request": ""}]}
    keep                   {"keep": ["text"], "more": [], "differently": []}
    number                 {"number": 12.5}

No answer is None. Places in `Wrong` count from 1, as people do: "cards.2", or "2.label" in a questionnaire.
"""

import math
import re
from dataclasses import asdict, dataclass

from django.utils.translation import gettext_lazy as _

from common.tidying import tidy

MOST_CARDS, MOST_PICKS, MOST_QUESTIONS = 5, 3, 30
LEAST_CHOICES, MOST_CHOICES, ANCHORS = 2, 12, 3
LONGEST_CARD, LONGEST_LABEL, LONGEST_HELP, LONGEST_CLAUSE = 2_000, 300, 1_000, 100
KEY = re.compile(r"[a-z0-9_-]{1,40}")

SCORES = {
    1: _("Strongly disagree"),
    2: _("Disagree"),
    3: _("Neither agree nor disagree"),
    4: _("Agree"),
    5: _("Strongly agree"),
}
NOT_SEEN, NOT_SEEN_LABEL = "not_seen", _("Did not see this")
YES_NO = (("yes", _("Yes")), ("no", _("No")))
SBI = {
    "situation": _("Situation: when and where was it?"),
    "behaviour": _("Behaviour: what did this person do or say?"),
    "impact": _("Effect: what came of it, for the work or for you?"),
    "request": _("Request: what would you like next time?"),
}
KEEP = {"keep": _("Keep doing"), "more": _("Do more"), "differently": _("Try differently")}

UNREADABLE = _("This could not be read. Please fill it in again.")
TOO_LONG = _("Please shorten this to %(most)d characters; it has %(count)d.")
TOO_MANY_CARDS = _("Please give at most %(most)d.")


class Wrong(Exception):
    """What cannot be taken, as a message for each field; nothing of the input is lost by it."""

    def __init__(self, fields: dict):
        super().__init__(fields)
        self.fields = fields


@dataclass(frozen=True)
class Kind:
    """One way of asking. `field` is where its first message stands; `missing` is said when a required answer is empty."""

    name: str
    label: str
    hint: str
    field: str
    missing: str


KINDS = {kind.name: kind for kind in (
    Kind("scale", _("Five steps with examples"), _("Choose what comes nearest to what you saw."),
         "score", _("Please choose a step, or “Did not see this”.")),
    Kind("agree", _("Agree or disagree"), _("Choose how far you agree."),
         "score", _("Please choose how far you agree, or “Did not see this”.")),
    Kind("pick", _("Up to three of a list"), _("Choose up to three."), "picked", _("Please choose at least one.")),
    Kind("choices", _("Any number of a list"), _("Choose all that fit."), "picked", _("Please choose at least one.")),
    Kind("choice", _("One of a list"), _("Choose one."), "picked", _("Please choose one.")),
    Kind("yes_no", _("Yes or no, and why"), _("Choose one, and say why if you like."), "picked", _("Please choose one.")),
    Kind("text", _("Own words"), _("One point per card, so that each can be read by itself."),
         "cards", _("Please write a few words.")),
    Kind("sbi", _("What happened, step by step"),
         _("One occasion per card: the situation, what was done, its effect, and your request for next time."),
         "cards", _("Please describe one occasion; a few words are enough.")),
    Kind("keep", _("Keep, do more, try differently"), _("One point per line. Leave empty what you have nothing for."),
         "keep", _("Please write at least one line.")),
    Kind("number", _("A number"), _("Write a number, for example 12.5."), "number", _("Please write a number.")),
)}  # fmt: skip
SCORED = {"scale", "agree"}
OF_A_LIST = {"pick", "choices", "choice"}
TEXTS = {"text", "sbi", "keep"}


@dataclass(frozen=True)
class Question:
    """One question. The same key in the forms of different groups is the same question, and is compared."""

    key: str
    kind: str
    label: str
    help: str = ""
    competency: str = ""
    anchors: tuple = ()
    choices: tuple = ()
    clause: str = ""
    required: bool = False

    def to_dict(self) -> dict:
        """As JSON can hold it, in the words of the language of now."""
        return asdict(self) | {
            "label": str(self.label),
            "help": str(self.help),
            "anchors": [str(anchor) for anchor in self.anchors],
            "choices": [[value, str(label)] for value, label in self.choices],
        }

    @classmethod
    def from_dict(cls, kept: dict) -> "Question":
        tuples = {
            "anchors": tuple(kept.get("anchors", ())),
            "choices": tuple((value, label) for value, label in kept.get("choices", ())),
        }
        return cls(**kept | tuples)

    @property
    def options(self) -> tuple:
        """The (value, label) pairs one may pick from."""
        return self.choices or (YES_NO if self.kind == "yes_no" else ())


def is_text(kind: str) -> bool:
    """Its answers are words, which may give away who wrote them."""
    return kind in TEXTS


# Answers


def clean(question: Question, raw: dict) -> dict | None:
    """The answer in what a form gives, or None; `Wrong` for what cannot be."""
    if not isinstance(raw, dict):
        raise Wrong({KINDS[question.kind].field: UNREADABLE})
    value = CLEAN[question.kind](question, raw)
    if value is None and question.required:
        raise Wrong({KINDS[question.kind].field: KINDS[question.kind].missing})
    return value


def as_raw(value: dict | None) -> dict:
    """The other way: what a form shows for an answer, so that `clean(question, as_raw(value)) == value`."""
    if not value:
        return {}
    if "not_seen" in value:
        return {"score": NOT_SEEN}
    return {name: str(given) if name in {"score", "number"} else given for name, given in value.items()}


def clean_score(question, raw):
    given = one_of(raw, "score")
    if not given:
        return None
    if given == NOT_SEEN:
        return {"not_seen": True}
    if given not in {str(score) for score in SCORES}:
        raise Wrong({"score": _("Please choose one of the five steps, or “Did not see this”.")})
    return {"score": int(given)}


def clean_picks(question, raw):
    given = list_in(raw, "picked")
    values = [value for value, label in question.options]
    if [value for value in given if value not in values]:
        raise Wrong({"picked": _("Please choose from the list.")})
    picked = [value for value in values if value in given]
    return {"picked": picked} if picked else None


def clean_few(question, raw):
    value = clean_picks(question, raw)
    if value and len(value["picked"]) > MOST_PICKS:
        raise Wrong({"picked": _("Please choose at most %(most)d.") % {"most": MOST_PICKS}})
    return value


def clean_one(question, raw):
    value = clean_picks(question, raw)
    if value and len(value["picked"]) > 1:
        raise Wrong({"picked": _("Please choose only one.")})
    return value


def clean_yes_no(question, raw):
    why = clean_text(raw.get("why", ""), "why")
    value = clean_one(question, raw)
    if why and not value:
        raise Wrong({"picked": _("Please choose an answer to go with your reason.")})
    return value and value | {"why": why}


def clean_cards(question, raw):
    cards = lines_in(raw, "cards")
    return {"cards": cards} if cards else None


def clean_occasions(question, raw):
    cards = [clean_occasion(card, f"cards.{place}") for place, card in enumerate(list_in(raw, "cards"), 1)]
    cards = few("cards", [card for card in cards if any(card.values())])
    return {"cards": cards} if cards else None


def clean_occasion(card, place):
    if not isinstance(card, dict):
        raise Wrong({place: UNREADABLE})
    return {part: clean_text(card.get(part, ""), f"{place}.{part}") for part in SBI}


def clean_keep(question, raw):
    value = {part: lines_in(raw, part) for part in KEEP}
    return value if any(value.values()) else None


def clean_number(question, raw):
    given = "".join(one_of(raw, "number").split())
    if not given:
        return None
    if re.search(r"[,.].*,|,.*\.|^[+-]?[1-9]\d{0,2},\d{3}$", given):
        raise Wrong({"number": _("Please write thousands without a comma, for example 1234.5.")})
    return {"number": number_in(given.replace(",", "."))}


def number_in(text):
    """Zero has no sign; what Python alone reads, as 1_000, is no number to people."""
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Wrong({"number": _("This is not a number. Please write it in digits, for example 12.5.")})
    return number + 0.0


CLEAN = {
    "scale": clean_score, "agree": clean_score, "pick": clean_few, "choices": clean_picks, "choice": clean_one,
    "yes_no": clean_yes_no, "text": clean_cards, "sbi": clean_occasions, "keep": clean_keep, "number": clean_number,
}  # fmt: skip


# What stands in a raw answer


def one_of(raw, name) -> str:
    """A single value as text; numbers come from files and programs."""
    given = raw.get(name)
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise Wrong({name: UNREADABLE})
    return str(given).strip()


def list_in(raw, name) -> list:
    given = raw.get(name)
    if given is None:
        return []
    if not isinstance(given, list | tuple):
        raise Wrong({name: UNREADABLE})
    return list(given)


def lines_in(raw, name) -> list[str]:
    """The texts that say something; a message names the card as it stands in the form."""
    texts = [clean_text(text, f"{name}.{place}") for place, text in enumerate(list_in(raw, name), 1)]
    return few(name, [text for text in texts if text])


def few(name, cards):
    if len(cards) > MOST_CARDS:
        raise Wrong({name: TOO_MANY_CARDS % {"most": MOST_CARDS}})
    return cards


def clean_text(text, place, longest=LONGEST_CARD) -> str:
    if not isinstance(text, str):
        raise Wrong({place: UNREADABLE})
    text = tidy(text)
    if len(text) > longest:
        raise Wrong({place: TOO_LONG % {"most": longest, "count": len(text)}})
    return text
