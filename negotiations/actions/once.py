"""A form brings the key of what it makes, so that the same form sent twice makes it once."""

from uuid import UUID

from django.db.models import Model, QuerySet


def made(rows: QuerySet, key: UUID | None):
    """What the form made when it was sent before; `rows` are those that are the person's to see."""
    return rows.filter(pk=key).first() if key else None


def key_for(model: type[Model], key: UUID | None) -> dict:
    """The key as a field of the new row, unless it belongs to something else already."""
    return {"id": key} if key and not model.objects.filter(pk=key).exists() else {}
