"""What stands on the one sheet that people take to the table, for Markdown and PDF alike. Pure."""

from typing import NamedTuple

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from negotiations.content import Content
from negotiations.limits import named
from negotiations.rows import reading


class Line(NamedTuple):
    """A heading of a part, the words chosen beside it, and its other fields as (label, text)."""

    text: str
    marks: str = ""
    facts: tuple = ()


class Block(NamedTuple):
    label: str
    lines: list[Line]


def head(content: Content) -> str:
    """With whom and when, in one line."""
    day = parse_date(content.meets_on) if content.meets_on else None
    with_whom = _("With %(who)s") % {"who": content.counterpart} if content.counterpart else ""
    return " · ".join(filter(None, [with_whom, date_format(day, "j F Y") if day else ""]))


def blocks(content: Content) -> list[Block]:
    """All words, then the limits where the reader sees them, then the issues with their options."""
    words = [
        Block(one["label"], [line(part) for part in one["parts"]])
        for element in reading(content)
        for one in element["lists"]
    ]
    return [one for one in [*words, limits(content), issues(content)] if one.lines]


def line(part: dict) -> Line:
    return Line(part["heading"], ", ".join(part["marks"]), tuple(part["facts"]))


def limits(content: Content) -> Block:
    lines = [
        Line(one.name, one.in_words, ((_("In words"), one.note),) if one.note else ())
        for one in named(content.limits)
        if one.in_words or one.note
    ]
    return Block(_("Limits"), lines)


def issues(content: Content) -> Block:
    return Block(
        _("Issues"), [Line(one.name, " · ".join(option.name for option in one.options)) for one in content.issues]
    )
