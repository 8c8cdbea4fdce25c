"""Due texts of real charters: a day, a month, a quarter, a year, something relative, or words. Pure.

What a person typed is always kept; what it means is read from it, and only where it can mean one thing.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypedDict

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy


class Due(TypedDict):
    """`text` as typed; `on` the last day it can mean (ISO) or None; `precision`: day, month, quarter, year, relative, text."""

    text: str
    on: str | None
    precision: str


LONGEST = 80
MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")  # fmt: skip
MONTH_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
COUNTS = {word: count for count, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)}  # fmt: skip

AFTER = {
    "day": ngettext_lazy("%(count)d day after adoption", "%(count)d days after adoption", "count"),
    "week": ngettext_lazy("%(count)d week after adoption", "%(count)d weeks after adoption", "count"),
    "month": ngettext_lazy("%(count)d month after adoption", "%(count)d months after adoption", "count"),
    "quarter": ngettext_lazy("%(count)d quarter after adoption", "%(count)d quarters after adoption", "count"),
    "year": ngettext_lazy("%(count)d year after adoption", "%(count)d years after adoption", "count"),
}

YEAR = r"(?P<year>(?:19|20|21)\d\d)"
SHORT_YEAR = r"'?(?P<short>\d\d)"
MONTH = rf"(?P<month>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(COUNTS)})"
UNIT = r"(?P<unit>day|week|month|quarter|year)s?"
# Moments at which a charter begins to hold. "After the pilot" is no such moment and stays words.
ANCHOR = r"(?:the )?(?:adoption|adopting|chartering|charter|start|start date|kick ?-?off|signing|signature|creation|approval|activation)"
LEAD_IN = re.compile(r"^(?:(?:due|by|until|till|on|the end of|end of|end) )+")


def parse(text: str) -> Due | None:
    """What a person may have meant; text that is no date keeps its words. Empty text is None."""
    text = text.strip()
    if not text:
        return None
    plain = simplified(text)
    for pattern, read, precision in SHAPES:
        found = pattern.fullmatch(plain)
        last_day = found and read(found)
        if last_day:
            return Due(text=text, on=last_day.isoformat(), precision=precision)
    return Due(text=text, on=None, precision="relative" if span_of(plain) else "text")


def resolve(due: Due | None, adopted_on: date) -> date | None:
    """The last day a due can mean once the charter holds; None where it stays words."""
    if due is None:
        return None
    if due["on"]:
        return date.fromisoformat(due["on"])
    span = span_of(simplified(due["text"])) if due["precision"] == "relative" else None
    return added(adopted_on, *span) if span else None


def label(due: Due | None) -> str:
    """The due in the reader's language; words that are no date, as typed."""
    if due is None:
        return ""
    if not due["on"]:
        return due["text"]
    day = date.fromisoformat(due["on"])
    if due["precision"] == "quarter":
        return _("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}
    if due["precision"] == "year":
        return str(day.year)
    return date_format(day, "YEAR_MONTH_FORMAT" if due["precision"] == "month" else "DATE_FORMAT")


def understood(due: Due | None) -> str:
    """One line beside the field: how the words were read."""
    if due is None:
        return ""
    if due["precision"] == "day":
        return label(due)
    if due["on"]:
        day = date_format(date.fromisoformat(due["on"]), "DATE_FORMAT")
        return _("%(when)s: by %(day)s at the latest") % {"when": label(due), "day": day}
    span = span_of(simplified(due["text"]))
    return AFTER[span[1]] % {"count": span[0]} if span else _("Kept as words; not a date yet")


def simplified(text: str) -> str:
    """Small letters, single spaces, one sort of dash, no Markdown emphasis; nothing of a long text."""
    if len(text) > LONGEST:
        return ""
    plain = " ".join(re.sub(r"[*_`]", " ", text).replace("\u2013", "-").replace("\u2019", "'").casefold().split())
    return LEAD_IN.sub("", plain.rstrip("."))


def day_of(found: re.Match) -> date | None:
    return day_or_none(year_of(found), month_of(found), int(found["day"]))


def slashed(found: re.Match) -> date | None:
    """12/31/2026 is clear; 5/6/2026 is May in one country and June in another, so it stays words."""
    year, first, second = (int(found[name]) for name in ("year", "first", "second"))
    meant = {day_or_none(year, first, second), day_or_none(year, second, first)} - {None}
    return meant.pop() if len(meant) == 1 else None


def end_of_month(found: re.Match) -> date | None:
    return last_of(year_of(found), month_of(found))


def end_of_quarter(found: re.Match) -> date | None:
    return last_of(year_of(found), int(found["quarter"]) * 3)


def end_of_year(found: re.Match) -> date | None:
    return last_of(year_of(found), 12)


def year_of(found: re.Match) -> int:
    groups = found.groupdict()
    return int(groups["year"]) if groups.get("year") else 2000 + int(groups["short"])


def month_of(found: re.Match) -> int:
    return MONTH_NUMBERS.get(found["month"]) or int(found["month"])


def day_or_none(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def last_of(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def span_of(plain: str) -> tuple[int, str] | None:
    """How long after adoption: "3 months", "adoption + 3 months", "month 6", "months 7-18"."""
    for pattern in SPANS:
        found = pattern.fullmatch(plain)
        if found:
            return COUNTS.get(found["count"]) or int(found["count"]), found["unit"]
    return None


def added(day: date, count: int, unit: str) -> date:
    """Months keep the day where they have it: 31 January and a month is 28 or 29 February."""
    days, months = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "quarter": (0, 3), "year": (0, 12)}[unit]
    if days:
        return day + timedelta(days=days * count)
    years, month = divmod(day.month - 1 + months * count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shape(pattern: str, read: Callable, precision: str) -> tuple:
    return re.compile(pattern), read, precision


SHAPES = (
    shape(rf"{YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", day_of, "day"),
    shape(rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\. ?{YEAR}", day_of, "day"),
    shape(rf"(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{YEAR}", slashed, "day"),
    shape(rf"{DAY}\.?(?: of)?[ -]{MONTH},?[ -]{YEAR}", day_of, "day"),
    shape(rf"{MONTH} {DAY},? {YEAR}", day_of, "day"),
    shape(rf"{MONTH},?(?: of)?[ -]{YEAR}", end_of_month, "month"),
    shape(rf"{YEAR} {MONTH}", end_of_month, "month"),
    shape(rf"{YEAR}[-/](?P<month>\d{{1,2}})", end_of_month, "month"),
    shape(rf"(?P<month>\d{{1,2}})/{YEAR}", end_of_month, "month"),
    shape(rf"q(?P<quarter>[1-4])[ /-]?(?:of )?(?:{YEAR}|{SHORT_YEAR})", end_of_quarter, "quarter"),
    shape(rf"(?P<quarter>[1-4])q[ /-]?(?:{YEAR}|{SHORT_YEAR})", end_of_quarter, "quarter"),
    shape(rf"{YEAR}[ /-]?(?:q(?P<quarter>[1-4]))", end_of_quarter, "quarter"),
    shape(YEAR, end_of_year, "year"),
)
SPANS = tuple(re.compile(pattern) for pattern in (
    rf"{ANCHOR} ?\+ ?{COUNT} ?{UNIT}",
    rf"(?:in )?{COUNT} ?{UNIT}(?: (?:after|from|past) {ANCHOR})?",
    r"(?P<unit>day|week|month)s? (?:\d{1,3} ?(?:-|to) ?)?(?P<count>\d{1,3})",
))  # fmt: skip
