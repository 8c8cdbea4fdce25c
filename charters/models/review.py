"""What a manager finds about a role."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charters.models.base import TeamRow
from charters.models.charter import CharterVersion
from charters.models.item import Item
from teams.models import MemberRole


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


def waiting_reviews(user):
    """Versions in review that a manager should look at: a role without verdict, a reply, or words written since the verdict.

    Roles that the manager holds wait for somebody else.
    """
    review = RoleReview.objects.filter(version=OuterRef("version"), role_key=OuterRef("key"))
    words = Item.objects.filter(
        Q(key=OuterRef("role_key")) | Q(parent=OuterRef("role_key")), version=OuterRef("version")
    )
    written_since = Exists(words.filter(updated_at__gt=OuterRef("reviewed_at")))
    settled = review.annotate(is_old=written_since).filter(Q(verdict="endorsed") | Q(reply=""), is_old=False)
    own = Item.objects.filter(version=OuterRef("version"), kind="assignment", parent=OuterRef("key"), person=user)
    roles = Item.objects.filter(version=OuterRef("pk"), kind="role").exclude(Exists(settled)).exclude(Exists(own))
    managed = {
        "team__memberships__person": user,
        "team__memberships__left_at": None,
        "team__memberships__role": MemberRole.MANAGER,
    }
    versions = CharterVersion.objects.filter(state=CharterVersion.State.IN_REVIEW, **managed)
    return versions.filter(Exists(roles)).select_related("charter", "team")
