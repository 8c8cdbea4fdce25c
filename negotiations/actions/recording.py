"""The ledger of a sheet, and what every verb of a sheet begins with."""

from django.utils import timezone

from common.locks import lock
from negotiations.models import PrepSheet, SheetEvent


def held(sheet: PrepSheet) -> PrepSheet:
    """The sheet read again and held until the transaction ends."""
    return lock(sheet)


def record(verb: str, sheet: PrepSheet, *, by, is_limit=False, **data) -> SheetEvent:
    """`by` did `verb` to the sheet. Read by those who have a seat at it; `is_limit` by those alone who see limits."""
    return SheetEvent.objects.create(
        sheet=sheet, team_id=sheet.team_id, verb=verb, actor=by, is_limit=is_limit, data=data
    )


def touch(sheet: PrepSheet) -> None:
    """The sheet was worked on: it comes first in the lists of its people."""
    sheet.updated_at = timezone.now()
    sheet.save(update_fields=["updated_at"])
