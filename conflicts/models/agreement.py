"""What the parties agree to: terms, signatures on their exact words, what may be shown to the team, and whether it holds."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedTextField
from common.ids import uuid7
from common.states import Moves
from conflicts import terms
from conflicts.models.base import CaseRow
from conflicts.models.case import CaseParty


class ResolutionAgreementQuerySet(models.QuerySet):
    def open(self):
        """The one that is being written or signed."""
        return self.filter(state__in=[ResolutionAgreement.State.DRAFT, ResolutionAgreement.State.OFFERED])

    def signed(self):
        """The one that holds."""
        return self.filter(state=ResolutionAgreement.State.SIGNED)


class ResolutionAgreement(Moves, CaseRow):
    """A deal between the parties. What they sign is `document`, with the hash of its words."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        OFFERED = "offered", _("waiting for signatures")
        SIGNED = "signed", _("signed by all")
        AMENDED = "amended", _("replaced by a newer one")
        DROPPED = "dropped", _("not signed")

    MOVES = {
        State.DRAFT: {State.OFFERED, State.DROPPED},
        State.OFFERED: {State.DRAFT, State.SIGNED, State.DROPPED},
        State.SIGNED: {State.AMENDED},
        State.AMENDED: set(),
        State.DROPPED: set(),
    }

    case = models.ForeignKey("conflicts.ConflictCase", models.CASCADE, related_name="agreements", editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    opening = EncryptedTextField(_("what we want from now on"), blank=True, default="")
    # What was offered: canonical JSON of the words, and its SHA-256. Empty while it is written.
    document = EncryptedTextField(blank=True, default="")
    content_hash = models.CharField(max_length=64, blank=True, default="")
    offered_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    objects = ResolutionAgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="numbered_agreements"),
            models.UniqueConstraint(fields=["case"], condition=Q(state__in=["draft", "offered"]), name="one_open_agreement"),
            models.CheckConstraint(condition=Q(state__in=["draft", "dropped"]) | ~Q(content_hash=""), name="offered_words_are_fixed"),
        ]  # fmt: skip

    def written_terms(self) -> list[terms.Term]:
        """Its terms as plain values, in their order."""
        return [term.plain() for term in self.terms.present()]


class AgreementTermQuerySet(models.QuerySet):
    def present(self):
        return self.filter(removed_at=None)


class AgreementTerm(CaseRow):
    """One thing that is promised: what, by whom, until when. `key` stays the same in a newer agreement."""

    agreement = models.ForeignKey(ResolutionAgreement, models.CASCADE, related_name="terms")
    key = models.UUIDField(default=uuid7, editable=False)
    text = EncryptedTextField(_("what is promised"))
    owner = models.ForeignKey(CaseParty, models.RESTRICT, null=True, blank=True, related_name="+")
    # All of them together. Without either, nobody has said yet who does it.
    by_all = models.BooleanField(default=False)
    due_on = models.DateField(_("until"), null=True, blank=True)
    due_words = EncryptedTextField(_("until, in words"), blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    # Taken out of a draft; it can be put back until the text is offered.
    removed_at = models.DateTimeField(null=True, blank=True)
    objects = AgreementTermQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="a_term_stands_once"),
            models.CheckConstraint(condition=Q(owner=None) | Q(by_all=False), name="one_or_all_do_it"),
        ]

    def fields(self) -> dict[str, str]:
        """What people write of it, as one writes it: "owner" is the key of a party, "all" or ""."""
        owner = terms.ALL if self.by_all else str(self.owner_id or "")
        due_on = self.due_on.isoformat() if self.due_on else ""
        return {"text": self.text, "owner": owner, "due_on": due_on, "due_words": self.due_words}

    def plain(self) -> terms.Term:
        return terms.Term(str(self.key), **self.fields())


class AgreementSignature(CaseRow):
    """One party agrees to exactly these words. A changed word voids it; what was voided stays to be seen."""

    agreement = models.ForeignKey(ResolutionAgreement, models.CASCADE, related_name="signatures")
    party = models.ForeignKey(CaseParty, models.RESTRICT, related_name="+")
    typed_name = EncryptedTextField()
    content_hash = models.CharField(max_length=64)
    document = EncryptedTextField()
    signed_at = models.DateTimeField(default=timezone.now)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], condition=Q(voided_at=None), name="signs_these_words_once")
        ]  # fmt: skip


class ShareConsent(CaseRow):
    """A party agrees that this term may be shown to the team. It is shown only when all of them do."""

    term = models.ForeignKey(AgreementTerm, models.CASCADE, related_name="consents")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "party"], name="consents_to_a_term_once")]


class TermCarry(CaseRow):
    """A shared term was put into the draft of a charter, as a clause like any other."""

    term = models.ForeignKey(AgreementTerm, models.CASCADE, related_name="carries")
    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="+")
    clause_key = models.UUIDField()
    party = models.ForeignKey(CaseParty, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "charter"], name="carried_to_a_charter_once")]


class FollowUp(Moves, CaseRow):
    """A day on which all look whether it holds: 14 and 60 days after the last signature."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("each looks")
        DONE = "done", _("all have looked")
        LAPSED = "lapsed", _("not everybody looked")

    MOVES = {
        State.PLANNED: {State.OPEN, State.LAPSED},
        State.OPEN: {State.DONE, State.LAPSED},
        State.DONE: set(),
        State.LAPSED: set(),
    }

    agreement = models.ForeignKey(ResolutionAgreement, models.CASCADE, related_name="follow_ups")
    after_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "after_days"], name="looks_once_on_a_day")]
        indexes = [models.Index(fields=["state", "due_on"], name="follow_up_clock")]


class FollowUpAnswer(CaseRow):
    """How one party sees it. The others read it when all have looked, or the time for it is over."""

    class Easier(models.TextChoices):
        EASIER = "easier", _("easier than before")
        SAME = "same", _("about the same")
        HARDER = "harder", _("harder than before")

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="answers")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    easier = models.CharField(max_length=6, choices=Easier)
    left_over = EncryptedTextField(_("anything left"), blank=True, default="")
    # That they would look at the options again.
    reopens = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow_up", "party"], name="looks_once")]


class TermCheck(CaseRow):
    """Whether a term was kept, as one party saw it."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("kept")
        PARTLY = "partly", _("partly")
        NOT_KEPT = "not_kept", _("not kept")
        TOO_EARLY = "too_early", _("too early to say")

    answer = models.ForeignKey(FollowUpAnswer, models.CASCADE, related_name="checks")
    term = models.ForeignKey(AgreementTerm, models.CASCADE, related_name="checks")
    outcome = models.CharField(max_length=9, choices=Outcome)
    note = EncryptedTextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "term"], name="checks_a_term_once")]
