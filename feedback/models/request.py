"""Asking for feedback: the request of one person, the groups that are asked, and who of them."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField
from common.states import Moves
from feedback.models.base import Row, UntimedRow
from feedback.models.groups import GroupKey, Mode
from feedback.questions import Question
from teams.models import MemberRole, hash_of

# A link holds this much longer than the page says, so that nobody loses words to a slow connection.
GRACE = timedelta(minutes=15)


class FeedbackRequestQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(subject_id=user.pk)

    def visible_to(self, user):
        """The person's own; and, where it was shared from the start, those whom it was shared with, from the first mail on."""
        shared = Q(
            share=FeedbackRequest.Share.KEEPERS, state__in=FeedbackRequest.SENT,
            team__memberships__person_id=user.pk, team__memberships__left_at=None,
            team__memberships__role__in=[MemberRole.LEAD, MemberRole.MANAGER],
        )  # fmt: skip
        return self.filter(Q(subject_id=user.pk) | Q(pk__in=self.model.objects.filter(shared).values("pk")))

    def collecting(self):
        return self.filter(state=FeedbackRequest.State.COLLECTING)

    def due(self, now):
        """Still collecting, although the last answer that counts may have come."""
        return self.collecting().filter(closes_at__lte=now - GRACE)


class FeedbackRequest(Moves, Row):
    """One person asks others how it went. It is the person's own; a lead may only propose it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DRAFT = "draft", _("draft")
        COLLECTING = "collecting", _("collecting")
        CLOSED = "closed", _("closed")
        RELEASED = "released", _("released")
        WITHHELD = "withheld", _("withheld")
        CANCELLED = "cancelled", _("cancelled")

    class Occasion(models.TextChoices):
        CLOSE = "close", _("at the end of a project")
        PULSE = "pulse", _("in the middle of a project")
        FREE = "free", _("whenever you like")

    class Share(models.TextChoices):
        SUBJECT = "subject", _("only you")
        KEEPERS = "keepers", _("you, and the lead and managers of the team")

    MOVES = {
        State.PROPOSED: {State.DRAFT, State.CANCELLED},
        State.DRAFT: {State.COLLECTING, State.CANCELLED},
        State.COLLECTING: {State.CLOSED, State.CANCELLED},
        State.CLOSED: {State.RELEASED, State.WITHHELD, State.CANCELLED},
    }
    SENT = [State.COLLECTING, State.CLOSED, State.RELEASED, State.WITHHELD]
    OPEN = [State.PROPOSED, State.DRAFT, State.COLLECTING, State.CLOSED]

    subject = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feedback_requests")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    team = models.ForeignKey("teams.Team", models.SET_NULL, null=True, blank=True, related_name="+")
    charter = models.ForeignKey("charters.Charter", models.SET_NULL, null=True, blank=True, related_name="+")
    occasion = models.CharField(max_length=10, choices=Occasion, default=Occasion.FREE)
    about = EncryptedTextField(_("what it is about"), default="")
    note = EncryptedTextField(_("a line from you"), blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Fixed at the first mail, like the groups and their questions.
    share = models.CharField(_("who reads the result"), max_length=10, choices=Share, default=Share.SUBJECT)
    # Questions about clauses of the charter, after those of the questionnaires (see feedback.questions).
    clause_questions = models.JSONField(default=list, blank=True)
    # The last day to answer, in the zone of the person who asks, and the first moment after it.
    closes_on = models.DateField(_("answers until"), null=True, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    closes_at = models.DateTimeField(null=True, blank=True)
    extended = models.PositiveSmallIntegerField(default=0)
    sent_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    # The last reminder that time alone sent (feedback.actions.nudging).
    nudged = models.CharField(max_length=40, blank=True, default="", editable=False)
    # How many, counted once a day, never who or when.
    answered = models.PositiveSmallIntegerField(default=0)
    declined = models.PositiveSmallIntegerField(default=0)
    counted_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    objects = FeedbackRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback request")
        verbose_name_plural = _("feedback requests")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["subject", "-created_at", "-id"], name="requests_of_person"),
            models.Index(fields=["closes_at"], condition=Q(state="collecting"), name="request_closes"),
            models.Index(fields=["team", "state"], condition=Q(share="keepers"), name="request_shared"),
        ]

    def __str__(self):
        return self.about or str(_("Feedback"))

    @property
    def takes_answers(self):
        """Until the grace after its last day is over, or the closing job came."""
        return self.state == self.State.COLLECTING and timezone.now() < self.closes_at + GRACE

    def clauses(self) -> list[Question]:
        return [Question.from_dict(one) for one in self.clause_questions]


class RespondentGroup(Row):
    """One group of a request: which questions it gets, and what it is promised."""

    # Who lived by the charter is asked about its clauses too.
    LIVED_BY_IT = [GroupKey.TEAMMATE, GroupKey.LEAD, GroupKey.SELF]

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="groups")
    key = models.CharField(max_length=10, choices=GroupKey)
    mode = models.CharField(max_length=12, choices=Mode, default=Mode.CONFIDENTIAL)
    version = models.ForeignKey("feedback.QuestionnaireVersion", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "key"], name="group_once_a_request")]

    def __str__(self):
        return self.get_key_display()

    @property
    def is_named(self):
        return self.mode == Mode.NAMED

    def questions(self) -> list[Question]:
        """Reads `request` and `version`: fetch them with the group."""
        return self.version.read() + (self.request.clauses() if self.key in self.LIVED_BY_IT else [])


class FeedbackInvitationQuerySet(models.QuerySet):
    def addressed_to(self, user):
        """Mails that went to somebody with an account, under any address that they have confirmed: they may answer signed in."""
        confirmed = EmailAddress.objects.filter(user_id=user.pk, verified=True).values(plain=Lower("email"))
        mine = Q(person_id=user.pk) | Q(normal_address__in=confirmed)
        sent = self.filter(mine, request__state__in=FeedbackRequest.SENT)
        return sent.exclude(state=self.model.State.CREATED).exclude(group__key=GroupKey.SELF)

    def open(self):
        """Waited for: neither answered nor declined nor ended."""
        return self.filter(state=FeedbackInvitation.State.SENT, is_confirmed=True)

    def by_token(self, token: str):
        """What a personal link leads to. Whether it may still be used is asked by feedback.permissions."""
        return self.filter(links__token_hash=hash_of(token))


class FeedbackInvitation(Moves, UntimedRow):
    """One person asked. Whether they opened the mail or began to write is not kept; of a confidential group,
    whether they answered is kept only until the request closes."""

    class State(models.TextChoices):
        CREATED = "created", _("not sent yet")
        SENT = "sent", _("asked")
        SUBMITTED = "submitted", _("answered")
        DECLINED = "declined", _("declined")
        REVOKED = "revoked", _("ended")
        BOUNCED = "bounced", _("could not be reached")
        # After close, whatever they did: nothing tells who answered.
        ENDED = "ended", _("over")

    MOVES = {
        State.CREATED: {State.SENT, State.BOUNCED},
        State.SENT: {State.SUBMITTED, State.DECLINED, State.REVOKED, State.BOUNCED, State.ENDED},
        State.SUBMITTED: {State.DECLINED, State.REVOKED, State.ENDED},
        State.DECLINED: {State.SENT, State.SUBMITTED, State.REVOKED, State.ENDED},
        State.BOUNCED: {State.SENT, State.ENDED},
        State.REVOKED: {State.ENDED},
    }

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="invitations")
    group = models.ForeignKey(RespondentGroup, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # As typed, and as it is compared (common.addresses): one person has one invitation, whatever the spelling.
    address = models.EmailField(_("e-mail address"), max_length=254)
    normal_address = models.CharField(max_length=254, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CREATED)
    # Counts towards the least number of replies: a member of the team, or a contact whom a second member confirmed.
    counts = models.BooleanField(default=False)
    # Whoever came by an open link is confirmed by the person who asks before they count.
    is_confirmed = models.BooleanField(default=True)
    # Locked by the respondent: the link is a receipt without content from then on.
    is_locked = models.BooleanField(default=False)
    reason = EncryptedTextField(blank=True, default="")
    sent_on = models.DateField(null=True, blank=True)
    objects = FeedbackInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "normal_address"], name="asked_once_a_request_for_feedback")
        ]
        indexes = [
            models.Index(fields=["person", "state"], condition=Q(person__isnull=False), name="asks_of_person"),
            models.Index(fields=["normal_address", "state"], name="asks_of_address"),
        ]

    def __str__(self):
        return self.name or self.address


class PersonalLink(UntimedRow):
    """The secret of one mail: it opens one invitation or one quote, never a login. Each mail mints one of its own."""

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invitation = models.ForeignKey(FeedbackInvitation, models.CASCADE, null=True, related_name="links")
    consent = models.ForeignKey("feedback.QuoteConsent", models.CASCADE, null=True, related_name="links")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(invitation=None, consent__isnull=False) | Q(invitation__isnull=False, consent=None),
                name="a_link_opens_one_thing",
            )
        ]

    def __str__(self):
        return "link"


class OpenLink(Row):
    """For those whose mail is blocked: whoever has it types an address and gets a mail with a personal link."""

    LASTS, USES = timedelta(days=3), 10

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="open_links")
    group = models.ForeignKey(RespondentGroup, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField(default=USES)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-expires_at"]

    def __str__(self):
        return "open link"

    @property
    def is_alive(self):
        return self.revoked_at is None and self.uses_left > 0 and timezone.now() < self.expires_at


class OutsideContact(Row):
    """Somebody outside the team with whom a charter's work is done; counts as a respondent once a second member knows them too."""

    team = models.ForeignKey("teams.Team", models.CASCADE, related_name="+")
    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    address = models.EmailField(_("e-mail address"), max_length=254)
    normal_address = models.CharField(max_length=254, editable=False)
    group = models.CharField(_("as"), max_length=10, choices=GroupKey, default=GroupKey.CLIENT)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "normal_address"], name="contact_once_a_charter"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("added_by")), name="confirmed_by_another"
            ),
        ]

    def __str__(self):
        return self.name


class DoNotContact(UntimedRow):
    """An address that no member can mail any more. Only a keyed digest is kept."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    since = models.DateField()

    def __str__(self):
        return "address"


class Concern(UntimedRow):
    """A respondent felt pressed. Administrators read that and when, on which day, and the words; nobody reads who."""

    request = models.ForeignKey(FeedbackRequest, models.CASCADE, related_name="concerns")
    words = EncryptedTextField(blank=True, default="")
    raised_on = models.DateField()

    class Meta:
        ordering = ["-raised_on", "id"]

    def __str__(self):
        return f"{self.raised_on}"
