"""The clauses of a version as rows, and the live side of holding a role."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.content import Clause
from charters.kinds import KINDS
from charters.models.base import TeamQuerySet, TeamRow
from charters.terms import NOTICE
from charters.texts import heading_of, said_in, texts_of
from common.ids import uuid7
from common.searched import Searched
from common.states import Moves


class ItemQuerySet(TeamQuerySet):
    def for_content(self):
        return self.order_by("position", "id").defer("words")


class Item(Searched, TeamRow):
    """A clause of one version. `key` stays the same from version to version; `values` are the fields of its kind."""

    SAID_IN = {"kind", "values", "gap"}

    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="items")
    key = models.UUIDField(default=uuid7)
    kind = models.CharField(max_length=30, choices=[(name, kind.label) for name, kind in KINDS.items()])
    parent = models.UUIDField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    gap = models.CharField(max_length=600, blank=True)
    revision = models.PositiveIntegerField(default=1)
    # Read from the values when they are saved, so that homes and calendars need not read every charter.
    due_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="key_once_a_version")]
        indexes = [
            models.Index(fields=["version", "position", "id"], name="item_in_order"),
            models.Index(fields=["team", "due_on"], condition=Q(due_on__isnull=False), name="item_due"),
        ]

    def __str__(self):
        return self.clause().heading

    @property
    def heading(self) -> str:
        """The line that names it, or "": a long text names nothing."""
        return heading_of(self.clause())

    def texts(self) -> list[tuple[str, str]]:
        """What else it says, each text with its label."""
        return texts_of(self.clause())

    def said(self) -> list[str]:
        return said_in(self.clause())

    def clause(self) -> Clause:
        return Clause(
            key=str(self.key),
            kind=self.kind,
            values=self.values,
            parent=str(self.parent or ""),
            gap=self.gap,
            person=str(self.person_id) if self.person_id else None,
            revision=self.revision,
            id=str(self.pk),
        )


class RoleAssignmentQuerySet(TeamQuerySet):
    def on_term(self):
        """Held, in charters in force, until a day."""
        held = self.filter(state__in=RoleAssignment.HELD, term_ends_on__isnull=False)
        return held.filter(charter__versions__state="active")

    def near_their_end(self, today):
        """Over, or over within the time in which one hears of it."""
        return self.on_term().filter(term_ends_on__lte=today + NOTICE)


class RoleAssignment(Moves, TeamRow):
    """A member asked to hold a role of a charter. Live: accepting or declining does not change the signed text."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        ENDED = "ended", _("ended")

    HELD = [State.PROPOSED, State.ACCEPTED]
    MOVES = {
        State.PROPOSED: {State.ACCEPTED, State.DECLINED, State.ENDED},
        State.ACCEPTED: {State.ENDED, State.DECLINED},
        State.DECLINED: {State.PROPOSED, State.ACCEPTED, State.ENDED},
        State.ENDED: {State.PROPOSED},
    }

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="assignments")
    key = models.UUIDField()
    role_key = models.UUIDField()
    role_title = models.CharField(max_length=2_000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_assignments")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    note = models.CharField(max_length=2_000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The term as the charter in force says it, and the last day it means, counted from the day it came into force.
    term = models.JSONField(null=True)
    term_ends_on = models.DateField(null=True)
    foretold_for = models.DateField(null=True, help_text="The end of a term that holder and lead have been told of.")
    created_at = models.DateTimeField(default=timezone.now)
    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["charter", "key", "person"], name="asked_once_a_role")]
        indexes = [
            models.Index(fields=["person", "state", "-created_at"], name="roles_of_person"),
            models.Index(fields=["term_ends_on"], condition=Q(term_ends_on__isnull=False), name="role_term"),
        ]

    def __str__(self):
        return f"{self.role_title}: {self.person}"

    def has_served(self, term) -> bool:
        """Their term is over, and this is still that term."""
        is_over = self.term_ends_on is not None and self.term_ends_on < timezone.localdate()
        return self.state == self.State.ENDED and is_over and self.term == term

    def begins_anew(self, term) -> bool:
        """They hold it no more, and the text gives them another term."""
        return self.state == self.State.ENDED and bool(term) and self.term != term
