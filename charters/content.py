"""The content of a charter as plain values: clauses in order, and the document made of them. Pure.

Checks, differences, pictures and exports all work on `Content`, whether it comes from rows, a file or a template.
"""

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from charters.kinds import ALL, KINDS, Kind, children_of

FORMAT = "common-ground/charter"
FORMAT_VERSION = 1


@dataclass(frozen=True)
class Clause:
    """One clause. `values` holds every field of its kind; `person` is the account linked to a holder, or None."""

    key: str
    kind: str
    values: dict
    parent: str = ""
    gap: str = ""
    person: str | None = None
    revision: int = 1
    id: str = ""

    def __getitem__(self, name):
        return self.values.get(name, KINDS[self.kind].by_name[name].empty)

    @property
    def heading(self) -> str:
        """The line people know it by: of a choice its words, of a day the day as it was written."""
        field = KINDS[self.kind].heading
        value = self[field.name]
        if field.type == "choice":
            value = dict(field.choices).get(value, value)
        return value["text"] if field.type == "due" and value else str(value)


@dataclass
class Content:
    """The clauses of one version, in the order in which people read them."""

    title: str
    clauses: list[Clause] = field(default_factory=list)

    @cached_property
    def _groups(self) -> dict[tuple[str, str], list[Clause]]:
        groups = defaultdict(list)
        for clause in self.clauses:
            groups[clause.parent, clause.kind].append(clause)
        return groups

    @cached_property
    def by_key(self) -> dict[str, Clause]:
        return {clause.key: clause for clause in self.clauses}

    def of(self, kind: str, parent: str = "") -> list[Clause]:
        return self._groups.get((parent, kind), [])

    def one(self, kind: str) -> Clause | None:
        return next(iter(self.of(kind)), None)

    def holders(self, role_key: str) -> list[Clause]:
        """Present holders of a role; former ones are kept in the text but hold nothing."""
        return [holder for holder in self.of("assignment", role_key) if not holder["former"]]


def to_document(content: Content) -> dict:
    """The charter as nested plain values: {"title", "purpose": {…}, "goals": […], "roles": [{…, "accountabilities": […]}], …}."""
    document = {"title": content.title}
    for kind in ALL:
        if kind.parent:
            continue
        found = [_written(content, kind, clause) for clause in content.of(kind.name)]
        document[kind.plural] = (found[0] if found else None) if kind.single else found
    return document


def _written(content: Content, kind: Kind, clause: Clause) -> dict:
    written = {"key": clause.key} | {field.name: clause[field.name] for field in kind.fields}
    if clause.gap:
        written["gap"] = clause.gap
    for child in children_of(kind.name):
        written[child.plural] = [_written(content, child, one) for one in content.of(child.name, clause.key)]
    return written


def from_document(document: dict) -> Content:
    """The inverse of `to_document`; the document has passed the schema."""
    content = Content(document["title"])
    for kind in ALL:
        if kind.parent:
            continue
        found = document.get(kind.plural) or []
        content.clauses += _read(kind, [found] if kind.single and found else found)
    return content


def _read(kind: Kind, found: Iterable[dict], parent: str = "") -> list[Clause]:
    clauses = []
    for one in found:
        values = {field.name: one.get(field.name, field.empty) for field in kind.fields}
        clauses.append(Clause(one["key"], kind.name, values, parent, one.get("gap", "")))
        for child in children_of(kind.name):
            clauses += _read(child, one.get(child.plural) or [], one["key"])
    return clauses


def canonical(document: dict) -> str:
    """The exact text that is signed: sorted JSON without spaces, Unicode NFC."""
    return unicodedata.normalize("NFC", json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def from_canonical(text: str) -> Content:
    """What is in a text that was frozen."""
    return from_document(json.loads(text))


def content_hash(document: dict) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()
