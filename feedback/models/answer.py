"""Answers while they are collected, what remains of them, and the result that was released."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from feedback.models.base import Row, UntimedRow
from feedback.models.groups import GroupKey
from feedback.models.request import FeedbackInvitation, FeedbackRequest


class FeedbackResponse(UntimedRow):
    """What one person answered, while the request is open. It has no moment. Of a confidential group nothing of it remains
    after close; of a named one, what was sent."""

    invitation = models.OneToOneField(FeedbackInvitation, models.CASCADE, related_name="response")
    # {question key: value}, see feedback.questions. The draft is the respondent's own; only what was sent counts.
    draft = EncryptedJSONField(null=True)
    answers = EncryptedJSONField(null=True)
    revision = models.PositiveIntegerField(default=0)

    def __str__(self):
        return "response"


class PooledAnswer(UntimedRow):
    """One score, one pick or one card, cut from its giver, among others in an order that means nothing."""

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="pooled")
    group = models.CharField(max_length=10, choices=GroupKey)
    question = models.CharField(max_length=80)
    part = models.CharField(max_length=20, blank=True)
    value = EncryptedJSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.question


class ResultSnapshot(Row):
    """What a request showed when it closed (feedback.snapshots), for good. Pages, files and pictures read nothing else."""

    request = models.OneToOneField(FeedbackRequest, models.CASCADE, related_name="snapshot")
    data = EncryptedJSONField()
    made_on = models.DateField()

    def __str__(self):
        return f"{self.made_on}"


class ResultReading(Row):
    """Somebody with whom a result was shared opened it, or took it away as a file. Only added to; read by its subject."""

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # "page", or the extension of the file.
    form = models.CharField(max_length=4)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["request", "-at"], name="result_readings")]

    def __str__(self):
        return self.form


class ResultNote(Row):
    """What the person who asked makes of their result: cards tagged as advice to follow, or put away. Theirs alone."""

    request = models.OneToOneField(FeedbackRequest, models.CASCADE, related_name="result_note")
    # {the place of a card in the snapshot: "advice" or "hidden"}
    tags = EncryptedJSONField(default=dict)

    def __str__(self):
        return "notes"


class NextStep(Row):
    """One thing to keep and one to change, chosen after reading; at its day a gentle reminder."""

    class Purpose(models.TextChoices):
        KEEP = "keep", _("keep")
        CHANGE = "change", _("change")

    class Form(models.TextChoices):
        GOAL = "goal", _("a goal")
        INSIGHT = "insight", _("an insight")
        LEARNING = "learning", _("something to learn")

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="next_steps")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    form = models.CharField(max_length=10, choices=Form)
    words = EncryptedTextField(default="")
    question_key = models.CharField(max_length=80, blank=True)
    due_on = models.DateField()
    insight = models.ForeignKey("feedback.Insight", models.SET_NULL, null=True, blank=True, related_name="+")
    learning = models.ForeignKey("feedback.LearningItem", models.SET_NULL, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "purpose"], name="one_step_a_purpose")]
        indexes = [
            models.Index(fields=["person", "due_on"], condition=Q(done_on=None), name="steps_of_person"),
            models.Index(fields=["due_on"], condition=Q(done_on=None), name="steps_due"),
        ]

    def __str__(self):
        return self.get_purpose_display()
