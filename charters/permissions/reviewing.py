"""Rules of holding a role and of the manager's role review. A manager never reviews a role they hold."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from charters.content import Content
from charters.models import CharterVersion, RoleAssignment, RoleReview
from charters.permissions.closing import is_running
from charters.roles import HeldRole, digest
from common.permissions import Answer, Denied
from teams.models import MemberRole
from teams.permissions import is_lead, is_manager, is_writer, role_in


def can_answer_role(user, assignment: RoleAssignment) -> Answer:
    if user.pk != assignment.person_id:
        return Denied(_("Only the person asked accepts or declines a role."))
    if role_in(user, assignment.team_id) is None:
        return Denied(_("You are no longer in this team."))
    return is_running(assignment.charter) and (
        assignment.state != RoleAssignment.State.ENDED or Denied(_("You no longer hold this role."))
    )


def can_ask_role_again(user, assignment: RoleAssignment) -> Answer:
    if not is_writer(user, assignment.team_id):
        return Denied(_("Only the lead and the members ask someone to hold a role."))
    return is_running(assignment.charter) and (
        assignment.state == RoleAssignment.State.DECLINED or Denied(_("Only who declined can be asked again."))
    )


def held_role(version: CharterVersion, role_key) -> HeldRole:
    """One role with its holders and the team's managers, as the rules below want it."""
    holders = version.items.filter(kind="assignment", parent=role_key, person__isnull=False, values__former=False)
    return HeldRole(version, str(role_key), ids(holders.values_list("person_id", flat=True)), managers_of(version))


def managers_of(version: CharterVersion) -> frozenset[str]:
    managers = version.team.memberships.present().filter(role=MemberRole.MANAGER)
    return ids(managers.values_list("person_id", flat=True))


def ids(rows) -> frozenset[str]:
    return frozenset(str(pk) for pk in rows)


def can_review_role(user, held: HeldRole) -> Answer:
    """A manager reviews; the lead does so only for a role that a manager of the team holds."""
    team = held.version.team_id
    if not is_manager(user, team) and not is_lead(user, team):
        return Denied(_("Only a manager of the team reviews roles."))
    if str(user.pk) in held.holders:
        return Denied(_("Nobody reviews a role they hold."))
    if not is_manager(user, team) and not held.holders & held.managers:
        return Denied(_("Only a manager of the team reviews roles."))
    return is_under_review(held) or Denied(_("Roles are reviewed while the charter is in review."))


def can_reply_to_review(user, held: HeldRole) -> Answer:
    if not is_under_review(held):
        return Denied(_("The review is over."))
    return str(user.pk) in held.holders or Denied(_("Only the holder of the role replies."))


def is_under_review(held: HeldRole) -> bool:
    return held.version.state == CharterVersion.State.IN_REVIEW


class Standing(NamedTuple):
    """How far the review of a version's roles is, by the keys of the roles. A verdict on other words than today's is `overtaken`."""

    endorsed: list[str]
    changes_requested: list[str]
    overtaken: list[str]
    waiting: list[str]

    @property
    def total(self) -> int:
        return sum(len(keys) for keys in self)

    @property
    def is_endorsed(self) -> bool:
        return len(self.endorsed) == self.total


def review_standing(version: CharterVersion) -> Standing:
    return standing(version.content(), {str(one.role_key): one for one in version.role_reviews.all()})


def standing(content: Content, reviews: dict[str, RoleReview]) -> Standing:
    """The same without a query, for a page that has read both."""
    found = Standing([], [], [], [])
    for role in content.of("role"):
        getattr(found, stand_of(content, role.key, reviews.get(role.key))).append(role.key)
    return found


def stand_of(content: Content, key: str, review: RoleReview | None) -> str:
    if review is None:
        return "waiting"
    if review.content_hash != digest(content, key):
        return "overtaken"
    return "endorsed" if review.verdict == RoleReview.Verdict.ENDORSED else "changes_requested"
