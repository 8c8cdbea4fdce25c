"""Who has signed, who is waited for, and what became of earlier rounds: as one reads it on a page. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

SIGNED, REQUESTED, DECLINED, VOID = "signed", "requested", "declined", "void"


@dataclass(frozen=True)
class Sheet:
    """The signatures of one round. Who was let go before signing is waited for no more."""

    round: int
    signatures: list = field(default_factory=list)
    sign_by: date | None = None
    today: date | None = None

    @property
    def signed(self) -> list:
        return [one for one in self.signatures if one.state == SIGNED]

    @property
    def pending(self) -> list:
        return [one for one in self.signatures if one.state == REQUESTED]

    @property
    def declined(self) -> list:
        return [one for one in self.signatures if one.state == DECLINED]

    @property
    def void(self) -> list:
        return [one for one in self.signatures if one.state == VOID]

    @property
    def total(self) -> int:
        return len(self.signatures) - len(self.void)

    @property
    def is_overdue(self) -> bool:
        return bool(self.sign_by and self.today and self.pending and self.sign_by < self.today)

    def of(self, person) -> object | None:
        return next((one for one in self.signatures if one.person_id == person.pk), None)


def sheets(signatures: Iterable, current: int, sign_by: date | None, today: date) -> tuple[Sheet, list[Sheet]]:
    """The sheet of the current round, and those of the rounds before it, the latest first."""
    rounds: dict[int, list] = {}
    for one in signatures:
        rounds.setdefault(one.round, []).append(one)
    now = Sheet(current, rounds.pop(current, []), sign_by, today)
    return now, [Sheet(number, rounds[number]) for number in sorted(rounds, reverse=True)]
