"""Who may do what in a team. A page asks many rules; a request remembers a person's role in each team once."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from teams.models import Invitation, MemberRole, Membership, Team

WRITERS = {MemberRole.LEAD, MemberRole.MEMBER}


def role_in(user, team_id) -> str | None:
    """The person's role in the team now, or None. `user.known_roles` exists only during a request."""
    known = getattr(user, "known_roles", None)
    if known is None:
        return read_role(user, team_id)
    if team_id not in known:
        known[team_id] = read_role(user, team_id)
    return known[team_id]


def read_role(user, team_id) -> str | None:
    if not user.is_authenticated:
        return None
    return (
        Membership.objects.present().filter(person_id=user.pk, team_id=team_id).values_list("role", flat=True).first()
    )


def is_lead(user, team_id) -> bool:
    return role_in(user, team_id) == MemberRole.LEAD


def is_writer(user, team_id) -> bool:
    """Lead or member: those who write the charter and live by it."""
    return role_in(user, team_id) in WRITERS


def is_manager(user, team_id) -> bool:
    return role_in(user, team_id) == MemberRole.MANAGER


def can_invite(user, team: Team) -> Answer:
    return is_lead(user, team.pk) or Denied(_("Only the team's lead may invite people."))


def can_withdraw_invitation(user, invitation: Invitation) -> Answer:
    if not is_lead(user, invitation.team_id):
        return Denied(_("Only the team's lead may withdraw an invitation."))
    return invitation.state == Invitation.State.SENT or Denied(_("This invitation is no longer waiting."))
