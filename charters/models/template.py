"""What a charter may start from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.ids import uuid7


class CharterTemplate(models.Model):
    """A worked example that a charter can start from. Administrators edit it; charters keep their own copy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("for whom"), max_length=600)
    document = models.JSONField(_("content"))
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("charter template")
        verbose_name_plural = _("charter templates")
        ordering = ["position", "title"]

    def __str__(self):
        return self.title
