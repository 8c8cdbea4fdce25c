"""What people must hear of: notices in the app, mails that wait to be sent, and how each person wants to be told."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField
from common.ids import uuid7


class Topic(models.TextChoices):
    """What notices are about, in words that people choose by. Which kind belongs where: see notices.topics."""

    SIGNING = "signing", _("Writing and signing")
    ROLES = "roles", _("Roles")
    DEADLINES = "deadlines", _("Deadlines")
    TALK = "talk", _("Talk about clauses")
    REVIEWS = "reviews", _("Looking again at a charter")
    NEGOTIATIONS = "negotiations", _("Negotiations")
    FEEDBACK = "feedback", _("Feedback and learning")
    PRIVATE = "private", _("Private matters")
    TEAM = "team", _("People in a team")


class Way(models.TextChoices):
    """How somebody is told: each thing by a mail of its own, once a day with all others, or in the app only."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("With the day’s mail")
    OFF = "off", _("In the app only")


class PreferenceQuerySet(models.QuerySet):
    def chosen(self, people: Iterable) -> dict[tuple, str]:
        """(person, what) → way, where somebody chose; whatever is not in it is as topics.DEFAULTS says."""
        rows = self.filter(person__in=people).values_list("person_id", "topic", "way")
        return {(person, topic): way for person, topic, way in rows}


class Preference(models.Model):
    """How one person wants to hear of one topic, where they chose. The topic DAY is the day's mail itself: on or off."""

    DAY = "day"
    CHOICES = [*Topic.choices, (DAY, _("The day’s mail"))]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    topic = models.CharField(_("topic"), max_length=12, choices=CHOICES)
    way = models.CharField(_("way"), max_length=8, choices=Way)
    # What held before a link in a mail ended it, so that one click brings it back.
    before = models.CharField(max_length=8, choices=Way, blank=True)
    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="chooses_once_a_topic")]

    def __str__(self):
        return f"{self.topic}: {self.way}"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(person_id=user.pk)

    def unread(self):
        return self.filter(read_at=None)

    def waiting(self, now: datetime):
        """What should be in a mail of the day by now."""
        return self.filter(mail_at__lte=now)

    def of_mail(self, mail):
        """What a mail of the day is made of: the rows that it took and nobody took back."""
        return self.filter(person_id=mail.person_id, mailed_at=mail.created_at)


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
    # A reminder of something that is due on a day; what it is about lets its sender count how often they reminded.
    is_reminder = models.BooleanField(default=False, db_default=False, editable=False)
    about_id = models.UUIDField(null=True, editable=False)
    due_on = models.DateField(null=True, editable=False)
    # From when it belongs into a mail of the day (none: into none), and when that mail took it.
    mail_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notice_inbox"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notice_waiting"),
            models.Index(fields=["person", "mailed_at"], condition=Q(mailed_at__isnull=False), name="notice_mailed"),
            models.Index(fields=["about_id"], condition=Q(about_id__isnull=False), name="notice_about"),
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
    # What its person may switch off by a link in it; empty where nothing may.
    topic = models.CharField(
        _("topic"), max_length=12, choices=Preference.CHOICES, default="", db_default="", blank=True, editable=False
    )
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
