"""Which changes of a deliverable its C's are asked about before: another day, another scope. Pure."""

import hashlib
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charters import raci
from charters.content import Clause, Content, canonical
from charters.due import Due, label, parse
from charters.kinds import KINDS

SCOPE = ("title", "description", "acceptance_criteria")
LONGEST = 2_000


class Ask(NamedTuple):
    """One change of one deliverable, in words, and whom it is to be told before. `mark` names the change."""

    key: str
    title: str
    about: str
    words: str
    mark: str
    people: raci.People


def asks(old: Content, new: Content, names: raci.Names) -> list[Ask]:
    """For each deliverable that C's were named for and that is not what it was."""
    found = [ask(old, clause, new.by_key.get(clause.key), names) for clause in old.of("deliverable")]
    return [one for one in found if one and one.people]


def ask(old: Content, before: Clause, after: Clause | None, names: raci.Names) -> Ask | None:
    people = raci.people(old, before, names)["C"]
    if after is None:
        return Ask(before.key, before.heading, "scope", _("It is to leave the charter."), "gone", people)
    changed = [name for name in SCOPE if before[name] != after[name]]
    changed += ["due"] if mark_of_day(before["due"]) != mark_of_day(after["due"]) else []
    if not changed:
        return None
    words = "\n".join(said(name, before, after) for name in changed)
    if changed == ["due"]:
        return Ask(before.key, before.heading, "date", words, mark_of_day(after["due"]), people)
    return Ask(before.key, before.heading, "scope", words, mark_of_scope(after), people)


def said(name: str, before: Clause, after: Clause) -> str:
    return _("%(field)s: “%(was)s” is to become “%(now)s”") % {
        "field": KINDS["deliverable"].by_name[name].label,
        "was": written(name, before[name]),
        "now": written(name, after[name]),
    }


def written(name: str, value) -> str:
    words = label(value) if name == "due" else str(value)
    return (words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…") or "–"


def mark_of_day(due: Due | None) -> str:
    """The same day typed in another way is the same change."""
    return "day:" + ((due["on"] or digest(due["text"])) if due else "")


def mark_of_scope(clause: Clause) -> str:
    return "scope:" + digest([mark_of_day(clause["due"]), *(clause[name] for name in SCOPE)])


def digest(value) -> str:
    return hashlib.sha256(canonical({"value": value}).encode()).hexdigest()


def due_of(day: date) -> Due:
    """A day as a charter writes it: 26 June 2027. Where these words are not understood, as 2027-06-26."""
    due = parse(date_format(day, "j F Y"))
    return (
        due if due and due["on"] == day.isoformat() else Due(text=day.isoformat(), on=day.isoformat(), precision="day")
    )
