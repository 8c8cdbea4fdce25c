"""Which words of a named answer may be quoted: those that stand in one of its texts, exactly. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from feedback.questions import KEEP, SBI, Question

LONGEST, SHORTEST = 600, 3


class Text(NamedTuple):
    """One text of an answer. `place` says where it stands, as "advice.0": the key of the question, and which of its texts."""

    place: str
    label: str
    text: str


def texts(questions: Iterable[Question], answers: dict) -> list[Text]:
    """All texts of one person's answers ({question key: value}), in the order of the questions."""
    return [
        Text(f"{question.key}.{number}", str(question.label), text)
        for question in questions
        for number, text in enumerate(texts_of(answers.get(question.key) or {}))
    ]


def texts_of(value: dict) -> list[str]:
    """Of any kind of value that holds words (see feedback.questions)."""
    cards = [text for card in value.get("cards", ()) for text in words_on(card)]
    lines = [line for part in KEEP for line in value.get(part, ())]
    return [text for text in (*cards, *lines, value.get("why", "")) if text.strip()]


def words_on(card: str | dict) -> list[str]:
    return [card.get(part, "") for part in SBI] if isinstance(card, dict) else [card]


def excerpt(text: str, words: str) -> str:
    """The words as they stand in the text, with its spaces made one; "" when they do not stand there."""
    wanted = " ".join(words.split())
    return wanted if len(wanted) >= SHORTEST and wanted in " ".join(text.split()) else ""
