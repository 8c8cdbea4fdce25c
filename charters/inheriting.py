"""Clauses that one charter has from another: what can be taken, what deviates, what the other changed since. Pure.

`rows` are what is known of each (charters.models.Inheritance): its key here and there, its words when it was taken.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from charters.compare import Change, difference
from charters.content import Clause, Content
from charters.copying import with_new_keys
from charters.kinds import KINDS
from common.ids import uuid7

TAKEN = (
    "role", "expectation", "working_agreement", "communication_agreement", "meeting", "decision_rule", "conflict_step",
    "contingency",
)  # fmt: skip
# Holders are people of the other team; what a role answers for comes with it.
PARTS = ("accountability", "not_accountable_for")


@dataclass(frozen=True)
class Mark:
    """Where a clause is from. `changes` lead from the words there to the words here; nobody reads them who may not read there."""

    charter: str
    title: str
    number: str
    is_seen: bool
    is_ended: bool
    changes: list[Change] = field(default_factory=list)

    @property
    def deviates(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True)
class News:
    """What changed there in one clause since it was taken, and how the one here deviates from what was taken."""

    change: Change
    own: Change | None


def words(clause: Clause | None) -> dict:
    """Every field of a clause; nothing where there is none."""
    return {one.name: clause[one.name] for one in KINDS[clause.kind].fields} if clause else {}


def parts(content: Content, role: Clause) -> list[Clause]:
    return [one for kind in PARTS for one in content.of(kind, role.key)] if role.kind == "role" else []


def whole(content: Content, keys: Collection[str]) -> list[Clause]:
    """The clauses of these keys that can be taken, each role with what it answers for."""
    wanted = [one for kind in TAKEN for one in content.of(kind) if one.key in keys]
    return [part for one in wanted for part in (one, *parts(content, one))]


def copies(content: Content, keys: Collection[str]) -> list[tuple[Clause, Clause]]:
    """Each clause as it will be here, under a key of its own, beside the one it is from. A file's gap stays where it was."""
    found = whole(content, keys)
    return [(replace(new, gap="", person=None), old) for new, old in zip(with_new_keys(found), found, strict=True)]


def taken_clauses(rows: Iterable) -> list[Clause]:
    """The clauses as they were when they were taken, under their keys here."""
    return [Clause(str(row.key), row.kind, row.words, str(row.parent or "")) for row in rows if row.words]


def deviations(content: Content, rows: Collection) -> dict[str, list[Change]]:
    """By the key of each clause that stands here: what leads from the words taken to the words here. Order is no deviation."""
    here = [row for row in rows if row.words and str(row.key) in content.by_key]
    roles = {str(row.key) for row in here if row.kind == "role"}
    own = [one for one in content.clauses if one.kind in PARTS and one.parent in roles]
    mine = [content.by_key[str(row.key)] for row in here if row.kind not in PARTS] + own
    was = taken_clauses(row for row in rows if row.kind not in PARTS and str(row.key) in content.by_key)
    was += taken_clauses(row for row in rows if row.kind in PARTS and str(row.parent) in roles)
    found: dict[str, list[Change]] = {str(row.key): [] for row in here if row.kind not in PARTS}
    for change in difference(Content("", was), Content("", mine)).changes:
        if change.sort != "moved":
            found[change.clause.parent or change.key].append(change)
    return found


def marks(content: Content, rows: Collection) -> dict[str, Mark]:
    """The mark of each clause that stands here; parts of a role are in the mark of their role."""
    by_key = {str(row.key): row for row in rows}
    return {key: mark(by_key[key], changes) for key, changes in deviations(content, rows).items()}


def mark(row, changes: list[Change]) -> Mark:
    parent = row.parent_charter
    return Mark(
        str(parent.pk), parent.title if row.is_seen else "", row.parent_number if row.is_seen else "", row.is_seen,
        parent.closed_at is not None, changes,
    )  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """What a role that was taken has there now and had not: `key` is the one it gets here."""

    key: str
    parent: str
    clause: Clause


def in_use(rows: Iterable, content: Content) -> list:
    """What stands here, and parts that a role here was given but left out. What was removed whole is not asked about."""
    return [row for row in rows if {str(row.key), row.kind in PARTS and str(row.parent)} & content.by_key.keys()]


def arrivals(rows: Collection, parent: Content) -> list[Arrival]:
    known = {str(row.parent_key) for row in rows}
    roles = [(str(row.key), parent.by_key.get(str(row.parent_key))) for row in rows if row.kind == "role" and row.words]
    return [
        Arrival(str(uuid7()), key, one)
        for key, role in roles
        if role
        for one in parts(parent, role)
        if one.key not in known
    ]


def now(row, parent: Content) -> dict:
    return words(parent.by_key.get(str(row.parent_key)))


def is_new(row, parent: Content) -> bool:
    """Whether it says there what the lead has not seen yet."""
    return now(row, parent) != row.seen_words


def has_news(rows: Collection, parent: Content) -> bool:
    return any(is_new(row, parent) for row in rows) or bool(arrivals(rows, parent))


def texts(mine: Content, rows: Collection, parent: Content, new: Iterable[Arrival]) -> tuple[Content, Content]:
    """What both began from and what stands there now, as whole texts: what was not taken is in both as it is here."""
    keys = {str(row.key) for row in rows if row.words}
    own = [one for one in mine.clauses if one.key not in keys]
    there = [
        Clause(str(row.key), row.kind, now(row, parent), str(row.parent or ""))
        for row in rows
        if now(row, parent) and (row.words or is_new(row, parent))
    ]
    there += [Clause(one.key, one.clause.kind, words(one.clause), one.parent) for one in new]
    was, come = taken_clauses(rows), there
    return Content(mine.title, in_order(mine, was, own)), Content(mine.title, in_order(mine, come, own))


def in_order(mine: Content, clauses: list[Clause], own: list[Clause]) -> list[Clause]:
    """As they stand here, since the order is the child's own; what is not here stands last."""
    place = {one.key: at for at, one in enumerate(mine.clauses)}
    return sorted([*own, *clauses], key=lambda one: place.get(one.key, len(place)))


def news(mine: Content, rows: Collection, parent: Content) -> list[News]:
    """Clause by clause: what was taken, what stands there now, and what stands here where that is another text."""
    new = arrivals(rows, parent)
    was, come = texts(mine, rows, parent, new)
    wanted = {str(row.key) for row in rows if is_new(row, parent)} | {one.key for one in new}
    changed = [one for one in difference(was, come).changes if one.key in wanted and one.sort != "moved"]
    own = {one.key: one for one in difference(was, mine).changes if one.sort != "moved"}
    return [News(one, own.get(one.key)) for one in changed]


def said(mark: Mark) -> str:
    """A mark in one line, for files that people read."""
    names = {"charter": mark.title, "number": mark.number}
    if mark.is_seen:
        how = (
            _("%(charter)s, version %(number)s, with deviations")
            if mark.deviates
            else _("%(charter)s, version %(number)s, unchanged")
        )
        return how % names
    return _("another team’s charter, with deviations") if mark.deviates else _("another team’s charter, unchanged")
