"""When it is time to look back, and when a next step has its day. What somebody wrote is in no notice."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from charters.models import Charter
from common.mornings import is_open
from feedback.models import Reflection, ReflectionItem
from notices import outbox
from notices.models import Notice
from teams.models import MemberRole, Membership

ASKED, STEP = "reflection.asked", "reminder.next_step"


def asked(charter: Charter) -> None:
    """The lead, the members and the managers, once for each charter; not who has finished already."""
    done = Reflection.objects.filter(charter=charter, finished_at__isnull=False).values("person")
    present = Membership.objects.present().filter(team=charter.team_id)
    people = present.exclude(role=MemberRole.OBSERVER).exclude(person__in=done).people()
    outbox.remind(
        people, key=f"{ASKED}:{charter.pk}", kind=ASKED, team_id=charter.team_id, about_id=charter.pk,
        text=_("“%(charter)s” is closed. What do you take from it? Your reflection is yours alone.") % {"charter": charter},
        url=reverse("feedback:reflect", args=[charter.pk]),
    )  # fmt: skip


def step_key(item: ReflectionItem) -> str:
    return f"reflection:{item.pk}:{item.due_on}"


def due(items: list[ReflectionItem], now: datetime) -> None:
    """The writer of each next step hears once of its day, in a morning of theirs. `reflection.person` and `.charter` are read."""
    told = set(Notice.objects.filter(kind=STEP, about_id__in=[one.pk for one in items]).values_list("key", flat=True))
    reminders = [reminder(one) for one in items if is_morning(one, now) and step_key(one) not in told]
    if reminders:
        outbox.remind_all(reminders)


def is_morning(item: ReflectionItem, now: datetime) -> bool:
    zone = ZoneInfo(item.reflection.person.time_zone)
    return is_open(now, zone) and now.astimezone(zone).date() >= item.due_on


def reminder(item: ReflectionItem) -> outbox.Reminder:
    reflection = item.reflection
    text = _("It is the day of a next step that you set yourself after “%(charter)s”.") % {
        "charter": reflection.charter
    }
    url = reverse("feedback:reflect", args=[reflection.charter_id])
    return outbox.Reminder(
        reflection.person, step_key(item), STEP, text, url, reflection.team_id, item.pk, item.due_on
    )  # fmt: skip
