"""Everything that a result may ever show, made once when a request closes; pages and files read nothing else. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from feedback import statistics
from feedback.cells import cells, least_for
from feedback.pooling import SYSTEM
from feedback.thresholds import Partition, Thresholds, partition

VERSION = 1
SELF = "self"


@dataclass(frozen=True)
class Group:
    """People who were asked alike. `questions` is their form; `asked` is how many they are.

    A named group, and one with the key "self", are here for the words of their questions alone.
    """

    key: str
    is_named: bool
    asked: int
    questions: tuple

    @property
    def is_confidential(self) -> bool:
        return not self.is_named and self.key != SELF


@dataclass(frozen=True)
class Given:
    """What one person of a confidential group answered: {key of the question: value}.

    `counts` is False for an address outside that nobody confirmed: its answers are among the others and open nothing.
    """

    group: str
    answers: dict
    counts: bool = True


def build(
    groups: Sequence[Group],
    given: Iterable[Given],
    own: dict | None,
    thresholds: Thresholds,
    shuffle: Random = SYSTEM,
    named: Sequence[dict] = (),
) -> dict:
    """The snapshot, as JSON can hold it:

        {"version": 1, "thresholds": {"score": 3, "text": 3}, "withheld": bool, "asked": people asked in confidence,
         "people": [{"cell", "groups", "n"}], the union "all" last where there are several cells,
         "questions": [{"key", "kind", "label", "competency", "clause", "anchors", "choices": [[value, label]],
                        "asked": [confidential groups with this question], "least": people behind each cell,
                        "cells": see feedback.cells, [] when too few answered,
                        "self": own answer or None, "gap": "others_more" | "self_more" | None}],
                       and "held_back": True where feedback.comparing took the cells away
         "named": [{"who", "group", "answers"}] as given}

    Withheld: there are confidential groups, and too few people answered to show anything of them; then it is the same
    snapshot whether 0, 1 or 2 did. ValueError for answers of a group that was not asked in confidence.
    """
    confidential = [group for group in groups if group.is_confidential]
    given = list(given)
    _check(confidential, given)
    people = _people(confidential, given, thresholds.score)
    return {
        "version": VERSION,
        "thresholds": thresholds.to_dict(),
        "withheld": bool(confidential) and people.withheld,
        "asked": sum(group.asked for group in confidential),
        "people": [{"cell": cell.key, "groups": list(cell.groups), "n": cell.n} for cell in people.shown],
        "questions": [
            _described(question)
            | _answered(question, _asked(question, confidential), people, given, own or {}, thresholds, shuffle)
            for question in questions_of(groups)
        ],
        "named": list(named),
    }


def questions_of(groups: Iterable[Group]) -> list:
    """The questions of all forms in the order of the forms, each key once. ValueError when a key has two kinds."""
    found = {}
    for group in groups:
        for question in group.questions:
            if found.setdefault(question.key, question).kind != question.kind:
                raise ValueError(f"The question {question.key} is of two kinds.")
    return list(found.values())


def _check(confidential, given):
    strangers = {giver.group for giver in given} - {group.key for group in confidential}
    if strangers:
        raise ValueError(f"Not asked in confidence: {', '.join(sorted(strangers))}.")


def _people(confidential, given, least) -> Partition:
    counting = Counter(giver.group for giver in given if giver.counts)
    extra = Counter(giver.group for giver in given if not giver.counts)
    return partition({group.key: counting[group.key] for group in confidential}, least, extra)


def _asked(question, confidential):
    return [group.key for group in confidential if question.key in {asked.key for asked in group.questions}]


def _described(question):
    return {
        "key": question.key,
        "kind": question.kind,
        "label": str(question.label),
        "competency": question.competency,
        "clause": question.clause,
        "anchors": [str(anchor) for anchor in question.anchors],
        "choices": [[value, str(label)] for value, label in question.options],
    }


def _answered(question, asked, people, given, own, thresholds, shuffle):
    found, value = cells(question, asked, people.cells, given, thresholds, shuffle), own.get(question.key)
    return {
        "asked": asked,
        "least": least_for(question, thresholds),
        "cells": found,
        "self": value,
        "gap": _gap(question, found, value) if found else None,
    }


def _gap(question, found, value):
    """Against the widest view; a cell is only there with enough people."""
    if question.kind not in ("scale", "agree"):
        return None
    return statistics.gap((value or {}).get("score"), found[-1]["median"])
