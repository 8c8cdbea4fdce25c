"""After the talks: what came out, whether it was kept, and what we learn."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from negotiations.models.base import SheetRow


class Outcome(SheetRow):
    """How a negotiation ended, and when to look whether it is kept."""

    class Kind(models.TextChoices):
        AGREED = "agreed", _("agreed")
        NO_DEAL = "no_deal", _("no deal")

    kind = models.CharField(max_length=7, choices=Kind)
    package = models.ForeignKey("negotiations.Package", models.SET_NULL, null=True, blank=True, related_name="+")
    # The snapshot of the preparation that it is measured against.
    prepared = models.ForeignKey("negotiations.Snapshot", models.SET_NULL, null=True, related_name="+")
    words = EncryptedTextField(_("what was agreed, or why not"), blank=True, default="")
    ended_on = models.DateField(_("on"))
    check_on = models.DateField(_("look whether it is kept on"), null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    check_words = EncryptedTextField(_("how it is kept"), blank=True, default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["check_on"], name="outcome_to_check", condition=models.Q(checked_at=None))]


class Reflection(SheetRow):
    """What one person learns from it, in answer to five questions."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answers = EncryptedJSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "person"], name="reflects_once")]
