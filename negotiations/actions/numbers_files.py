"""Issues and scores that come from files: all of a file, or nothing."""

from django.db import transaction

from common.permissions import require
from negotiations.actions.laying_out import lay_out
from negotiations.actions.numbers import keep_reservation
from negotiations.actions.recording import record
from negotiations.foreign import Found
from negotiations.models import Issue, PrepSheet
from negotiations.permissions import can_write, can_write_limits

LIMITS = ("own_reservation", "other_reservation")


@transaction.atomic
def import_foreign(sheet: PrepSheet, found: Found, *, by) -> bool:
    """A domain with profiles. Returns whether reservation points of the files were left out.

    They are totals over the issues of the file: they hold only where these are all issues, and replace none that somebody
    wrote. Who may not see limits writes none.
    """
    require(can_write(by, sheet))
    lay_out(sheet, found.issues, by=by)  # holds the sheet
    sheet.refresh_from_db(fields=PrepSheet.LIMITS)
    are_all = Issue.objects.filter(sheet=sheet).count() == len(found.issues)
    holds = are_all and bool(can_write_limits(by, sheet))
    return False in [set_limit(sheet, name, getattr(found, name), holds, by) for name in LIMITS]


def set_limit(sheet, name: str, total: int | None, holds: bool, by) -> bool:
    """Whether there is nothing left to say about this limit."""
    if total is None:
        return True
    field = "reservation_score" if name == "own_reservation" else name
    if not holds or getattr(sheet, field):
        return False
    score = {"value": total, "unit": "points"}
    if name == "other_reservation":
        keep_reservation(sheet, score | {"confidence": "medium"}, sheet.other_reservation_note, by)
        return True
    sheet.reservation_score = score
    sheet.save(update_fields=["reservation_score"])
    record("limits.set", sheet, by=by, is_limit=True)
    return True
