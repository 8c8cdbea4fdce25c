"""A disagreement, who is part of it, what happened in it, and whom the site names for what does not belong here."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from common.states import Moves
from conflicts.models.base import CaseRow, Row


class ConflictCaseQuerySet(models.QuerySet):
    def of(self, user):
        """Cases in which the person takes part, or is asked to. Whom they work with, lead or manage opens none."""
        return self.filter(parties__in=CaseParty.objects.inside(user).values("pk"))

    def mediated_by(self, user):
        """Cases whose parties all accepted the person as their neutral, for as long as that lasts (conflicts.models.mediation)."""
        assignments = self.model._meta.get_field("mediationassignments").related_model.objects
        return self.filter(mediationassignments__in=assignments.open_to(user))

    def visible_to(self, user):
        """Its parties, and the neutral whom all of them accepted; nobody else, whatever they may do on this site."""
        return self.filter(Q(pk__in=self.of(user).values("pk")) | Q(pk__in=self.mediated_by(user).values("pk")))


class ConflictCase(Moves, Row):
    """A disagreement that people want to mend. The team or the charter that it is about never hears of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("private draft")
        OPENED = "opened", _("waiting for an answer")
        EXCHANGING = "exchanging", _("hearing each other")
        OPTIONS = "options", _("looking for options")
        AGREEING = "agreeing", _("writing the agreement")
        SIGNED = "signed", _("agreed")
        FOLLOW_UP = "follow_up", _("looking whether it holds")
        RESOLVED = "resolved", _("settled")
        DECLINED = "declined", _("not taken up")
        WITHDRAWN = "withdrawn", _("taken back")
        REFERRED = "referred", _("taken elsewhere")
        CLOSED = "closed", _("closed without agreement")

    MOVES = {
        State.DRAFT: {State.OPENED, State.REFERRED},
        State.OPENED: {State.EXCHANGING, State.DECLINED, State.WITHDRAWN, State.REFERRED, State.CLOSED},
        State.EXCHANGING: {State.OPTIONS, State.WITHDRAWN, State.REFERRED, State.CLOSED},
        State.OPTIONS: {State.EXCHANGING, State.AGREEING, State.WITHDRAWN, State.REFERRED, State.CLOSED},
        State.AGREEING: {State.OPTIONS, State.SIGNED, State.WITHDRAWN, State.REFERRED, State.CLOSED},
        State.SIGNED: {State.FOLLOW_UP, State.AGREEING, State.OPTIONS, State.CLOSED},
        State.FOLLOW_UP: {State.RESOLVED, State.AGREEING, State.OPTIONS, State.CLOSED},
        State.RESOLVED: {State.OPTIONS},
        State.CLOSED: {State.EXCHANGING, State.OPTIONS},
        State.DECLINED: set(),
        State.WITHDRAWN: set(),
        State.REFERRED: set(),
    }
    # Where people work on it; what holds; what is over.
    WORKING = (State.EXCHANGING, State.OPTIONS, State.AGREEING)
    HOLDING = (State.SIGNED, State.FOLLOW_UP)
    RUNNING = (State.OPENED, *WORKING, *HOLDING)
    OVER = (State.RESOLVED, State.DECLINED, State.WITHDRAWN, State.REFERRED, State.CLOSED)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    about = EncryptedTextField(_("what it is about"), default="")
    # What it is about in the team's life, if anything: the opener's words in a private place. Nothing there shows it.
    team = models.ForeignKey("teams.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    charter = models.ForeignKey("charters.Charter", models.SET_NULL, null=True, blank=True, related_name="+")
    clause_key = models.UUIDField(null=True, blank=True)
    # What speaks against settling it here, as its opener ticked it (conflicts.safety). Read by the opener alone.
    unfit = EncryptedJSONField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    # When somebody last did something in it: the clock of idleness.
    moved_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # What was private in it is gone since then.
    purged_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    objects = ConflictCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_at", "-id"]
        indexes = [models.Index(fields=["state", "moved_at"], name="case_clock")]
        constraints = [
            models.CheckConstraint(condition=Q(state="draft") | ~Q(opened_at=None) | Q(state="referred"), name="opened_at_a_moment"),
        ]  # fmt: skip

    def __str__(self):
        return self.about or str(_("Untitled disagreement"))

    @property
    def look(self) -> str:
        """The picture of its state (common.templatetags.look)."""
        return f"case_{self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER


class CasePartyQuerySet(models.QuerySet):
    def inside(self, user):
        """The person's own parts, in cases they may read: as somebody asked, also by an address that they confirmed.

        Before a case is opened, those whom its opener means to ask know nothing of it.
        """
        addresses = EmailAddress.objects.filter(user_id=user.pk, verified=True).values("email")
        asked = Q(person=None, address__in=addresses) & ~Q(address="")
        told = Q(is_opener=True) | Q(case__opened_at__isnull=False)
        return self.filter(Q(person_id=user.pk) | asked, told, state__in=CaseParty.INSIDE)

    def joined(self):
        return self.filter(state=CaseParty.State.JOINED)

    def present(self):
        """Those in it and those still asked."""
        return self.filter(state__in=CaseParty.INSIDE)


class CaseParty(Moves, CaseRow):
    """One person's part in a disagreement. Never plaintiff or defendant: all have the same rights."""

    class State(models.TextChoices):
        INVITED = "invited", _("asked")
        JOINED = "joined", _("takes part")
        DECLINED = "declined", _("does not take part")
        LEFT = "left", _("left")
        REMOVED = "removed", _("no longer asked")

    MOVES = {
        State.INVITED: {State.JOINED, State.DECLINED, State.REMOVED},
        State.JOINED: {State.LEFT},
        State.DECLINED: set(),
        State.LEFT: set(),
        State.REMOVED: set(),
    }
    INSIDE = (State.INVITED, State.JOINED)

    case = models.ForeignKey(ConflictCase, models.CASCADE, related_name="parties", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # For somebody who has no account yet; they make one to take part.
    name = models.CharField(max_length=150, blank=True)
    address = models.EmailField(max_length=254, blank=True)
    is_opener = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    objects = CasePartyQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="takes_part_once"),
            models.UniqueConstraint(fields=["case", "address"], condition=~Q(address=""), name="asked_once_at_an_address"),
            models.UniqueConstraint(fields=["case"], condition=Q(is_opener=True), name="one_opens"),
            models.CheckConstraint(condition=~Q(person=None) | ~Q(address=""), name="somebody_takes_part"),
        ]  # fmt: skip

    def __str__(self):
        return str(self.person) if self.person_id else self.name or self.address


class CaseEvent(CaseRow):
    """What was done in a case, by whom, without a word of what was said. Read by its parties."""

    case = models.ForeignKey(ConflictCase, models.CASCADE, related_name="events", editable=False)
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at", "-id"], name="case_story")]


class SafeContact(Row):
    """Whom this organisation names for what should not be settled between two people. Kept by administrators."""

    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("what they are there for"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    note = models.TextField(_("when and how they can be reached"), max_length=1_000, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "name", "id"]
        verbose_name = _("safe contact")
        verbose_name_plural = _("safe contacts")
        constraints = [models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="can_be_reached")]

    def __str__(self):
        return self.name
