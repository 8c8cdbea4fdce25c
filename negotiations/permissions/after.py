"""Who records how it ended, seeks a better deal, looks whether it is kept, and looks back."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import Outcome, PrepSheet
from negotiations.permissions.seats import can_write, seat_of

State = PrepSheet.State


def in_state(user, sheet: PrepSheet, states, reason) -> Answer:
    may = can_write(user, sheet)
    if not may:
        return may
    return sheet.state in states or Denied(reason)


def can_record_outcome(user, sheet: PrepSheet) -> Answer:
    return in_state(user, sheet, {State.ACTIVE, State.IMPROVING}, _("An outcome belongs to talks. Log the first one."))


def can_improve(user, sheet: PrepSheet) -> Answer:
    return in_state(user, sheet, {State.AGREED}, _("A better deal can be sought where there is one."))


def can_leave_deal(user, sheet: PrepSheet) -> Answer:
    return in_state(user, sheet, {State.IMPROVING}, _("Nobody is looking for a better deal at the moment."))


def can_resume_talks(user, sheet: PrepSheet) -> Answer:
    return in_state(user, sheet, {*PrepSheet.ENDED, State.REFLECTED}, _("The talks are not over."))


def can_answer_check(user, outcome: Outcome) -> Answer:
    return can_write(user, outcome.sheet)


def can_reflect(user, sheet: PrepSheet) -> Answer:
    """Whoever has a seat looks back for themselves, once there is something to look back on."""
    if seat_of(user, sheet) is None:
        return Denied(_("This is for those who have a seat at the sheet."))
    if sheet.state == State.ARCHIVED:
        return Denied(_("This sheet is archived. Reopen it to write."))
    return sheet.state not in PrepSheet.PREPARING or Denied(_("Look back when there is something to look at."))


def can_finish_reflecting(user, sheet: PrepSheet) -> Answer:
    return in_state(user, sheet, {*PrepSheet.ENDED, State.IMPROVING}, _("Record the outcome first."))
