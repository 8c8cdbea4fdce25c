"""What each cell shows of the answers to one question. Pure.

A question is never cut finer than the people are: its cells are made of the cells of people, and its words are apart as
its scores are, or all together. So what was answered cannot be set against who answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from feedback import statistics
from feedback.pooling import PARTS, PICKED, WORDS, Atom, atoms, shuffled
from feedback.thresholds import ALL, Cell, Thresholds, partition


@dataclass(frozen=True)
class Voice:
    """What one person said to the question. `counts` is False for an address outside that nobody confirmed."""

    counts: bool
    atoms: tuple[Atom, ...]

    def has(self, part: str | None) -> bool:
        return part is None or any(atom.part == part for atom in self.atoms)


@dataclass(frozen=True)
class Piece:
    """A cell of people as one question finds it: its groups that were asked this, and how many people it shows."""

    groups: tuple[str, ...]
    people: int
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class View:
    """A cell of the question: whole cells of people."""

    key: str
    pieces: tuple[Piece, ...]

    @property
    def groups(self) -> list[str]:
        return [group for piece in self.pieces for group in piece.groups]

    @property
    def voices(self) -> list[Voice]:
        return [voice for piece in self.pieces for voice in piece.voices]

    def count(self, part: str | None = None, counts: bool = True) -> int:
        """How many people who count (or do not) answered, or have something in this part of the answer."""
        return _number(self.voices, counts, part)

    def values(self, part: str) -> list:
        return [atom.value for voice in self.voices for atom in voice.atoms if atom.part == part]


def cells(
    question, asked: Iterable[str], people: Sequence[Cell], given: Iterable, thresholds: Thresholds, shuffle: Random
) -> list[dict]:
    """The cells of a question, the widest one last; none when too few answered it.

    `asked`: the groups with this question on their form. `people`: the cells of people, without their union.
    `given`: things with `group`, `answers` and `counts`, one for each person. A cell is:

        {"cell": "teammate" | "rest" | "all" ..., "groups": [...], "n": 4 | None ("at least" the threshold),
         "median": 4.0 | None, "band": "low" | "middle" | "high" | None,
         "histogram": [5 counts] | None, "spread": True (views differ) | False | None (not told),
         "picked": [{"value": "...", "n": 3 | None}] | None, "cards": {part: [...]}}
    """
    least = least_for(question, thresholds)
    views = _divided(_pieces(question, frozenset(asked), people, given), least)
    wide = _widened(views)
    told = _told(views, least)
    words = {part: _with_words(views, part, thresholds.text) for part in PARTS[question.kind] if part in WORDS}
    return [
        _head(view, least)
        | _figures(question, view, view.key in told)
        | {"cards": {part: shuffled(view.values(part), shuffle) for part, keys in words.items() if view.key in keys}}
        for view in wide
    ]


def least_for(question, thresholds: Thresholds) -> int:
    """How many people must have answered: more where the answer is nothing but words."""
    return thresholds.text if WORDS.issuperset(PARTS[question.kind]) else thresholds.score


def _pieces(question, asked, people, given):
    given = list(given)
    for cell in people:
        groups = tuple(group for group in cell.groups if group in asked)
        yield View(cell.key, (Piece(groups, cell.n, _voices(question, groups, given)),))


def _voices(question, groups, given):
    voices = (
        Voice(giver.counts, tuple(atoms(question, giver.answers.get(question.key))))
        for giver in given
        if giver.group in groups
    )
    return tuple(voice for voice in voices if voice.atoms)


def _number(voices, counts, part=None):
    return sum(voice.counts == counts and voice.has(part) for voice in voices)


def _divided(views, least):
    by_key = {view.key: view for view in views}
    counts = {key: view.count() for key, view in by_key.items()}
    extra = {key: view.count(counts=False) for key, view in by_key.items()}
    return [
        View(cell.key, tuple(piece for key in cell.groups for piece in by_key[key].pieces))
        for cell in partition(counts, least, extra).cells
    ]


def _widened(views):
    """With the union of all as the last one, as `Partition.shown`."""
    return views if len(views) < 2 else [*views, View(ALL, tuple(piece for view in views for piece in view.pieces))]


def _head(view, least):
    return {"cell": view.key, "groups": view.groups, "n": view.count() if is_exact(view, least) else None}


def is_exact(view: View, least: int) -> bool:
    """Whether its number may be told: in each cell of people in it, nobody or `least` answered, and nobody or `least`
    did not."""
    return all(
        _none_or(answered, least) and _none_or(piece.people - answered, least)
        for piece in view.pieces
        for answered in [_number(piece.voices, True)]
    )


def _none_or(n, least):
    return n == 0 or n >= least


def _told(views, least):
    """The keys of the views whose answers may be counted out, one by one.

    They have `MANY` people, and so has what is left of all when they are taken away; if not, all are counted out alone.
    """
    wide = _widened(views)
    clear = {view.key: view.count() for view in wide if is_exact(view, least) and _is_settled(view, least)}
    many = {key for key, n in clear.items() if n >= statistics.MANY}
    if not wide or wide[-1].key not in many:
        return many
    left = sum(view.count() for view in views if view.key not in many)
    return many if _none_or(left, statistics.MANY) else {wide[-1].key}


def _is_settled(view, least):
    """Nobody would be seen by counting out more answers than people."""
    return all(_none_or(_number(piece.voices, False), least) for piece in view.pieces)


def _with_words(views, part, least):
    """The keys of the views that show this part: those with words of their own, and all; or only all; or none."""
    wide = _widened(views)
    if not wide or wide[-1].count(part) < least:
        return set()
    if all(_none_or(view.count(part), least) and (view.count(part) or not view.count(part, False)) for view in views):
        return {wide[-1].key} | {view.key for view in views if view.count(part)}
    return {wide[-1].key}


def _figures(question, view, is_told):
    figures = dict.fromkeys(("median", "band", "histogram", "spread", "picked"))
    if question.kind in ("scale", "agree"):
        return figures | _scores(view.values("score"), is_told)
    if question.kind == "number":
        return figures | {"median": statistics.median(view.values("number"))}
    if PICKED in PARTS[question.kind]:
        return figures | {"picked": _picks(view.values(PICKED), [value for value, _ in question.options], is_told)}
    return figures


def _scores(scores, is_told):
    middle = statistics.median(scores)
    few = {"median": middle, "band": statistics.band(middle)}
    if not is_told:
        return few
    return few | {"histogram": statistics.histogram(scores), "spread": statistics.differ(scores)}


def _picks(picked, options, is_told):
    return statistics.tally(picked, options) if is_told else statistics.most_named(picked, options)
