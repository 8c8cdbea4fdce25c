"""The verbs of the collaboration profile. It is one's own, so no history of a team tells of it."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.ids import uuid7
from common.locks import lock
from common.permissions import Stale, require
from feedback import profiles
from feedback.models import CollaborationProfile, ProfileItem, ShareLink
from feedback.permissions import can_make_share_link, can_revoke_share_link, can_set_section, can_write_profile
from teams.models import hash_of


@transaction.atomic
def write_profile(is_on: bool, headline: str, about: str, *, by, revision: int) -> CollaborationProfile:
    """Switches it on or off, and words its head. `revision` is what the writer saw: what was written since is not lost."""
    profile = held(by)
    require(can_write_profile(by, profile))
    wanted = (is_on, headline, about)
    if wanted == (profile.is_on, profile.headline, profile.about):
        return profile
    if profile.revision != revision:
        raise Stale(_("Your profile was changed in another window meanwhile."))

    profile.is_on, profile.headline, profile.about = wanted
    profile.revision += 1
    profile.save(update_fields=["is_on", "headline", "about", "revision"])
    return profile


@transaction.atomic
def set_section(
    section: str, is_shown: bool, refs: Iterable[str], in_full: Iterable[str], *, by
) -> CollaborationProfile:
    """A section shows these things in this order, and nothing that is not the person's to show."""
    profile = held(by)
    require(can_set_section(by, profile))
    offers, full = profiles.offered(by, section), set(in_full)
    chosen = [ref for ref in dict.fromkeys(refs) if ref in offers]

    profile.sections = profile.sections | {str(section): bool(is_shown)}
    profile.save(update_fields=["sections"])
    profile.items.filter(section=section).delete()
    ProfileItem.objects.bulk_create(
        ProfileItem(profile=profile, section=section, ref=ref, in_full=ref in full, position=place)
        for place, ref in enumerate(chosen)
    )
    return profile


@transaction.atomic
def make_share_link(label: str, days: int, *, by, key: UUID | None = None) -> tuple[ShareLink, str]:
    """A new link and its secret, which nobody can read again; the same `key` (a form sent twice) tells none."""
    profile = held(by)
    if made := made_already(profile, key):
        return made, ""
    require(can_make_share_link(by, profile))

    token, until = secrets.token_urlsafe(32), timezone.now() + timedelta(days=days)
    link = ShareLink.objects.create(
        id=key or uuid7(), profile=profile, token_hash=hash_of(token), label=label, expires_at=until
    )
    return link, token


@transaction.atomic
def revoke_share_link(link: ShareLink, *, by) -> ShareLink:
    """Whoever has the link reads nothing from now on."""
    link = lock(link)
    require(can_revoke_share_link(by, link))
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
    return link


def held(person) -> CollaborationProfile:
    """The person's profile, kept from now on; one person's verbs go one after the other."""
    person = lock(person)
    profile, _made = CollaborationProfile.objects.get_or_create(person=person)
    return profile


def made_already(profile: CollaborationProfile, key: UUID | None) -> ShareLink | None:
    made = ShareLink.objects.filter(pk=key).first() if key else None
    if made and made.profile_id != profile.pk:
        raise Stale(_("This form was used already. Open the page again to make another link."))
    return made
