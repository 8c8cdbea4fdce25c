"""Pages of a long list by the last row seen, so that the hundredth costs what the first costs."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

SIZE = 30
FORMAT = "%Y%m%dT%H%M%S.%f"


class Page(NamedTuple):
    """Some rows, newest first, and the addresses of the neighbours ("" where there is none)."""

    rows: list
    newer: str
    older: str


def page_of(queryset, request, *, moment: str, size: int = SIZE) -> Page:
    """The page that `?before=` or `?after=` asks for; `moment` is the field that orders, together with the id."""
    before, after = (read(request.GET.get(name, "")) for name in ("before", "after"))
    if after:
        rows = list(beyond(queryset, moment, "gt", after).order_by(moment, "pk")[: size + 1])
        return Page(rows[:size][::-1], *links(rows[:size][::-1], moment, len(rows) > size, True))
    rows = list(beyond(queryset, moment, "lt", before).order_by(f"-{moment}", "-pk")[: size + 1])
    return Page(rows[:size], *links(rows[:size], moment, bool(before), len(rows) > size))


def beyond(queryset, moment, side, mark):
    if not mark:
        return queryset
    at, key = mark
    # The first condition alone would be true enough, and lets the database begin at the right place of the index.
    near = queryset.filter(**{f"{moment}__{side}e": at})
    return near.filter(Q(**{f"{moment}__{side}": at}) | Q(**{f"pk__{side}": key}))


def links(rows, moment, has_newer, has_older):
    if not rows:
        return "", ""
    newer = f"?after={mark_of(rows[0], moment)}" if has_newer else ""
    older = f"?before={mark_of(rows[-1], moment)}" if has_older else ""
    return newer, older


def mark_of(row, moment) -> str:
    return f"{getattr(row, moment).astimezone(UTC):{FORMAT}}_{row.pk.hex}"


def read(mark: str) -> tuple[datetime, UUID] | None:
    """An odd mark leads to the first page."""
    at, _, key = mark.partition("_")
    try:
        return datetime.strptime(at, FORMAT).replace(tzinfo=UTC), UUID(key)
    except ValueError:
        return None
