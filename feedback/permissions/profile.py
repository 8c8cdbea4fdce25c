"""Rules of the collaboration profile: it is the person's own, and nobody else's in any role."""

from django.utils import timezone
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import CollaborationProfile, ShareLink

MOST_LINKS = 20


def can_write_profile(user, profile: CollaborationProfile) -> Answer:
    return profile.person_id == user.pk or Denied(_("Everyone writes their own profile."))


def can_share_profile(user, profile: CollaborationProfile) -> Answer:
    if not can_write_profile(user, profile):
        return can_write_profile(user, profile)
    if not profile.is_on:
        return Denied(_("Your profile is off. Switch it on before you make a link."))
    alive = profile.links.filter(revoked_at=None, expires_at__gt=timezone.now()).count()
    return alive < MOST_LINKS or Denied(
        _("You have %(most)d links that work. Revoke one before you make another.") % {"most": MOST_LINKS}
    )


def can_revoke_share_link(user, link: ShareLink) -> Answer:
    return can_write_profile(user, link.profile)


can_set_section = can_write_profile
can_make_share_link = can_share_profile
