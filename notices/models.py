"""What people must hear of: notices in the app, and mails that wait to be sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField
from common.ids import uuid7


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(person_id=user.pk)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing one person should know, told once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    team_id = models.UUIDField(null=True, blank=True, editable=False)
    key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("kind"), max_length=80)
    text = models.CharField(_("text"), max_length=600)
    url = models.CharField(max_length=400)
    created_at = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_inbox"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        """Without its text, which is only for the person told."""
        return self.kind


class Mail(models.Model):
    """One mail to one address: the row is the truth, a task is only a wake-up."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=240, unique=True, editable=False)
    to = models.EmailField(_("to"), max_length=254)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    team_id = models.UUIDField(null=True, blank=True, editable=False)
    template = models.CharField(_("template"), max_length=120, blank=True)
    context = models.JSONField(default=dict, blank=True, editable=False)
    sealed = EncryptedTextField(
        blank=True,
        default="",
        editable=False,
        help_text="A message that was written elsewhere and holds a secret; wiped when sent.",
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    message_id = models.CharField(max_length=200, editable=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["next_try_at"], condition=models.Q(state="queued"), name="mail_due")]

    def __str__(self):
        return f"{self.template or 'account'} → {self.to}"
