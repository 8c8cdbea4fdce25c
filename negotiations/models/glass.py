"""The administrator's emergency door to the sheets of one person: with a reason, for an hour, and never in silence."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negotiations.models.base import TeamRow

OPEN_FOR = timedelta(hours=1)


def an_hour_from_now():
    return timezone.now() + OPEN_FOR


class BreakGlassQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who broke it, and whose sheets were opened."""
        return self.filter(models.Q(by_id=user.pk) | models.Q(owner_id=user.pk))

    def open_for(self, user):
        return self.filter(by_id=user.pk, until__gt=timezone.now(), closed_at=None)


class BreakGlass(TeamRow):
    """Who opened whose sheets in which team, why, when, and until when."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("whose sheets")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    reason = models.TextField(_("reason"), max_length=2_000)
    at = models.DateTimeField(_("opened"), default=timezone.now)
    until = models.DateTimeField(_("until"), default=an_hour_from_now)
    closed_at = models.DateTimeField(null=True, blank=True)
    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("opened sheet")
        verbose_name_plural = _("opened sheets")

    def __str__(self):
        return f"{self.owner} · {self.team}"

    @property
    def is_open(self):
        return self.closed_at is None and self.until > timezone.now()
