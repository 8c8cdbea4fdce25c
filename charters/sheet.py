"""Who has answered, who is waited for, and what became of earlier rounds: as one reads it on a page. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

SIGNED, CARRIED, REQUESTED, DECLINED, VOID = "signed", "carried", "requested", "declined", "void"


class Badge(NamedTuple):
    """How many of those asked have agreed. Void answers are nowhere in it; carried ones count as signed."""

    total: int
    signed: int
    declined: int

    @property
    def is_complete(self) -> bool:
        return self.signed == self.total

    @property
    def words(self) -> str:
        words = (
            _("%(signed)s of %(total)s signed")
            if not self.declined
            else _("%(signed)s of %(total)s signed, %(declined)s declined")
        )
        return words % self._asdict()


@dataclass
class Sheet:
    """The answers of one round. Who was let go before signing is waited for no more. `silent` are members without a vote."""

    round: int
    signatures: list = field(default_factory=list)
    votes: list = field(default_factory=list)
    silent: list = field(default_factory=list)
    sign_by: date | None = None
    today: date | None = None

    @property
    def signed(self) -> list:
        return [one for one in self.signatures if one.state == SIGNED]

    @property
    def agreed(self) -> list:
        """Signed now, or carried over from the version before."""
        return [one for one in self.signatures if one.state in (SIGNED, CARRIED)]

    @property
    def pending(self) -> list:
        return [one for one in self.signatures if one.state == REQUESTED]

    @property
    def total(self) -> int:
        """Signed, waited for or declined."""
        return len([one for one in self.signatures if one.state != VOID])

    @property
    def waits(self) -> bool:
        return bool(self.pending or self.silent)

    @property
    def late(self) -> list:
        """Who is still waited for after their own day; their answer counts all the same."""
        return [one for one in self.pending if self.today and one.until and one.until < self.today]

    @property
    def is_overdue(self) -> bool:
        return bool(self.waits and self.sign_by and self.today and self.sign_by < self.today)

    @property
    def is_empty(self) -> bool:
        return not (self.signatures or self.votes or self.silent)

    def of(self, person):
        """What this person signed or is asked."""
        return next((one for one in self.signatures if one.person_id == person.pk), None)

    def vote_of(self, person):
        return next((one for one in self.votes if one.person_id == person.pk), None)


def sheets(signatures: Iterable, votes: Iterable) -> dict[int, Sheet]:
    """The sheet of each round by its number, the latest first."""
    found: dict[int, Sheet] = {}
    for one in signatures:
        found.setdefault(one.round, Sheet(one.round)).signatures.append(one)
    for one in votes:
        found.setdefault(one.round, Sheet(one.round)).votes.append(one)
    return dict(sorted(found.items(), reverse=True))
