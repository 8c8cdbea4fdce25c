"""What stands in the PDF of a result, block by block. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from feedback.exporting.result import Result
from feedback.report import Figure, Report, Row


class Line(NamedTuple):
    """`facts`: what is said under it, a line each."""

    text: str
    facts: tuple = ()


class Block(NamedTuple):
    label: str
    lines: list


def head(result: Result) -> str:
    day = date_format(result.closed_on, "j F Y")
    return _("Feedback for %(who)s, closed on %(day)s") % {"who": result.subject, "day": day}


def withheld_words(told: Report) -> str:
    return _("Fewer than %(least)d replies: nothing is shown, so that nobody can be found out.") % {"least": told.least}


def blocks(told: Report) -> list[Block]:
    """In the order of the page; empty ones are left out."""
    found = [
        Block(_("What is shown"), [Line(withheld_words(told))] if told.withheld else []),
        Block(_("Thank you to those who answered"), [Line(f"{who}: {n}") for who, n in told.people]),
        Block(_("Strengths"), [standing(one) for one in told.strengths]),
        Block(_("To grow"), [standing(one) for one in told.growth]),
        *words(told),
        Block(_("You beside the others"), [Line(one.label, tuple(facts(one))) for one in told.figures]),
        Block(_("What you wrote about yourself"), [Line(label, tuple(said)) for label, said in told.own]),
        *(
            Block(f"{one.who} ({one.group})", [Line(label, tuple(said)) for label, said in one.answers])
            for one in told.named
        ),
    ]
    return [one for one in found if one.lines]


def standing(one) -> Line:
    return Line(one.label, (_("Median %(median)s of 5") % {"median": f"{one.median:g}"},))


def words(told: Report) -> Iterator[Block]:
    for one in told.words:
        for stack in one.stacks:
            label = " · ".join(filter(None, [one.label, stack.label, stack.of]))
            yield Block(label, [Line(card.text) for card in stack.cards])
        if not one.stacks:
            yield Block(one.label, [Line(one.missing)])


def facts(one: Figure) -> Iterator[str]:
    if one.missing:
        yield one.missing
    yield from (f"{row.cell}: {sentence(row)}" for row in one.rows)
    if one.own_words:
        yield _("You: %(value)s") % {"value": one.own_words}
    if one.gap:
        yield one.gap


def sentence(row: Row) -> str:
    """All facts of a row, as one sentence."""
    median = "" if row.median is None else _("median %(median)s") % {"median": f"{row.median:g}"}
    counts = ", ".join(f"{score}: {n}" for score, n in enumerate(row.histogram or (), 1))
    named = ", ".join(label if n is None else f"{label}: {n}" for label, n in row.picked)
    parts = [median, row.band_word, counts and _("given %(counts)s") % {"counts": counts}, named, row.replies]
    return ", ".join(filter(None, [*parts, _("views differ") if row.differ else ""]))
