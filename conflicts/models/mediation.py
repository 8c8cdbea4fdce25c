"""A neutral third person: who keeps themselves ready, whom the parties choose, what they disclose, and the rooms they talk in."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from common.states import Moves
from conflicts.models.base import CaseRow, Row
from conflicts.models.case import CaseParty, ConflictCase
from teams.models import MemberRole, Membership


class Mediator(Row):
    """Somebody whom administrators put into the pool of mediators. Being in it opens no case."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )  # fmt: skip
    about = models.CharField(_("what people should know of them"), max_length=300, blank=True)
    is_available = models.BooleanField(_("can be proposed now"), default=True)

    class Meta:
        ordering = ["person__name", "id"]
        verbose_name = _("mediator")
        verbose_name_plural = _("mediators")

    def __str__(self):
        return str(self.person)


class Mediation(Moves, CaseRow):
    """The parties call a neutral. It goes beside the steps of the case, which stays where it is and may go on."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("asked for")
        CHOOSING = "choosing", _("choosing a mediator")
        ACTIVE = "active", _("with a mediator")
        REFUSED = "refused", _("not wanted by all")
        ENDED = "ended", _("over")

    MOVES = {
        State.REQUESTED: {State.CHOOSING, State.REFUSED, State.ENDED},
        State.CHOOSING: {State.ACTIVE, State.ENDED},
        State.ACTIVE: {State.CHOOSING, State.ENDED},
        State.REFUSED: set(),
        State.ENDED: set(),
    }
    OPEN = (State.REQUESTED, State.CHOOSING, State.ACTIVE)

    case = models.ForeignKey("conflicts.ConflictCase", models.CASCADE, related_name="mediations", editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.REQUESTED)
    requested_by = models.ForeignKey(CaseParty, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=["requested", "choosing", "active"]), name="one_mediation")
        ]  # fmt: skip


class MediationConsent(CaseRow):
    """A party wants a mediator too. Without the consent of all there is none."""

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="consents")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mediation", "party"], name="consents_to_mediation_once")]


def led_by(user):
    """The seats of those who take part in a case, in teams that the person leads or manages: a condition on its rows."""
    parties = CaseParty.objects.joined().filter(case=OuterRef(OuterRef("case"))).values("person_id")
    return Membership.objects.present().filter(
        person_id__in=parties, team__memberships__person_id=user.pk, team__memberships__left_at=None,
        team__memberships__role__in=[MemberRole.LEAD, MemberRole.MANAGER],
    )  # fmt: skip


class MediationAssignmentQuerySet(models.QuerySet):
    def asked(self, user):
        """What the person is or was asked themselves, also at an address that is confirmed as theirs now."""
        addresses = EmailAddress.objects.filter(user_id=user.pk, verified=True).values("email")
        return self.filter(Q(person_id=user.pk) | Q(person=None, address__in=addresses))

    def waiting(self):
        """Not over: asked, answered, or mediating."""
        return self.filter(state__in=MediationAssignment.OPEN)

    def open_to(self, user):
        """What the person mediates now: everybody who takes part has accepted them, also who joined later.

        Nothing of a case that is over, nor of one in which they became a party, nor while they lead or manage a team of
        one of them: they may have come to that since.
        """
        accepted = Acceptance.objects.filter(assignment=OuterRef(OuterRef("pk")), party=OuterRef("pk"))
        unasked = CaseParty.objects.joined().filter(~Exists(accepted), case=OuterRef("case"))
        party = CaseParty.objects.filter(case=OuterRef("case"), person_id=user.pk)
        neutral = ~Exists(unasked) & ~Exists(party) & ~Exists(led_by(user))
        return self.filter(neutral, person_id=user.pk, state="active", case__state__in=ConflictCase.RUNNING)


class MediationAssignment(Moves, CaseRow):
    """One person proposed as the neutral. Only while it is ACTIVE does it open anything of the case.

    Somebody proposed by an address is known by what was typed until they say that they would help; from then on as
    themselves, and the address is gone. Who says no stays the name that was typed: nothing tells whose address it was.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("asked to help")
        DISCLOSED = "disclosed", _("told of their ties")
        ACTIVE = "active", _("mediates")
        OBJECTED = "objected", _("not accepted")
        RECUSED = "recused", _("stepped aside")
        ENDED = "ended", _("over")

    MOVES = {
        State.PROPOSED: {State.DISCLOSED, State.OBJECTED, State.RECUSED, State.ENDED},
        State.DISCLOSED: {State.ACTIVE, State.OBJECTED, State.RECUSED, State.ENDED},
        State.ACTIVE: {State.OBJECTED, State.RECUSED, State.ENDED},
        State.OBJECTED: set(),
        State.RECUSED: set(),
        State.ENDED: set(),
    }
    OPEN = (State.PROPOSED, State.DISCLOSED, State.ACTIVE)

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=150, blank=True)
    address = models.EmailField(max_length=254, blank=True)
    proposed_by = models.ForeignKey(CaseParty, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = MediationAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [models.Index(fields=["person", "state"], name="mediates")]
        constraints = [
            models.UniqueConstraint(fields=["mediation"], condition=Q(state="active"), name="one_mediates"),
            models.UniqueConstraint(fields=["mediation", "person"], condition=Q(state__in=["proposed", "disclosed", "active"]), name="proposed_once_at_a_time"),
            models.UniqueConstraint(fields=["mediation", "address"], condition=Q(state__in=["proposed", "disclosed", "active"]) & ~Q(address=""), name="proposed_at_an_address_once"),
            models.CheckConstraint(condition=Q(person=None, address__gt="") | Q(person__isnull=False, address="", name=""), name="somebody_is_proposed"),
            models.CheckConstraint(condition=Q(address=Lower(F("address"))), name="proposed_in_small_letters"),
            models.CheckConstraint(condition=~Q(person=None) | ~Q(state__in=["disclosed", "active"]), name="who_would_help_is_known"),
        ]  # fmt: skip

    def __str__(self):
        return str(self.person) if self.person_id else self.name


class ConflictOfInterestDisclosure(CaseRow):
    """What ties the proposed mediator to a party, told before they see anything."""

    assignment = models.OneToOneField(MediationAssignment, models.CASCADE, related_name="disclosure")
    has_ties = models.BooleanField()
    words = EncryptedTextField(_("what ties you to one of them"), blank=True, default="")
    # What the site knew and showed them to disclose (conflicts.ties): codes.
    known = EncryptedJSONField(default=list)
    at = models.DateTimeField(default=timezone.now)


class Acceptance(CaseRow):
    """A party accepts this person as the neutral, having read what ties them."""

    assignment = models.ForeignKey(MediationAssignment, models.CASCADE, related_name="acceptances")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "party"], name="accepts_a_mediator_once")]


class Objection(CaseRow):
    """A party does not want this person as the neutral. One is enough; the reason is for the parties alone."""

    assignment = models.OneToOneField(MediationAssignment, models.CASCADE, related_name="objection")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    reason = EncryptedTextField(_("why not"), blank=True, default="")
    at = models.DateTimeField(default=timezone.now)


class Room(CaseRow):
    """Where a mediator talks: with all, with one party alone, or with their own notes. Each mediator has rooms of their own."""

    class Kind(models.TextChoices):
        JOINT = "joint", _("all together")
        CAUCUS = "caucus", _("private talk")
        NOTES = "notes", _("mediator’s notes")

    assignment = models.ForeignKey(MediationAssignment, models.CASCADE, related_name="rooms")
    kind = models.CharField(max_length=6, choices=Kind)
    party = models.ForeignKey(CaseParty, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "kind"], condition=Q(party=None), name="one_room_of_a_kind"),
            models.UniqueConstraint(fields=["assignment", "party"], condition=~Q(party=None), name="one_caucus_for_a_party"),
            models.CheckConstraint(
                condition=Q(kind="caucus", party__isnull=False) | (~Q(kind="caucus") & Q(party=None)), name="a_caucus_is_somebodys"
            ),
        ]  # fmt: skip


class RoomMessage(CaseRow):
    """One thing said in a room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = EncryptedTextField()
    # In a caucus: the party says that the mediator may tell the others.
    may_pass_on = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["room", "at", "id"], name="room_talk")]


class AccessEntry(CaseRow):
    """A mediator opened a page of a case: which and when, never what stood on it. Only added to; read by the parties."""

    assignment = models.ForeignKey(MediationAssignment, models.CASCADE, related_name="accesses")
    page = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at", "-id"], name="case_accesses")]
