"""What is due for a person across all their teams, and what about it waits for them. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone

from charters.models import CharterVersion, Consultation, Deadline, Item, RoleAssignment
from charters.permissions.deadlines import is_called, roles_with
from teams.models import MemberRole, Membership

MOST, SHOWN = 500, 8
# The last place on earth where a day ends: nobody is overruled before their day is over.
LAST_ZONE = timedelta(hours=12)


@dataclass(frozen=True)
class Due:
    """One deadline with what this person has to do with it: the letters behind their roles."""

    row: Deadline
    letters: str
    is_accountable: bool
    is_mine: bool
    is_lead: bool

    @property
    def url(self) -> str:
        return reverse("charters:deadline", args=[self.row.charter_id, self.row.key])

    @property
    def on(self) -> date:
        return self.row.due_on

    @property
    def look(self) -> str:
        return self.row.live().look(timezone.localdate())

    @property
    def forecast(self) -> date | None:
        """A day that is expected instead of the agreed one."""
        return self.row.projected_on if self.row.live().is_at_risk else None

    @property
    def is_handed_over(self) -> bool:
        return self.row.state == Deadline.State.DELIVERED

    @property
    def names_somebody_else(self) -> bool:
        """A milestone whose owner is another person or role is theirs to decide."""
        return self.is_accountable or (self.row.kind == "milestone" and bool(self.row.owner))

    @property
    def waits_for_decision(self) -> bool:
        return self.is_handed_over or (self.row.is_proposed and not self.row.is_awaited)


def of_person(user, seats: Iterable[Membership], roles: Iterable[RoleAssignment]) -> list[Due]:
    """What runs in charters in which the person holds a role, leads, or is asked. One query."""
    led = {seat.team_id for seat in seats if seat.role == MemberRole.LEAD}
    held = {(role.charter_id, str(role.role_key)): role.role_title for role in roles}
    rows = running(user, {charter for charter, _key in held}, led)
    return [due_of(user, row, held, led) for row in rows[:MOST]]


def running(user, charters: set, led: set) -> QuerySet:
    clause = Item.objects.filter(
        version__charter=OuterRef("charter"), version__state=CharterVersion.State.ACTIVE, key=OuterRef("key")
    )
    asked = Consultation.objects.waiting().filter(charter=OuterRef("charter"), key=OuterRef("key"))
    last_day = (timezone.now() - LAST_ZONE).date()
    found = (
        Deadline.objects.visible_to(user)
        .running()
        .annotate(
            letters=Subquery(clause.values("values__letters")[:1]),
            owner=Subquery(clause.annotate(owner=KT("values__owner")).values("owner")[:1]),
            asked=Subquery(asked.filter(person=user).values("pk")[:1]),
            asked_until=Subquery(asked.filter(person=user).values("until")[:1]),
            is_awaited=Exists(asked.filter(version=None, until__gte=last_day)),
        )
    )
    waits = Q(state=Deadline.State.DELIVERED) | Q(proposed_on__isnull=False, agreed_at=None)
    found = found.filter(Q(charter__in=charters) | Q(team__in=led) & waits | Q(asked__isnull=False))
    return found.select_related("team").order_by("due_on", "id")


def due_of(user, row: Deadline, held: dict, led: set) -> Due:
    cells = {role: text for role, text in (row.letters or {}).items() if (row.charter_id, role) in held}
    letters = [text for text in cells.values() if text]
    titles = [title for (charter, _key), title in held.items() if charter == row.charter_id]
    if row.kind == "milestone" and is_called(str(row.owner or ""), [str(user), *titles]):
        letters.append("A/R")
    is_a = bool(roles_with("A", cells)) or "A/R" in letters
    return Due(row, ", ".join(letters), is_a, is_a or bool(roles_with("R", cells)), row.team_id in led)


def upcoming(found: Iterable[Due]) -> list[Due]:
    """What the person works on or answers for and that has a day, the nearest first; what is settled has left."""
    return [one for one in found if one.is_mine and one.row.due_on][:SHOWN]


def to_decide(found: Iterable[Due]) -> list[Due]:
    """What waits for this person's yes or no: results handed over, new days that all who were asked have been heard about."""
    open_ones = [one for one in found if one.waits_for_decision]
    without_a = nobody_accountable([one for one in open_ones if one.is_lead and not one.names_somebody_else])
    return [one for one in open_ones if one.is_accountable or one.row.pk in without_a]


def nobody_accountable(found: list[Due]) -> set:
    """Of these the deadlines whose A is held by nobody who is here, so that the lead decides. One query where there are any."""
    if not found:
        return set()
    here = Membership.objects.present().filter(team=OuterRef("team"), person=OuterRef("person"), away_since=None)
    held = [RoleAssignment.State.PROPOSED, RoleAssignment.State.ACCEPTED]
    roles = RoleAssignment.objects.filter(
        Exists(here.exclude(role=MemberRole.OBSERVER)),
        charter__in={one.row.charter_id for one in found},
        state__in=held,
    )
    taken = {(charter, str(key)) for charter, key in roles.order_by().values_list("charter_id", "role_key")}
    return {one.row.pk for one in found if not taken & accountable_roles(one.row)}


def accountable_roles(row: Deadline) -> set:
    return {(row.charter_id, role) for role in roles_with("A", row.letters or {})}
