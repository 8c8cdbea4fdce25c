"""What every row of a sheet has: an identifier ordered by time, its team, its sheet; and who sees it."""

from django.db import models

from common.ids import uuid7


class TeamRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey("teams.Team", models.CASCADE, related_name="+", editable=False)

    class Meta:
        abstract = True


class SheetRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What stands on a sheet is seen by those who have a seat at it and are in its team; by nobody else."""
        return self.filter(
            sheet__seats__person_id=user.pk,
            team__memberships__person_id=user.pk,
            team__memberships__left_at=None,
        )


class SheetRow(TeamRow):
    sheet = models.ForeignKey("negotiations.PrepSheet", models.CASCADE, related_name="%(class)ss", editable=False)
    objects = SheetRowQuerySet.as_manager()

    class Meta:
        abstract = True
