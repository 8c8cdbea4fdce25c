"""The first beat of a verb: read the row again and hold it until the transaction ends."""

from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def lock(row: Row) -> Row:
    """On PostgreSQL the row is held; on SQLite the immediate transaction already holds everything.

    Its key is not: rows that point to it can be written meanwhile, else an event of a team would wait for the team.
    """
    return row._meta.base_manager.select_for_update(no_key=True).get(pk=row.pk)
