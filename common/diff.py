"""The difference of two texts by word. Pure."""

import difflib
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

# A word or a sign, with the space that follows it; a text may begin with space.
WORD = re.compile(r"(\w+|[^\w\s]|\A(?=\s))(\s*)", re.UNICODE)
# Comparing takes a step for each meeting of the same words in each gap: past this, what is left of a gap is one piece.
MOST_STEPS = 500_000
Token = tuple[str, str]


class Piece(NamedTuple):
    """A stretch of text that was `kept`, `added` or `removed`."""

    kind: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """Pieces in reading order; kept + removed gives `old`, kept + added gives `new`."""
    return pieces(WORD.findall(old), WORD.findall(new))


def lines(old: str, new: str) -> list[Piece]:
    """The same by whole lines."""
    before, after = ([(line, "") for line in text.splitlines(keepends=True)] for text in (old, new))
    return pieces(before, after)


def pieces(before: list[Token], after: list[Token]) -> list[Piece]:
    found, a, b = [], 0, 0
    for at, to, size in [*same(words_of(before), words_of(after)), (len(before), len(after), 0)]:
        found += replaced(before[a:at], after[b:to])
        a, b = at + size, to + size
        found += [one for pair in zip(before[at:a], after[to:b], strict=True) for one in kept(*pair)]
    return joined(one for one in found if one.text)


def replaced(old: list[Token], new: list[Token]) -> list[Piece]:
    """What stood in a gap, and what stands there now; the space behind both stays."""
    space = old[-1][1] if old and new and old[-1][1] == new[-1][1] else ""
    gone, come = (piece("", tokens).text.removesuffix(space) for tokens in (old, new))
    return [Piece("removed", gone), Piece("added", come), Piece("kept", space)]


def words_of(tokens: list[Token]) -> list[str]:
    return [word for word, _space in tokens]


def kept(old: Token, new: Token) -> list[Piece]:
    """The same word; the space behind it may have changed."""
    if old == new:
        return [piece("kept", [old])]
    return [Piece("kept", old[0]), Piece("removed", old[1]), Piece("added", new[1])]


def same(before: list[str], after: list[str]) -> list[tuple[int, int, int]]:
    """Stretches that both have, in order, as (place before, place after, length). Wide gaps are looked at first."""
    start = same_start(before, after)
    end = same_start(before[start:][::-1], after[start:][::-1])
    last, last_after = len(before) - end, len(after) - end
    found = [(0, 0, start), *between(before, after, (start, last, start, last_after)), (last, last_after, end)]
    return sorted(found)


def between(before: list[str], after: list[str], gap: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int]]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    meetings = [0, *accumulate(len(matcher.b2j.get(word, "")) + 1 for word in before)]
    steps, gaps = 0, deque([gap])
    while gaps:
        a, b, c, d = gaps.popleft()
        steps += meetings[b] - meetings[a]
        if a == b or c == d or steps > MOST_STEPS:
            continue
        at, to, size = matcher.find_longest_match(a, b, c, d)
        if size:
            yield at, to, size
            gaps += [(a, at, c, to), (at + size, b, to + size, d)]


def same_start(before: list[str], after: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )


def joined(found: Iterable[Piece]) -> list[Piece]:
    """What was removed between two kept stretches as one piece, and so what was added."""
    told = []
    for is_kept, run in groupby(found, key=lambda one: one.kind == "kept"):
        one_run, kinds = list(run), ["kept"] if is_kept else ["removed", "added"]
        told += [whole(kind, one_run) for kind in kinds]
    return [one for one in told if one.text]


def whole(kind: str, run: list[Piece]) -> Piece:
    return Piece(kind, "".join(one.text for one in run if one.kind == kind))


def piece(kind: str, tokens: list[Token]) -> Piece:
    return Piece(kind, "".join(word + space for word, space in tokens))
