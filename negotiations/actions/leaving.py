"""What becomes of sheets when somebody leaves the team. Called by the verbs of teams, in their transaction."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from negotiations.actions.recording import held, record
from negotiations.actions.seats import make_owner
from negotiations.models import PrepSheet, Seat, SideInvitation
from negotiations.models.sheet import SeatRole
from negotiations.notify import seats as notify
from teams.models import Membership


@transaction.atomic
def part(membership: Membership, *, by) -> None:
    """Who leaves has no seat any more. A sheet that nobody can take over keeps its owner's seat, and is read by no new one."""
    seats = Seat.objects.filter(team_id=membership.team_id, person_id=membership.person_id)
    for seat in seats.select_related("sheet").order_by("sheet_id"):
        end_seat(seat)
    asked = Q(person_id=membership.person_id) | Q(invited_by_id=membership.person_id)
    waiting = SideInvitation.objects.filter(asked, team_id=membership.team_id, state=SideInvitation.State.ASKED)
    waiting.update(state=SideInvitation.State.WITHDRAWN, answered_at=timezone.now())


def end_seat(seat: Seat) -> None:
    sheet = held(seat.sheet)
    if seat.role != SeatRole.OWNER:
        seat.delete()
        record("seat.left", sheet, by=seat.person)
    elif heir := heir_of(sheet):
        seat.delete()
        make_owner(heir)
        event = record("sheet.inherited", sheet, by=None, what=str(heir.person))
        notify.inherited(heir, event)


def heir_of(sheet: PrepSheet) -> Seat | None:
    """The editor who sees limits and has sat there longest, and is in the team still."""
    present = Membership.objects.present().filter(team_id=sheet.team_id).values("person")
    able = sheet.seats.filter(role=SeatRole.EDITOR, sees_limits=True, person__in=present, person__is_active=True)
    return able.order_by("created_at", "id").first()
