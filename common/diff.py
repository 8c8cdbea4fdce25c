"""The difference of two texts by word. Pure."""

import difflib
import re
from collections import Counter
from typing import NamedTuple

WORD = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)
# Comparing takes time by how often the same words meet: past this, what lies between the same beginning and end is one piece.
MOST_MEETINGS = 100_000


class Piece(NamedTuple):
    """A stretch of text that was `kept`, `added` or `removed`."""

    kind: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """Pieces in reading order; kept + removed gives `old`, kept + added gives `new`."""
    before, after = WORD.findall(old), WORD.findall(new)
    start = same_start(before, after)
    end = same_start(before[start:][::-1], after[start:][::-1])
    middle = pieces(before[start : len(before) - end], after[start : len(after) - end])
    around = [piece("kept", before[:start]), *middle, piece("kept", before[len(before) - end :])]
    return [one for one in around if one.text]


def lines(old: str, new: str) -> list[Piece]:
    """The same by whole lines."""
    return [one for one in pieces(old.splitlines(keepends=True), new.splitlines(keepends=True)) if one.text]


def same_start(before: list[str], after: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )


def pieces(before: list[str], after: list[str]) -> list[Piece]:
    if meetings(before, after) > MOST_MEETINGS:
        return [piece("removed", before), piece("added", after)]
    found = []
    for tag, a, b, c, d in difflib.SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(piece("kept", before[a:b]))
            continue
        found += [piece("removed", before[a:b]), piece("added", after[c:d])]
    return found


def meetings(before: list[str], after: list[str]) -> int:
    there = Counter(after)
    return sum(count * there[word] for word, count in Counter(before).items() if not word.isspace())


def piece(kind: str, tokens: list[str]) -> Piece:
    return Piece(kind, "".join(tokens))
