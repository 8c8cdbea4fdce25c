"""What both sides share if both want to: names of issues and options, and packages found jointly. Never a number."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from common.states import Moves
from negotiations.models.base import TeamRow
from negotiations.models.sheet import Negotiation, NegotiationQuerySet


class SharedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(negotiation__in=NegotiationQuerySet(Negotiation).visible_to(user))


class AgendaIssue(TeamRow):
    """A topic that both sides have before them."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="agenda")
    name = EncryptedTextField(_("issue"))
    position = models.PositiveIntegerField(default=0)
    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]


class AgendaOption(TeamRow):
    """A choice on a topic of the agenda."""

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="+")
    issue = models.ForeignKey(AgendaIssue, models.CASCADE, related_name="options")
    name = EncryptedTextField(_("option"))
    position = models.PositiveIntegerField(default=0)
    objects = SharedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]


class JointResult(TeamRow):
    """What a neutral computation found on both sides' numbers: packages, as lists of agenda options. No score, weight or limit."""

    negotiation = models.OneToOneField(Negotiation, models.CASCADE, related_name="joint")
    packages = EncryptedJSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)
    objects = SharedQuerySet.as_manager()


class SideInvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who is asked to prepare the other side sees that they are; the side that asks sees it on its own sheet."""
        return self.filter(person_id=user.pk, team__memberships__person_id=user.pk, team__memberships__left_at=None)


class SideInvitation(Moves, TeamRow):
    """One side asks a person of the team to prepare the other side here, on a sheet of their own."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {State.ASKED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN}}

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    objects = SideInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["negotiation"], condition=models.Q(state="asked"), name="asks_one_side")
        ]
