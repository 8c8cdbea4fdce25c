"""The ledger of a sheet, and what every verb of a sheet begins with."""

from datetime import datetime, timedelta

from django.utils import timezone

from common.locks import lock
from negotiations.models import PrepSheet, SheetEvent

# Who goes on with the same thing for no longer than this tells one story of it.
GOES_ON = timedelta(minutes=10)


def held(sheet: PrepSheet) -> PrepSheet:
    """The sheet read again and held until the transaction ends."""
    return lock(sheet)


def record(verb: str, sheet: PrepSheet, *, by, is_limit=False, **data) -> SheetEvent:
    """`by` did `verb` to the sheet. Read by those who have a seat at it; `is_limit` by those alone who see limits."""
    return SheetEvent.objects.create(
        sheet=sheet, team_id=sheet.team_id, verb=verb, actor=by, is_limit=is_limit, data=data
    )


def record_on(verb: str, sheet: PrepSheet, *, by, about: dict, since=(), is_limit=False, **data) -> SheetEvent:
    """Like `record`, but who goes on with the same thing makes no second event of it; `about` and `data` say what it is.

    `since` are the other verbs that `verb` goes on from.
    """
    last = SheetEvent.objects.filter(sheet=sheet).first()
    if not (last and last.verb in (verb, *since) and goes_on(last, about, by)):
        return record(verb, sheet, by=by, is_limit=is_limit, **about, **data)
    last.data, last.at = last.data | data, timezone.now()
    last.save(update_fields=["data", "at"])
    return last


def goes_on(last: SheetEvent, about: dict, by) -> bool:
    return last.actor_id == by.pk and is_recent(last.at) and about.items() <= last.data.items()


def is_recent(at: datetime) -> bool:
    return at > timezone.now() - GOES_ON


def touch(sheet: PrepSheet) -> None:
    """The sheet was worked on: it comes first in the lists of its people."""
    sheet.updated_at = timezone.now()
    sheet.save(update_fields=["updated_at"])
