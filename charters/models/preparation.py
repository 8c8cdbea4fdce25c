"""What members think alone before the draft, and the proposals it turns into."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.kinds import KINDS
from charters.models.base import TeamQuerySet, TeamRow
from common.fields import EncryptedTextField
from common.ids import uuid7
from common.states import Moves


class PreparationQuerySet(TeamQuerySet):
    def visible_to(self, user):
        """A preparation is its writer's alone, for ever; what they share becomes proposals."""
        return super().visible_to(user).filter(person_id=user.pk)

    def of(self, version, person):
        """What the person has prepared for this charter; nothing yet is an unsaved, empty one at revision 0."""
        found = self.filter(charter_id=version.charter_id, person=person).select_related("person").first()
        return found or Preparation(charter_id=version.charter_id, team_id=version.team_id, person=person, revision=0)

    def count_shared(self, version):
        """How many have shared; the only thing others may know about preparations."""
        return self.filter(charter_id=version.charter_id, shared_at__isnull=False).count()


class Preparation(TeamRow):
    """One member's private thoughts before the team writes. Encrypted; nobody else reads it."""

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="preparations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    think = EncryptedTextField(_("What I think we are here for"), blank=True)
    bring = EncryptedTextField(_("What I bring"), blank=True)
    need = EncryptedTextField(_("What I need"), blank=True)
    my_roles = EncryptedTextField(_("Roles I see for myself"), blank=True)
    others_roles = EncryptedTextField(_("Roles I see for others"), blank=True)
    unowned = EncryptedTextField(_("What nobody owns yet"), blank=True)
    # Left out when the lead opens the draft; its writer may still share it.
    keep_private = models.BooleanField(_("Keep mine private when the draft opens"), default=False)
    revision = models.PositiveIntegerField(default=1)
    shared_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    objects = PreparationQuerySet.as_manager()

    FIELDS = ["think", "bring", "need", "my_roles", "others_roles", "unowned"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charter", "person"], name="prepares_once")]

    def fields(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.FIELDS}


class ProposalQuerySet(TeamQuerySet):
    def for_list(self):
        return self.select_related("author", "settled_by")


class Proposal(Moves, TeamRow):
    """A clause that one member proposes for the draft, out of their preparation."""

    class State(models.TextChoices):
        OPEN = "open", _("proposed")
        ADOPTED = "adopted", _("taken into the draft")
        DISMISSED = "dismissed", _("left out")

    MOVES = {State.OPEN: {State.ADOPTED, State.DISMISSED}, State.DISMISSED: {State.OPEN}}

    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="proposals")
    key = models.UUIDField(default=uuid7)
    kind = models.CharField(max_length=30, choices=[(name, kind.label) for name, kind in KINDS.items()])
    source = models.CharField(max_length=20)
    text = models.TextField(max_length=20_000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["version", "state"], name="proposals_of_version")]
