"""One role of a charter: its words and their digest, and who holds it. Pure."""

from typing import NamedTuple

from charters.content import Content, content_hash
from charters.readiness.facts import letters_in


class HeldRole(NamedTuple):
    """What the rules of the review ask about a role: who of the team's accounts holds it, and who manages the team."""

    version: object
    key: str
    holders: frozenset[str]
    managers: frozenset[str]


def words_of(content: Content, key: str) -> dict:
    """Everything a verdict on a role is about: its fields, its work, who holds it now, its letters."""
    letters = {item.key: "".join(sorted(letters_in(item["letters"].get(key)))) for item in content.of("deliverable")}
    return {
        "role": content.by_key[key].values,
        "accountabilities": [one.values for one in content.of("accountability", key)],
        "not_accountable_for": [one.values for one in content.of("not_accountable_for", key)],
        "holders": [one.values for one in content.holders(key)],
        "letters": {item: letter for item, letter in letters.items() if letter},
    }


def digest(content: Content, key: str) -> str:
    """Names the words of a role: the same words have the same digest."""
    return content_hash(words_of(content, key))


def accounts_of(content: Content, key: str) -> frozenset[str]:
    """The accounts of those who hold the role in the text."""
    return frozenset(holder.person for holder in content.holders(key) if holder.person)
