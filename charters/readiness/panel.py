"""How much of what the checks found is shown at once. Pure."""

from dataclasses import dataclass

from charters.readiness.facts import Reason
from charters.readiness.scoring import Check, Readiness

BESIDE, ALONE = 6, 40


@dataclass(frozen=True)
class Told:
    """A check with its first reasons; `rest` says how many more there are."""

    check: Check
    reasons: list[Reason]
    count: int

    @property
    def rest(self) -> int:
        return self.count - len(self.reasons)


def told(check: Check, reasons: list[Reason], most: int) -> Told:
    return Told(check, reasons[:most], len(reasons))


def blocked(found: Readiness, most: int) -> list[Told]:
    return [told(check, check.blockers, most) for check in found.blocked]


def hinted(found: Readiness, most: int) -> list[Told]:
    return [told(check, check.hints, most) for check in found.hinted]
