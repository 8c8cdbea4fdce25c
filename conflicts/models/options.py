"""What could be done, and how each party sees it: rated blind, round by round."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from common.states import Moves
from conflicts.models.base import CaseRow
from conflicts.models.case import CaseParty


class RatingRound(Moves, CaseRow):
    """Options that are looked for and rated together. Nobody sees another's ratings before all have handed in theirs."""

    class State(models.TextChoices):
        COLLECTING = "collecting", _("collecting options")
        RATING = "rating", _("each rates alone")
        REVEALED = "revealed", _("all have rated")

    MOVES = {
        State.COLLECTING: {State.RATING},
        State.RATING: {State.COLLECTING, State.REVEALED},
        State.REVEALED: set(),
    }

    case = models.ForeignKey("conflicts.ConflictCase", models.CASCADE, related_name="rounds", editable=False)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.COLLECTING)
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="numbered_rounds"),
            models.UniqueConstraint(fields=["case"], condition=~Q(state="revealed"), name="one_open_round"),
        ]


class Option(CaseRow):
    """Something that could be done. Who proposed it is shown to nobody else, so that it is weighed by what it is."""

    round = models.ForeignKey(RatingRound, models.CASCADE, related_name="options")
    # None: the mediator.
    party = models.ForeignKey(CaseParty, models.SET_NULL, null=True, blank=True, related_name="+")
    text = EncryptedTextField(_("what could be done"))
    detail = EncryptedTextField(_("how it would work"), blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]


class OptionRatingQuerySet(models.QuerySet):
    def readable_by(self, party: CaseParty | None):
        """One's own, and those of rounds in which all have handed in. `None` is the mediator, who has none."""
        revealed = Q(option__round__state=RatingRound.State.REVEALED)
        return self.filter(revealed | Q(party=party)) if party else self.filter(revealed)


class OptionRating(CaseRow):
    """How one party sees one option: {"value": 0-3, "note": what would make it better} (conflicts.ranking.SCALE)."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="ratings")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    said = EncryptedJSONField(default=dict)
    objects = OptionRatingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "party"], name="rates_an_option_once")]


class HandedIn(CaseRow):
    """A party's ratings of a round are in. Until all are, they may be taken back."""

    round = models.ForeignKey(RatingRound, models.CASCADE, related_name="handed_in")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "party"], name="hands_in_once")]
