"""Rules of preparing: who calls it ready, who signs it off, who opens it again."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import PrepSheet, SignOff
from negotiations.models.sheet import SeatRole
from negotiations.permissions.seats import can_write, is_owner, seat_of

State = PrepSheet.State


def can_make_ready(user, sheet: PrepSheet) -> Answer:
    """Again, too, once it is ready: after a change, or to ask another approver."""
    if sheet.state not in PrepSheet.PREPARING:
        return Denied(_("The talks have begun; the preparation was kept as it stood then."))
    return can_write(user, sheet)


def can_take_back(user, sheet: PrepSheet) -> Answer:
    if sheet.state != State.READY:
        return Denied(_("Only a preparation that is ready goes back."))
    return can_write(user, sheet)


def can_reopen(user, sheet: PrepSheet) -> Answer:
    if not is_owner(user, sheet):
        return Denied(_("Only the owner opens a sheet again."))
    return sheet.state == State.ARCHIVED or Denied(_("This sheet is open."))


def approvers(sheet: PrepSheet) -> list:
    """Whom one can ask to sign it off."""
    return [seat.person for seat in sheet.seats.all() if seat.role == SeatRole.APPROVER]


def can_sign_off(user, sign_off: SignOff) -> Answer:
    """The approver who was asked, as long as they sit at the sheet as its approver."""
    seat = seat_of(user, sign_off.sheet)
    if seat is None or seat.role != SeatRole.APPROVER or sign_off.approver_id != user.pk:
        return Denied(_("Only the approver who was asked signs this off."))
    return sign_off.state == SignOff.State.ASKED or Denied(_("You have answered already."))
