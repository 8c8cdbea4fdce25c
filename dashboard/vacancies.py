"""Roles of charters in force that nobody holds: never filled, or left behind by who went. Reads only."""

from django.db.models import Exists, OuterRef, Q

from charters.models import CharterVersion, Item
from teams.models import MemberRole, Membership

MOST = 50
CARE = [MemberRole.LEAD, MemberRole.MANAGER]


def of_teams(teams):
    """One query. Who is named without an account counts as holder; a former holder and who left the team do not."""
    seated = Membership.objects.present().filter(team=OuterRef("team"), person=OuterRef("person"))
    named = Item.objects.filter(version=OuterRef("version"), kind="assignment", parent=OuterRef("key"))
    holders = named.filter(Q(person=None) | Exists(seated), values__former=False)
    roles = Item.objects.filter(kind="role", version__state=CharterVersion.State.ACTIVE, team__in=teams)
    vacant = roles.exclude(Exists(holders)).select_related("team", "version").defer(*CharterVersion.JOINED_TEXTS)
    return vacant.order_by("team__name", "version", "position")[:MOST]


def in_care_of(user):
    """In the teams that the person leads or manages."""
    return of_teams(Membership.objects.present().filter(person=user, role__in=CARE).values("team"))
