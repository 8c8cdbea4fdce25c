"""The charter of a team, and its numbered versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.agreements import FEWEST_MONTHS, MOST_MONTHS, is_stale
from charters.content import Content
from charters.models.base import TeamQuerySet, TeamRow
from charters.outcomes import OUTCOMES
from common.searched import Searched
from common.states import Moves


class CharterQuerySet(TeamQuerySet):
    def running(self):
        """What nobody has closed."""
        return self.filter(closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)


class Charter(Searched, TeamRow):
    """What a team agreed, through all its versions, until the lead closes it with what came of it."""

    SAID_IN = {"title"}

    class Adoption(models.TextChoices):
        SIGNATURES = "signatures", _("Everyone signs")
        VOTE = "vote", _("A recorded vote of the members")
        SPONSOR = "sponsor", _("A sponsor approves")
        NONE = "none", _("The lead declares it")

    team = models.ForeignKey("teams.Team", models.CASCADE, related_name="charters", verbose_name=_("team"))
    title = models.CharField(_("title"), max_length=200)
    adoption = models.CharField(_("how it is adopted"), max_length=12, choices=Adoption, default=Adoption.SIGNATURES)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sponsor")
    )
    # What the template shows by way of example where nothing is written yet; no part of the text.
    examples = models.JSONField(default=dict, blank=True, editable=False)
    review_every = models.PositiveSmallIntegerField(_("look at it again every … months"), default=3)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    # The last day of the text in force, where its end is a day or becomes one on adoption (see actions.ending).
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("what came of it"), max_length=10, choices=OUTCOMES, blank=True)
    outcome_words = models.TextField(_("in your words"), max_length=2_000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_every__gte=FEWEST_MONTHS, review_every__lte=MOST_MONTHS),
                name="looked_at_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, outcome="", outcome_words="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="") & ~Q(outcome_words="")),
                name="closed_says_who_when_what",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "-created_at", "-id"], name="charter_of_team"),
            models.Index(
                fields=["team", "-closed_at", "-id"], condition=Q(closed_at__isnull=False), name="charter_closed"
            ),
            models.Index(fields=["ends_on"], condition=Q(ends_on__isnull=False, closed_at=None), name="charter_ends"),
        ]

    def __str__(self):
        return self.title

    def said(self) -> list[str]:
        return [self.title]

    def get_absolute_url(self):
        return reverse("charters:show", args=[self.pk])

    @property
    def is_stale(self):
        """The team should have looked at it again weeks ago."""
        return is_stale(self.next_review_on, timezone.localdate())


class VersionQuerySet(TeamQuerySet):
    def light(self):
        """For lists: without the texts, which may weigh more than a page."""
        return self.defer(*CharterVersion.TEXTS)

    def open(self):
        return self.filter(state__in=CharterVersion.OPEN)

    def active(self):
        return self.filter(state=CharterVersion.State.ACTIVE)

    def standing(self):
        """What the team agreed last: the version in force, or the one that was in force until its end."""
        return self.filter(state__in=CharterVersion.STANDING)


class CharterVersion(Searched, Moves, TeamRow):
    """One edition of a charter: edited while a draft, frozen from signing on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        SIGNING = "signing", _("signing")
        ACTIVE = "active", _("active")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    class Materiality(models.TextChoices):
        EDITORIAL = "editorial", _("editorial")
        SCOPED = "scoped", _("scoped")
        MATERIAL = "material", _("material")

    class Sort(models.TextChoices):
        """What an amendment is in the words of those who keep charters."""

        EXTENSION = "extension", _("extension")
        PEOPLE = "people", _("people")
        RECHARTER = "recharter", _("re-charter")
        UPDATE = "update", _("update")

    SAID_IN = {"new_title", "change_note"}

    # What lists leave out: of versions, and of rows that name their version.
    TEXTS = ("document", "last_document", "imported_record")
    JOINED_TEXTS = ("version__document", "version__last_document", "version__imported_record")
    OPEN = [State.DRAFT, State.IN_REVIEW, State.SIGNING]
    STANDING = [State.ACTIVE, State.EXPIRED]
    # Asks for signatures: of everybody, or of those who joined since.
    ASKING = [State.SIGNING, State.ACTIVE]
    MOVES = {
        State.DRAFT: {State.IN_REVIEW, State.WITHDRAWN},
        State.IN_REVIEW: {State.DRAFT, State.SIGNING, State.WITHDRAWN},
        State.SIGNING: {State.ACTIVE, State.DRAFT, State.WITHDRAWN},
        # An editorial change that a member calls material is given back to the writers, and the text before holds again.
        State.ACTIVE: {State.SUPERSEDED, State.EXPIRED, State.DRAFT, State.WITHDRAWN},
        State.SUPERSEDED: {State.ACTIVE},
        State.EXPIRED: {State.SUPERSEDED, State.ACTIVE},
    }

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="versions")
    major = models.PositiveSmallIntegerField(default=1)
    minor = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # Of an amendment: the charter's title once this version is in force; until then the old one stays.
    new_title = models.CharField(_("title"), max_length=200, blank=True)
    change_note = models.CharField(_("what changes, and why"), max_length=2_000, blank=True)
    # Of an amendment, computed from the difference when the text is frozen; never chosen (see charters.materiality).
    materiality = models.CharField(_("size"), max_length=10, choices=Materiality, blank=True)
    sort = models.CharField(_("sort"), max_length=12, choices=Sort, blank=True)
    # Until this day members may object to a scoped change, or call an editorial one material.
    objections_until = models.DateField(null=True, blank=True)
    # A member said that this change is more than editorial: from then on everybody signs it.
    is_called_material = models.BooleanField(default=False)
    # Preparation: until the lead opens the draft, members think alone.
    opened_at = models.DateTimeField(null=True, blank=True)
    # Review: why the lead went on without the manager's endorsement, shown to all.
    unendorsed_reason = models.TextField(max_length=2_000, blank=True)
    # Signing: rounds are counted, since a decline voids one.
    round = models.PositiveSmallIntegerField(default=0)
    sign_by = models.DateField(_("sign by"), null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    document = models.TextField(blank=True, editable=False, help_text="The canonical text that is signed.")
    content_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # The text of the round before this one: who is asked again reads first what changed.
    last_document = models.TextField(blank=True, editable=False)
    activated_at = models.DateTimeField(null=True, blank=True)
    # A signed charter that came from a file keeps the record it came with, as long as its text is the same.
    imported_record = models.JSONField(null=True, blank=True)
    # Who was away for long while it was signed, and since when: kept for good, also when they are back.
    absent = models.JSONField(default=list, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-major", "-minor", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter"], condition=Q(state__in=["draft", "in_review", "signing"]), name="one_open_version"
            ),
            models.UniqueConstraint(fields=["charter"], condition=Q(state="active"), name="one_active_version"),
            models.CheckConstraint(
                condition=~Q(state__in=["signing", "active", "superseded"]) | ~Q(content_hash=""),
                name="frozen_means_hashed",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(activated_at__isnull=False), name="active_since_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.charter.title} {self.number}"

    def said(self) -> list[str]:
        """Beside the title of the charter."""
        return [self.new_title, self.change_note]

    @property
    def title(self):
        return self.new_title or self.charter.title

    @property
    def is_amendment(self):
        return self.based_on_id is not None

    @property
    def number(self):
        return f"{self.major}.{self.minor}"

    def content(self) -> Content:
        """All clauses, read with one query."""
        return Content(self.title, [item.clause() for item in self.items.for_content()])

    @property
    def is_past(self):
        """Neither on its way nor what the team agreed last: kept to be read."""
        return self.state not in [*self.OPEN, *self.STANDING]

    @property
    def is_standing(self):
        """In force, or in force until its end or until the charter was closed."""
        return self.state in self.STANDING

    @property
    def is_closed(self):
        """What the team agreed last, of a charter that is closed."""
        return self.state == self.State.EXPIRED and self.charter.closed_at is not None

    @property
    def standing_word(self):
        """The name of the state for pages: a closed charter has not expired, it is closed."""
        return "closed" if self.is_closed else self.state

    @property
    def standing_label(self):
        return _("closed") if self.is_closed else self.get_state_display()

    @property
    def is_editable(self):
        return self.state in (self.State.DRAFT, self.State.IN_REVIEW)
