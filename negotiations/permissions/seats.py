"""Rules that follow from a seat at the sheet."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import PrepSheet, Seat, SheetEvent, SideInvitation
from negotiations.models.sheet import SeatRole
from teams.models import MemberRole, Membership, Team
from teams.permissions import role_in

State = PrepSheet.State
SEAT_TAKEN = "seat.taken"
WRITERS = {SeatRole.OWNER, SeatRole.EDITOR}


def seat_of(user, sheet: PrepSheet) -> Seat | None:
    """The person's seat, as long as they are in the team. Costs nothing where seats were fetched with the sheet."""
    if role_in(user, sheet.team_id) is None:
        return None
    return next((seat for seat in sheet.seats.all() if seat.person_id == user.pk), None)


def sees_limits(user, sheet: PrepSheet) -> bool:
    """Target, reservation points, alternatives and all that follows from them."""
    seat = seat_of(user, sheet)
    return bool(seat and seat.sees_limits)


def is_owner(user, sheet: PrepSheet) -> bool:
    seat = seat_of(user, sheet)
    return bool(seat and seat.role == SeatRole.OWNER)


def can_start_sheet(user, team) -> Answer:
    """Everyone who works in the team prepares negotiations of their own; who only reads along does not."""
    role = role_in(user, team.pk)
    return role not in (None, MemberRole.OBSERVER) or Denied(
        _("Observers read along; they prepare no negotiations here.")
    )


def teams_to_prepare_in(user) -> list[Team]:
    """All teams in which `can_start_sheet` says yes, by name."""
    present = user.memberships.present().exclude(role=MemberRole.OBSERVER).select_related("team")
    return [one.team for one in present.order_by("team__name")]


def can_write(user, sheet: PrepSheet) -> Answer:
    """Owner and editors write, until the sheet is put away."""
    seat = seat_of(user, sheet)
    if seat is None or seat.role not in WRITERS:
        return Denied(_("Only the owner and the editors of this sheet write on it."))
    return sheet.state != State.ARCHIVED or Denied(_("This sheet is archived. Reopen it to write."))


def can_write_limits(user, sheet: PrepSheet) -> Answer:
    if not sees_limits(user, sheet):
        return Denied(_("This is for those who may see the limits of this sheet."))
    return can_write(user, sheet)


def can_manage_seats(user, sheet: PrepSheet) -> Answer:
    return is_owner(user, sheet) or Denied(_("Only the owner of this sheet decides who has a seat at it."))


def can_give_seat(user, sheet: PrepSheet, person) -> Answer:
    return can_manage_seats(user, sheet) and can_sit(person, sheet)


def can_sit(person, sheet: PrepSheet) -> Answer:
    """In the team, able to sign in, and not of the other side. One answer to all, so that it tells nothing of the other side."""
    return (
        person is not None
        and person.is_active
        and Membership.objects.present().filter(team_id=sheet.team_id, person_id=person.pk).exists()
        and not Seat.objects.filter(negotiation_id=sheet.negotiation_id, person_id=person.pk)
        .exclude(sheet=sheet)
        .exists()
        and not is_asked(person, sheet.negotiation_id)
        and not knows_a_side(person, SheetEvent.objects.exclude(sheet_id=sheet.pk), sheet.negotiation_id)
    ) or Denied(_("This person cannot have a seat here."))


def knows_a_side(person, events, negotiation_id) -> bool:
    """Whether `events` tell that the person had a seat there, or read there as an administrator: one does not unlearn a side."""
    there = events.filter(sheet__negotiation_id=negotiation_id)
    taken = there.filter(verb=SEAT_TAKEN)
    return there.filter(actor_id=person.pk).exists() or any(one.data.get("person") == str(person.pk) for one in taken)


def is_asked(person, negotiation_id) -> bool:
    """Who is asked to prepare the other side and has not answered yet."""
    asked = SideInvitation.objects.filter(negotiation_id=negotiation_id, state=SideInvitation.State.ASKED)
    return asked.filter(person_id=person.pk).exists()


def can_change_seat(user, seat: Seat) -> Answer:
    """The seat of another person; that of the owner changes by handing the sheet over."""
    if not can_manage_seats(user, seat.sheet):
        return can_manage_seats(user, seat.sheet)
    return seat.role != SeatRole.OWNER or Denied(_("The owner’s seat changes by handing the sheet over."))


def can_take_seat(user, seat: Seat) -> Answer:
    return can_change_seat(user, seat)


def can_hand_over_sheet(user, seat: Seat) -> Answer:
    """To somebody who has a seat already, and is in the team."""
    if not can_change_seat(user, seat):
        return can_change_seat(user, seat)
    return can_sit(seat.person, seat.sheet)


def can_leave_sheet(user, sheet: PrepSheet) -> Answer:
    if seat_of(user, sheet) is None:
        return Denied(_("You have no seat at this sheet."))
    return not is_owner(user, sheet) or Denied(_("Hand the sheet over first, or delete it. A sheet has an owner."))


def can_archive(user, sheet: PrepSheet) -> Answer:
    if not is_owner(user, sheet):
        return Denied(_("Only the owner puts a sheet away."))
    return sheet.can_become(State.ARCHIVED) or Denied(_("Record the outcome and look back first."))


def can_remove_sheet(user, sheet: PrepSheet) -> Answer:
    return is_owner(user, sheet) or Denied(_("Only the owner deletes a sheet."))


def can_export_profile(user, sheet: PrepSheet) -> Answer:
    """Files with scores name reservation points too."""
    return sees_limits(user, sheet) or Denied(
        _("Files with scores are for those who may see the limits of this sheet.")
    )
