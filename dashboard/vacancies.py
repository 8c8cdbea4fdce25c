"""What nobody takes care of in charters in force: roles without a holder, and what these roles alone answer for. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from charters.models import CharterVersion, Item, RoleAssignment
from teams.models import MemberRole, Membership

MOST = 50
CARE = [MemberRole.LEAD, MemberRole.MANAGER]
GONE = [RoleAssignment.State.ENDED, RoleAssignment.State.DECLINED]


@dataclass(frozen=True)
class Vacant:
    """Roles that nobody holds, and deliverables or milestones for which nobody answers because of it."""

    roles: list[Item]
    unanswered: list[Item]

    def __bool__(self):
        return bool(self.roles or self.unanswered)


def vacant_in(teams) -> Vacant:
    """Two queries, however many teams."""
    roles = list(of_teams(teams))
    return Vacant(roles, unanswered(roles))


def of_teams(teams):
    """One query. Who is named without an account counts as holder; who left, gave the role back or served their term does not."""
    seated = Membership.objects.present().filter(team=OuterRef("team"), person=OuterRef("person"))
    gone = RoleAssignment.objects.filter(
        charter=OuterRef("version__charter"), key=OuterRef("key"), person=OuterRef("person"), state__in=GONE
    )
    named = Item.objects.filter(version=OuterRef("version"), kind="assignment", parent=OuterRef("key"))
    holders = named.filter(Q(person=None) | Exists(seated) & ~Exists(gone), values__former=False)
    roles = Item.objects.filter(kind="role", version__state=CharterVersion.State.ACTIVE, team__in=teams)
    vacant = roles.exclude(Exists(holders)).select_related("team", "version").defer(*CharterVersion.JOINED_TEXTS)
    return vacant.order_by("team__name", "version", "position")[:MOST]


def in_care_of(user):
    """In the teams that the person leads or manages."""
    return of_teams(Membership.objects.present().filter(person=user, role__in=CARE).values("team"))


def unanswered(roles: Iterable[Item]) -> list[Item]:
    """What has its A, or its owner, only among these roles."""
    keys, titles = {str(role.key) for role in roles}, {(role.version_id, role.values["title"]) for role in roles}
    dated = Item.objects.filter(kind__in=["deliverable", "milestone"], version__in={role.version_id for role in roles})
    found = (
        dated.select_related("team", "version")
        .defer(*CharterVersion.JOINED_TEXTS)
        .order_by("team__name", "version", "position")
    )
    return [one for one in found if is_left(one, keys, titles)][:MOST]


def is_left(item: Item, keys: set, titles: set) -> bool:
    if item.kind == "milestone":
        return (item.version_id, item.values.get("owner")) in titles
    answering = {role for role, letters in (item.values.get("letters") or {}).items() if "A" in letters}
    return bool(answering) and answering <= keys
