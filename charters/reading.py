"""A charter as people read it: numbered parts, each clause with its facts, roles with who holds them. Pure.

The read page, the sheet that is signed, Markdown and print are all made from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from charters.content import Clause, Content
from charters.kinds import KINDS, LINE_TYPES, PARTS, Field, Kind, Part
from charters.pictures.matrix import BLANK, Cell, Matrix, matrix
from charters.pictures.rolemap import RoleMap, role_map
from charters.pictures.timeline import Timeline, timeline

OWN_TEMPLATES = {"purpose", "scope", "roles", "deliverables"}
BODIES = ("purpose", "description", "text")
SHOWN_HOLDERS = 12
# A longer list becomes one table with the letters of the matrix in it.
MANY_DELIVERABLES = 30


@dataclass(frozen=True)
class Fact:
    """One filled field beside the heading. `is_rich` is Markdown; `day` is a date without words."""

    label: str
    value: str
    is_rich: bool = False
    day: date | None = None


@dataclass(frozen=True)
class ReadClause:
    """A clause: its heading, its own text (Markdown), and the facts beside it."""

    key: str
    heading: str
    is_rich: bool
    name: str
    body: str
    facts: list[Fact]
    gap: str


@dataclass(frozen=True)
class ReadKind:
    """All clauses of one kind under their label."""

    name: str
    label: str
    clauses: list[ReadClause]


@dataclass(frozen=True)
class Holder:
    """Who holds a role, in words; `key` leads to whether they accepted it."""

    key: str
    name: str
    notes: str
    gap: str


@dataclass(frozen=True)
class ReadRole:
    """A role, what it answers for, who holds it, who did, and how many seats are empty."""

    key: str
    title: str
    purpose: str
    facts: list[Fact]
    accountabilities: list[ReadClause]
    not_accountable_for: list[ReadClause]
    holders: list[Holder]
    further_holders: list[Holder]
    former: list[Holder]
    vacant: int
    gap: str


@dataclass(frozen=True)
class Group:
    """Deliverables under one heading, as the charter groups them."""

    label: str
    clauses: list[ReadClause]


@dataclass(frozen=True)
class TableRow:
    """A deliverable as a line of a long table: its due, and the letters of each role of the matrix."""

    clause: ReadClause
    due: str
    cells: list[Cell]


@dataclass
class ReadPart:
    """A numbered chapter."""

    number: int
    part: Part
    kinds: list[ReadKind]
    roles: list[ReadRole] = field(default_factory=list)
    role_map: RoleMap | None = None
    groups: list[Group] = field(default_factory=list)
    table: list[tuple[str, list[TableRow]]] = field(default_factory=list)
    matrix: Matrix | None = None
    timeline: Timeline | None = None

    @property
    def template(self) -> str:
        name = self.part.name if self.part.name in OWN_TEMPLATES else "list"
        return f"charters/_document_{name}.html"

    @property
    def of(self) -> dict[str, ReadKind]:
        return {kind.name: kind for kind in self.kinds}


def read(content: Content, notes: Mapping[str, str] | None = None) -> list[ReadPart]:
    """The parts that say something, numbered as they are printed. `notes` tell of clauses from where they were taken."""
    parts = []
    for part in PARTS:
        kinds = [read_kind(content, KINDS[name]) for name in part.kinds if content.of(name)]
        if kinds:
            parts.append(add_pictures(ReadPart(len(parts) + 1, part, kinds), content))
    return [noted(part, notes) for part in parts] if notes else parts


def noted(part: ReadPart, notes: Mapping[str, str]) -> ReadPart:
    part.kinds = [replace(kind, clauses=[told(one, notes) for one in kind.clauses]) for kind in part.kinds]
    part.roles = [told(role, notes) for role in part.roles]
    return part


def told(clause, notes: Mapping[str, str]):
    """A clause or a role with a fact more, where something is known of it."""
    if clause.key not in notes:
        return clause
    return replace(clause, facts=[*clause.facts, Fact(_("Taken from"), notes[clause.key])])


def add_pictures(part: ReadPart, content: Content) -> ReadPart:
    if part.part.name == "roles":
        part.roles = [read_role(content, role) for role in content.of("role")]
        part.role_map = role_map(content)
    if part.part.name == "deliverables":
        part.groups = grouped(content)
        part.matrix = matrix(content)
        part.timeline = timeline(content)
        if len(content.of("deliverable")) > MANY_DELIVERABLES:
            part.table = long_table(content, part.groups, part.matrix)
    return part


def read_kind(content: Content, kind: Kind) -> ReadKind:
    return ReadKind(kind.name, str(kind.labels), [read_clause(content, clause) for clause in content.of(kind.name)])


def read_clause(content: Content, clause: Clause) -> ReadClause:
    kind = KINDS[clause.kind]
    has_words = kind.heading.type in LINE_TYPES
    beside = [one for one in kind.fields if one.type != "letters" and one.name != "title"]
    beside = [one for one in beside if one.name not in BODIES and (one is not kind.heading or not has_words)]
    facts = [fact for one in beside if (fact := read_fact(content, one, clause[one.name]))]
    name = clause["title"] if "title" in kind.by_name and kind.heading.name != "title" else ""
    heading = clause.heading if has_words else ""
    return ReadClause(clause.key, heading, kind.heading.type == "text", name, body_of(clause), facts, clause.gap)


def body_of(clause: Clause) -> str:
    """The text of a clause that is headed by something else."""
    fields = KINDS[clause.kind].by_name
    names = [name for name in BODIES if name in fields and fields[name] is not KINDS[clause.kind].heading]
    return "\n\n".join(clause[name] for name in names if clause[name])


def read_fact(content: Content, one: Field, value) -> Fact | None:
    """None where nothing is written."""
    if one.type == "yes":
        return Fact(str(one.label), "✓") if value else None
    if value in (None, "", {}):
        return None
    if one.type == "day":
        return Fact(str(one.label), value, day=date.fromisoformat(value))
    return Fact(str(one.label), words_of(content, one, value), one.type == "text")


def words_of(content: Content, one: Field, value) -> str:
    if one.type == "due":
        return due_words(value)
    if one.type == "choice":
        return str(dict(one.choices).get(value, value))
    if one.type == "clause":
        return content.by_key[value].heading if value in content.by_key else ""
    return str(value)


def due_words(due: dict) -> str:
    """As it was written, with the day it means where that says more."""
    if not due["on"] or due["precision"] != "day" or due["on"] == due["text"]:
        return due["text"]
    return f"{due['text']} ({due['on']})" if due["on"][:4] not in due["text"] else due["text"]


def read_role(content: Content, role: Clause) -> ReadRole:
    present = [read_holder(one) for one in content.holders(role.key)]
    return ReadRole(
        key=role.key,
        title=role.heading,
        purpose=role["purpose"],
        facts=read_clause(content, role).facts,
        accountabilities=[read_clause(content, one) for one in content.of("accountability", role.key)],
        not_accountable_for=[read_clause(content, one) for one in content.of("not_accountable_for", role.key)],
        holders=present[:SHOWN_HOLDERS],
        further_holders=present[SHOWN_HOLDERS:],
        former=[read_holder(one) for one in content.of("assignment", role.key) if one["former"]],
        vacant=max((role["seats"] or 1) - len(present), 0),
        gap=role.gap,
    )


def read_holder(holder: Clause) -> Holder:
    handle = holder["handle"] if holder["handle"] and holder["handle"].lstrip("@") not in holder["name"] else ""
    hours = f"{holder['hours']:g} h" if holder["hours"] is not None else ""
    ends = f"→ {due_words(holder['term_ends'])}" if holder["term_ends"] else ""
    notes = [handle, holder["affiliation"], holder["share"], hours, ends, holder["note"]]
    return Holder(holder.key, holder["name"], ", ".join(note for note in notes if note), holder.gap)


def grouped(content: Content) -> list[Group]:
    """Deliverables by their group, in the order in which the groups first appear."""
    groups: dict[str, list[ReadClause]] = {}
    for clause in content.of("deliverable"):
        groups.setdefault(clause["group"], []).append(without_group(read_clause(content, clause)))
    return [Group(label, clauses) for label, clauses in groups.items()]


def long_table(content: Content, groups: list[Group], found: Matrix | None) -> list[tuple[str, list[TableRow]]]:
    cells = {row.key: row.cells for row in found.rows} if found else {}
    blank = [BLANK] * len(found.columns) if found else []
    label = str(KINDS["deliverable"].by_name["due"].label)
    return [
        (group.label, [table_row(content, clause, label, cells.get(clause.key, blank)) for clause in group.clauses])
        for group in groups
    ]


def table_row(content: Content, clause: ReadClause, label: str, cells: list[Cell]) -> TableRow:
    facts = [fact for fact in clause.facts if fact.label != label]
    due = content.by_key[clause.key]["due"]
    return TableRow(replace(clause, facts=facts), due_words(due) if due else "", cells)


def without_group(clause: ReadClause) -> ReadClause:
    label = str(KINDS["deliverable"].by_name["group"].label)
    return replace(clause, facts=[fact for fact in clause.facts if fact.label != label])
