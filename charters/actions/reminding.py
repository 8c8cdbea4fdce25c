"""Reminding people in their morning of what is due. What was told, and up to which day, is written in one transaction."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from charters import reminders
from charters.models import Morning
from charters.notify import reminding as notify
from charters.reminding import DAY, Window
from common.mornings import is_open, next_morning, open_morning

# Enough that the clauses of a team are read for many of its people at once, few enough for one transaction.
BATCH = 1_000


def remind_due(now: datetime) -> int:
    """Everyone whose morning has come hears what is due; how many they were. Safe to run twice, late, or side by side."""
    begin(now)
    people = 0
    while waiting(now).exists() and (reached := remind_some(now)):
        people += reached
    return people


def waiting(now: datetime):
    return Morning.objects.filter(next_at__lte=now)


def begin(now: datetime) -> None:
    """Who is new here is reminded from today on."""
    known = Morning.objects.values("person")
    new = User.objects.exclude(pk__in=known).only("time_zone")
    Morning.objects.bulk_create([first_morning(person, now) for person in new], ignore_conflicts=True, batch_size=BATCH)


def first_morning(person: User, now: datetime) -> Morning:
    zone = ZoneInfo(person.time_zone)
    yesterday = now.astimezone(zone).date() - DAY
    return Morning(person=person, told_until=yesterday, next_at=open_morning(now, zone))


@transaction.atomic
def remind_some(now: datetime) -> int:
    """Takes people whom no other worker holds."""
    due = waiting(now).select_for_update(skip_locked=True, of=("self",))
    mornings = list(due.select_related("person").order_by("next_at", "pk")[:BATCH])
    today = {one.person_id: now.astimezone(zone_of(one)).date() for one in mornings}
    awake = [one for one in mornings if is_open(now, zone_of(one))]
    windows = {one.person_id: Window.after(one.told_until, today[one.person_id]) for one in awake}
    if windows:
        notify.due(reminders.Awake(windows).due(), today)
    for one in awake:
        one.told_until = max(one.told_until, today[one.person_id])
    for one in mornings:
        one.next_at = next_morning(now, zone_of(one))
    Morning.objects.bulk_update(mornings, ["told_until", "next_at"])
    return len(mornings)


def zone_of(morning: Morning) -> ZoneInfo:
    return ZoneInfo(morning.person.time_zone)
