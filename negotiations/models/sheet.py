"""A negotiation, the prep sheet of each side, who has a seat at it, and what stands on it in words."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from common.states import Moves
from negotiations.kinds import DEPTHS, KINDS, SUDDEN
from negotiations.models.base import SheetRow, TeamRow


class NegotiationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever has a seat at a sheet of it; what they see of it is the shared part only."""
        return self.filter(
            seats__person_id=user.pk, team__memberships__person_id=user.pk, team__memberships__left_at=None
        )


class Negotiation(TeamRow):
    """What the sides share: a title if they want one, and an agenda. All else stands on the sheet of one side."""

    title = EncryptedTextField(_("shared title"), blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    objects = NegotiationQuerySet.as_manager()

    def __str__(self):
        return self.title or str(_("Untitled negotiation"))


class PrepSheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sheets at which the person has a seat, in teams that they are in now. No role in the team opens a sheet."""
        return self.filter(
            seats__person_id=user.pk, team__memberships__person_id=user.pk, team__memberships__left_at=None
        )

    def for_detail(self):
        seats = models.Prefetch("seats", Seat.objects.select_related("person"))
        return self.select_related("team", "negotiation", "charter").prefetch_related(seats)


class PrepSheet(Moves, TeamRow):
    """How one side prepares a negotiation, lives through it and learns from it. It belongs to that side alone."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in preparation")
        READY = "ready", _("ready")
        ACTIVE = "active", _("negotiating")
        AGREED = "agreed", _("agreed")
        NO_DEAL = "no_deal", _("no deal")
        IMPROVING = "improving", _("improving the deal")
        REFLECTED = "reflected", _("looked back on")
        ARCHIVED = "archived", _("archived")

    MOVES = {
        State.DRAFT: {State.READY, State.ACTIVE, State.ARCHIVED},
        State.READY: {State.DRAFT, State.ACTIVE, State.ARCHIVED},
        State.ACTIVE: {State.AGREED, State.NO_DEAL},
        State.AGREED: {State.IMPROVING, State.REFLECTED, State.ACTIVE},
        State.NO_DEAL: {State.REFLECTED, State.ACTIVE},
        State.IMPROVING: {State.AGREED, State.REFLECTED},
        State.REFLECTED: {State.ARCHIVED, State.ACTIVE},
        State.ARCHIVED: {State.DRAFT, State.REFLECTED},
    }
    # Before the talks; with an outcome on which nobody has looked back yet; nothing more to prepare or to talk about.
    PREPARING = (State.DRAFT, State.READY)
    ENDED = (State.AGREED, State.NO_DEAL)
    BEHIND_US = (*ENDED, State.REFLECTED, State.ARCHIVED)

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="sheets", editable=False)
    title = EncryptedTextField(_("title"), default="")
    counterpart = EncryptedTextField(_("with whom"), blank=True, default="")
    depth = models.CharField(max_length=10, choices=DEPTHS, default=SUDDEN)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    meets_on = models.DateField(_("the talks are on"), null=True, blank=True)
    # What it is about, if it is about something in a charter; the charter does not show it.
    charter = models.ForeignKey("charters.Charter", models.SET_NULL, null=True, blank=True, related_name="+")
    item_key = models.UUIDField(null=True, blank=True)
    # Limits. A score is {"value": 62, "unit": "percent"} or {"value": 8400, "unit": "points"}; see negotiations.scoring.
    target_score = EncryptedJSONField(_("target"), null=True, blank=True)
    target_note = EncryptedTextField(_("target in words"), blank=True, default="")
    reservation_score = EncryptedJSONField(_("reservation point"), null=True, blank=True)
    reservation_note = EncryptedTextField(_("reservation point in words"), blank=True, default="")
    # Their reservation point as we estimate it: a score with "confidence".
    other_reservation = EncryptedJSONField(_("their reservation point, as we guess"), null=True, blank=True)
    other_reservation_note = EncryptedTextField(_("what the guess rests on"), blank=True, default="")
    # Consent of this side to what both sides share.
    agenda_opened_at = models.DateTimeField(null=True, blank=True)
    joint_agreed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    objects = PrepSheetQuerySet.as_manager()

    LIMITS = [
        "target_score", "target_note", "reservation_score", "reservation_note", "other_reservation",
        "other_reservation_note",
    ]  # fmt: skip

    class Meta:
        ordering = ["-updated_at", "-id"]

    def __str__(self):
        return self.title or str(_("Untitled negotiation"))

    @property
    def look(self) -> str:
        """The picture of its state (common.templatetags.look); a charter that is active looks otherwise."""
        return "negotiating" if self.state == self.State.ACTIVE else self.state

    @property
    def is_behind_us(self) -> bool:
        return self.state in self.BEHIND_US


class SeatRole(models.TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")
    APPROVER = "approver", _("approver")


class Seat(SheetRow):
    """One person at one side's sheet. `sees_limits` is a right of its own."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="seats", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=SeatRole)
    sees_limits = models.BooleanField(_("sees limits"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            # Nobody sits on two sides of one negotiation.
            models.UniqueConstraint(fields=["negotiation", "person"], name="sits_on_one_side"),
            models.UniqueConstraint(fields=["sheet"], condition=models.Q(role="owner"), name="one_owner"),
        ]


class SheetPart(SheetRow):
    """One thing on a sheet in words: an interest, an alternative, a question (negotiations.kinds)."""

    sheet = models.ForeignKey(PrepSheet, models.CASCADE, related_name="parts", editable=False)
    kind = models.CharField(max_length=20, choices=[(name, kind.label) for name, kind in KINDS.items()])
    values = EncryptedJSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]


class Snapshot(SheetRow):
    """The sheet as it stood at a turn, never changed again: its content as JSON (negotiations.content) and the SHA-256 of it."""

    state = models.CharField(max_length=10, choices=PrepSheet.State)
    content = EncryptedTextField()
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-taken_at", "-id"]


class SignOff(Moves, SheetRow):
    """An approver says that the preparation will do, or what is missing; of one snapshot."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        APPROVED = "approved", _("signed off")
        RETURNED = "returned", _("asks for more")

    MOVES = {State.ASKED: {State.APPROVED, State.RETURNED}}

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="sign_offs")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    words = EncryptedTextField(blank=True, default="")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "approver"], name="signs_off_once")]


class SheetEvent(SheetRow):
    """What happened to a sheet: its own ledger, since the team's history is read by the team."""

    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Whether its words name a limit, and so are for those alone who see limits.
    is_limit = models.BooleanField(default=False)
    data = EncryptedJSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
