"""Two people changed the same text: what each did is laid together, clause by clause and field by field. Pure.

`base` is what both began from, `mine` the draft, `theirs` what holds now. Where only one of them changed something, that
is taken; where both did, and not alike, it collides and somebody chooses. The order of clauses never collides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from charters.compare import GAP, read
from charters.content import Clause, Content
from charters.kinds import ALL, KINDS, Field

MINE, THEIRS = "mine", "theirs"
Choices = Mapping[str, str]  # the name of a collision to MINE or THEIRS

TITLE = Field("title", "title", _("Title"))
PARENT = Field("parent", "clause", _("Belongs to"))


class Collision(NamedTuple):
    """One field that both changed, or (without a field) a clause that one removed and the other changed.

    The title of the charter stands here as a clause of its own.
    """

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
    """What both did to `base`, with what collides. `choices` say whose words stand."""
    texts, choices = aligned(Texts(base, mine, theirs)), choices or {}
    title, collisions = entitled(texts, choices)
    found: dict[str, Clause] = {}
    for key in texts.keys:
        three = texts.three(key)
        collisions += three.collisions(texts)
        clause = three.merged(texts, choices)
        if clause:
            found[key] = clause
    return Merged(Content(title, ordered(texts, settled(texts, found))), collisions)


def entitled(texts: "Texts", choices: Choices) -> tuple[str, list[Collision]]:
    was, mine, theirs = (text.title for text in texts)
    if not collide(was, mine, theirs):
        return either(was, mine, theirs, MINE), []
    one = Collision(Clause("title", "section", {"title": mine}), TITLE, was, mine, theirs)
    return either(was, mine, theirs, choices.get(one.name, MINE)), [one]


def collide(was, mine, theirs) -> bool:
    return mine != theirs and was not in (mine, theirs)


def either(was, mine, theirs, choice: str):
    """What only one of them changed is as they left it."""
    if mine == was:
        return theirs
    return theirs if choice == THEIRS and collide(was, mine, theirs) else mine


@dataclass(frozen=True)
class Texts:
    """The three texts."""

    base: Content
    mine: Content
    theirs: Content

    def __iter__(self):
        return iter((self.base, self.mine, self.theirs))

    @cached_property
    def keys(self) -> list[str]:
        return list(dict.fromkeys(one.key for text in (self.mine, self.theirs, self.base) for one in text.clauses))

    def three(self, key: str) -> "Three":
        return Three(*(text.by_key.get(key) for text in self))

    @cached_property
    def touched(self) -> set[str]:
        """Roles in whose parts somebody put or changed something."""
        return {
            one.parent
            for text in (self.mine, self.theirs)
            for one in text.clauses
            if one.parent and not same(one, self.base.by_key.get(one.key))
        }


def aligned(texts: Texts) -> Texts:
    """Of what exists once, two that were written anew are one clause: its key is that of the text that holds now."""
    for kind in (kind for kind in ALL if kind.single):
        was, mine, theirs = (text.one(kind.name) for text in texts)
        if mine and theirs and mine.key != theirs.key and not same(theirs, was):
            texts = Texts(known_as(texts.base, was, theirs.key), known_as(texts.mine, mine, theirs.key), texts.theirs)
    return texts


def known_as(text: Content, one: Clause | None, key: str) -> Content:
    return Content(text.title, [replace(clause, key=key) if clause is one else clause for clause in text.clauses])


class Three(NamedTuple):
    """One clause in the three texts; None where it is not there."""

    base: Clause | None
    mine: Clause | None
    theirs: Clause | None

    @property
    def left(self) -> Clause | None:
        """The clause where one of the two removed it and the other has it; None otherwise."""
        if self.base is None or (self.mine is None) == (self.theirs is None):
            return None
        return self.mine or self.theirs

    def collisions(self, texts: Texts) -> list[Collision]:
        if self.left:
            is_lost = not goes_with_role(self, texts) and is_changed(self.left, self.base, texts)
            return [Collision(self.left, None, *(shown(one) for one in self))] if is_lost else []
        if self.mine is None or self.theirs is None:
            return []
        return [self.told(texts, one) for one in fields_of(self.mine) if self.collides(one)]

    def told(self, texts: Texts, one: Field) -> Collision:
        read_by = zip(texts, self, strict=True)
        return Collision(self.mine, one, *(read(text, one, worded(clause, one)) for text, clause in read_by))

    def collides(self, one: Field) -> bool:
        was, mine, theirs = self.values(one)
        if one.type == "letters":
            return any(collide(*cell) for cell in cells(was, mine, theirs).values())
        return collide(was, mine, theirs)

    def values(self, one: Field) -> tuple:
        return tuple(valued(clause, one) for clause in self)

    def merged(self, texts: Texts, choices: Choices) -> Clause | None:
        """The one clause that holds what both did."""
        if self.left:
            return self.kept(texts, choices)
        if self.mine is None or self.theirs is None:
            return self.mine or self.theirs if self.base is None else None
        return self.laid(choices)

    def kept(self, texts: Texts, choices: Choices) -> Clause | None:
        """What one removed goes, unless the other changed it and is preferred; parts share the fate of their role."""
        role = goes_with_role(self, texts)
        if role:
            return self.left if role.merged(texts, choices) else None
        if not is_changed(self.left, self.base, texts):
            return None
        return self.theirs if choices.get(f"{self.left.key}.") == THEIRS else self.mine

    def laid(self, choices: Choices) -> Clause:
        chosen = {one.name: self.value(one, choices) for one in fields_of(self.mine)}
        parent, gap = chosen.pop("parent"), chosen.pop("gap")
        person = None
        if self.mine.kind == "assignment":
            chosen["name"], person = chosen["name"]
        return replace(self.mine, values=chosen, parent=parent, gap=gap, person=person)

    def value(self, one: Field, choices: Choices):
        choice = choices.get(f"{self.mine.key}.{one.name}", MINE)
        if one.type != "letters":
            return either(*self.values(one), choice)
        chosen = {role: either(*cell, choice) for role, cell in cells(*self.values(one)).items()}
        return {role: letters for role, letters in chosen.items() if letters}


def goes_with_role(three: Three, texts: Texts) -> Three | None:
    """The role with which a part was removed, in the three texts."""
    role = texts.three(three.left.parent) if three.left.parent else None
    return role if role and role.left and (role.mine is None) == (three.mine is None) else None


def is_changed(left: Clause, base: Clause, texts: Texts) -> bool:
    return not same(left, base) or left.key in texts.touched


def fields_of(clause: Clause) -> list[Field]:
    return [*KINDS[clause.kind].fields, PARENT, GAP]


def valued(clause: Clause | None, one: Field):
    """What is compared. A name and the account behind it are one thing: else one's words would stand for another's account."""
    if clause and clause.kind == "assignment" and one.name == "name":
        return clause["name"], clause.person
    return worded(clause, one)


def worded(clause: Clause | None, one: Field):
    if clause is None:
        return one.empty
    return getattr(clause, one.name) if one in (PARENT, GAP) else clause[one.name]


def cells(was: Mapping, mine: Mapping, theirs: Mapping) -> dict[str, tuple]:
    """Each RACI letter is written on its own."""
    return {role: (was.get(role, ""), mine.get(role, ""), theirs.get(role, "")) for role in [*mine, *theirs, *was]}


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


def settled(texts: Texts, found: dict[str, Clause]) -> dict[str, Clause]:
    """A part whose role is gone stays where the other text has it, or goes too; and links lead to what is there."""
    housed = {key: housed_in(texts.three(key), one, found) for key, one in found.items()}
    gone, back = {key for key in texts.keys if key not in found}, brought_back(texts, found)
    return {key: linked(one, gone, back) for key, one in housed.items() if one}


def brought_back(texts: Texts, found: Mapping[str, Clause]) -> dict[str, Content]:
    """What one removed and is kept all the same, with the text that has it."""
    return {key: texts.mine if texts.three(key).mine else texts.theirs for key in found if texts.three(key).left}


def housed_in(three: Three, clause: Clause, found: Mapping[str, Clause]) -> Clause | None:
    if not clause.parent or clause.parent in found:
        return clause
    homes = [one.parent for one in (three.mine, three.theirs) if one and one.parent in found]
    return replace(clause, parent=homes[0]) if homes else None


def linked(clause: Clause, gone: set[str], back: Mapping[str, Content]) -> Clause:
    """No letter of a role that is gone, no goal that it served; of what was brought back they are as where it was kept."""
    values = dict(clause.values)
    there = {key: text.by_key[clause.key] for key, text in back.items() if clause.key in text.by_key}
    if "letters" in values:
        cells = {role: letters for role, letters in values["letters"].items() if role not in gone}
        kept = {role: one["letters"][role] for role, one in there.items() if role in one["letters"]}
        values["letters"] = cells | kept
    if "serves" in values:
        kept = [goal for goal, one in there.items() if one["serves"] == goal and not values["serves"]]
        values["serves"] = "" if values["serves"] in gone else "".join(kept) or values["serves"]
    return clause if values == clause.values else replace(clause, values=values)


def ordered(texts: Texts, found: Mapping[str, Clause]) -> list[Clause]:
    """Siblings stand as in `mine`, unless only `theirs` put them in another order; what one of them added stays behind its neighbour."""
    places: dict[tuple[str, str], list[str]] = {}
    for key, clause in found.items():
        places.setdefault((clause.parent, clause.kind), []).append(key)
    was, mine, theirs = ([one.key for one in text.clauses] for text in texts)
    return [found[key] for keys in places.values() for key in woven(set(keys), was, mine, theirs)]


def woven(keys: set[str], was: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    shared = keys.intersection(was, mine)
    kept_order = only(mine, shared) == only(was, shared)
    first, second = (theirs, mine) if kept_order else (mine, theirs)
    row = only(first, keys)
    before = None
    for key in only(second, keys):
        if key not in row:
            row.insert(row.index(before) + 1 if before else 0, key)
        before = key
    return row


def only(row: Iterable[str], keys: set[str]) -> list[str]:
    return [key for key in row if key in keys]
