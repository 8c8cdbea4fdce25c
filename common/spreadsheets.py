"""Tables for spreadsheets (CSV), in which no text is taken for a formula. Pure."""

import csv
import io
from collections.abc import Iterable

FORMULA = tuple("=+-@＝＋－＠\t\r\n")
MARK = "'"
# Spreadsheets look for it to know the encoding.
BOM = "\ufeff"


def harmless(text: str) -> str:
    """With an apostrophe before what a spreadsheet would compute."""
    return MARK + text if text.startswith((MARK, *FORMULA)) else text


def table(rows: Iterable[Iterable]) -> str:
    """Numbers stay numbers, None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(one) if isinstance(one, str) else one for one in row])
    return BOM + out.getvalue()
