"""Beginning a sheet, its title and depth, and the lines of sudden preparation."""

from datetime import date
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from charters.models import Charter
from common.permissions import Stale, require
from negotiations.actions.joint import end_joint
from negotiations.actions.once import key_for, made
from negotiations.actions.recording import held, record, touch
from negotiations.actions.seats import held_with_negotiation
from negotiations.kinds import RANK, SUDDEN
from negotiations.models import Negotiation, PrepSheet, Seat
from negotiations.models.sheet import SeatRole
from negotiations.permissions import can_archive, can_remove_sheet, can_start_sheet, can_write
from teams.models import Team


@transaction.atomic
def start_sheet(
    team: Team, title: str, *, by, key: UUID | None = None, depth: str = SUDDEN, counterpart="", charter: Charter | None = None,
    item_key: UUID | None = None, meets_on: date | None = None,
) -> PrepSheet:  # fmt: skip
    """Somebody begins to prepare. Nobody else hears of it. The same `key` begins once, however often the form is sent."""
    require(can_start_sheet(by, team))
    begun = made(PrepSheet.objects.visible_to(by), key)
    if begun:
        return begun
    negotiation = Negotiation.objects.create(team=team)
    return open_sheet(
        negotiation, by, **key_for(PrepSheet, key), title=title, depth=depth, counterpart=counterpart,
        charter=charter, item_key=item_key, meets_on=meets_on,
    )  # fmt: skip


def open_sheet(negotiation: Negotiation, owner, **fields) -> PrepSheet:
    """A sheet with its owner; `owner` was asked whether they may by the verb that calls this."""
    sheet = PrepSheet.objects.create(negotiation=negotiation, team_id=negotiation.team_id, **fields)
    Seat.objects.create(
        sheet=sheet, negotiation=negotiation, team_id=sheet.team_id, person=owner, role=SeatRole.OWNER, sees_limits=True
    )
    record("sheet.started", sheet, by=owner)
    return sheet


@transaction.atomic
def describe(sheet: PrepSheet, *, title: str, counterpart: str, meets_on: date | None, revision: int, by) -> PrepSheet:
    """Title, who sits opposite, and when."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    before = (sheet.title, sheet.counterpart, sheet.meets_on)
    if before == (title, counterpart, meets_on):
        return sheet
    if sheet.revision != revision:
        raise Stale(_("Somebody changed this meanwhile. Nothing was overwritten."))
    sheet.title, sheet.counterpart, sheet.meets_on = title, counterpart, meets_on
    sheet.revision += 1
    sheet.save(update_fields=["title", "counterpart", "meets_on", "revision"])
    record("sheet.described", sheet, by=by)
    touch(sheet)
    return sheet


@transaction.atomic
def deepen(sheet: PrepSheet, depth: str, *, by) -> PrepSheet:
    """Another depth shows more or fewer questions. What was written stays, also where it is not asked for."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    if sheet.depth == depth or depth not in RANK:
        return sheet
    sheet.depth = depth
    sheet.save(update_fields=["depth"])
    record("sheet.deepened", sheet, by=by, depth=depth)
    return sheet


@transaction.atomic
def archive(sheet: PrepSheet, *, by) -> PrepSheet:
    """The sheet is put away; it stays readable, and reopens."""
    sheet = held(sheet)
    if sheet.state == PrepSheet.State.ARCHIVED:
        return sheet
    require(can_archive(by, sheet))
    sheet.become(PrepSheet.State.ARCHIVED)
    sheet.save(update_fields=["state"])
    record("sheet.archived", sheet, by=by)
    return sheet


@transaction.atomic
def remove_sheet(sheet: PrepSheet, *, by) -> None:
    """The owner deletes the sheet with all that stands on it, for ever. The other side's sheet, if there is one, stays.

    What both sides had agreed to find together ends with it.
    """
    sheet = held_with_negotiation(sheet)
    require(can_remove_sheet(by, sheet))
    end_joint(sheet)
    negotiation = sheet.negotiation
    sheet.delete()
    if not negotiation.sheets.exists():
        negotiation.delete()


def sudden_key(sheet: PrepSheet, name: str) -> UUID:
    """The line of sudden preparation that is this part: the five lines are parts like all others, under keys of their own."""
    return uuid5(sheet.pk, f"sudden:{name}")
