"""What each party says: their card, their interests, and by which yardsticks they would measure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import EncryptedJSONField, EncryptedTextField
from conflicts.models.base import CaseRow
from conflicts.models.case import CaseParty


class ConflictCard(CaseRow):
    """One party's own view. `draft` is theirs alone; `shared` is what the others read, as it stood when it was shared."""

    party = models.OneToOneField(CaseParty, models.CASCADE, related_name="card")
    # By the names of conflicts.card.FIELDS.
    draft = EncryptedJSONField(default=dict)
    shared = EncryptedJSONField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    # How one usually meets a disagreement (conflicts.card.HABITS): for oneself, never shared.
    habit = EncryptedTextField(blank=True, default="")
    # For a mediator's eyes, should there be one whom all accept.
    for_mediator = EncryptedTextField(_("for a mediator only"), blank=True, default="")
    revision = models.PositiveIntegerField(default=1)


class Point(CaseRow):
    """An interest (what somebody needs, and why), or a criterion (a yardstick that both could call fair)."""

    class Kind(models.TextChoices):
        INTEREST = "interest", _("interest")
        CRITERION = "criterion", _("fair yardstick")

    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=9, choices=Kind)
    text = EncryptedTextField(_("in a few words"))
    why = EncryptedTextField(_("why it matters"), blank=True, default="")
    # The others read it from then on.
    shared_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]


class PointMark(CaseRow):
    """What another party says to a point: that they share it, or that they understand it. Changed words lose their marks."""

    class Kind(models.TextChoices):
        SHARES = "shares", _("matters to me too")
        UNDERSTANDS = "understands", _("I understand")

    point = models.ForeignKey(Point, models.CASCADE, related_name="marks")
    party = models.ForeignKey(CaseParty, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=11, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "party"], name="marks_a_point_once")]
