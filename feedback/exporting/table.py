"""A result as a table (CSV), one fact a line: what was asked, of whom it is, what is told of it. Pure."""

from collections.abc import Iterator

from common.spreadsheets import table
from feedback.exporting.result import Result
from feedback.report import Figure, Report, Row, Words

COLUMNS = ("question", "of", "replies", "fact", "value")


def to_csv(result: Result) -> str:
    return table([COLUMNS, *rows(result.report)])


def rows(told: Report) -> Iterator[tuple]:
    if told.withheld:
        yield ("", "", "", "withheld", f"fewer than {told.least} replies")
    yield from (("", who, n, "people", n) for who, n in told.people)
    yield from (line for one in told.figures for line in of_figure(one))
    yield from (line for one in told.words for line in of_words(one))
    yield from ((label, "You", "", "answer", said) for label, several in told.own for said in several)
    yield from ((label, one.who, "", "answer", said) for one in told.named for label, several in one.answers for said in several)  # fmt: skip


def of_figure(one: Figure) -> Iterator[tuple]:
    if not one.rows:
        yield (one.label, "", "", "not shown", one.missing)
    for row in one.rows:
        yield from ((one.label, row.cell, row.replies, fact, value) for fact, value in facts(row))
    if one.own_words:
        yield (one.label, "You", "", "answer", one.own_words)
    if one.gap:
        yield (one.label, "", "", "beside yourself", one.gap)


def facts(row: Row) -> Iterator[tuple]:
    if row.median is not None:
        yield ("median", row.median)
    if row.band:
        yield ("band", row.band)
    yield from ((f"gave {score}", n) for score, n in enumerate(row.histogram or (), 1))
    if row.differ:
        yield ("views differ", "")
    yield from (("named most often", label) if n is None else (f"named: {label}", n) for label, n in row.picked)


def of_words(one: Words) -> Iterator[tuple]:
    if not one.stacks:
        yield (one.label, "", "", "not shown", one.missing)
    yield from (
        (one.label, stack.of or "All together", "", stack.label or "card", card.text)
        for stack in one.stacks
        for card in stack.cards
    )
