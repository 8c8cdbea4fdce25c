"""Who is asked before the day or the scope of a deliverable changes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamQuerySet, TeamRow
from charters.models.charter import CharterVersion


class ConsultationQuerySet(TeamQuerySet):
    def counting(self):
        """What was asked about a change that is still meant, answered or not."""
        return self.filter(closed_at=None)

    def waiting(self):
        """What still waits for words: of a new day that is proposed, or of an amendment on its way."""
        on_its_way = Q(version=None) | Q(version__state__in=CharterVersion.OPEN)
        return self.counting().filter(on_its_way, answered_at=None, charter__closed_at=None)


class Consultation(TeamRow):
    """One person with a C, asked for their words before something changes."""

    class About(models.TextChoices):
        DATE = "date", _("the day")
        SCOPE = "scope", _("what it is")

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="consultations")
    # The amendment that was in review when this was asked; none for a new day that is only proposed.
    version = models.ForeignKey(
        "charters.CharterVersion", models.CASCADE, null=True, related_name="consultations", editable=False
    )
    key = models.UUIDField()
    title = models.CharField(max_length=2_000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About)
    words = models.TextField()
    # Names the change: who was asked about one day is asked again about another (see charters.consulting).
    mark = models.CharField(max_length=80)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateField()
    answer = models.TextField(_("your words"), max_length=20_000, blank=True)
    answered_at = models.DateTimeField(null=True)
    # The change came, or is no longer meant.
    closed_at = models.DateTimeField(null=True)
    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "key", "person", "mark"], condition=Q(closed_at=None), name="consulted_once_a_change"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="answered_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(answered_at=None, closed_at=None), name="consultations_of_person"
            )
        ]

    def __str__(self):
        return f"{self.title[:80]}: {self.person}"
