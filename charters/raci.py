"""Whom a clause names: the people behind its letters, its owner, the roles it speaks of. Pure.

`names` maps what a person is called, as `plain` writes it, to the identifier of their account; of two who are called
the same neither is in it. People are sets of such identifiers.
"""

from collections.abc import Mapping

from charters.content import Clause, Content
from charters.readiness.facts import by_letter, plain

People = frozenset[str]
Names = Mapping[str, str]
NOBODY: People = frozenset()


def holders_of(content: Content, role_key: str) -> People:
    """The accounts of those who hold a role; who is named without an account is not among them."""
    return frozenset(holder.person for holder in content.holders(role_key) if holder.person)


def named(content: Content, who: str, names: Names) -> People | None:
    """The people that a "who" field means: a person, or whoever holds the role. None where it cannot be told."""
    words = plain(who)
    if words in names:
        return frozenset({names[words]})
    roles = [role for role in content.of("role") if plain(role.heading) == words]
    holders = frozenset().union(*(holders_of(content, role.key) for role in roles))
    return holders or None


def people(content: Content, clause: Clause, names: Names) -> dict[str, People]:
    """The people of each letter R, A, C and I of a deliverable; the owner of a milestone is its A and its R."""
    if clause.kind == "deliverable":
        letters = by_letter(clause["letters"])
        return {
            letter: NOBODY.union(*(holders_of(content, role) for role in roles)) for letter, roles in letters.items()
        }
    owners = named(content, clause["owner"], names) or NOBODY
    return {"R": owners, "A": owners, "C": NOBODY, "I": NOBODY}
