"""What a person looks after in the teams they lead or manage: vacancies, terms, hand-overs, missing signatures. Reads only."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.utils import timezone

from charters.models import CharterVersion, HandOver, RoleAssignment, Signature
from dashboard import vacancies
from teams.models import MemberRole, Membership

MOST = 50


@dataclass
class Care:
    """`leads` are the teams in which the person can do something about it by themself."""

    leads: set
    vacant: vacancies.Vacant
    terms: list[RoleAssignment] = field(default_factory=list)
    hand_overs: list[HandOver] = field(default_factory=list)
    unsigned: list[tuple[CharterVersion, object]] = field(default_factory=list)

    def __bool__(self):
        return bool(self.vacant or self.terms or self.hand_overs or self.unsigned)


def care_of(user) -> Care:
    seats = Membership.objects.present().filter(person=user, role__in=vacancies.CARE).values_list("team", "role")
    roles = dict(seats)
    return Care(
        leads={team for team, role in roles.items() if role == MemberRole.LEAD},
        vacant=vacancies.vacant_in(list(roles)),
        terms=ending(list(roles)),
        hand_overs=unfinished(user, list(roles)),
        unsigned=unsigned(list(roles)),
    )


def ending(teams: list) -> list[RoleAssignment]:
    rows = RoleAssignment.objects.near_their_end(timezone.localdate()).filter(team__in=teams)
    return list(rows.select_related("person", "team").order_by("term_ends_on", "id")[:MOST])


def unfinished(user, teams: list) -> list[HandOver]:
    """For leads only: nobody else sees a sheet before it is finished."""
    rows = HandOver.objects.visible_to(user).unfinished().filter(team__in=teams).exclude(holder=user)
    return list(rows.select_related("holder", "team").defer(*HandOver.TEXTS)[:MOST])


def unsigned(teams: list) -> list[tuple[CharterVersion, object]]:
    """Charters in force that somebody has not signed yet, or has declined since."""
    missing = Signature.objects.filter(
        version=OuterRef("pk"), round=OuterRef("round"), state__in=[Signature.State.REQUESTED, Signature.State.DECLINED]
    )
    versions = CharterVersion.objects.active().filter(Exists(missing), team__in=teams)
    found = list(versions.select_related("charter", "team").light().order_by("team__name", "id")[:MOST])
    badges = Signature.objects.badges(versions.values("pk"))
    return [(one, badges[one.pk]) for one in found if one.pk in badges]
