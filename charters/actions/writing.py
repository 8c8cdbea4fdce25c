"""Many clauses at once: from a template, a copy or a file."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from charters.content import Clause
from charters.models import CharterVersion, Item

STEP = 1_000


def add_clauses(version: CharterVersion, clauses: Iterable[Clause], *, by) -> list[Item]:
    """Writes clauses in their order, with their keys. The caller has locked, asked and will record."""
    items = [as_item(version, clause, place * STEP, by) for place, clause in enumerate(clauses, 1)]
    return Item.objects.bulk_create(items, batch_size=500)


def append_clause(version: CharterVersion, clause: Clause, *, by) -> Item:
    """Writes one clause behind all others. The caller has locked, asked and will record."""
    last = version.items.aggregate(last=Max("position"))["last"] or 0
    item = as_item(version, clause, last + STEP, by)
    item.save(force_insert=True)
    return item


def rewrite(item: Item, values: dict, *, by) -> Item:
    """Gives a locked clause new words and the next revision. The caller has asked and will record."""
    item.values, item.due_on = values, due_on(values)
    item.revision += 1
    item.updated_by, item.updated_at = by, timezone.now()
    item.save(update_fields=["values", "due_on", "revision", "updated_by", "updated_at"])
    return item


def as_item(version: CharterVersion, clause: Clause, position: int, by) -> Item:
    return Item(
        version=version,
        team_id=version.team_id,
        key=UUID(clause.key),
        kind=clause.kind,
        parent=UUID(clause.parent) if clause.parent else None,
        position=position,
        values=clause.values,
        gap=clause.gap,
        due_on=due_on(clause.values),
        person_id=clause.person,
        created_by=by,
        updated_by=by,
    )


def due_on(values: dict) -> date | None:
    """The day a clause's due text can mean at the latest, for homes and calendars."""
    due = values.get("due")
    return date.fromisoformat(due["on"]) if due and due["on"] else None
