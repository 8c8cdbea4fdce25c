"""What every row of a charter has: an identifier ordered by time, and the team it belongs to."""

from django.db import models

from common.ids import uuid7


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to the teams that the person is in now."""
        return self.filter(team__memberships__person_id=user.pk, team__memberships__left_at=None)


class TeamRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey("teams.Team", models.CASCADE, related_name="+", editable=False)
    objects = TeamQuerySet.as_manager()

    class Meta:
        abstract = True
