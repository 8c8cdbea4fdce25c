"""What a version has from another charter, by reference: where each clause is from, and what was said there."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamQuerySet, TeamRow
from charters.models.charter import Charter


class InheritanceQuerySet(TeamQuerySet):
    def seen_by(self, user):
        """Each with whether the person may read the charter that it is from, and its title for those who may."""
        theirs = Charter.objects.visible_to(user).filter(pk=OuterRef("parent_charter"))
        return self.annotate(is_seen=Exists(theirs)).select_related("parent_charter")


class Inheritance(TeamRow):
    """A clause of one version that was taken from a charter above or beside it. Beside the signed text, never in it."""

    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="inherited")
    key = models.UUIDField()
    kind = models.CharField(max_length=30)
    # Of an accountability: the role that it belongs to here.
    parent = models.UUIDField(null=True)
    parent_charter = models.ForeignKey(Charter, models.CASCADE, related_name="heirs")
    parent_version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="+")
    # As it was then: what is taken back and put up again gets another number.
    parent_number = models.CharField(max_length=20)
    parent_key = models.UUIDField()
    # The clause as it was taken over; empty where it came later and was left out. Three-way merges start from here.
    words = models.JSONField(default=dict)
    # The clause as the lead last saw it there; empty where it was gone.
    seen_words = models.JSONField(default=dict)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    objects = InheritanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("inherited clause")
        verbose_name_plural = _("inherited clauses")
        ordering = ["taken_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="inherited_once"),
            models.UniqueConstraint(fields=["version", "parent_charter", "parent_key"], name="taken_once"),
        ]
