"""Rules of the charter's life: review, signing, adoption. What blocks by its content is in gates.py."""

from django.utils import timezone
from django.utils.translation import gettext as _

from charters.adoption import same_name
from charters.models import Charter, CharterVersion, Signature
from charters.permissions.closing import is_running
from charters.windows import last_today
from common.permissions import Answer, Denied
from teams.permissions import is_lead, is_writer, role_in

State, Adoption = CharterVersion.State, Charter.Adoption


def moved_by_lead(user, version: CharterVersion, state) -> Answer:
    if not is_lead(user, version.team_id):
        return Denied(_("Only the team's lead may do this."))
    is_open = version.state in CharterVersion.OPEN
    return is_running(version.charter) and (
        (is_open and version.can_become(state))
        or Denied(_("This is not possible while the charter is %(state)s.") % {"state": version.standing_label})
    )


def can_send_to_review(user, version: CharterVersion) -> Answer:
    return moved_by_lead(user, version, State.IN_REVIEW)


def can_return_to_draft(user, version: CharterVersion) -> Answer:
    return moved_by_lead(user, version, State.DRAFT)


def can_ask_signatures(user, version: CharterVersion) -> Answer:
    """Begins the adoption that the team chose: signatures, a vote, or the sponsor's approval."""
    if version.charter.adoption == Adoption.NONE:
        return Denied(_("This team needs no signatures: the lead declares the charter."))
    return moved_by_lead(user, version, State.SIGNING)


def can_declare(user, version: CharterVersion) -> Answer:
    """Adoption without signatures: the lead declares that the charter holds."""
    if version.charter.adoption != Adoption.NONE:
        return Denied(_("This team chose another way of adopting its charter."))
    return moved_by_lead(user, version, State.SIGNING)


def can_withdraw(user, version: CharterVersion) -> Answer:
    if role_in(user, version.team_id) is None:
        return Denied(_("You are no longer in this team."))
    if user.pk != version.created_by_id and not is_lead(user, version.team_id):
        return Denied(_("Only the lead, or who began this version, withdraws it."))
    return version.state in CharterVersion.OPEN or Denied(_("This version is finished."))


def can_extend(user, version: CharterVersion) -> Answer:
    if version.state != State.SIGNING:
        return Denied(_("Nobody is asked to sign now."))
    return is_lead(user, version.team_id) or Denied(_("Only the team's lead sets the date."))


def can_sign(user, version: CharterVersion) -> Answer:
    return asked(user, version, is_sponsor=False)


def can_approve(user, version: CharterVersion) -> Answer:
    return asked(user, version, is_sponsor=True)


def can_decline(user, version: CharterVersion) -> Answer:
    """Who is asked may say no, as a signer or as the sponsor; and who is not asked again may object to a scoped change."""
    if signs := can_sign(user, version):
        return signs
    if can_clear(user, version):
        is_over = version.objections_until is None or version.objections_until < last_today(timezone.now())
        return not is_over or Denied(_("The days to object are over."))
    return can_approve(user, version)


def can_clear(user, version: CharterVersion) -> Answer:
    """Whose signature is carried over may say early that they do not object, while the change is being signed."""
    if version.state != State.SIGNING:
        return Denied(_("No change is being signed now."))
    if role_in(user, version.team_id) is None:
        return Denied(_("You are no longer in this team."))
    own = Signature.objects.of_round(version).filter(person_id=user.pk, state=Signature.State.CARRIED)
    return own.exists() or Denied(_("You are asked to sign, or have answered already."))


def can_call_material(user, version: CharterVersion) -> Answer:
    """Any member, for five working days after a change came into force without signatures."""
    if not is_writer(user, version.team_id):
        return Denied(_("Only the lead and the members call a change material."))
    is_editorial = version.materiality == CharterVersion.Materiality.EDITORIAL
    if version.state != State.ACTIVE or not is_editorial:
        return Denied(_("Only an editorial change that is in force can be called material."))
    is_over = version.objections_until is None or version.objections_until < last_today(timezone.now())
    return not is_over or Denied(_("The days for this are over. Begin an amendment to change the text back."))


def can_put_in_force(user, version: CharterVersion) -> Answer:
    """The lead, with an amendment that is editorial; whether it is, the difference says (see gates.is_editorial)."""
    if not version.is_amendment:
        return Denied(_("A first version is adopted by the team."))
    if not is_lead(user, version.team_id):
        return Denied(_("Only the team's lead may do this."))
    return version.is_editable or Denied(
        _("This is not possible while the charter is %(state)s.") % {"state": version.get_state_display()}
    )


def asked(user, version: CharterVersion, **sort) -> Answer:
    """Whether the person has an open request of this round. Who joined later is asked to sign the version in force."""
    if version.state not in (State.SIGNING, State.ACTIVE):
        return is_running(version.charter) and Denied(_("Nobody is asked to sign now."))
    if role_in(user, version.team_id) is None:
        return Denied(_("You are no longer in this team."))
    waiting = Signature.objects.of_round(version).filter(person_id=user.pk, state=Signature.State.REQUESTED, **sort)
    return waiting.exists() or Denied(_("You are not asked to sign this version, or have answered already."))


def can_sign_as(user, typed_name: str) -> Answer:
    """The typed name shows that the person at the keyboard means it, so it is theirs."""
    return same_name(typed_name, str(user)) or Denied(
        _("Type your own name as your team reads it: %(name)s.") % {"name": user}
    )


def can_vote(user, version: CharterVersion) -> Answer:
    if version.charter.adoption != Adoption.VOTE or version.state != State.SIGNING:
        return Denied(_("No vote is open."))
    present = version.team.memberships.signers().filter(person_id=user.pk)
    return present.exists() or Denied(_("Only the lead and the members who are present vote."))
