"""Rules of terms and of hand-overs: the holder writes; only where they have left the team may the lead."""

from datetime import datetime

from django.utils.translation import gettext as _

from charters.models import HandOver, RoleAssignment
from charters.terms import is_near, is_over, today_in
from common.permissions import Answer, Denied
from teams.models import Membership
from teams.permissions import is_lead, role_in


def can_end_term(assignment: RoleAssignment, now: datetime) -> Answer:
    """Nobody ends a term but time, where the holder lives. Who wants to go earlier gives the role back."""
    ends_on = assignment.term_ends_on
    return bool(ends_on and is_over(ends_on, today_in(assignment.person.time_zone, now))) or Denied(
        _("This term has not ended yet.")
    )


def can_foretell_term(assignment: RoleAssignment, now: datetime) -> Answer:
    ends_on, held = assignment.term_ends_on, assignment.state in RoleAssignment.HELD
    return bool(held and ends_on and is_near(ends_on, today_in(assignment.person.time_zone, now))) or Denied(
        _("This term does not end within thirty days.")
    )


def can_begin_hand_over(user, assignment: RoleAssignment) -> Answer:
    if user.pk != assignment.person_id:
        return Denied(_("Only the holder begins a hand-over."))
    if role_in(user, assignment.team_id) is None:
        return Denied(_("You are no longer in this team."))
    return assignment.state == RoleAssignment.State.ACCEPTED or Denied(_("You do not hold this role."))


def can_write_hand_over(user, hand_over: HandOver) -> Answer:
    if hand_over.done_at:
        return Denied(_("It is finished. Go on writing first, then the team waits for the rest."))
    return is_writer_of(user, hand_over)


def can_finish_hand_over(user, hand_over: HandOver) -> Answer:
    if not is_writer_of(user, hand_over):
        return is_writer_of(user, hand_over)
    return not hand_over.is_blank or Denied(_("Nothing is written yet."))


def can_resume_hand_over(user, hand_over: HandOver) -> Answer:
    if hand_over.done_at is None:
        return Denied(_("It is not finished yet."))
    return is_writer_of(user, hand_over)


def is_writer_of(user, hand_over: HandOver) -> Answer:
    if role_in(user, hand_over.team_id) is None:
        return Denied(_("You are no longer in this team."))
    if user.pk == hand_over.holder_id:
        return True
    if not is_lead(user, hand_over.team_id):
        return Denied(_("Only the holder writes this."))
    here = Membership.objects.present().filter(team_id=hand_over.team_id, person_id=hand_over.holder_id)
    return not here.exists() or Denied(_("The holder is here and writes this themself."))
