"""Rules of preparing alone, and of what becomes of it in the draft."""

from django.utils.translation import gettext as _

from charters.models import CharterVersion, Proposal
from charters.permissions.drafting import can_edit
from common.permissions import Answer, Denied
from teams.permissions import is_lead, is_writer

State = CharterVersion.State


def can_prepare(user, version: CharterVersion) -> Answer:
    if not is_writer(user, version.team_id):
        return Denied(_("Only the lead and the members prepare a charter."))
    return version.state == State.DRAFT or Denied(_("Preparing ends when the charter goes to review."))


def can_share(user, version: CharterVersion) -> Answer:
    return can_prepare(user, version)


def can_open_draft(user, version: CharterVersion) -> Answer:
    if not is_lead(user, version.team_id):
        return Denied(_("Only the team's lead opens the draft."))
    if version.state != State.DRAFT:
        return Denied(_("This version is no longer a draft."))
    return version.opened_at is None or Denied(_("The draft is open already."))


def can_settle_proposal(user, proposal: Proposal) -> Answer:
    return can_edit(user, proposal.version)


def can_adopt_proposal(user, proposal: Proposal) -> Answer:
    if not proposal.can_become(Proposal.State.ADOPTED):
        return Denied(_("This proposal is settled already."))
    return can_settle_proposal(user, proposal)


def can_dismiss_proposal(user, proposal: Proposal) -> Answer:
    if not proposal.can_become(Proposal.State.DISMISSED):
        return Denied(_("This proposal is settled already."))
    return can_settle_proposal(user, proposal)


def can_restore_proposal(user, proposal: Proposal) -> Answer:
    if not proposal.can_become(Proposal.State.OPEN):
        return Denied(_("Only what was left out can be brought back."))
    return can_settle_proposal(user, proposal)
