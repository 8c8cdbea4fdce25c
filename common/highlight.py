"""Where in a text the words of a search stand, though they are looked for without case and accents. Pure."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from common.folding import SIGNS

LINE = 160
# Words before the first hit, so that one sees where it stands.
BEFORE = 50
# A word of two letters may stand there fifty times.
MOST_MARKS = 10
# A long text is counted through in parts of this many signs.
STEP = 1_000


class Piece(NamedTuple):
    """A part of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """The whole text in pieces; `words` are folded (common.folding)."""
    return cut(text, spans(text, words))


def cut(text: str, found: list[tuple[int, int]]) -> list[Piece]:
    edges = [0, *(edge for span in found for edge in span), len(text)]
    pieces = [Piece(text[start:end], place % 2 == 1) for place, (start, end) in enumerate(pairwise(edges))]
    return [piece for piece in pieces if piece.text]


def excerpt(text: str, words: Sequence[str], length: int = LINE) -> list[Piece]:
    """About `length` signs of the text in one line: around the first hit, or from its beginning."""
    text = " ".join(text.split())
    start, end = window(text, first_hit(text, words), length)
    shown = text[start:end]
    pieces = cut(shown, spans(shown, words)[:MOST_MARKS])
    return [Piece("… ", False)] * (start > 0) + pieces + [Piece(" …", False)] * (end < len(text))


def window(text: str, hit: tuple[int, int], length: int) -> tuple[int, int]:
    """From one space to another."""
    first, last = hit
    start = 0
    if first > BEFORE and len(text) > length:
        space = text.find(" ", first - BEFORE, first)
        start = space + 1 if space >= 0 else first - BEFORE
    end = max(start + length, last)
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", max(end - BEFORE, last), end + 1)
    return start, space if space >= 0 else end


def first_hit(text: str, words: Sequence[str]) -> tuple[int, int]:
    """Where the first of the words begins and ends; nowhere is before the beginning. A long text is not taken apart."""
    folded = text.translate(SIGNS)
    found = [(at, word) for word in words if (at := folded.find(word)) >= 0]
    if not found:
        return 0, 0
    at, word = min(found)
    return origin(text, at), end_of(text, origin(text, at + len(word) - 1))


def origin(text: str, at: int) -> int:
    """The place of the sign that becomes the folded sign at `at`."""
    start = 0
    while (length := len(text[start : start + STEP].translate(SIGNS))) <= at:
        start, at = start + STEP, at - length
    lengths = accumulate(len(SIGNS[ord(sign)]) for sign in text[start : start + STEP])
    return start + next(place for place, length in enumerate(lengths) if length > at)


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """From where to where the words stand, in order; what overlaps is one."""
    folded, origins = fold_with_origins(text)
    found = sorted(
        (origins[at], end_of(text, origins[at + len(word) - 1])) for word in words for at in places(folded, word)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs the place of the sign that it comes from."""
    folded, origins = [], []
    for place, sign in enumerate(text):
        plain = SIGNS[ord(sign)]
        folded.append(plain)
        origins.extend([place] * len(plain))
    return "".join(folded), origins


def places(folded: str, word: str) -> Iterator[int]:
    at = folded.find(word)
    while at >= 0:
        yield at
        at = folded.find(word, at + len(word))


def end_of(text: str, place: int) -> int:
    """Behind a sign and the accents that belong to it."""
    end = place + 1
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end
