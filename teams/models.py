"""Who works together: teams, who is in them with which role, who is invited, and what happened."""

import hashlib

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import uuid7
from common.searched import Searched
from common.states import Moves

EXPIRES_AFTER_DAYS = 14
# A team, its sub-groups, theirs, and so on.
LEVELS = 5


class MemberRole(models.TextChoices):
    """What a person may do in a team. Not to be confused with the roles a charter defines."""

    LEAD = "lead", _("lead")
    MEMBER = "member", _("member")
    MANAGER = "manager", _("manager")
    OBSERVER = "observer", _("observer")


SIGNING_ROLES = [MemberRole.LEAD, MemberRole.MEMBER]


class TeamQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(memberships__person_id=user.pk, memberships__left_at=None)

    def with_top(self):
        """Each with the team at the top of its line, which is itself where it is part of no other."""
        above = [f"{'parent__' * height}parent_id" for height in reversed(range(LEVELS - 1))]
        return self.annotate(top=Coalesce(*above, "pk"))

    def of_organisation(self, team):
        """The team itself and all that share its top: above it, below it, beside it."""
        return self.with_top().filter(top=Team.objects.with_top().filter(pk=team.pk).values("top")[:1])


class Team(Searched):
    """People who work together. A team always keeps a lead."""

    SAID_IN = {"name"}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    about = models.TextField(_("what the team does"), max_length=2_000, blank=True)
    # The team of which this one is a sub-group. Lines are at most LEVELS long, and lead to no circle (see can_set_parent).
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="subgroups", verbose_name=_("part of")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="not_part_of_itself")]

    def __str__(self):
        return self.name

    def said(self) -> list[str]:
        return [self.name]


class MembershipQuerySet(models.QuerySet):
    def present(self):
        return self.filter(left_at=None)

    def writers(self):
        """Who writes a charter and lives by it: the lead and the members; not managers, not observers."""
        return self.present().filter(role__in=SIGNING_ROLES)

    def signers(self):
        """Writers, unless they are away for long: nobody waits for them."""
        return self.writers().filter(away_since=None)

    def people(self):
        """Ends the query: the persons themselves, in the order of their memberships."""
        return [membership.person for membership in self.select_related("person")]


class Membership(models.Model):
    """A person in a team, with one role, from a day until they leave."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships", verbose_name=_("team"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    hours = models.DecimalField(_("hours a week for this team"), max_digits=4, decimal_places=1, null=True, blank=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    away_since = models.DateField(_("long absence since"), null=True, blank=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["joined_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], condition=models.Q(left_at=None), name="in_a_team_once"),
            models.CheckConstraint(
                condition=models.Q(hours=None) | models.Q(hours__gte=0, hours__lte=168), name="hours_of_a_week"
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_role_display()}"

    @property
    def is_signer(self):
        """The same as `signers()`, of a row that has been read."""
        return self.left_at is None and self.away_since is None and self.role in SIGNING_ROLES


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Invitation.State.SENT)

    def addressed_to(self, user):
        """Invitations to an address that the person has confirmed."""
        return self.filter(email__in=EmailAddress.objects.filter(user_id=user.pk, verified=True).values("email"))

    def by_token(self, token: str):
        """What a link leads to; withdrawn and renewed invitations are reached by none."""
        return self.filter(token_hash=hash_of(token)).exclude(state=Invitation.State.WITHDRAWN)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(Moves, models.Model):
    """An address asked to join a team. The link's secret is minted when the mail is rendered; only its hash is kept."""

    class State(models.TextChoices):
        SENT = "sent", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVES = {State.SENT: {State.ACCEPTED, State.WITHDRAWN}}

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations", verbose_name=_("team"))
    email = models.EmailField(_("e-mail address"), max_length=254)
    role = models.CharField(_("role"), max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    message = models.TextField(_("a line from you"), max_length=2_000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SENT)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sendings = models.PositiveSmallIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "email"], condition=models.Q(state="sent"), name="invited_once")
        ]

    def __str__(self):
        return f"{self.email} → {self.team}"

    @property
    def has_expired(self):
        return self.state == self.State.SENT and self.expires_at <= timezone.now()

    @property
    def is_open(self):
        return self.state == self.State.SENT and not self.has_expired


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(team__memberships__person_id=user.pk, team__memberships__left_at=None)


class Event(models.Model):
    """What happened, written once and never changed. `data` holds what is needed to tell it later."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="events")
    verb = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    about_id = models.UUIDField(null=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["team", "-at", "-id"], name="event_of_team"),
            models.Index(fields=["about_id", "-at", "-id"], name="event_about"),
        ]

    def __str__(self):
        return self.verb
