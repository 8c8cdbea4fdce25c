"""How the words of a sheet are arranged on its page: cards by element, lists by kind, one line for each part. Pure."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from negotiations.content import Content, Part
from negotiations.kinds import ELEMENTS, KINDS, RANK, Kind

MOST = 200
LONG = 160


@dataclass(frozen=True)
class Row:
    """One part on one line; `notes` are its other fields, shortened."""

    key: str
    line: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class KindList:
    kind: Kind
    rows: tuple[Row, ...] = ()

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= MOST


@dataclass(frozen=True)
class Card:
    """One element with the kinds that belong to it."""

    name: str
    label: str
    question: str
    lists: list[KindList] = field(default_factory=list)

    @property
    def shows_names(self) -> bool:
        """A single list is named by its card."""
        return len(self.lists) > 1


def row_of(part: Part) -> Row:
    kind = KINDS[part.kind]
    shown = [(one, part.values.get(one.name)) for one in kind.fields if one.name != kind.heading]
    return Row(part.key, part.heading.strip() or _("Nothing written yet"), tuple(notes(shown)))


def notes(fields):
    """The fields beside the heading: what was chosen by its word, text by its beginning, what is empty not at all."""
    for one, value in fields:
        if one.type == "yes" and value:
            yield str(one.label)
        elif one.type == "choice" and value:
            word = as_words(one, value)
            yield word if one.name == "party" else f"{one.label}: {word}"
        elif one.type not in ("yes", "choice") and value not in (None, ""):
            yield f"{one.label}: {shortened(str(value))}"


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def cards(content: Content, without=()) -> list[Card]:
    """What the depth asks for, and whatever else has content; `without` are keys that stand elsewhere on the page."""
    found = {name: Card(name, str(label), str(question)) for name, (label, question) in ELEMENTS.items()}
    asks_more = RANK[content.depth] > 0
    for kind in KINDS.values():
        rows = tuple(row_of(part) for part in content.parts_of(kind.name) if part.key not in without)
        is_asked = asks_more and RANK[kind.depth] <= RANK[content.depth]
        if (content.sees_limits or not kind.is_limit) and (rows or is_asked):
            found[kind.element].lists.append(KindList(kind, rows))
    return [card for card in found.values() if card.lists]


def facts(kind: Kind, values: dict) -> list[tuple[str, str]]:
    """Every filled field with its label, in whole words."""
    return [(str(one.label), as_words(one, values[one.name])) for one in kind.fields if values.get(one.name)]


def as_words(one, value) -> str:
    if one.type == "choice":
        return str(dict(one.choices).get(value, value))
    return _("yes") if value is True else str("" if value is None else value)


def reading(content: Content) -> list[dict]:
    """All parts in full, element by element: for a snapshot and for a sheet on paper."""
    found = []
    for card in cards(content):
        lists = [read_list(one.kind, content) for one in card.lists if one.rows]
        if lists:
            found.append({"label": card.label, "lists": lists})
    return found


def read_list(kind: Kind, content: Content) -> dict:
    return {"label": str(kind.labels), "parts": [read_part(kind, part) for part in content.parts_of(kind.name)]}


def read_part(kind: Kind, part: Part) -> dict:
    """The heading, the words that were chosen beside it, and the other fields with their labels."""
    rest = [(one, part.values.get(one.name)) for one in kind.fields if one.name != kind.heading]
    chosen = [one for one, _value in rest if one.type in ("yes", "choice")]
    return {
        "heading": part.heading,
        "marks": list(notes([(one, part.values.get(one.name)) for one in chosen])),
        "facts": [
            (str(one.label), as_words(one, value))
            for one, value in rest
            if one not in chosen and value not in (None, "")
        ],
    }
