"""The administrator's emergency door: with a reason, for an hour, told to the owner at once, and written on each sheet."""

from django.db import transaction
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from negotiations.actions.recording import held, record
from negotiations.models import BreakGlass, PrepSheet
from negotiations.notify import glass as notify
from negotiations.permissions import can_break_glass, can_close_glass, can_read_opened, opened_sheets
from teams.models import Team


@transaction.atomic
def break_glass(owner, team: Team, reason: str, *, by) -> BreakGlass:
    """Opens the sheets that a person owns in a team. The same to the one who opens, whether there are any or not."""
    team = lock(team)
    require(can_break_glass(by))
    there = BreakGlass.objects.open_for(by).filter(owner=owner, team=team, reason=reason).first()
    if there:
        return there
    glass = BreakGlass.objects.create(owner=owner, team=team, reason=reason, by=by)
    sheets = list(opened_sheets(glass))
    for sheet in sheets:
        record("glass.broken", sheet, by=by, what=reason)
    notify.glass_broken(glass, sheets)
    return glass


@transaction.atomic
def read_opened(glass: BreakGlass, sheet: PrepSheet, *, by) -> PrepSheet:
    """Each look at a sheet is written on it before it is read."""
    glass, sheet = lock(glass), held(sheet)
    require(can_read_opened(by, glass))
    record("glass.read", sheet, by=by)
    return sheet


@transaction.atomic
def close_glass(glass: BreakGlass, *, by) -> BreakGlass:
    """Before the hour is over."""
    glass = lock(glass)
    if glass.closed_at:
        return glass
    require(can_close_glass(by, glass))
    glass.closed_at = timezone.now()
    glass.save(update_fields=["closed_at"])
    for sheet in opened_sheets(glass):
        record("glass.closed", sheet, by=by)
    return glass
