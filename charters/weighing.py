"""Reads the two texts of an amendment, and says how large the change is and who signs it. Only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from charters.compare import Change, Difference, difference
from charters.content import Content
from charters.kinds import Part
from charters.materiality import EDITORIAL, MATERIAL, Verdict, Weighed, weigh_difference
from charters.models import CharterVersion
from charters.readiness.facts import plain
from charters.roles import digest
from teams.models import MemberRole, Membership


@dataclass
class Amendment:
    """An amendment beside what it changes, read once."""

    version: CharterVersion
    old: Content
    new: Content
    memberships: list[Membership]

    @cached_property
    def changes(self) -> Difference:
        return difference(self.old, self.new)

    @cached_property
    def verdict(self) -> Verdict:
        return weigh_difference(self.changes, self.old, self.new, names_of(self.memberships))

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.verdict.items

    @property
    def size(self) -> str:
        return MATERIAL if self.version.is_called_material else self.verdict.size

    @cached_property
    def signers(self) -> list[Membership]:
        """Who signs: of a scoped change those it names; the leads, where nobody of them can."""
        if self.size == EDITORIAL:
            return []
        everyone = self.all_signers
        if self.size == MATERIAL:
            return everyone
        named = [one for one in everyone if str(one.person_id) in self.verdict.named]
        return named or [one for one in everyone if one.role == MemberRole.LEAD] or everyone

    @cached_property
    def all_signers(self) -> list[Membership]:
        return [one for one in self.memberships if one.is_signer]

    @cached_property
    def others(self) -> list[Membership]:
        """Who is not asked again, and may object to a scoped change or call an editorial one material."""
        asked = {one.person_id for one in self.signers}
        return [one for one in self.all_signers if one.person_id not in asked]

    @cached_property
    def changed_roles(self) -> list[str]:
        """The keys of roles whose words, holders, hours or letters are not those that hold now."""
        before = {role.key for role in self.old.of("role")}
        return [
            role.key
            for role in self.new.of("role")
            if role.key not in before or digest(self.old, role.key) != digest(self.new, role.key)
        ]


def amendment_of(version: CharterVersion) -> Amendment:
    """Four queries, once for each object that was read: its base with its clauses, its own clauses, who is in the team."""
    if not hasattr(version, "weighed_amendment"):
        version.weighed_amendment = read_amendment(version)
    return version.weighed_amendment


def read_amendment(version: CharterVersion) -> Amendment:
    memberships = version.team.memberships.present().select_related("person")
    base = version.based_on
    base.charter = version.charter
    return Amendment(version, base.content(), version.content(), list(memberships))


def names_of(memberships: Iterable[Membership]) -> dict[str, str]:
    """Accounts by what people are called; two of one name are told apart by nobody."""
    pairs = [(plain(str(one.person)), str(one.person_id)) for one in memberships]
    names = [name for name, _person in pairs]
    return {name: person for name, person in pairs if names.count(name) == 1}


@dataclass(frozen=True)
class Told:
    """One change with its size and the reason of it."""

    change: Change
    weighed: Weighed | None


def by_part(found: Amendment) -> list[tuple[Part, list[Told]]]:
    """The changes under the headings of the charter."""
    weighed = found.verdict.by_key
    return [(part, [Told(one, weighed.get(one.key)) for one in changes]) for part, changes in found.changes.by_part]
