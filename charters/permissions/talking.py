"""Rules of talking about a clause: everyone but observers speaks; who settles what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.models import CharterVersion, ClauseComment
from charters.permissions.closing import is_running
from charters.permissions.drafting import can_edit
from common.permissions import Answer, Denied
from teams.models import MemberRole
from teams.permissions import is_lead, is_writer, role_in

Kind, State = ClauseComment.Kind, ClauseComment.State
# What was agreed changes by an amendment, which opens when a suggestion for it is taken over.
IN_FORCE = (CharterVersion.State.ACTIVE, CharterVersion.State.SUPERSEDED)
OBSERVES = gettext_lazy("Observers read along; they do not comment.")


def can_comment(user, version: CharterVersion) -> Answer:
    if role_in(user, version.team_id) in (None, MemberRole.OBSERVER):
        return Denied(OBSERVES)
    if version.is_editable or version.state == CharterVersion.State.ACTIVE:
        return True
    return is_running(version.charter) and Denied(
        _("Comments are closed while this version is neither written nor in force.")
    )


def can_object(user, version: CharterVersion) -> Answer:
    """What is in force was agreed: one asks about it, or suggests what an amendment should say."""
    if not can_comment(user, version):
        return can_comment(user, version)
    return version.is_editable or Denied(
        _("Only a text that is still written is objected to. Ask, or suggest other words.")
    )


def can_go_on(user, comment: ClauseComment) -> Answer:
    """Talk about what is in force goes on when an amendment has taken its place."""
    if comment.version.state != CharterVersion.State.SUPERSEDED:
        return can_comment(user, comment.version)
    if role_in(user, comment.team_id) in (None, MemberRole.OBSERVER):
        return Denied(OBSERVES)
    return is_running(comment.version.charter)


def can_reply(user, comment: ClauseComment) -> Answer:
    return can_go_on(user, comment)


def can_answer(user, comment: ClauseComment) -> Answer:
    """The lead's answer settles an objection; everybody reads it."""
    if comment.kind != Kind.OBJECTION or comment.state != State.OPEN:
        return Denied(_("Only an open objection can be answered."))
    if not is_lead(user, comment.team_id):
        return Denied(_("Only the lead's answer settles an objection."))
    return can_go_on(user, comment)


def can_resolve_comment(user, comment: ClauseComment) -> Answer:
    if comment.state != State.OPEN:
        return Denied(_("This is settled already."))
    if comment.kind == Kind.REPLY:
        return Denied(_("A reply is settled with what it replies to."))
    if user.pk != comment.author_id:
        return can_resolve_of_another(user, comment)
    return can_go_on(user, comment)


def can_resolve_of_another(user, comment: ClauseComment) -> Answer:
    if comment.kind == Kind.OBJECTION:
        return Denied(_("Only who objected takes an objection back; the lead answers it."))
    if not is_writer(user, comment.team_id):
        return Denied(_("Only the lead and the members settle this."))
    return can_go_on(user, comment)


def can_reopen_comment(user, comment: ClauseComment) -> Answer:
    if comment.state != State.RESOLVED:
        return Denied(_("Only what was resolved can be opened again."))
    if comment.kind == Kind.OBJECTION:
        return can_object(user, comment.version)
    return can_go_on(user, comment)


def can_take_over(user, comment: ClauseComment) -> Answer:
    if comment.kind != Kind.SUGGESTION or comment.state != State.OPEN:
        return Denied(_("Only an open suggestion can be taken over."))
    if comment.version.state in IN_FORCE:
        return is_writer(user, comment.team_id) or Denied(_("Only the lead and the members write the charter."))
    return can_edit(user, comment.version)
