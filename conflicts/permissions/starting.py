"""Rules of the private draft, of opening it, and of answering."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import CaseParty, ConflictCase
from conflicts.permissions.parties import MOST_PARTIES, can_work_on, is_opener, party_of

State, Part = ConflictCase.State, CaseParty.State


def can_start_case(user) -> Answer:
    return user.is_authenticated or Denied(_("Sign in first."))


def can_edit_draft(user, case: ConflictCase) -> Answer:
    if not is_opener(user, case):
        return Denied(_("Only who began it writes the draft."))
    return case.state == State.DRAFT or Denied(
        _("It is opened: the others read it. What you said stays as it was said.")
    )


def can_ask_party(user, case: ConflictCase) -> Answer:
    answer = can_edit_draft(user, case)
    if answer and case.parties.present().count() >= MOST_PARTIES:
        return Denied(_("At most %(most)d people take part in one disagreement.") % {"most": MOST_PARTIES})
    return answer


def can_open_case(user, case: ConflictCase) -> Answer:
    """Not while something speaks against settling it between the two: then nobody is told."""
    answer = can_edit_draft(user, case)
    if not answer:
        return answer
    if case.unfit is None:
        return Denied(_("First answer whether this belongs here."))
    if case.unfit:
        return Denied(_("You said that this may not be safe to settle here. Nobody was told."))
    if not case.parties.filter(state=Part.INVITED).exists():
        return Denied(_("Say first with whom you want to settle it."))
    return True


def can_drop_draft(user, case: ConflictCase) -> Answer:
    return can_edit_draft(user, case)


def can_join(user, case: ConflictCase) -> Answer:
    party = party_of(user, case)
    if party is None:
        return Denied(_("You are not asked to take part."))
    if party.state == Part.JOINED:
        return Denied(_("You take part already."))
    return case.state in (State.OPENED, State.EXCHANGING) or Denied(_("It has gone on without your answer."))


can_decline_part = can_join


def can_write_card(user, case: ConflictCase) -> Answer:
    """One's own view: in the draft, and for as long as people work on it."""
    return can_work_on(user, case, State.DRAFT, State.OPENED, *ConflictCase.WORKING)


def can_share_card(user, case: ConflictCase) -> Answer:
    """The opener's is shared by opening; after that each shares their own."""
    return can_work_on(user, case, State.OPENED, *ConflictCase.WORKING)
