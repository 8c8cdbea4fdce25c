"""Two people changed the same text: what each did is laid together, clause by clause and field by field. Pure.

`base` is what both began from, `mine` the draft, `theirs` what holds now. Where only one of them changed something, that
is taken; where both did, and not alike, it collides and somebody chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from charters.compare import read
from charters.content import Clause, Content
from charters.kinds import KINDS, Field

MINE, THEIRS = "mine", "theirs"
Choices = Mapping[str, str]  # the name of a collision to MINE or THEIRS


class Collision(NamedTuple):
    """One field that both changed, or (without a field) a clause that one removed and the other changed."""

    clause: Clause
    field: Field | None
    was: str
    mine: str
    theirs: str

    @property
    def name(self) -> str:
        return f"{self.clause.key}.{self.field.name if self.field else ''}"


@dataclass(frozen=True)
class Merged:
    """The text that holds both, with what collides; a collision nobody chose about keeps what is mine."""

    content: Content
    collisions: list[Collision]


def merge(base: Content, mine: Content, theirs: Content, choices: Choices | None = None) -> Merged:
    """Clauses stand in the order of `mine`; what only `theirs` has follows."""
    chosen, collisions, clauses = choices or {}, [], []
    keys = dict.fromkeys([*(one.key for one in mine.clauses), *(one.key for one in theirs.clauses)])
    for key in keys:
        three = Three(base.by_key.get(key), mine.by_key.get(key), theirs.by_key.get(key))
        found = three.collisions((base, mine, theirs))
        collisions += found
        clauses.append(three.merged({one.name: chosen.get(one.name, MINE) for one in found}))
    title = theirs.title if mine.title == base.title else mine.title
    return Merged(Content(title, whole([one for one in clauses if one])), collisions)


def whole(clauses: list[Clause]) -> list[Clause]:
    """Parts of a role that is gone go with it."""
    keys = {clause.key for clause in clauses}
    return [clause for clause in clauses if not clause.parent or clause.parent in keys]


class Three(NamedTuple):
    """One clause in the three texts; None where it is not there."""

    base: Clause | None
    mine: Clause | None
    theirs: Clause | None

    def collisions(self, texts: tuple[Content, Content, Content]) -> list[Collision]:
        if same(self.mine, self.theirs) or same(self.mine, self.base) or same(self.theirs, self.base):
            return []
        if self.mine is None or self.theirs is None:
            return [Collision(self.mine or self.theirs, None, *(shown(one) for one in self))]
        fields = [one for one in KINDS[self.mine.kind].fields if self.collides(one.name)]
        return [Collision(self.mine, one, *self.read(texts, one)) for one in fields]

    def collides(self, field: str) -> bool:
        was, mine, theirs = self.values(field)
        return mine != theirs and was not in (mine, theirs)

    def values(self, field: str) -> tuple:
        return (self.base[field] if self.base else None, self.mine[field], self.theirs[field])

    def read(self, texts, field: Field) -> list[str]:
        return [read(text, field, one[field.name]) if one else "" for text, one in zip(texts, self, strict=True)]

    def merged(self, choices: Choices) -> Clause | None:
        """The one clause that holds what both did."""
        if same(self.mine, self.base):
            return self.theirs
        if same(self.theirs, self.base):
            return self.mine
        if self.mine is None or self.theirs is None:
            return self.mine if MINE in choices.values() or not choices else self.theirs
        return self.laid(choices)

    def laid(self, choices: Choices) -> Clause:
        values = {one.name: self.value(one.name, choices) for one in KINDS[self.mine.kind].fields}
        was = self.base.person if self.base else None
        person = self.theirs.person if self.mine.person == was else self.mine.person
        return replace(self.mine, values=values, person=person)

    def value(self, field: str, choices: Choices):
        was, mine, theirs = self.values(field)
        if self.collides(field):
            return theirs if choices.get(f"{self.mine.key}.{field}") == THEIRS else mine
        return theirs if mine == was else mine


def same(one: Clause | None, other: Clause | None) -> bool:
    """Alike in all that counts: the words, whom they belong to, whose account."""
    if one is None or other is None:
        return one is other
    return (one.kind, one.parent, one.gap, one.person) == (other.kind, other.parent, other.gap, other.person) and all(
        one[field.name] == other[field.name] for field in KINDS[one.kind].fields
    )


def shown(clause: Clause | None) -> str:
    """A whole clause in a line; nothing where it was removed."""
    return clause.heading if clause else ""
