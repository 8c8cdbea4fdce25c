"""Rules of writing a charter together."""

from django.utils.translation import gettext as _

from charters.models import CharterVersion, ClauseComment, Proposal, RoleAssignment
from common.permissions import Answer, Denied
from teams.models import Team
from teams.permissions import is_lead, is_writer, role_in

State = CharterVersion.State


def can_start(user, team: Team) -> Answer:
    return is_writer(user, team.pk) or Denied(_("Only the lead and the members may start a charter."))


def can_prepare(user, version: CharterVersion) -> Answer:
    if not is_writer(user, version.team_id):
        return Denied(_("Only the lead and the members prepare a charter."))
    return version.state == State.DRAFT or Denied(_("Preparing ends when the charter goes to review."))


def can_open_draft(user, version: CharterVersion) -> Answer:
    if not is_lead(user, version.team_id):
        return Denied(_("Only the team's lead opens the draft."))
    if version.state != State.DRAFT:
        return Denied(_("This version is no longer a draft."))
    return version.opened_at is None or Denied(_("The draft is open already."))


def can_edit(user, version: CharterVersion) -> Answer:
    if not is_writer(user, version.team_id):
        return Denied(_("Only the lead and the members write the charter."))
    if version.state == State.SIGNING:
        return Denied(_("The text is frozen while people sign. The lead can take it back to draft."))
    return version.is_editable or Denied(_("This version is finished. A change is an amendment."))


def can_settle_proposal(user, proposal: Proposal) -> Answer:
    return can_edit(user, proposal.version)


def can_comment(user, version: CharterVersion) -> Answer:
    if role_in(user, version.team_id) is None or role_in(user, version.team_id) == "observer":
        return Denied(_("Observers read along; they do not comment."))
    return version.is_editable or Denied(_("Comments are closed while this version is not in draft or review."))


def can_resolve_comment(user, comment: ClauseComment) -> Answer:
    if comment.state != ClauseComment.State.OPEN:
        return Denied(_("This is settled already."))
    if not can_comment(user, comment.version):
        return can_comment(user, comment.version)
    if comment.kind == ClauseComment.Kind.OBJECTION:
        allowed = user.pk == comment.author_id or is_lead(user, comment.team_id)
        return allowed or Denied(_("Only who objected, or the lead with an answer, settles an objection."))
    return (
        user.pk == comment.author_id
        or is_writer(user, comment.team_id)
        or Denied(_("Only the lead and the members settle this."))
    )


def can_reopen_comment(user, comment: ClauseComment) -> Answer:
    if comment.state != ClauseComment.State.RESOLVED:
        return Denied(_("Only what was resolved can be opened again."))
    return can_comment(user, comment.version)


def can_take_over(user, comment: ClauseComment) -> Answer:
    if comment.kind != ClauseComment.Kind.SUGGESTION or comment.state != ClauseComment.State.OPEN:
        return Denied(_("Only an open suggestion can be taken over."))
    return can_edit(user, comment.version)


def can_answer_role(user, assignment: RoleAssignment) -> Answer:
    if user.pk != assignment.person_id:
        return Denied(_("Only the person asked accepts or declines a role."))
    if role_in(user, assignment.team_id) is None:
        return Denied(_("You are no longer in this team."))
    return assignment.state != RoleAssignment.State.ENDED or Denied(_("You no longer hold this role."))
