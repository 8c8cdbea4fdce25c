"""What becomes of the deliverables and milestones of a charter in force."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.live import Live
from charters.models.base import TeamQuerySet, TeamRow
from common.states import Moves


class DeadlineQuerySet(TeamQuerySet):
    def unsettled(self):
        """What is neither done nor given up, whether its charter holds or not."""
        return self.filter(state__in=[Deadline.State.OPEN, Deadline.State.DELIVERED])

    def running(self):
        """What is neither done nor given up, of charters in force."""
        return self.filter(state__in=[Deadline.State.OPEN, Deadline.State.DELIVERED], charter__versions__state="active")


class Deadline(Moves, TeamRow):
    """The live side of a deliverable or milestone: how it stands, beside the signed text and never in it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DELIVERED = "delivered", _("handed over")
        DONE = "done", _("done")
        NOT_DONE = "not_done", _("not done")
        DROPPED = "dropped", _("no longer in the charter")

    MOVES = {
        State.OPEN: {State.DELIVERED, State.DONE, State.NOT_DONE, State.DROPPED},
        State.DELIVERED: {State.DONE, State.OPEN, State.NOT_DONE, State.DROPPED},
        State.DONE: {State.OPEN, State.DROPPED},
        State.NOT_DONE: {State.OPEN, State.DROPPED},
        State.DROPPED: {State.OPEN},
    }

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="deadlines")
    key = models.UUIDField()
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=2_000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    # The baseline: the words of the signed text, and the day they mean, counted from the adoption where they are relative.
    due = models.JSONField(null=True)
    due_on = models.DateField(null=True)
    baseline_on = models.DateField(help_text="The day since which this due day holds.")
    # A rough forecast of those who do the work; no promise.
    projected_on = models.DateField(_("probably on"), null=True)
    projected_why = models.CharField(_("why"), max_length=2_000, blank=True)
    projected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # A change of the day that waits for who is accountable.
    proposed_on = models.DateField(_("new day"), null=True)
    proposed_why = models.CharField(_("why"), max_length=2_000, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    # Who is accountable agreed: the day stands in the amendment, and holds once that is in force.
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=2_000, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    # Counts the changes that a calendar must notice (SEQUENCE of RFC 5545).
    sequence = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)
    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "key"], name="one_deadline_a_clause"),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "not_done"]) | (~Q(reason="") & Q(settled_at__isnull=False)),
                name="settled_says_why_and_when",
            ),
            models.CheckConstraint(
                condition=Q(proposed_on__isnull=True) | (~Q(proposed_why="") & Q(proposed_at__isnull=False)),
                name="proposal_says_why_and_when",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(proposed_on__isnull=False), name="agreed_to_what_was_proposed"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "due_on"], condition=Q(due_on__isnull=False), name="deadline_of_team"),
            models.Index(fields=["due_on"], condition=Q(state__in=["open", "delivered"]), name="deadline_running"),
        ]

    def __str__(self):
        return self.title[:80]

    def live(self) -> Live:
        """How it stands, as plain values."""
        return Live(
            state=str(self.state),
            due_on=self.due_on,
            projected_on=self.projected_on,
            settled_on=timezone.localdate(self.settled_at) if self.settled_at else None,
        )

    @property
    def is_proposed(self):
        """A new day waits for an answer."""
        return self.proposed_on is not None and self.agreed_at is None
