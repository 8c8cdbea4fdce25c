"""Rows whose words are searched: they keep them folded (common.folding), so that every database finds the same."""

from collections.abc import Callable

from django.db import models

from common.folding import fold_lines

BATCH = 500


class WordsField(models.TextField):
    """What the row says, folded, a line for each text; written whenever the row is, alone or with many."""

    def pre_save(self, row, add):
        if isinstance(row, Searched):  # rows of a migration are nothing but their columns
            row.words = fold_lines(row.said())
        return super().pre_save(row, add)


class Searched(models.Model):
    """Says what its words are in `said`, and in `SAID_IN` which fields they come from."""

    SAID_IN: set[str]
    # In the database too: the release before this one writes rows without it.
    words = WordsField(default="", db_default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options):
        """Whoever saves some fields need not think of the words that come from them."""
        if update_fields is not None and not self.SAID_IN.isdisjoint(update_fields):
            update_fields = {*update_fields, "words"}
        super().save(*args, update_fields=update_fields, **options)

    def said(self) -> list[str]:
        raise NotImplementedError


def fill(model, fields: list[str], said: Callable) -> None:
    """For a migration: the words of what is there already, some rows at a time."""
    rows = model.objects.order_by("pk").only(*fields)
    batch = list(rows[:BATCH])
    while batch:
        for row in batch:
            row.words = fold_lines(said(row))
        model.objects.bulk_update(batch, ["words"])
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])
