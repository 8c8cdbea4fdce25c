"""Rules of the charter's life: review, signing, adoption. What blocks by its content is asked in the action."""

from django.utils.translation import gettext as _

from charters.models import Charter, CharterVersion, Signature
from common.permissions import Answer, Denied
from teams.permissions import is_lead, is_writer, role_in

State = CharterVersion.State


def moved_by_lead(user, version: CharterVersion, state) -> Answer:
    if not is_lead(user, version.team_id):
        return Denied(_("Only the team's lead may do this."))
    return version.can_become(state) or Denied(
        _("This is not possible while the charter is %(state)s.") % {"state": version.get_state_display()}
    )


def can_send_to_review(user, version: CharterVersion) -> Answer:
    return moved_by_lead(user, version, State.IN_REVIEW)


def can_return_to_draft(user, version: CharterVersion) -> Answer:
    return moved_by_lead(user, version, State.DRAFT)


def can_ask_signatures(user, version: CharterVersion) -> Answer:
    return moved_by_lead(user, version, State.SIGNING)


def can_withdraw(user, version: CharterVersion) -> Answer:
    if user.pk != version.created_by_id and not is_lead(user, version.team_id):
        return Denied(_("Only the lead, or who began this version, withdraws it."))
    return version.can_become(State.WITHDRAWN) or Denied(_("This version is finished."))


def can_extend(user, version: CharterVersion) -> Answer:
    if version.state != State.SIGNING:
        return Denied(_("Nobody is asked to sign now."))
    return is_lead(user, version.team_id) or Denied(_("Only the team's lead sets the date."))


def can_sign(user, version: CharterVersion) -> Answer:
    return asked(user, version, sponsor=False)


def can_approve(user, version: CharterVersion) -> Answer:
    return asked(user, version, sponsor=True)


def can_decline(user, version: CharterVersion) -> Answer:
    return asked(user, version, sponsor=None)


def asked(user, version: CharterVersion, *, sponsor: bool | None) -> Answer:
    """Whether the person has an open request of this round (`sponsor` None: of either sort)."""
    if version.state != State.SIGNING:
        return Denied(_("Nobody is asked to sign now."))
    if role_in(user, version.team_id) is None:
        return Denied(_("You are no longer in this team."))
    waiting = version.signatures.filter(person_id=user.pk, round=version.round, state=Signature.State.REQUESTED)
    if sponsor is not None:
        waiting = waiting.filter(is_sponsor=sponsor)
    return waiting.exists() or Denied(_("You are not asked to sign this version, or have answered already."))


def can_vote(user, version: CharterVersion) -> Answer:
    if version.charter.adoption != Charter.Adoption.VOTE or version.state != State.SIGNING:
        return Denied(_("No vote is open."))
    return is_writer(user, version.team_id) or Denied(_("Only the lead and the members vote."))


def can_declare(user, version: CharterVersion) -> Answer:
    """Adoption without signatures: the lead declares that the charter holds."""
    if version.charter.adoption != Charter.Adoption.NONE:
        return Denied(_("This team chose another way of adopting its charter."))
    return moved_by_lead(user, version, State.SIGNING)
