"""The day of a step that somebody set to themselves: that it is due, and nothing of what it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from common.mornings import is_open
from feedback.models import NextStep
from notices import outbox
from notices.models import Notice

KIND = "reminder.next_step"


def key_of(step: NextStep) -> str:
    return f"{KIND}:{step.pk}:{step.due_on}"


def due(steps: list[NextStep], now: datetime) -> None:
    """Each person hears once of each step, in a morning of theirs; it may be run as often as one likes."""
    about = [one.pk for one in steps]
    told = set(Notice.objects.filter(kind=KIND, about_id__in=about).values_list("key", flat=True))
    reminders = [reminder(one) for one in steps if is_morning(one, now) and key_of(one) not in told]
    if reminders:
        outbox.remind_all(reminders)


def is_morning(step: NextStep, now: datetime) -> bool:
    zone = ZoneInfo(step.person.time_zone)
    return is_open(now, zone) and now.astimezone(zone).date() >= step.due_on


def reminder(step: NextStep) -> outbox.Reminder:
    url = reverse("feedback:results", args=[step.request_id]) + "#next-steps"
    text = _("A step you set yourself is due.")
    return outbox.Reminder(step.person, key_of(step), KIND, text, url, about_id=step.pk, due_on=step.due_on)


def take_back(step: NextStep) -> None:
    outbox.take_back(key_of(step), people=[step.person_id])
