"""Due texts of real charters: a day, a month, a quarter, a year, something relative, or words. Pure."""

from datetime import date
from typing import TypedDict


class Due(TypedDict):
    """`text` as typed; `on` the last day it can mean (ISO) or None; `precision`: day, month, quarter, year, relative, text."""

    text: str
    on: str | None
    precision: str


def parse(text: str, today: date | None = None) -> Due | None:
    """What a person may have meant; text that is no date keeps its words. Empty text is None."""
    text = text.strip()
    if not text:
        return None
    try:
        return Due(text=text, on=date.fromisoformat(text).isoformat(), precision="day")
    except ValueError:
        return Due(text=text, on=None, precision="text")
