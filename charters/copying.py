"""A charter that begins from another: the same clauses under keys of their own. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from charters.content import Clause
from charters.kinds import KINDS
from common.ids import uuid7


def with_new_keys(clauses: Iterable[Clause]) -> list[Clause]:
    """Parents, letters and links point to the new keys; a link to nothing in the list is dropped."""
    clauses = list(clauses)
    keys = {clause.key: str(uuid7()) for clause in clauses}
    return [
        replace(
            clause,
            key=keys[clause.key],
            parent=keys.get(clause.parent, ""),
            values=relinked(clause, keys),
            revision=1,
            id="",
        )
        for clause in clauses
    ]


def relinked(clause: Clause, keys: dict[str, str]) -> dict:
    values = dict(clause.values)
    for field in KINDS[clause.kind].fields:
        if field.type == "letters":
            letters = values.get(field.name) or {}
            values[field.name] = {keys[role]: letter for role, letter in letters.items() if role in keys}
        if field.type == "clause":
            values[field.name] = keys.get(values.get(field.name), "")
    return values


def for_team(clauses: Iterable[Clause], members: Collection[str]) -> list[Clause]:
    """What another team can begin from: holders stay only where they are members of it."""
    return with_new_keys(
        clause
        for clause in clauses
        if clause.kind != "assignment" or (clause.person in members and not clause["former"])
    )
