"""What every row of a disagreement has: an identifier ordered by time, and its case. It belongs to its parties, to no team."""

from django.db import models

from common.ids import uuid7


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class CaseRow(Row):
    """Seen by nobody on its own: pages find the case first (conflicts.views.finding), then what stands in it."""

    case = models.ForeignKey("conflicts.ConflictCase", models.CASCADE, related_name="%(class)ss", editable=False)

    class Meta:
        abstract = True
