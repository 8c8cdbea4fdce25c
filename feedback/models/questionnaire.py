"""What people are asked: questionnaires, and their versions, which freeze once used."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models.base import Row
from feedback.models.groups import GroupKey
from feedback.questions import Question


class QuestionnaireQuerySet(models.QuerySet):
    def of_site(self):
        return self.filter(owner=None)

    def usable_by(self, user):
        """Those of the site, and the person's own."""
        return self.filter(Q(owner=None) | Q(owner_id=user.pk), is_retired=False)

    def visible_to(self, user):
        """Those of the site and the person's own, those that are no longer offered too."""
        return self.filter(Q(owner=None) | Q(owner_id=user.pk))


class Questionnaire(Row):
    """A set of questions for one group of respondents. Without an owner it belongs to the site."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    # Of those the site begins with: their name in feedback.builtin.
    slug = models.SlugField(max_length=80, blank=True)
    group = models.CharField(_("for"), max_length=10, choices=GroupKey)
    title = models.CharField(_("title"), max_length=200)
    hint = models.CharField(_("what it is for"), max_length=600, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes needed"), default=10)
    is_retired = models.BooleanField(_("no longer offered"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["position", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="questionnaire_once"),
        ]

    def __str__(self):
        return self.title


class QuestionnaireVersion(Row):
    """One edition of a questionnaire. Whoever edits one that was used makes the next."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    # A list of questions as feedback.questions writes them.
    questions = models.JSONField(default=list)
    is_used = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="edition_once")]

    def __str__(self):
        return f"{self.questionnaire} {self.number}"

    def read(self) -> list[Question]:
        return [Question.from_dict(one) for one in self.questions]
