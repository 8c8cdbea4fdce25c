"""How many disagreements there were: counts of a quarter that is over, and nothing else."""

from django.db import models

from conflicts.models.base import Row


class CaseTally(Row):
    """What a quarter came to, over the whole site. Written once, when it is over; it leads to no case and no team."""

    begins_on = models.DateField(unique=True)
    opened = models.PositiveIntegerField(default=0)
    agreed = models.PositiveIntegerField(default=0)
    mediated = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-begins_on"]
