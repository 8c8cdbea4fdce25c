"""The mail of the day: one for each person and working day, of all that waits for the morning where they live."""

from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from common.mornings import is_open, next_morning
from notices import outbox, tasks, writing
from notices.models import Mail, Notice, Preference

BATCH = 200


def gather(now: datetime) -> int:
    """Writes the mail of the day for everyone for whom something waits by now; how many. Safe to run twice, or twice at once."""
    written = 0
    while people := people_due(now):
        mails = gather_for(people, now)
        if mails is None:
            break
        written += mails
    if written:
        tasks.deliver.enqueue()
    return written


def people_due(now: datetime) -> list:
    return list(Notice.objects.waiting(now).order_by().values_list("person_id", flat=True).distinct()[:BATCH])


@transaction.atomic
def gather_for(people: list, now: datetime) -> int | None:
    """Notices and the mails that take them change together. None where another worker holds them all."""
    waiting = Notice.objects.waiting(now).filter(person_id__in=people).order_by()
    held = list(waiting.select_for_update(skip_locked=True).values_list("person_id", "read_at"))
    if not held:
        return None
    readers = User.objects.filter(pk__in={person for person, read_at in held if read_at is None}, is_active=True)
    mailed = write_mails([one for one in readers if is_open(now, ZoneInfo(one.time_zone))], now)
    unread = waiting.filter(read_at=None)
    unread.filter(person_id__in=mailed).update(mail_at=None, mailed_at=now)
    for moment, late in mornings([one for one in readers if one.pk not in mailed], now).items():
        unread.filter(person_id__in=late).update(mail_at=moment)
    waiting.filter(person_id__in={person for person, _ in held}).update(mail_at=None)
    return len(mailed)


def write_mails(people: list, now: datetime) -> set:
    """For each of them who has not had today's; the ids of those who get it."""
    mails = [mail_for(person, now) for person in people]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    written = Mail.objects.filter(pk__in=[mail.pk for mail in mails])
    return set(written.values_list("person_id", flat=True))


def mail_for(person, now: datetime) -> Mail:
    """It carries the moment of its notices (Notice.mailed_at), by which they are found when it is sent."""
    day = now.astimezone(ZoneInfo(person.time_zone)).date()
    key = f"digest:{person.pk}:{day}"
    mail = outbox.mail_to(person.email, key, writing.DIGEST, {}, person, None, Preference.DAY)
    mail.created_at = now
    return mail


def mornings(people: list, now: datetime) -> dict[datetime, list]:
    """When those come again who live where it is not yet time, or had today's mail."""
    later = defaultdict(list)
    for person in people:
        later[next_morning(now, ZoneInfo(person.time_zone))].append(person.pk)
    return later
