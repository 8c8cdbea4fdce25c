"""The verbs of a secret link to one's calendar. It is one's own, so no history of a team tells of it."""

import secrets
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import CalendarFeed, Charter
from charters.permissions import can_make_feed, can_remake_feed, can_revoke_feed
from common.ids import uuid7
from common.locks import lock
from common.permissions import Stale, require
from teams.models import hash_of

# A device asks a few times an hour; one that asks without pause is answered again tomorrow.
MOST_TIMES = 1_000


@transaction.atomic
def make_feed(charter: Charter | None, *, by, key: UUID | None = None) -> tuple[CalendarFeed, str]:
    """A new link and its secret, which nobody can read again; the same `key` (a form sent twice) tells none."""
    lock(by)
    if made := made_already(by, key):
        return made, ""
    require(can_make_feed(by, charter))
    return minted(by, charter, key)


@transaction.atomic
def remake_feed(feed: CalendarFeed, *, by, key: UUID | None = None) -> tuple[CalendarFeed, str]:
    """Another secret for the same days; the old link is dead."""
    lock(by)
    if made := made_already(by, key):
        return made, ""
    feed = lock(feed)
    require(can_remake_feed(by, feed))
    end(feed)
    return minted(by, feed.charter, key)


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, by) -> CalendarFeed:
    """Whoever has the link reads nothing from now on."""
    feed = lock(feed)
    if feed.revoked_at and feed.person_id == by.pk:
        return feed
    require(can_revoke_feed(by, feed))
    return end(feed)


def note_use(feed: CalendarFeed, on: date) -> bool:
    """Counts a reading of this day; False when there were too many already. Of the time only the day is kept."""
    allowed = CalendarFeed.objects.filter(pk=feed.pk).exclude(used_on=on, used_times__gte=MOST_TIMES)
    times = Case(When(used_on=on, then=F("used_times") + 1), default=1)
    return bool(allowed.update(used_on=on, used_times=times))


def made_already(person, key: UUID | None) -> CalendarFeed | None:
    made = CalendarFeed.objects.filter(pk=key).first() if key else None
    if made and made.person_id != person.pk:
        raise Stale(_("This form was used already. Open the page again to make another link."))
    return made


def minted(person, charter: Charter | None, key: UUID | None) -> tuple[CalendarFeed, str]:
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        id=key or uuid7(), person_id=person.pk, charter=charter, token_hash=hash_of(token)
    )
    return feed, token


def end(feed: CalendarFeed) -> CalendarFeed:
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    return feed
