"""The collaboration profile: off by default, opted in item by item, shown by links that end."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField
from common.states import Moves
from feedback.models.base import Row, UntimedRow


class CollaborationProfile(Row):
    """What a person chooses to show of how they work with others."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="collaboration_profile")
    is_on = models.BooleanField(default=False)
    headline = models.CharField(_("in one line"), max_length=200, blank=True)
    about = models.TextField(_("how you work with others"), max_length=2_000, blank=True)
    # Which sections show: {"roles": true, …}; what is not in it does not.
    sections = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self):
        return str(self.person)


class ProfileItem(Row):
    """One thing opted in: a role, a project, a strength, a quote, something learned."""

    class Section(models.TextChoices):
        ROLES = "roles", _("Roles")
        PROJECTS = "projects", _("Projects")
        STRENGTHS = "strengths", _("Strengths")
        QUOTES = "quotes", _("What others say")
        LEARNING = "learning", _("Learning")

    profile = models.ForeignKey(CollaborationProfile, models.CASCADE, related_name="items")
    section = models.CharField(max_length=10, choices=Section)
    # What it is: the key of a role assignment, a charter, a competency, a consent or a learning item.
    ref = models.CharField(max_length=40)
    # Of a role or a project: with the names of team and charter. Of something learned: with what the person takes from it.
    in_full = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["profile", "section", "ref"], name="opted_in_once")]

    def __str__(self):
        return self.get_section_display()


class ShareLink(Row):
    """A secret address of a profile, until a day or until it is revoked. Only its hash is kept."""

    profile = models.ForeignKey(CollaborationProfile, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.label or "link"

    @property
    def is_alive(self):
        return self.revoked_at is None and timezone.now() < self.expires_at


class QuoteConsent(Moves, UntimedRow):
    """Words of a named answer that its author was asked to let stand on a profile; they may take them back at any time."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("no")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_BACK = "taken_back", _("no longer asked")

    class Attribution(models.TextChoices):
        NAMED = "named", _("with my name")
        ROLE = "role", _("with my role only")

    MOVES = {
        State.ASKED: {State.AGREED, State.REFUSED, State.TAKEN_BACK},
        State.AGREED: {State.WITHDRAWN, State.TAKEN_BACK},
        State.REFUSED: {State.AGREED},
        State.WITHDRAWN: {State.AGREED},
    }

    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    request = models.ForeignKey("feedback.FeedbackRequest", models.SET_NULL, null=True, related_name="+")
    invitation = models.ForeignKey("feedback.FeedbackInvitation", models.SET_NULL, null=True, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_address = models.EmailField(max_length=254)
    author_name = models.CharField(max_length=80, blank=True)
    # "Client, Harbour App": how the author is called where only the role is shown.
    author_role = models.CharField(max_length=240, blank=True)
    words = EncryptedTextField(default="")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    attribution = models.CharField(max_length=6, choices=Attribution, blank=True)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "id"]
        indexes = [
            models.Index(fields=["subject", "state"], name="quotes_of_person"),
            models.Index(fields=["author"], condition=models.Q(author__isnull=False), name="quotes_by_person"),
        ]

    def __str__(self):
        return "quote"
