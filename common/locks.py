"""The first beat of a verb: read the row again and hold it until the transaction ends."""

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def lock(row: Row) -> Row:
    """On PostgreSQL the row is held; on SQLite the immediate transaction already holds everything."""
    return type(row)._base_manager.select_for_update().get(pk=row.pk)
