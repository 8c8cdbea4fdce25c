"""What differs between two contents: added, removed, changed and moved clauses, field by field and word by word. Pure.

Clauses are known by their key, so that one that was reworded and moved is still the same. Only the text is compared:
which account a holder is linked to is not part of it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.content import Clause, Content
from charters.due import label
from charters.kinds import ALL, KINDS, PARTS, Field, Kind, Part, children_of
from common.diff import Piece, lines, words

Place = tuple[str, str]  # the key of the parent, the kind
GAP = Field("gap", "line", gettext_lazy("Kept from the file"))


@dataclass(frozen=True)
class FieldChange:
    """One field: its values, and how each reads."""

    field: Field
    old: object
    new: object
    was: str
    now: str

    @cached_property
    def pieces(self) -> list[Piece]:
        """By word; letters by line, since an A that goes from one role to another is two changes."""
        return lines(self.was, self.now) if self.field.type == "letters" else words(self.was, self.now)


@dataclass(frozen=True)
class Change:
    """One clause: `sort` is added, removed, changed or moved. Ranks count from 0 among its siblings."""

    sort: str
    old: Clause | None
    new: Clause | None
    fields: tuple[FieldChange, ...] = ()
    under: str = ""
    has_moved: bool = False
    was_rank: int = 0
    rank: int = 0

    @property
    def clause(self) -> Clause:
        return self.new or self.old

    @property
    def key(self) -> str:
        return self.clause.key

    @property
    def kind(self) -> Kind:
        return KINDS[self.clause.kind]

    @property
    def name(self) -> str:
        """The heading people know: the old one, or the new one of what is added. What exists once needs none."""
        heading = "" if self.kind.single else (self.old or self.new).heading
        return Truncator(" ".join(heading.split())).chars(120)

    @property
    def has_other_parent(self) -> bool:
        return bool(self.old and self.new and self.old.parent != self.new.parent)

    @property
    def place_was(self) -> int:
        return self.was_rank + 1

    @property
    def place_now(self) -> int:
        return self.rank + 1

    @property
    def words(self) -> str:
        """The change in one line."""
        said = {
            "added": _("%(clause)s added"),
            "removed": _("%(clause)s removed"),
            "changed": _("%(clause)s changed: %(fields)s") if len(self.kind.fields) > 1 else _("%(clause)s changed"),
            "moved": _("%(clause)s moved from place %(was)d to %(now)d"),
            "handed over": _("%(clause)s moved to “%(under)s”"),
        }["handed over" if self.sort == "moved" and self.has_other_parent else self.sort]
        clause = (
            _("%(kind)s “%(name)s”") % {"kind": self.kind.label, "name": self.name} if self.name else self.kind.label
        )
        fields = ", ".join(str(change.field.label) for change in self.fields)
        return said % {
            "clause": clause,
            "fields": fields,
            "under": self.under,
            "was": self.place_was,
            "now": self.place_now,
        }


@dataclass(frozen=True)
class Difference:
    """All that must be done to the old content to have the new one. It is false where nothing must."""

    title: FieldChange | None = None
    changes: list[Change] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.title or self.changes)

    @cached_property
    def by_part(self) -> list[tuple[Part, list[Change]]]:
        """The changes under the headings of the charter; parts without one are left out."""
        part_of = {kind: part.name for part in PARTS for kind in part.kinds}
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(part_of[change.kind.parent or change.kind.name], []).append(change)
        return [(part, found[part.name]) for part in PARTS if part.name in found]

    @cached_property
    def counts(self) -> dict[str, int]:
        return {
            sort: sum(change.sort == sort for change in self.changes)
            for sort in ("added", "removed", "changed", "moved")
        }


class Sides(NamedTuple):
    """Both contents, and their clauses by place and by key."""

    old: Content
    new: Content
    before: dict[Place, list[Clause]]
    after: dict[Place, list[Clause]]
    was: dict[tuple[str, str], Clause]
    now: dict[tuple[str, str], Clause]
    moved: set[str]


def difference(old: Content, new: Content) -> Difference:
    before, after = tree(old), tree(new)
    sides = Sides(old, new, before, after, known(before), known(after), moved(before, after))
    changes = [change for kind in ALL if not kind.parent for change in changes_at(sides, ("", kind.name))]
    title = Field("title", "title", gettext_lazy("Title"))
    return Difference(field_change(sides, title, old.title, new.title), changes)


def tree(content: Content) -> dict[Place, list[Clause]]:
    """The clauses that are in the document: children of what is there, and one of what exists once."""
    places: dict[Place, list[Clause]] = {}
    for kind in ALL:
        if kind.parent:
            continue
        found = content.of(kind.name)
        places["", kind.name] = found[:1] if kind.single else list(found)
        places |= {
            (one.key, child.name): list(content.of(child.name, one.key))
            for one in found
            for child in children_of(kind.name)
        }
    return places


def known(places: dict[Place, list[Clause]]) -> dict[tuple[str, str], Clause]:
    return {(clause.kind, clause.key): clause for clauses in places.values() for clause in clauses}


def place_of(clause: Clause) -> Place:
    return clause.parent, clause.kind


def changes_at(sides: Sides, place: Place) -> Iterator[Change]:
    """The changes of one list of siblings, each followed by those of its children; what was removed comes last."""
    gone = [clause for clause in sides.before.get(place, []) if (clause.kind, clause.key) not in sides.now]
    for clause in [*sides.after.get(place, []), *gone]:
        change = change_of(sides, clause.kind, clause.key)
        if change:
            yield change
        for child in children_of(clause.kind):
            yield from changes_at(sides, (clause.key, child.name))


def change_of(sides: Sides, kind: str, key: str) -> Change | None:
    old, new = sides.was.get((kind, key)), sides.now.get((kind, key))
    has_moved = key in sides.moved
    fields = tuple(changed_fields(sides, old, new))
    if old and new and not fields and not has_moved:
        return None
    sort = "added" if old is None else "removed" if new is None else "changed" if fields else "moved"
    ranks = {"was_rank": rank(sides.before, old), "rank": rank(sides.after, new)}
    return Change(sort, old, new, fields, under(sides, new or old), has_moved, **ranks)


def under(sides: Sides, clause: Clause) -> str:
    parent = sides.new.by_key.get(clause.parent) or sides.old.by_key.get(clause.parent)
    return parent.heading if parent else ""


def rank(places: dict[Place, list[Clause]], clause: Clause | None) -> int:
    return [one.key for one in places[place_of(clause)]].index(clause.key) if clause else 0


def changed_fields(sides: Sides, old: Clause | None, new: Clause | None) -> Iterator[FieldChange]:
    for one in (*KINDS[(new or old).kind].fields, GAP):
        change = field_change(sides, one, value_of(old, one), value_of(new, one))
        if change:
            yield change


def value_of(clause: Clause | None, one: Field):
    if clause is None:
        return one.empty
    return clause.gap if one is GAP else clause[one.name]


def field_change(sides: Sides, one: Field, old, new) -> FieldChange | None:
    if old == new:
        return None
    was, now = read(sides.old, one, old), read(sides.new, one, new)
    if was == now and one.type == "due":
        was, now = old["text"], new["text"]
    return FieldChange(one, old, new, was, now)


def read(content: Content, one: Field, value) -> str:
    """A value as people read it; nothing is an empty text."""
    if value is None or value is False or value in ("", {}):
        return ""
    return READ.get(one.type, lambda content, one, value: str(value))(content, one, value)


def read_letters(content: Content, _one: Field, value: dict) -> str:
    """A line for each role, in the order of the roles."""
    titles = {role.key: role.heading for role in content.of("role")}
    ordered = [key for key in titles if key in value] + [key for key in value if key not in titles]
    return "".join(f"{titles.get(key, key)}: {value[key]}\n" for key in ordered if value[key])


def read_clause(content: Content, _one: Field, value: str) -> str:
    return content.by_key[value].heading if value in content.by_key else value


READ = {
    "due": lambda _content, _one, value: label(value),
    "day": lambda _content, _one, value: date_format(date.fromisoformat(value), "DATE_FORMAT"),
    "number": lambda _content, _one, value: f"{value:g}",
    "yes": lambda _content, _one, _value: _("yes"),
    "choice": lambda _content, one, value: str(dict(one.choices).get(value, value)),
    "letters": read_letters,
    "clause": read_clause,
}


def moved(before: dict[Place, list[Clause]], after: dict[Place, list[Clause]]) -> set[str]:
    """The fewest clauses that must move: those of another parent, and those outside the longest run that kept its order."""
    where = {clause.key: (place, at) for place, clauses in before.items() for at, clause in enumerate(clauses)}
    found = set()
    for place, clauses in after.items():
        same = [clause.key for clause in clauses if clause.key in where and where[clause.key][0][1] == place[1]]
        stayed = [key for key in same if where[key][0] == place]
        kept = longest_run([where[key][1] for key in stayed])
        found |= set(same) - {stayed[at] for at in kept}
    return found


def longest_run(numbers: list[int]) -> list[int]:
    """The indexes of a longest increasing run, not necessarily without gaps."""
    tails: list[int] = []  # the smallest last number of a run of each length
    ends: list[int] = []  # its index
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1], ends[length : length + 1] = [number], [at]
    run, at = [], ends[-1] if ends else -1
    while at >= 0:
        run.append(at)
        at = before[at]
    return run[::-1]
