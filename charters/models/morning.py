"""How far a person has been reminded."""

from django.conf import settings
from django.db import models


class Morning(models.Model):
    """Up to which of their days a person has heard what is due, and when their next morning comes."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    told_until = models.DateField()
    next_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.person_id}: {self.told_until}"
