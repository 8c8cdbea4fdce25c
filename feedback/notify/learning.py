"""The day on which something planned begins, and the day after its end: who hears, in which words. No title: notices are kept in clear."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from common.mornings import is_open
from feedback.models import LearningItem
from notices import outbox
from notices.models import Notice

State = LearningItem.State
KIND = "reminder.next_step"
DAY = timedelta(days=1)
# A day begins up to this much earlier somewhere than in UTC.
EAST = timedelta(hours=14)
# How long after its day a reminder is still sent, where nothing ran meanwhile.
LATE = timedelta(days=14)
BATCH = 500


class Due(NamedTuple):
    """One reminder of an item: `on` is the day from which it is true."""

    item: LearningItem
    key: str
    on: date
    text: str


def due(now: datetime) -> None:
    """Each person hears once of each day, in a morning of theirs; it may be run as often as one likes."""
    days = ((now - LATE).date(), (now + EAST).date())
    begins = Q(state=State.PLANNED, starts_on__range=days)
    is_over = Q(state__in=[State.PLANNED, State.IN_PROGRESS], ends_on__range=(days[0] - DAY, days[1] - DAY))
    rows = LearningItem.objects.filter(begins | is_over).select_related("person").defer("takeaway")
    ordered = rows.order_by("pk").iterator(BATCH)
    while some := list(islice(ordered, BATCH)):
        remind(some, now)


def remind(items: list[LearningItem], now: datetime) -> None:
    told = Notice.objects.filter(kind=KIND, about_id__in=[one.pk for one in items])
    known = set(told.values_list("person_id", "key"))
    found = (next((one for one in dues_of(item) if is_morning(one, now)), None) for item in items)
    reminders = [reminder(one) for one in found if one and (one.item.person_id, one.key) not in known]
    if reminders:
        outbox.remind_all(reminders)


def dues_of(item: LearningItem) -> Iterator[Due]:
    """What could be told of the item as it stands. Its end comes first: when it is over, its beginning is no news."""
    if item.ends_on and item.state in (State.PLANNED, State.IN_PROGRESS):
        yield Due(
            item,
            key_of(item, "ends", item.ends_on),
            item.ends_on + DAY,
            _("Something that you planned to learn is over. Was it done?"),
        )
    if item.starts_on and item.state == State.PLANNED:
        yield Due(
            item,
            key_of(item, "starts", item.starts_on),
            item.starts_on,
            _("Something that you planned to learn begins."),
        )


def key_of(item: LearningItem, what: str, on: date) -> str:
    return f"learning:{item.pk}:{what}:{on}"


def is_morning(one: Due, now: datetime) -> bool:
    """It is a morning of theirs, on the day or not long after."""
    zone = ZoneInfo(one.item.person.time_zone)
    return is_open(now, zone) and one.on <= now.astimezone(zone).date() <= one.on + LATE


def reminder(one: Due) -> outbox.Reminder:
    url = reverse("feedback:edit_learning", args=[one.item.pk])
    return outbox.Reminder(one.item.person, one.key, KIND, one.text, url, about_id=one.item.pk, due_on=one.on)


def take_back(item: LearningItem) -> None:
    """It was moved, done or removed: nobody is reminded of it any more."""
    for one in list(dues_of(item)):
        outbox.take_back(one.key, people=[item.person_id])
