"""Where a person stands: their seats in teams and their roles in charters. Each is read once, for all that depends on it."""

from charters.models import RoleAssignment
from dashboard.waiting import negotiations
from dashboard.waiting.one import MOST
from teams.models import Membership

State = RoleAssignment.State


def seats_of(user) -> list[Membership]:
    """Where the person is now, by the names of the teams, and in each what of negotiations waits for them longest."""
    seats = Membership.objects.present().filter(person=user).annotate(**negotiations.waiting_longest(user))
    return list(seats.select_related("team").order_by("team__name", "id"))


def teams_as(seats: list[Membership], *roles: str) -> list:
    """The teams in which the person has one of these roles. Where there is none, the database is not asked."""
    return [seat.team_id for seat in seats if seat.role in roles]


def roles_of(user) -> list[RoleAssignment]:
    """What the person holds, or is asked to hold, across all teams."""
    running = RoleAssignment.objects.filter(charter__closed_at=None)
    roles = running.filter(person=user, state__in=[State.ACCEPTED, State.PROPOSED]).select_related("team", "charter")
    return list(roles.order_by("-state", "team__name", "role_title", "id")[: 2 * MOST])


def roles_held(roles: list[RoleAssignment]) -> list[RoleAssignment]:
    return [role for role in roles if role.state == State.ACCEPTED]
