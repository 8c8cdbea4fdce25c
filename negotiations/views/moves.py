"""How a number moved, in the words of a page."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from negotiations.models import EstimateChange

Kind = EstimateChange.Kind


class Move(NamedTuple):
    """One step of one estimate: what it is about, the number before and after, and how sure we were and are."""

    change: EstimateChange
    label: str
    before: str
    after: str
    confidence_before: str
    confidence: str

    @property
    def narrows(self) -> bool:
        """The band around the number became narrower."""
        return width(self.change.after) < width(self.change.before)


def told(change: EstimateChange) -> Move:
    before, after = change.before or {}, change.after or {}
    levels = (before.get("confidence", ""), after.get("confidence", ""))
    return Move(change, label_of(change), in_words(before), in_words(after), *map(level_in_words, levels))


def label_of(change: EstimateChange) -> str:
    if change.kind == Kind.WEIGHT:
        return _("Their weight on %(issue)s") % {"issue": change.issue.name}
    if change.kind == Kind.SCORE:
        names = {"option": change.option.name, "issue": change.option.issue.name}
        return _("Their score of %(option)s (%(issue)s)") % names
    return _("Their reservation point (walk-away point)")


def in_words(value: dict) -> str:
    """20, 20 (15 to 25), 62 %, or "not given"."""
    number = value.get("points", value.get("value"))
    if number is None:
        return _("not given")
    if value.get("unit") == "percent":
        return f"{number} %"
    if value.get("low") is None:
        return f"{number:,}"
    return _("%(number)s (%(low)s to %(high)s)") % {
        "number": f"{number:,}", "low": f"{value['low']:,}", "high": f"{value['high']:,}"
    }  # fmt: skip


def level_in_words(level: str) -> str:
    return {"low": _("low"), "medium": _("medium"), "high": _("high")}.get(level, "")


def width(value: dict | None) -> int:
    """How wide the range is; a missing one is wider than any, and the surer the narrower."""
    if not value:
        return 10**9
    if value.get("low") is None:
        return 10**8 - ["low", "medium", "high"].index(value.get("confidence", "low"))
    return value["high"] - value["low"]
