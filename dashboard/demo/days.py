"""Moves what happened into the past, so that the history of a demo looks like one."""

from datetime import timedelta

from django.db.models import DateField

# What stays where it is when days pass: what is due is due on its day.
AHEAD = {"due_on", "projected_on", "proposed_on", "term_ends_on", "person_due_on"}


def move_back(rows, time: timedelta) -> None:
    names = [one.name for one in rows.model._meta.fields if isinstance(one, DateField) and one.name not in AHEAD]
    found = list(rows.all())
    for row in found:
        for name in names:
            value = getattr(row, name)
            setattr(row, name, value and value - time)
    if names:
        rows.model.objects.bulk_update(found, names)
