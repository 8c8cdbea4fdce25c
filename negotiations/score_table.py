"""Scores as a table for spreadsheets (CSV): out, and back in with every fault at its line. Pure.

Columns: issue, option, our weight, our score, their weight, their score; one line for each option. A text that a
spreadsheet would take for a formula gets an apostrophe before it, which is taken away again when it is read.
"""

import csv
import io
from dataclasses import dataclass, field
from unicodedata import category

from django.utils.translation import gettext as _

from common.spreadsheets import BOM, FORMULA, MARK, harmless
from negotiations import numbering, scoring
from negotiations.content import Content, Estimate, Issue, Option
from negotiations.kinds import OTHER, OWN
from negotiations.numbering import LONGEST_NAME, SCORE, WEIGHT, BadNumber

COLUMNS = ("issue", "option", "our weight", "our score", "their weight", "their score")
LARGEST = 2 * 1024 * 1024
MOST_LINES = scoring.MOST_ISSUES * scoring.MOST_OPTIONS + 1
MOST_FAULTS = 20


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which line of the file; 0 for the file as a whole."""

    line: int
    words: str

    def __str__(self):
        return _("Line %(line)d: %(words)s") % {"line": self.line, "words": self.words} if self.line else self.words


class BadTable(ValueError):
    """The file is refused; `faults` has the first of its faults in their order."""

    def __init__(self, *faults: Fault):
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))


def written(content: Content) -> str:
    """The table, readable for a spreadsheet that looks for a mark of the encoding."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(map(harmless, COLUMNS))
    for issue in content.issues:
        for option in issue.options or (Option("", ""),):
            table.writerow(row_of(issue, option))
    return BOM + out.getvalue()


def row_of(issue: Issue, option: Option) -> list:
    """Numbers are whole, so they need no apostrophe; words may."""
    numbers = (issue.own, option.own, issue.other, option.other)
    cells = ["" if one.points is None else one.points for one in numbers]
    return [harmless(issue.name), harmless(option.name), *cells]


def plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith(MARK) and text[1:].startswith((MARK, *FORMULA)) else text


@dataclass
class Reading:
    """A table while it is read: issues by name, in the order of the file, and the faults found so far."""

    taken: set[str]
    issues: dict[str, list[Option]] = field(default_factory=dict)
    weights: dict[str, dict[str, int | None]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def found(self, line: int, words: str) -> None:
        self.faults.append(Fault(line, words))

    def plain(self) -> list[Issue]:
        return [
            Issue(
                "",
                name,
                own=said(self.weights[name][OWN]),
                other=said(self.weights[name][OTHER]),
                options=tuple(options),
            )
            for name, options in self.issues.items()
        ]


def said(points: int | None) -> Estimate:
    return Estimate(points, origin="file")


def read(data: bytes, taken: set[str] = frozenset()) -> list[Issue]:
    """The issues of a table; BadTable with its faults. `taken` are the names of issues that are on the sheet already."""
    rows = list(lines_of(text_of(data)))
    if not rows:
        raise BadTable(Fault(0, _("The file is empty.")))
    order = columns_in(rows[0][1])
    reading = Reading({name.casefold() for name in taken})
    for line, cells in rows[1:]:
        take(reading, line, cells, order)
        if len(reading.faults) >= MOST_FAULTS:
            break
    if reading.faults:
        raise BadTable(*reading.faults)
    if not reading.issues:
        raise BadTable(Fault(0, _("There is no issue in this file.")))
    return reading.plain()


def text_of(data: bytes) -> str:
    if len(data) > LARGEST:
        raise BadTable(Fault(0, _("The file is larger than 2 MB.")))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadTable(Fault(line, _("This is not text in UTF-8. Save the table as “CSV UTF-8”."))) from error
    if "\0" in text:
        raise BadTable(Fault(text[: text.index("\0")].count("\n") + 1, _("This is no text.")))
    return text


def lines_of(text: str):
    """(line, cells) of each row that is not empty."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        for number, cells in enumerate(table):
            if number > MOST_LINES:
                raise BadTable(Fault(table.line_num, _("There are more lines than a sheet has room for.")))
            if any(cell.strip() for cell in cells):
                yield table.line_num, cells
    except csv.Error as error:
        raise BadTable(Fault(table.line_num, _("The quotation marks of this line do not fit together."))) from error


def delimiter_of(text: str) -> str:
    """Spreadsheets write commas, semicolons or tabs, as their country has it."""
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def columns_in(cells: list[str]) -> list[int]:
    names = [cell.strip().casefold() for cell in cells]
    missing = [name for name in COLUMNS if names.count(name) != 1]
    if missing:
        words = _("The first line needs each of these columns once: %(names)s.") % {"names": ", ".join(missing)}
        raise BadTable(Fault(1, words))
    return [names.index(name) for name in COLUMNS]


def take(reading: Reading, line: int, cells: list[str], order: list[int]) -> None:
    padded = [*cells, *[""] * len(COLUMNS)]
    issue, option, *numbers = (padded[at] for at in order)
    issue, option = plain(issue), plain(option)
    before = len(reading.faults)
    check_name(reading, line, issue, "issue")
    if option:
        check_name(reading, line, option, "option")
    points = [number_in(reading, line, kind, text) for kind, text in zip((WEIGHT, SCORE) * 2, numbers, strict=True)]
    if len(reading.faults) == before:
        add(reading, line, issue, option, points)


def check_name(reading: Reading, line: int, name: str, column: str) -> None:
    if not name:
        reading.found(line, _("The name of the issue is missing."))
    elif len(name) > LONGEST_NAME:
        told = {"column": column, "most": LONGEST_NAME}
        reading.found(line, _("The name in “%(column)s” is longer than %(most)d characters.") % told)
    elif any(category(sign) in {"Cc", "Cs"} for sign in name):
        reading.found(line, _("There are signs in “%(column)s” that may not be in a name.") % {"column": column})


def number_in(reading: Reading, line: int, kind: str, text: str) -> int | None:
    try:
        return numbering.as_points(kind, plain(text))
    except BadNumber as bad:
        reading.found(line, f"“{text.strip()[:30]}”: {bad}")
        return None


def add(reading: Reading, line: int, issue: str, option: str, points: list) -> None:
    own_weight, own, other_weight, other = points
    if issue not in reading.issues:
        begin(reading, line, issue)
    for side, points_of_side in ((OWN, own_weight), (OTHER, other_weight)):
        weigh(reading, line, issue, side, points_of_side)
    if not option:
        return
    there, names = reading.issues[issue], reading.names[issue]
    if option.casefold() in names:
        reading.found(line, _("The option “%(name)s” is there twice.") % {"name": option[:60]})
    elif len(there) >= scoring.MOST_OPTIONS:
        reading.found(line, _("An issue has room for %(most)d options.") % {"most": scoring.MOST_OPTIONS})
    else:
        there.append(Option("", option, said(own), said(other)))
        names.add(option.casefold())


def begin(reading: Reading, line: int, issue: str) -> None:
    if issue.casefold() in reading.taken:
        reading.found(line, _("“%(name)s” is on this sheet already. Rename one of them.") % {"name": issue[:60]})
    elif len(reading.issues) + len(reading.taken) >= scoring.MOST_ISSUES:
        reading.found(line, _("A sheet has room for %(most)d issues.") % {"most": scoring.MOST_ISSUES})
    reading.issues[issue], reading.names[issue] = [], set()
    reading.weights[issue] = {OWN: None, OTHER: None}


def weigh(reading: Reading, line: int, issue: str, side: str, points: int | None) -> None:
    """A weight stands on any line of its issue, or on all of them, but is one number."""
    known = reading.weights[issue][side]
    if points is not None and known is not None and points != known:
        told = {"name": issue[:60], "known": known, "points": points}
        reading.found(line, _("“%(name)s” has two weights, %(known)d and %(points)d.") % told)
    elif points is not None:
        reading.weights[issue][side] = points
