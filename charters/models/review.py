"""What a manager finds about a role."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamRow


class RoleReview(TeamRow):
    """A manager's verdict on one role of a version, with the holder's reply."""

    class Verdict(models.TextChoices):
        ENDORSED = "endorsed", _("endorsed")
        CHANGES_REQUESTED = "changes_requested", _("changes requested")

    version = models.ForeignKey("charters.CharterVersion", models.CASCADE, related_name="role_reviews")
    role_key = models.UUIDField()
    role_title = models.CharField(max_length=2_000)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    # The words of the role that the verdict is about: other words need another look.
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    note = models.TextField(_("note"), max_length=20_000, blank=True)
    reply = models.TextField(_("reply"), max_length=20_000, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "role_key"], name="one_verdict_a_role"),
            models.CheckConstraint(
                condition=~models.Q(verdict="changes_requested") | ~models.Q(note=""), name="changes_need_a_note"
            ),
        ]
