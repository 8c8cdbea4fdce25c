"""The secret links under which a person's own calendar reads their days."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import uuid7
from teams.models import Membership, hash_of


class CalendarFeedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own that still lead somewhere: who left the team of a charter has no calendar of it."""
        return self.filter(person_id=user.pk).live()

    def live(self):
        """Neither revoked, nor of somebody shut out, nor of a charter whose team the person has left."""
        present = Membership.objects.present().filter(person_id=OuterRef("person_id"))
        of_mine = Exists(present.filter(team_id=OuterRef("charter__team_id")))
        return self.filter(Q(charter=None) | of_mine, revoked_at=None, person__is_active=True)

    def by_token(self, token: str):
        return self.live().filter(token_hash=hash_of(token))


class CalendarFeed(models.Model):
    """A secret link of one person: to all their days, or to those of one charter. Only the hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds")
    charter = models.ForeignKey("charters.Charter", models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    # The day only: at which hours somebody's phone asks is nobody's business.
    used_on = models.DateField(_("last used"), null=True)
    used_times = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["person", "-created_at", "-id"], name="calendars_of_person")]

    def __str__(self):
        return f"{self.person} · {self.created_at:%Y-%m-%d}"
