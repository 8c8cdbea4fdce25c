"""The turns of a preparation: ready, signed off or asked for more, back to preparing, opened again."""

from django.db import transaction
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from negotiations.actions import snapshots
from negotiations.actions.recording import held, record, touch
from negotiations.models import Outcome, PrepSheet, SignOff, Snapshot
from negotiations.models.sheet import SeatRole
from negotiations.notify import preparing as notify
from negotiations.permissions import can_make_ready, can_reopen, can_sign_off, can_take_back

State = PrepSheet.State


@transaction.atomic
def make_ready(sheet: PrepSheet, approver=None, *, by) -> Snapshot:
    """The preparation will do, says who wrote it; it is kept as it stands. An approver may be asked to look at it."""
    sheet = held(sheet)
    require(can_make_ready(by, sheet))
    if sheet.state == State.DRAFT:
        sheet.become(State.READY)
        sheet.save(update_fields=["state"])
        record("sheet.made_ready", sheet, by=by)
        touch(sheet)
    snapshot = snapshots.take(sheet, by=by)
    if approver and sheet.seats.filter(person=approver, role=SeatRole.APPROVER).exists():
        ask(snapshot, sheet, approver, by)
    return snapshot


def ask(snapshot, sheet, approver, by) -> None:
    """The same preparation is asked about once; what was answered with “more” can be put to them again when it has changed."""
    sign_off, is_new = SignOff.objects.get_or_create(
        snapshot=snapshot, approver=approver, defaults={"sheet": sheet, "team_id": sheet.team_id}
    )
    if not is_new:
        return
    record("sign_off.asked", sheet, by=by, what=str(approver))
    notify.sign_off_asked(sign_off, by=by)


@transaction.atomic
def answer_sign_off(sign_off: SignOff, state: str, words: str = "", *, by) -> SignOff:
    """The approver says that it will do, or what is missing. `state`: approved or returned."""
    sheet = held(sign_off.sheet)
    sign_off = lock(sign_off)
    sign_off.sheet = sheet
    if sign_off.state == state and sign_off.approver_id == by.pk:
        return sign_off
    require(can_sign_off(by, sign_off))
    sign_off.become(state)
    sign_off.words, sign_off.answered_at = words, timezone.now()
    sign_off.save(update_fields=["state", "words", "answered_at"])
    record(f"sign_off.{state}", sheet, by=by)
    notify.answered(sign_off, by=by)
    return sign_off


@transaction.atomic
def take_back(sheet: PrepSheet, *, by) -> PrepSheet:
    """Preparing goes on; what was kept stays kept."""
    sheet = held(sheet)
    if sheet.state == State.DRAFT:
        return sheet
    require(can_take_back(by, sheet))
    sheet.become(State.DRAFT)
    sheet.save(update_fields=["state"])
    record("sheet.taken_back", sheet, by=by)
    touch(sheet)
    return sheet


@transaction.atomic
def reopen(sheet: PrepSheet, *, by) -> PrepSheet:
    """An archived sheet is worked on again: from where it was looked back on, if it has an outcome."""
    sheet = held(sheet)
    if sheet.state != State.ARCHIVED:
        return sheet
    require(can_reopen(by, sheet))
    has_ended = Outcome.objects.filter(sheet=sheet).exists()
    sheet.become(State.REFLECTED if has_ended else State.DRAFT)
    sheet.save(update_fields=["state"])
    record("sheet.reopened", sheet, by=by)
    touch(sheet)
    return sheet
