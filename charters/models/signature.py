"""Who agreed to a version: signatures, and votes where a team adopts by vote."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamQuerySet, TeamRow
from charters.models.charter import CharterVersion
from charters.sheet import Badge
from common.states import Moves
from teams.models import Membership


class SignatureQuerySet(TeamQuerySet):
    def visible_to(self, user):
        """What somebody signed stays readable for them, after they have left the team too."""
        present = Membership.objects.present().filter(person_id=user.pk)
        return self.filter(Q(person_id=user.pk) | Q(team__in=present.values("team")))

    def of_round(self, version):
        return self.filter(version=version, round=version.round)

    def badges(self, versions) -> dict:
        """One query for all of them: how many have signed the round that counts, by version. A sponsor signs for others."""
        counted = self.filter(version__in=versions, round=F("version__round"), is_sponsor=False).order_by()
        agreed = Count("pk", filter=Q(state__in=[Signature.State.SIGNED, Signature.State.CARRIED]))
        declined = Count("pk", filter=Q(state=Signature.State.DECLINED))
        rows = (
            counted.exclude(state=Signature.State.VOID)
            .values_list("version")
            .annotate(total=Count("pk"), signed=agreed, refused=declined)
        )
        return {version: Badge(*counts) for version, *counts in rows}


class Signature(Moves, TeamRow):
    """One person's written agreement to one exact text. Never deleted; a decline voids a round visibly."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked")
        SIGNED = "signed", _("signed")
        CARRIED = "carried", _("carried over")
        DECLINED = "declined", _("declined")
        VOID = "void", _("void")

    # What lists leave out: of a row, of its version and of what it was carried from.
    TEXTS = ("document", "carried_from__document",
             *(f"carried_from__{name}" for name in CharterVersion.JOINED_TEXTS))  # fmt: skip
    MOVES = {
        State.REQUESTED: {State.SIGNED, State.DECLINED, State.VOID},
        State.SIGNED: {State.VOID},
        # A signature under the version before, where the change does not name its person: they may still object.
        State.CARRIED: {State.DECLINED, State.VOID},
        # Somebody who left before signing and came back is asked again.
        State.VOID: {State.REQUESTED},
    }

    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="signatures")
    round = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures")
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    # `sponsor` marks the one approval of a charter adopted by its sponsor.
    is_sponsor = models.BooleanField(default=False)
    statement = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64)
    document = models.TextField(
        blank=True, editable=False, help_text="The exact text, kept where the version itself went back to draft."
    )
    typed_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=20_000, blank=True)
    void_reason = models.CharField(max_length=600, blank=True)
    # Until when this person is asked; who joins later has a week of their own.
    sign_by = models.DateField(null=True, blank=True)
    # Who is not asked again may say early that they do not object.
    cleared_at = models.DateTimeField(null=True, blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["requested_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "round", "person"], name="signs_once_a_round"),
            models.CheckConstraint(
                condition=~Q(state="signed") | (~Q(typed_name="") & Q(signed_at__isnull=False) & ~Q(statement="")),
                name="signed_says_who_when_what",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="decline_needs_a_reason"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="void_needs_a_reason"),
            models.CheckConstraint(
                condition=~Q(state="carried") | Q(carried_from__isnull=False), name="carried_from_somewhere"
            ),
        ]
        indexes = [models.Index(fields=["person", "state", "-requested_at"], name="signatures_of_person")]

    @property
    def until(self):
        """The day by which an answer is hoped for; one that comes later counts all the same."""
        return self.sign_by or self.version.sign_by

    @property
    def is_late_comer(self):
        """Asked for a text that is in force already."""
        return self.state == self.State.REQUESTED and self.version.state == "active"


class Vote(TeamRow):
    """One member's recorded vote on one exact text."""

    class Choice(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        ABSTAIN = "abstain", _("abstain")

    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="votes")
    round = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # As it was when they voted: a record that was exported must stay the same when an account is renamed.
    name = models.CharField(max_length=200)
    choice = models.CharField(max_length=8, choices=Choice)
    reason = models.TextField(max_length=20_000, blank=True)
    content_hash = models.CharField(max_length=64)
    voted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "round", "person"], name="votes_once_a_round")]
