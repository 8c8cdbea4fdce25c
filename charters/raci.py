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


def holders_of(content: Content, role_key: str, names: Names) -> People:
    """The accounts of those who hold a role. Who is named without an account is the one person of that name, if there is one."""
    found = (account_of(holder, names) for holder in content.holders(role_key))
    return frozenset(person for person in found if person)


def account_of(holder: Clause, names: Names) -> str | None:
    return holder.person or names.get(plain(holder.heading))


def named(content: Content, who: str, names: Names) -> People | None:
    """The people that a "who" field means: a person, whoever holds the role, both where they are called the same.

    None where it cannot be told.
    """
    words = plain(who)
    if not words:
        return None
    roles = [role.key for role in content.of("role") if plain(role.heading) == words]
    found = NOBODY.union(*(holders_of(content, role, names) for role in roles))
    if words in names:
        found |= {names[words]}
    return found or None


def people(content: Content, clause: Clause, names: Names) -> dict[str, People]:
    """The people of each letter R, A, C and I of a deliverable; the owner of a milestone is its A and its R."""
    if clause.kind == "deliverable":
        return {
            letter: NOBODY.union(*(holders_of(content, role, names) for role in roles))
            for letter, roles in by_letter(clause["letters"]).items()
        }
    owners = named(content, clause["owner"], names) or NOBODY
    return {"R": owners, "A": owners, "C": NOBODY, "I": NOBODY}
