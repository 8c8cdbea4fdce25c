"""Who may do what in a team. A page asks many rules; a request remembers a person's role in each team once."""

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from teams.models import LEVELS, SIGNING_ROLES, Invitation, MemberRole, Membership, Team

KEEPERS = {MemberRole.LEAD, MemberRole.MANAGER}


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
    return role_in(user, team_id) in SIGNING_ROLES


def is_manager(user, team_id) -> bool:
    return role_in(user, team_id) == MemberRole.MANAGER


def runs_site(user) -> bool:
    """An administrator may mend invitations, but never what a team wrote."""
    return user.is_active and user.is_staff


def can_create_team(user) -> Answer:
    return user.is_authenticated or Denied(_("Sign in to start a team."))


def can_edit_team(user, team: Team) -> Answer:
    return is_lead(user, team.pk) or Denied(_("Only the team's lead may change its name and description."))


def can_set_parent(user, team: Team, parent: Team | None) -> Answer:
    """Who leads both makes one a sub-group of the other; who leads the sub-group takes it out."""
    if not is_lead(user, team.pk):
        return Denied(_("Only the team's lead says which team it is part of."))
    if parent is None:
        return True
    if not is_lead(user, parent.pk):
        return Denied(_("Only who leads both teams makes one a part of the other."))
    return fits_under(team, parent)


def fits_under(team: Team, parent: Team) -> Answer:
    above = [parent.pk, *line_above(parent)]
    if team.pk in above:
        return Denied(_("A team cannot be part of itself, or of one of its own sub-groups."))
    return len(above) + levels_of(team) <= LEVELS or Denied(
        _("Teams are at most %(most)s levels deep; this would be one more.") % {"most": LEVELS}
    )


def line_above(team: Team) -> list:
    """The keys of the teams that this one is part of, the nearest first."""
    found, pk = [], team.parent_id
    while pk and len(found) < LEVELS:
        found.append(pk)
        pk = Team.objects.filter(pk=pk).values_list("parent_id", flat=True).first()
    return found


def levels_of(team: Team) -> int:
    """How many levels the team is with its sub-groups: 1 where it has none."""
    levels, level = 0, [team.pk]
    while level and levels <= LEVELS:
        levels += 1
        level = list(Team.objects.filter(parent__in=level).values_list("pk", flat=True))
    return levels


def can_invite(user, team: Team) -> Answer:
    return is_lead(user, team.pk) or Denied(_("Only the team's lead may invite people."))


def can_resend_invitation(user, invitation: Invitation) -> Answer:
    if not is_lead(user, invitation.team_id) and not runs_site(user):
        return Denied(_("Only the team's lead may send an invitation again."))
    return is_waiting(invitation)


def can_withdraw_invitation(user, invitation: Invitation) -> Answer:
    if not is_lead(user, invitation.team_id) and not runs_site(user):
        return Denied(_("Only the team's lead may withdraw an invitation."))
    return is_waiting(invitation)


def is_waiting(invitation: Invitation) -> Answer:
    return invitation.state == Invitation.State.SENT or Denied(_("This invitation is no longer waiting."))


def can_accept_invitation(user, invitation: Invitation) -> Answer:
    """Only who has confirmed that the invited address is theirs."""
    if not invitation.is_open:
        return Denied(_("This invitation is no longer open."))
    return owns_address(user, invitation.email) or Denied(
        _("This invitation is for %(address)s, an address that your account has not confirmed.")
        % {"address": invitation.email}
    )


def owns_address(user, address: str) -> bool:
    """Both are kept in small letters; a database that folds letters would take “ı” for “i”."""
    return EmailAddress.objects.filter(user_id=user.pk, email=address, verified=True).exists()


def can_change_role(user, membership: Membership) -> Answer:
    if not is_lead(user, membership.team_id):
        return Denied(_("Only the team's lead may change roles."))
    return still_here(membership) and is_spared(membership)


def can_remove_member(user, membership: Membership) -> Answer:
    if not is_lead(user, membership.team_id):
        return Denied(_("Only the team's lead may remove people."))
    if user.pk == membership.person_id:
        return Denied(_("To go yourself, leave the team."))
    return still_here(membership) and is_spared(membership)


def can_leave_team(user, membership: Membership) -> Answer:
    if user.pk != membership.person_id:
        return Denied(_("Everyone leaves for themselves."))
    return still_here(membership) and is_spared(membership)


def can_leave_for_good(user, membership: Membership) -> Answer:
    """Who closes their account leaves a team of which they are the last, too."""
    if user.pk != membership.person_id:
        return Denied(_("Everyone leaves for themselves."))
    return still_here(membership) and (is_alone(membership) or is_spared(membership))


def is_alone(membership: Membership) -> bool:
    others = Membership.objects.present().filter(team_id=membership.team_id)
    return not others.exclude(pk=membership.pk).exists()


def leaves_nobody_alone(person) -> Answer:
    """Nobody is the only lead of a team of others and closes their account."""
    led = Membership.objects.present().filter(person_id=person.pk, role=MemberRole.LEAD).select_related("team")
    kept = [one.team.name for one in led.order_by("team__name") if not is_alone(one) and not is_spared(one)]
    return not kept or Denied(
        _("You are the only lead of %(teams)s. Make somebody else a lead first.") % {"teams": ", ".join(kept)}
    )


def can_set_hours(user, membership: Membership) -> Answer:
    if user.pk != membership.person_id and role_in(user, membership.team_id) not in KEEPERS:
        return Denied(_("Only the person, the lead or a manager sets these hours."))
    return still_here(membership)


def can_mark_away(user, membership: Membership) -> Answer:
    if not is_manager(user, membership.team_id):
        return Denied(_("Only a manager of the team marks a long absence."))
    if not still_here(membership):
        return still_here(membership)
    return membership.away_since is None or Denied(_("The long absence is noted already."))


def can_mark_back(user, membership: Membership) -> Answer:
    if user.pk != membership.person_id and not is_manager(user, membership.team_id):
        return Denied(_("Only the person or a manager of the team ends a long absence."))
    return membership.away_since is not None or Denied(_("No long absence is noted."))


def still_here(membership: Membership) -> Answer:
    return membership.left_at is None or Denied(_("This person has left the team."))


def is_spared(membership: Membership) -> Answer:
    """A team always keeps a lead: the last one stays until somebody else leads."""
    if membership.role != MemberRole.LEAD:
        return True
    others = Membership.objects.present().filter(team_id=membership.team_id, role=MemberRole.LEAD)
    return others.exclude(pk=membership.pk).exists() or Denied(
        _("A team always keeps a lead. Make somebody else a lead first.")
    )
