"""Reads the two texts of an amendment, and says how large the change is and who signs it. Only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from charters.compare import Change, Difference, difference
from charters.content import Content
from charters.kinds import Part
from charters.materiality import EDITORIAL, MATERIAL, SCOPED, Verdict, Weighed, weigh_difference
from charters.models import CharterVersion, Signature
from charters.readiness.facts import plain
from charters.roles import digest
from teams.models import Event, MemberRole, Membership

# What stands in a charter for all of them: somebody who calls themself so is not meant by it.
EVERYBODY = {
    "everyone",
    "everybody",
    "all",
    "all of us",
    "we",
    "each",
    "anyone",
    "anybody",
    "the team",
    "team",
    "members",
    "all members",
}


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

    @cached_property
    def size(self) -> str:
        return MATERIAL if self.raised else self.verdict.size

    @cached_property
    def raised(self) -> str:
        """Why everybody signs although the difference alone would not ask for it; empty where it decides."""
        if self.version.based_on.state == CharterVersion.State.EXPIRED:
            return _("The version before has ended. What is to hold again, everybody signs.")
        if self.version.is_called_material or self.is_called_again:
            return _("A member called this change material, so everybody signs it, however small it looks.")
        return ""

    @property
    def is_called_again(self) -> bool:
        """What was called material stays so in another amendment too, until everybody has signed a version."""
        small = [] if self.verdict.size == MATERIAL else self.verdict.items
        names = {name_of(one) for one in small if one.size == EDITORIAL}
        return bool(names) and not names.isdisjoint(called_material(self.version))

    @cached_property
    def signers(self) -> list[Membership]:
        """Who signs: of a scoped change those it names, or the leads where nobody of them can; and who objected to one before."""
        if self.size == EDITORIAL:
            return []
        everyone = self.all_signers
        if self.size == MATERIAL:
            return everyone
        named = [one for one in everyone if str(one.person_id) in self.verdict.named]
        named = named or [one for one in everyone if one.role == MemberRole.LEAD] or everyone
        return [one for one in everyone if one in named or one.person_id in self.objecting]

    @cached_property
    def objecting(self) -> set:
        """Who has said no to a change of this text: nothing that follows is taken for granted from them."""
        said_no = Signature.objects.filter(version__based_on=self.version.based_on_id, state=Signature.State.DECLINED)
        return set(said_no.values_list("person_id", flat=True)) if self.size == SCOPED else set()

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


def name_of(one: Weighed) -> str:
    """The key of the clause; the title has none."""
    return one.change.key if one.change else ""


def called_material(version: CharterVersion) -> set[str]:
    """The names of editorial changes that a member called material since everybody signed."""
    signed = version.charter.versions.filter(major=version.based_on.major, activated_at__isnull=False).order_by("minor")
    calls = Event.objects.filter(about_id=version.charter_id, verb="charter.called_material")
    told = calls.filter(at__gt=signed.values("activated_at")[:1]).values_list("data", flat=True)
    return {name for data in told for name in data.get("changed", ())}


def names_of(memberships: Iterable[Membership]) -> dict[str, str]:
    """Accounts by what people are called; two of one name are told apart by nobody, and nobody's name means everybody."""
    pairs = [(plain(str(one.person)), str(one.person_id)) for one in memberships]
    names = [name for name, _person in pairs]
    return {name: person for name, person in pairs if names.count(name) == 1 and name not in EVERYBODY}


@dataclass(frozen=True)
class Told:
    """One change with its size and the reason of it."""

    change: Change
    weighed: Weighed | None


def by_part(found: Amendment) -> list[tuple[Part, list[Told]]]:
    """The changes under the headings of the charter."""
    weighed = found.verdict.by_key
    return [(part, [Told(one, weighed.get(one.key)) for one in changes]) for part, changes in found.changes.by_part]
