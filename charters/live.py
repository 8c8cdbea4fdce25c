"""How a deliverable or milestone stands on a day: overdue, at risk, soon, later, settled. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=14)
OPEN, SETTLED = "open", {"done", "not_done", "dropped"}
PLACES = ("overdue", "soon", "later", "undated", "settled")


@dataclass(frozen=True)
class Live:
    """The live side of a deadline: its state, its baseline, the forecast, and when it was settled."""

    state: str = OPEN
    due_on: date | None = None
    projected_on: date | None = None
    settled_on: date | None = None

    @property
    def is_running(self) -> bool:
        return self.state not in SETTLED

    @property
    def is_at_risk(self) -> bool:
        """A heads-up: those who do the work expect it later than agreed."""
        return self.state == OPEN and bool(self.due_on and self.projected_on and self.projected_on > self.due_on)

    def is_overdue(self, today: date) -> bool:
        return self.state == OPEN and self.due_on is not None and self.due_on < today

    def look(self, today: date) -> str:
        """The name of its picture (common.templatetags.look)."""
        if self.is_overdue(today):
            return "overdue"
        return "at_risk" if self.is_at_risk else self.state

    def place(self, today: date) -> str:
        """Under which heading people look for it; what is handed over waits for somebody now, however late it is."""
        if not self.is_running:
            return "settled"
        if self.due_on is None:
            return "undated"
        if self.is_overdue(today):
            return "overdue"
        return "soon" if self.due_on <= today + SOON else "later"
