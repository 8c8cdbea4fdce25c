"""What becomes of sheets when somebody leaves the team, or for good. Called by the verbs of teams and accounts, in their transaction."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from negotiations.actions.recording import record
from negotiations.actions.seats import make_owner
from negotiations.models import Negotiation, PrepSheet, Seat, SideInvitation
from negotiations.models.sheet import SeatRole
from negotiations.notify import seats as notify
from teams.models import Membership


@transaction.atomic
def part(membership: Membership, *, by) -> None:
    """Who leaves has no seat any more. A sheet that nobody can take over keeps its owner's seat, and is read by no new one."""
    seats = list(
        Seat.objects.filter(team_id=membership.team_id, person_id=membership.person_id)
        .order_by("sheet_id")
        .select_related("person")
    )
    sheets = held_all(seat.sheet_id for seat in seats)
    heirs = heirs_of(sheets)
    for seat in seats:
        end_seat(seat, sheets[seat.sheet_id], heirs.get(seat.sheet_id))
    asked = Q(person_id=membership.person_id) | Q(invited_by_id=membership.person_id)
    waiting = SideInvitation.objects.filter(asked, team_id=membership.team_id, state=SideInvitation.State.ASKED)
    waiting.update(state=SideInvitation.State.WITHDRAWN, answered_at=timezone.now())


@transaction.atomic
def close(person, *, by) -> None:
    """Sheets at which nobody else has a seat go with who closes their account; nobody could ever read them again."""
    mine = Seat.objects.filter(person_id=person.pk).values("sheet")
    shared = Seat.objects.filter(sheet__in=mine).exclude(person_id=person.pk).values("sheet")
    alone = PrepSheet.objects.filter(pk__in=mine).exclude(pk__in=shared)
    negotiations = list(alone.values_list("negotiation", flat=True))
    alone.delete()
    Negotiation.objects.filter(pk__in=negotiations, sheets=None).delete()


def held_all(keys) -> dict[UUID, PrepSheet]:
    """All of these sheets, held by one statement and in one order."""
    rows = PrepSheet.objects.select_for_update(no_key=True).filter(pk__in=list(keys)).order_by("pk")
    return {sheet.pk: sheet for sheet in rows}


def end_seat(seat: Seat, sheet: PrepSheet, heir: Seat | None) -> None:
    if seat.role != SeatRole.OWNER:
        seat.delete()
        record("seat.left", sheet, by=seat.person)
    elif heir:
        seat.delete()
        make_owner(heir)
        event = record("sheet.inherited", sheet, by=None, what=str(heir.person))
        notify.inherited(heir, event)


def heirs_of(sheets) -> dict[UUID, Seat]:
    """For each sheet the editor who sees limits and has sat there longest, and is in the team still."""
    present = Membership.objects.present().filter(team_id=OuterRef("team_id"), person_id=OuterRef("person_id"))
    able = Seat.objects.filter(
        Exists(present), sheet__in=sheets, role=SeatRole.EDITOR, sees_limits=True, person__is_active=True
    )
    latest_first = able.select_related("person", "sheet").order_by("-created_at", "-id")
    return {seat.sheet_id: seat for seat in latest_first}
