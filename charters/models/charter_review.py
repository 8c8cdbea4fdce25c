"""Looking again at what was agreed: the review, what each person marks while it is open, and what remains."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.agreements import AGREEMENTS
from charters.models.base import TeamQuerySet, TeamRow
from charters.models.charter import Charter, CharterVersion
from common.fields import EncryptedTextField
from common.states import Moves
from teams.models import Membership


class CharterReviewQuerySet(TeamQuerySet):
    def open(self):
        return self.filter(state=CharterReview.State.OPEN)

    def held(self):
        """Closed, and enough took part: the next look was set by it."""
        return self.filter(state=CharterReview.State.CLOSED, was_held=True)

    def to_close(self, today):
        """Open ones whose day has come, or in which nobody is waited for any more."""
        handed_in = ReviewMarks.objects.filter(review=OuterRef(OuterRef("pk")), is_handed_in=True)
        waited_for = Membership.objects.signers().filter(team=OuterRef("team"))
        missing = waited_for.exclude(person__in=handed_in.values("person"))
        return self.open().filter(Q(closes_on__lte=today) | ~Exists(missing))

    def waiting_for(self, user):
        """Open ones in which the person has not handed in their marks."""
        handed_in = ReviewMarks.objects.filter(review=OuterRef("pk"), person=user, is_handed_in=True)
        return self.open().filter(charter__closed_at=None).exclude(Exists(handed_in))


def charters_to_look_at(today):
    """Charters in force whose day has come, and for which nobody has opened a review for that day."""
    agreements = CharterVersion.objects.active().filter(charter=OuterRef("pk"), items__kind__in=AGREEMENTS)
    begun = CharterReview.objects.filter(charter=OuterRef("pk")).filter(
        Q(state="open") | Q(due_on=OuterRef("next_review_on"))
    )
    return Charter.objects.filter(Exists(agreements), ~Exists(begun), next_review_on__lte=today)


class CharterReview(Moves, TeamRow):
    """The team looks again at what it agreed: is each agreement kept, and should it stay?"""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    MOVES = {State.OPEN: {State.CLOSED}}

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="charter_reviews")
    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="charter_reviews")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    # The day that opened it: each due day opens one review by itself, never two. None when it began earlier.
    due_on = models.DateField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    # How many, never who.
    asked = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    was_held = models.BooleanField(default=False)
    # Over what the result shows, so that it gives nothing away beside it.
    kept_score = models.FloatField(null=True)
    left_unchanged_at = models.DateTimeField(null=True)
    objects = CharterReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("charter review")
        verbose_name_plural = _("charter reviews")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["charter"], condition=Q(state="open"), name="one_open_charter_review"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="review_closed_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["charter", "-opened_at", "-id"], name="reviews_of_charter")]


class ReviewMarks(TeamRow):
    """What one person marks while a review is open: encrypted, read by nobody else, and gone when it closes."""

    review = models.ForeignKey(CharterReview, models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed = EncryptedTextField(blank=True, default="", editable=False)
    is_handed_in = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="marks_once_a_review")]


class ReviewAnswer(TeamRow):
    """What somebody said about one agreement. Nobody knows who, or when: the identifier is random."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(CharterReview, models.CASCADE, related_name="answers")
    item_key = models.UUIDField()
    verdict = models.CharField(max_length=10, blank=True)
    kept = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kept=None) | Q(kept__lte=5), name="kept_from_one_to_five"),
            models.CheckConstraint(condition=Q(verdict__in=["", "keep", "change", "drop"]), name="keep_change_or_drop"),
        ]
