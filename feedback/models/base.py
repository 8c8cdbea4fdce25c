"""What rows of feedback have in common: an identifier, ordered by time or, where time would tell who answered, random."""

from uuid import uuid4

from django.db import models

from common.ids import uuid7


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class UntimedRow(models.Model):
    """A row that does not say when it was written: its identifier is random (version 4), and it has no moment."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True
