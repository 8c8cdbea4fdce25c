"""Answers cut into what is kept apart, in an order that tells nothing: no two of them lead to one person. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from secrets import SystemRandom
from typing import NamedTuple

SYSTEM = SystemRandom()
CARDS, WHY, PICKED, KEEP = "cards", "why", "picked", ("keep", "more", "differently")
# What an answer of each kind holds: the names in its dict that become atoms.
PARTS = {
    "scale": ("score",), "agree": ("score",), "number": ("number",),
    "pick": (PICKED,), "choices": (PICKED,), "choice": (PICKED,), "yes_no": (PICKED, WHY),
    "text": (CARDS,), "sbi": (CARDS,), "keep": KEEP,
}  # fmt: skip
WORDS = {CARDS, WHY, *KEEP}


class Atom(NamedTuple):
    """The smallest thing that is kept: a score, one pick, one card. `part` is where in the answer it stood."""

    part: str
    value: object


@dataclass(frozen=True)
class Pooled:
    """An atom with the group and the key of the question, and with nothing else of who gave it."""

    group: str
    question: str
    part: str
    value: object


def atoms(question, value: dict | None) -> list[Atom]:
    """What is in one person's answer; nothing when there is none, when it was not seen, and for blank cards."""
    return [
        Atom(part, single)
        for part in PARTS[question.kind]
        for single in _several((value or {}).get(part))
        if _says(single)
    ]


def pool(given: Iterable, questions: Iterable, shuffle: Random = SYSTEM) -> list[Pooled]:
    """Everything in `given` (things with `group` and `answers`: {key of the question: value}) without its givers.

    `shuffle` is random.Random. The order is drawn from all orders alike and does not depend on the order of givers.
    """
    by_key = {question.key: question for question in questions}
    return shuffled(
        (
            Pooled(giver.group, key, *atom)
            for giver in given
            for key, value in giver.answers.items()
            for atom in atoms(by_key[key], value)
        ),
        shuffle,
    )


def shuffled(things: Iterable, shuffle: Random) -> list:
    """In an order that only `shuffle` decides: sorted first, so that nothing is left of the order they came in."""
    things = sorted(things, key=_written)
    shuffle.shuffle(things)
    return things


def _several(value):
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


def _says(single):
    if isinstance(single, dict):
        return any(map(_says, single.values()))
    return not isinstance(single, str) or bool(single.strip())


def _written(thing):
    return json.dumps(getattr(thing, "__dict__", thing), sort_keys=True)
