"""The words of a clause, field by field, as a search reads them. Pure."""

from charters.content import Clause
from charters.kinds import KINDS, LINE_TYPES, Field

NAMES = ("title", "line", "who")


def heading_of(clause: Clause) -> str:
    """The one line that names the clause; a long text, as that of a purpose, names nothing."""
    kind = KINDS[clause.kind]
    field = kind.heading if kind.heading.type in NAMES else kind.by_name.get("title")
    return clause[field.name] if field else ""


def said_in(clause: Clause) -> list[str]:
    """All its words; the line that names it comes first, empty or not."""
    return [heading_of(clause), *(text for _label, text in texts_of(clause))]


def texts_of(clause: Clause) -> list[tuple[str, str]]:
    """What else it says: the label and the words of each field, and the gap that an import left."""
    fields = [(str(field.label), words_of(field, clause[field.name])) for field in KINDS[clause.kind].fields]
    heading = heading_of(clause)
    return [(label, text) for label, text in [*fields, ("", clause.gap)] if text and text != heading]


def words_of(field: Field, value) -> str:
    """As they stand in the text; numbers, letters and links have none."""
    if field.type in LINE_TYPES:
        return value
    if field.type == "due":
        return value["text"] if value else ""
    if field.type == "choice":
        return str(dict(field.choices).get(value, ""))
    return ""
