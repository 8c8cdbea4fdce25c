"""Rules of holding a role and of the manager's role review. A manager never reviews a role they hold."""

from django.utils.translation import gettext as _

from charters.models import CharterVersion, RoleAssignment, RoleReview
from common.permissions import Answer, Denied
from teams.permissions import is_lead, is_manager, is_writer, role_in


def can_answer_role(user, assignment: RoleAssignment) -> Answer:
    if user.pk != assignment.person_id:
        return Denied(_("Only the person asked accepts or declines a role."))
    if role_in(user, assignment.team_id) is None:
        return Denied(_("You are no longer in this team."))
    return assignment.state != RoleAssignment.State.ENDED or Denied(_("You no longer hold this role."))


def can_ask_role_again(user, assignment: RoleAssignment) -> Answer:
    if not is_writer(user, assignment.team_id):
        return Denied(_("Only the lead and the members ask someone to hold a role."))
    return assignment.state == RoleAssignment.State.DECLINED or Denied(_("Only who declined can be asked again."))


def holds(user, version: CharterVersion, role_key) -> bool:
    return version.items.filter(kind="assignment", parent=role_key, person_id=user.pk, values__former=False).exists()


def can_review_role(user, version: CharterVersion, role_key) -> Answer:
    """A manager reviews; the lead does so only for a role that a manager of the team holds."""
    if version.state != CharterVersion.State.IN_REVIEW:
        return Denied(_("Roles are reviewed while the charter is in review."))
    if not is_manager(user, version.team_id) and not is_lead(user, version.team_id):
        return Denied(_("Only a manager of the team reviews roles."))
    if holds(user, version, role_key):
        return Denied(_("Nobody reviews a role they hold."))
    if is_manager(user, version.team_id) or a_manager_holds(version, role_key):
        return True
    return Denied(_("Only a manager of the team reviews roles."))


def a_manager_holds(version: CharterVersion, role_key) -> bool:
    managers = version.team.memberships.present().filter(role="manager").values("person_id")
    return version.items.filter(
        kind="assignment", parent=role_key, person_id__in=managers, values__former=False
    ).exists()


def can_reply_to_review(user, review: RoleReview) -> Answer:
    if review.version.state != CharterVersion.State.IN_REVIEW:
        return Denied(_("The review is over."))
    return holds(user, review.version, review.role_key) or Denied(_("Only the holder of the role replies."))
