"""Target and reservation points: written by those alone who may see them."""

from typing import NamedTuple

from django.db import transaction

from common import merging
from common.permissions import require
from negotiations.actions import numbers
from negotiations.actions.recording import held, record_on, touch
from negotiations.models import PrepSheet
from negotiations.numbering import RESERVATION
from negotiations.permissions import can_write_limits

SCORES = ("target_score", "reservation_score", "other_reservation")


class Saved(NamedTuple):
    """With `conflicts` nothing was written."""

    sheet: PrepSheet
    conflicts: list[str]
    kept: list[str]


def flat(sheet: PrepSheet) -> dict:
    """The limits field by field, as one types them: a score is a value, a unit and, of theirs, a confidence."""
    fields = {name: getattr(sheet, name) for name in PrepSheet.LIMITS if name not in SCORES}
    for name in SCORES:
        score = getattr(sheet, name) or {}
        fields |= {f"{name}_value": score.get("value"), f"{name}_unit": score.get("unit", "points")}
    return fields | {"confidence": (sheet.other_reservation or {}).get("confidence", "medium")}


def folded(fields: dict) -> dict:
    """The inverse of `flat`; a score without a value is none."""
    limits = {name: fields[name] for name in PrepSheet.LIMITS if name not in SCORES}
    for name in SCORES:
        value, unit = fields[f"{name}_value"], fields[f"{name}_unit"]
        limits[name] = None if value is None else {"value": value, "unit": unit}
    if limits["other_reservation"]:
        limits["other_reservation"]["confidence"] = fields["confidence"]
    return limits


@transaction.atomic
def set_limits(sheet: PrepSheet, fields: dict, stamp: str, *, by) -> Saved:
    """Lays a person's limits (`flat`) over those that stand; how the guess of theirs moved is kept."""
    sheet = held(sheet)
    require(can_write_limits(by, sheet))
    theirs = flat(sheet)
    merged = merging.merge(stamp, fields, theirs)
    if merged.conflicts or merged.values == theirs:
        return Saved(sheet, merged.conflicts, merged.kept)
    before = sheet.other_reservation
    for name, value in folded(merged.values).items():
        setattr(sheet, name, value)
    sheet.save(update_fields=PrepSheet.LIMITS)
    keep_guess(sheet, before, by)
    record_on("limits.set", sheet, by=by, about={}, is_limit=True)
    touch(sheet)
    return Saved(sheet, [], merged.kept)


def keep_guess(sheet, before: dict | None, by) -> None:
    """How the guess moved."""
    if before != sheet.other_reservation:
        numbers.remember(sheet, RESERVATION, {}, before, sheet.other_reservation, by, None, goes_on=True)
