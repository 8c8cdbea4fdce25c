"""Who has a seat at a sheet. What one side does here the other never hears, and a refusal does not say why."""

from django.db import transaction

from common.locks import lock
from common.permissions import require
from negotiations.actions.recording import held, record
from negotiations.models import PrepSheet, Seat
from negotiations.models.sheet import SeatRole
from negotiations.notify import seats as notify
from negotiations.permissions import (
    can_change_seat,
    can_give_seat,
    can_hand_over_sheet,
    can_leave_sheet,
    can_take_seat,
    seat_of,
)
from negotiations.permissions.seats import SEAT_TAKEN


@transaction.atomic
def give_seat(sheet: PrepSheet, person, role: str, *, sees_limits: bool, by) -> Seat:
    """The owner lets a person of the team take part. Who has a seat already keeps it as it is."""
    sheet = held_with_negotiation(sheet)
    seated = sheet.seats.filter(person=person).first()
    if seated:
        return seated
    require(can_give_seat(by, sheet, person))
    seat = Seat.objects.create(
        sheet=sheet, team_id=sheet.team_id, negotiation_id=sheet.negotiation_id, person=person,
        role=SeatRole(role), sees_limits=sees_limits,
    )  # fmt: skip
    record("seat.given", sheet, by=by, what=str(person))
    notify.given(seat, by=by)
    return seat


def held_with_negotiation(sheet: PrepSheet) -> PrepSheet:
    """The negotiation first, so that nobody takes a seat on two sides at the same moment."""
    lock(sheet.negotiation)
    return held(sheet)


@transaction.atomic
def change_seat(seat: Seat, role: str, *, sees_limits: bool, by) -> Seat:
    """Another role, or another answer to whether the person sees limits."""
    seat = held_seat(seat)
    require(can_change_seat(by, seat))
    if (seat.role, seat.sees_limits) == (role, sees_limits):
        return seat
    seat.role, seat.sees_limits = SeatRole(role), sees_limits
    seat.save(update_fields=["role", "sees_limits"])
    record("seat.changed", seat.sheet, by=by, what=str(seat.person))
    return seat


def held_seat(seat: Seat) -> Seat:
    sheet = held(seat.sheet)
    seat = lock(seat)
    seat.sheet = sheet
    return seat


@transaction.atomic
def take_seat(seat: Seat, *, by) -> None:
    """The owner ends somebody's part: from the next request on they see nothing of the sheet."""
    seat = held_seat(seat)
    require(can_take_seat(by, seat))
    seat.delete()
    event = record(SEAT_TAKEN, seat.sheet, by=by, what=str(seat.person), person=str(seat.person_id))
    notify.taken(seat, event, by=by)


@transaction.atomic
def leave_sheet(sheet: PrepSheet, *, by) -> None:
    """A person goes by themselves. They come back only if the owner gives them a seat again."""
    sheet = held(sheet)
    require(can_leave_sheet(by, sheet))
    seat_of(by, sheet).delete()
    record("seat.left", sheet, by=by)


@transaction.atomic
def hand_over_sheet(seat: Seat, *, by) -> Seat:
    """Another person owns the sheet; who owned it stays as an editor who sees limits."""
    seat = held_seat(seat)
    require(can_hand_over_sheet(by, seat))
    sheet = seat.sheet
    sheet.seats.filter(role=SeatRole.OWNER).update(role=SeatRole.EDITOR)
    make_owner(seat)
    event = record("sheet.handed_over", sheet, by=by, what=str(seat.person))
    notify.handed_over(seat, event, by=by)
    return seat


def make_owner(seat: Seat) -> None:
    seat.role, seat.sees_limits = SeatRole.OWNER, True
    seat.save(update_fields=["role", "sees_limits"])
