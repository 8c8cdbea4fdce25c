"""What the holder of a role leaves for whoever holds it next."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamQuerySet, TeamRow
from teams.models import MemberRole, Membership


class HandOverQuerySet(TeamQuerySet):
    def visible_to(self, user):
        """The whole team reads what is finished; until then it is between the holder and the lead."""
        leads = Membership.objects.present().filter(person_id=user.pk, role=MemberRole.LEAD)
        return (
            super()
            .visible_to(user)
            .filter(Q(done_at__isnull=False) | Q(holder_id=user.pk) | Q(team__in=leads.values("team")))
        )

    def unfinished(self):
        return self.filter(done_at=None)

    def for_detail(self):
        return self.select_related("team", "charter__team", "holder", "successor", "updated_by")


class HandOver(TeamRow):
    """One holder's sheet for whoever takes the role next: what is open, what runs by itself, whom to ask."""

    charter = models.ForeignKey("charters.Charter", models.CASCADE, related_name="hand_overs")
    role_key = models.UUIDField()
    role_title = models.CharField(max_length=2_000)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who comes next"),
    )
    successor_words = models.CharField(_("Who comes next, in words"), max_length=2_000, blank=True)
    still_open = models.TextField(_("What is open"), max_length=20_000, blank=True)
    by_itself = models.TextField(_("What runs by itself, and when"), max_length=20_000, blank=True)
    whom_to_ask = models.TextField(_("Whom to talk to"), max_length=20_000, blank=True)
    differently = models.TextField(_("What I would do differently"), max_length=20_000, blank=True)
    whereabouts = models.TextField(_("Where things are"), max_length=20_000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    objects = HandOverQuerySet.as_manager()

    TEXTS = ["still_open", "by_itself", "whom_to_ask", "differently", "whereabouts"]
    FIELDS = [*TEXTS, "successor", "successor_words"]

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "role_key", "holder"], condition=Q(done_at=None), name="one_open_hand_over"
            )
        ]
        indexes = [models.Index(fields=["holder"], condition=Q(done_at=None), name="hand_over_waiting")]

    def __str__(self):
        return f"{self.role_title}: {self.holder}"

    def get_absolute_url(self):
        return reverse("charters:hand_over_sheet", args=[self.pk])

    def fields(self) -> dict[str, str]:
        """Side by side and in words, as charters.merging wants them."""
        return {name: str(getattr(self, f"{name}_id" if name == "successor" else name) or "") for name in self.FIELDS}

    def lay(self, fields: dict[str, str]) -> None:
        """The inverse of `fields`, in memory."""
        for name, value in fields.items():
            setattr(self, f"{name}_id" if name == "successor" else name, value or (None if name == "successor" else ""))

    def texts(self) -> list[tuple[str, str]]:
        """Each part that says something, under its own heading."""
        parts = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.TEXTS]
        return [(label, text) for label, text in parts if text]

    @property
    def is_blank(self) -> bool:
        return not self.texts()
