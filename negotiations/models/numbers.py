"""What stands on a sheet in numbers: issues and options, what they are worth to us and, as estimates, to them; packages."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from negotiations.kinds import OTHER, OWN, SIDES
from negotiations.models.base import SheetRow


class Issue(SheetRow):
    """A topic on which something has to be chosen."""

    name = EncryptedTextField(_("issue"), default="")
    note = EncryptedTextField(_("note"), blank=True, default="")
    agenda_issue = models.ForeignKey("negotiations.AgendaIssue", models.SET_NULL, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]


class IssueOption(SheetRow):
    """One choice on an issue, in the order in which people listed them."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="options")
    name = EncryptedTextField(_("option"), default="")
    agenda_option = models.ForeignKey("negotiations.AgendaOption", models.SET_NULL, null=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Estimate(SheetRow):
    """A number for one side: ours, or our estimate of theirs with how sure we are and what it rests on."""

    class Confidence(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    class Origin(models.TextChoices):
        TYPED = "typed", _("typed")
        BARS = "bars", _("from bars")
        RANKING = "ranking", _("from ranking")
        HEARD = "heard", _("from what was heard")
        FILE = "file", _("from a file")

    party = models.CharField(max_length=5, choices=SIDES)
    points = EncryptedJSONField(null=True, blank=True)
    # A range instead of a confidence, in the same points: both or neither.
    low = EncryptedJSONField(null=True, blank=True)
    high = EncryptedJSONField(null=True, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, default=Confidence.MEDIUM)
    origin = models.CharField(max_length=7, choices=Origin, default=Origin.TYPED)
    evidence = models.ForeignKey("negotiations.SessionEntry", models.SET_NULL, null=True, blank=True, related_name="+")
    evidence_note = EncryptedTextField(_("what it rests on"), blank=True, default="")

    class Meta:
        abstract = True


class IssueWeight(Estimate):
    """How much an issue matters to a side: points, whose sum is free."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="weights")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "party"], name="one_weight"),
            models.CheckConstraint(condition=models.Q(party__in=[OWN, OTHER]), name="weight_of_a_side"),
        ]


class OptionScore(Estimate):
    """How good an option is for a side: points, 0 to 100 or any table of whole numbers."""

    option = models.ForeignKey(IssueOption, models.CASCADE, related_name="scores")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "party"], name="one_score"),
            models.CheckConstraint(condition=models.Q(party__in=[OWN, OTHER]), name="score_of_a_side"),
        ]


class EstimateChange(SheetRow):
    """What an estimate was, what it became, and which words moved it: the history of every number about them."""

    class Kind(models.TextChoices):
        WEIGHT = "weight", _("weight")
        SCORE = "score", _("score")
        RESERVATION = "reservation", _("reservation point")

    kind = models.CharField(max_length=11, choices=Kind)
    party = models.CharField(max_length=5, choices=SIDES, default=OTHER)
    issue = models.ForeignKey(Issue, models.CASCADE, null=True, related_name="+")
    option = models.ForeignKey(IssueOption, models.CASCADE, null=True, related_name="+")
    before = EncryptedJSONField(null=True)
    after = EncryptedJSONField(null=True)
    entry = models.ForeignKey("negotiations.SessionEntry", models.SET_NULL, null=True, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    @property
    def is_limit(self):
        return self.kind == self.Kind.RESERVATION


class IssueLink(SheetRow):
    """Options that do not go together, or are worth more or less together. `choices`: pairs of issue and option identifiers."""

    class Kind(models.TextChoices):
        EXCLUSION = "exclusion", _("cannot go together")
        BONUS = "bonus", _("are worth another score together")

    kind = models.CharField(max_length=9, choices=Kind)
    choices = EncryptedJSONField(default=list)
    own = EncryptedJSONField(default=int)
    other = EncryptedJSONField(default=int)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]


class OfferSet(SheetRow):
    """Several offers that are worth the same to us (MESO), and the one they preferred. Its score is a limit."""

    score = EncryptedJSONField(null=True)
    tolerance = EncryptedJSONField(null=True)
    preferred = models.ForeignKey("negotiations.Package", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-id"]


class Package(SheetRow):
    """One option for each issue: a possible deal. `choices` maps identifiers of issues to those of options."""

    class Origin(models.TextChoices):
        MANUAL = "manual", _("put together by us")
        ENGINE = "engine", _("found by the explorer")
        THEIRS = "theirs", _("offered by them")
        MESO = "meso", _("one of several equal offers")

    name = EncryptedTextField(_("name"), default="")
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.MANUAL)
    choices = EncryptedJSONField(default=dict)
    offer_set = models.ForeignKey(OfferSet, models.SET_NULL, null=True, blank=True, related_name="packages")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]


class Scenario(SheetRow):
    """“What if”: other weights for them, other reservation points; set beside what we believe now.

    `overrides`: {"weights": {issue: points}, "own_reservation": score, "other_reservation": score}, each part optional.
    """

    name = EncryptedTextField(_("name"), default="")
    overrides = EncryptedJSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]


class AnalysisRun(SheetRow):
    """An analysis as it came out: of which numbers (their hash), by which engine, with which seed. Never changed.

    `with_limits` says whether reservation points went into it: then it is for those alone who see limits.
    """

    input_hash = models.CharField(max_length=64)
    engine = models.CharField(max_length=20)
    seed = models.PositiveIntegerField(default=0)
    with_limits = models.BooleanField(default=True)
    result = EncryptedJSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
