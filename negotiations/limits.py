"""Limits in words: their names in one order, and each score as people read it. Pure."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from negotiations.content import Limits
from negotiations.kinds import OTHER, OWN


class Named(NamedTuple):
    """One limit. `party` is whose total it bounds; `score` is {"value": number, "unit": "points" or "percent"} or None."""

    name: str
    party: str
    score: dict | None
    note: str

    @property
    def in_words(self) -> str:
        """62% or 8400 points; empty where there is no number."""
        if not self.score or self.score.get("value") is None:
            return ""
        return f"{self.score['value']}%" if self.is_percent else _("%(value)s points") % self.score

    @property
    def is_percent(self) -> bool:
        return bool(self.score) and self.score.get("unit") == "percent"


def named(limits: Limits | None) -> list[Named]:
    """All three, given or not; none for who may not see limits."""
    if limits is None:
        return []
    return [
        Named(_("Target"), OWN, limits.target_score, limits.target_note),
        Named(_("Reservation point (walk-away point)"), OWN, limits.reservation_score, limits.reservation_note),
        Named(_("Their reservation point, a guess"), OTHER, limits.other_reservation, limits.other_reservation_note),
    ]
