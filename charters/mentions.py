"""Who is meant by “@Ann” in a text. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

AT = re.compile(r"(?<![\w@.])@(?=\w)")


def mentioned(text: str, people: Iterable) -> list:
    """The people whose names stand behind an @: the longest name counts, a first name where only one person has it."""
    people = list(people)
    names = names_of(people)
    longest_first = sorted(names, key=len, reverse=True)
    folded = text.casefold()
    found: dict = {}
    for at in AT.finditer(folded):
        name = next((name for name in longest_first if stands(name, folded, at.end())), None)
        found |= {person.pk: person for person in names.get(name, ())}
    return [person for person in people if person.pk in found]


def names_of(people) -> dict[str, list]:
    """Full names, and first names that are not shared; two people of one full name are both meant."""
    names: dict[str, list] = {}
    for person in people:
        names.setdefault(str(person).casefold(), []).append(person)
    first = Counter(str(person).casefold().split()[0] for person in people)
    for person in people:
        name = str(person).casefold().split()[0]
        if first[name] == 1:
            names.setdefault(name, [person])
    return names


def stands(name: str, text: str, at: int) -> bool:
    """Whether the name stands there as a whole, not as the beginning of a longer word."""
    end = at + len(name)
    return text.startswith(name, at) and not (end < len(text) and (text[end].isalnum() or text[end] == "_"))
