"""The talks: when people met, and what was said, heard and promised."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField
from negotiations.kinds import OTHER, SIDES
from negotiations.models.base import SheetRow


class Session(SheetRow):
    """One meeting or call."""

    title = EncryptedTextField(_("title"), blank=True, default="")
    held_on = models.DateField(_("held on"))
    with_whom = EncryptedTextField(_("who was there"), blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-held_on", "-id"]


class SessionEntry(SheetRow):
    """One line of the log. What they said and what we understood stand side by side."""

    class Kind(models.TextChoices):
        SAID = "said", _("they said")
        HEARD = "heard", _("we heard")
        CONCERN = "concern", _("concern")
        COMMON_GROUND = "common_ground", _("common ground")
        QUESTION = "question", _("question")
        OFFER = "offer", _("offer")
        COMMITMENT = "commitment", _("commitment")

    sheet = models.ForeignKey("negotiations.PrepSheet", models.CASCADE, related_name="entries", editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=13, choices=Kind)
    party = models.CharField(_("whose"), max_length=5, choices=SIDES, default=OTHER)
    words = EncryptedTextField(_("words"), default="")
    # What we understood, in our words; whether we said it back; whether they said “yes, that is it”.
    heard = EncryptedTextField(_("what we understood"), blank=True, default="")
    reflected_back = models.BooleanField(_("said back to them"), default=False)
    confirmed_by_them = models.BooleanField(_("confirmed by them"), default=False)
    acknowledged = models.BooleanField(_("acknowledged"), default=False)
    package = models.ForeignKey("negotiations.Package", models.SET_NULL, null=True, blank=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
