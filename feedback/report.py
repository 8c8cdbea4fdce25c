"""What a result says to people, in the order in which it is read: made from a snapshot, and from nothing else. Pure.

Pages and PDF are drawn from it. There is no figure over all questions, and nobody is set against another person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.competencies import BY_KEY
from feedback.pooling import PARTS, WORDS
from feedback.questions import KEEP, NOT_SEEN, NOT_SEEN_LABEL, SCORED
from feedback.ranking import ranked
from feedback.wording import naming

GROUPS = {
    "teammate": gettext_lazy("Teammates"), "lead": gettext_lazy("Leads"), "client": gettext_lazy("Clients"),
    "partner": gettext_lazy("Partners"), "other": gettext_lazy("Others"), "self": gettext_lazy("You"),
    "rest": gettext_lazy("Everyone else"), "all": gettext_lazy("All together"),
}  # fmt: skip
BANDS = {"low": gettext_lazy("low"), "middle": gettext_lazy("in the middle"), "high": gettext_lazy("high")}
GAPS = {"others_more": gettext_lazy("Others see more in you"), "self_more": gettext_lazy("You see more than others do")}
SBI = {
    "situation": gettext_lazy("Situation"), "behaviour": gettext_lazy("Behaviour"),
    "impact": gettext_lazy("Effect"), "request": gettext_lazy("Request"),
}  # fmt: skip
PART_LABELS = {"cards": "", "why": gettext_lazy("Why"), **KEEP}
ADVICE, HIDDEN = "advice", "hidden"
TOO_FEW = gettext_lazy("Too few replies to show.")
HELD_BACK = gettext_lazy("Not shown: set against an earlier result, it could tell what a few people said.")


@dataclass(frozen=True)
class Row:
    """One cell of one question. `replies` says how many in words; what is None is not told."""

    key: str
    cell: str
    replies: str
    median: float | None
    band: str
    histogram: list | None
    differ: bool
    picked: list
    """[(label, n or None)]: without n those named most often."""

    @property
    def band_word(self) -> str:
        return str(BANDS.get(self.band, ""))


@dataclass(frozen=True)
class Figure:
    """A question with scores, a number or picks. Without `rows`, `missing` says why."""

    key: str
    kind: str
    label: str
    clause: str
    anchors: list
    rows: list
    own: int | float | None
    own_words: str
    gap: str
    missing: str

    @property
    def is_scored(self) -> bool:
        return self.kind in SCORED


@dataclass(frozen=True)
class Card:
    """`place` names it in this snapshot: question, cell, part, number."""

    place: str
    text: str
    tag: str


@dataclass(frozen=True)
class Stack:
    """Cards of one part of one cell, shuffled. `of` is empty where they are of all together."""

    label: str
    of: str
    cards: list

    @property
    def open(self) -> list:
        return [card for card in self.cards if card.tag != HIDDEN]


@dataclass(frozen=True)
class Words:
    """A question that was answered in words. Without `stacks`, `missing` says why."""

    key: str
    label: str
    clause: str
    stacks: list
    missing: str


@dataclass(frozen=True)
class Standing:
    """A competency that stands out, with the figures behind it."""

    key: str
    label: str
    meaning: str
    median: float
    figure: Figure | None


@dataclass(frozen=True)
class Named:
    """What somebody wrote with their name: [(question, [lines])]."""

    who: str
    group: str
    answers: list


@dataclass(frozen=True)
class Report:
    withheld: bool
    least: int
    people: list
    """[(who, n)], all together last where there are several."""
    strengths: list
    growth: list
    figures: list
    words: list
    is_held_back: bool
    """Some of it stays closed for what earlier results told."""
    own: list
    """[(question, [lines])]: what one wrote about oneself and nobody else was asked."""
    named: list

    @property
    def cards(self) -> list[Card]:
        return [card for one in self.words for stack in one.stacks for card in stack.cards]

    @property
    def advice(self) -> list[Card]:
        return [card for card in self.cards if card.tag == ADVICE]

    @property
    def put_away(self) -> list[Card]:
        return [card for card in self.cards if card.tag == HIDDEN]

    @property
    def is_readable(self) -> bool:
        """There is something of somebody else to read."""
        return bool(self.people or self.named)

    @property
    def has_own(self) -> bool:
        """They answered the same about themselves, with a number."""
        return any(one.own is not None for one in self.figures)

    @property
    def gaps(self) -> list[Figure]:
        return [one for one in self.figures if one.gap]


def report(snapshot: dict, about, tags: Mapping[str, str] | None = None) -> Report:
    """`about`: the person, by whose name the questions call them. `tags`: {place of a card: "advice" or "hidden"}, theirs."""
    questions = [one | {"label": naming(one["label"], about)} for one in snapshot["questions"]]
    asked = [] if snapshot["withheld"] else [question for question in questions if question["asked"]]
    figures = [figure(question) for question in asked if not WORDS.issuperset(PARTS[question["kind"]])]
    standing = ranked(snapshot)
    return Report(
        withheld=snapshot["withheld"],
        least=snapshot["thresholds"]["score"],
        people=[(who(one), one["n"]) for one in snapshot["people"]],
        strengths=standings(standing["strengths"], questions, figures),
        growth=standings(standing["growth"], questions, figures),
        figures=figures,
        words=[words(question, tags or {}) for question in asked if WORDS & set(PARTS[question["kind"]])],
        is_held_back=any(one.get("held_back") for one in asked),
        own=[(one["label"], lines(one, one["self"])) for one in questions if not one["asked"] and one["self"]],
        named=[named(one, questions) for one in snapshot["named"]],
    )


def who(cell: dict) -> str:
    """The groups of a cell in words; of several that are shown together, which."""
    label = str(GROUPS[cell["cell"]])
    if cell["cell"] != "rest":
        return label
    groups = ", ".join(str(GROUPS[group]).lower() for group in cell["groups"])
    return f"{label} ({groups})"


def replies(n: int | None, least: int) -> str:
    """How many; where the number itself would tell too much, at least how many."""
    if n is None:
        return _("at least %(n)d replies") % {"n": least}
    return ngettext("%(n)d reply", "%(n)d replies", n) % {"n": n}


def figure(question: dict) -> Figure:
    value = question["self"] or {}
    return Figure(
        key=question["key"], kind=question["kind"], label=question["label"], clause=question["clause"],
        anchors=question["anchors"], rows=[row(question, cell) for cell in question["cells"]],
        own=value.get("score", value.get("number")), own_words="; ".join(lines(question, question["self"])),
        gap=str(GAPS.get(question["gap"], "")), missing=missing(question),
    )  # fmt: skip


def missing(question: dict) -> str:
    """Why nothing of a question is shown; "" where something is."""
    if question["cells"]:
        return ""
    return str(HELD_BACK if question.get("held_back") else TOO_FEW)


def row(question: dict, cell: dict) -> Row:
    labels = dict(question["choices"])
    return Row(
        key=cell["cell"], cell=who(cell), replies=replies(cell["n"], question["least"]), median=cell["median"],
        band=cell["band"] or "", histogram=cell["histogram"], differ=bool(cell["spread"]),
        picked=[(labels.get(one["value"], one["value"]), one["n"]) for one in cell["picked"] or ()],
    )  # fmt: skip


def words(question: dict, tags: Mapping[str, str]) -> Words:
    parts = [part for part in PARTS[question["kind"]] if part in WORDS]
    stacks = [one for part in parts for one in stacks_of(question, part, tags) if one.cards]
    why = "" if stacks else missing(question) or str(TOO_FEW)
    return Words(question["key"], question["label"], question["clause"], stacks, why)


def stacks_of(question: dict, part: str, tags: Mapping[str, str]) -> list[Stack]:
    """By group where each group's words are there; else together. All together would only say the same again."""
    cells = question["cells"]
    apart = [cell for cell in cells[:-1] if cell["cards"].get(part)]
    return [stack(question, cell, part, tags) for cell in apart or cells[-1:]]


def stack(question: dict, cell: dict, part: str, tags: Mapping[str, str]) -> Stack:
    found = enumerate(cell["cards"].get(part, ()))
    places = [(f"{question['key']}/{cell['cell']}/{part}/{number}", value) for number, value in found]
    cards = [Card(place, text_of(value), tags.get(place, "")) for place, value in places]
    return Stack(str(PART_LABELS[part]), "" if cell["cell"] == "all" else who(cell), cards)


def text_of(value) -> str:
    """A card as text; one in four parts with the name of each."""
    if isinstance(value, str):
        return value
    return "\n".join(f"{label}: {value[part]}" for part, label in SBI.items() if value.get(part, "").strip())


def standings(found, questions: list, figures: list) -> list[Standing]:
    by_key = {one.key: one for one in figures}
    keys = {one["competency"]: one["key"] for one in reversed(questions) if one["kind"] in SCORED and one["competency"]}
    return [
        Standing(one.competency, *described(one.competency), one.median, by_key.get(keys.get(one.competency)))
        for one in found
    ]


def described(competency: str) -> tuple[str, str]:
    known = BY_KEY.get(competency)
    return (str(known.label), str(known.meaning)) if known else (competency, "")


def named(one: dict, questions: list) -> Named:
    by_key = {question["key"]: question for question in questions}
    answers = [(by_key[key]["label"], lines(by_key[key], value)) for key, value in one["answers"].items()]
    return Named(one["who"], str(GROUPS[one["group"]]), [(label, said) for label, said in answers if said])


def lines(question: dict, value: dict | None) -> list[str]:
    """One person's answer as lines of text."""
    value = value or {}
    if value.get(NOT_SEEN):
        return [str(NOT_SEEN_LABEL)]
    labels = dict(question["choices"])
    scores = [_("%(score)d of 5") % {"score": value["score"]}] if "score" in value else []
    numbers = [f"{value['number']:g}"] if "number" in value else []
    picks = [", ".join(str(labels.get(one, one)) for one in value.get("picked", ()))]
    return [one for one in [*scores, *numbers, *picks, *texts(question, value)] if one]


def texts(question: dict, value: dict) -> list[str]:
    found = [(part, value.get(part) or ()) for part in PARTS[question["kind"]] if part in WORDS]
    return [
        f"{PART_LABELS[part]}: {text_of(one)}" if PART_LABELS[part] else text_of(one)
        for part, several in found
        for one in ([several] if isinstance(several, str) else several)
    ]
