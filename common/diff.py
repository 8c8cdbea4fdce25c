"""The difference of two texts by word. Pure."""

import difflib
import re
from typing import NamedTuple

WORD = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)


class Piece(NamedTuple):
    """A stretch of text that was `kept`, `added` or `removed`."""

    kind: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """Pieces in reading order; kept + removed gives `old`, kept + added gives `new`."""
    before, after = WORD.findall(old), WORD.findall(new)
    pieces = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(before[a:b])))
            continue
        if a != b:
            pieces.append(Piece("removed", "".join(before[a:b])))
        if c != d:
            pieces.append(Piece("added", "".join(after[c:d])))
    return pieces
