"""The ledger of what is to be told: written in the transaction of the change, sent after it by the worker."""

import secrets
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from common.mornings import next_morning, open_morning
from notices import tasks, topics, writing
from notices.models import Mail, Notice, Preference, Way


@dataclass(frozen=True)
class Reminder:
    """What time makes due for one person. `about_id` names the thing and `due_on` its day, where there is one."""

    person: object
    key: str
    kind: str
    text: str
    url: str
    team_id: UUID | None = None
    about_id: UUID | None = None
    due_on: date | None = None


def tell(
    people: Iterable,
    *,
    key: str,
    kind: str,
    text: str,
    url: str,
    template: str = "",
    context: dict | None = None,
    team_id=None,
) -> None:
    """Each person gets one notice; the same `key` tells nobody twice. What has no `template` stays in the app.

    With a `template` it goes by mail too, as the person chose for its topic: at once, with the day's mail, or not.
    `url` is a path of this site; the mail gets it as `{{ link }}` with the configured address in front.
    """
    people = list({person.pk: person for person in people}.values())
    topic = topics.topic_of(kind)
    chosen = Preference.objects.chosen(people) if template and topic else {}
    way = {person.pk: topics.way_for(person, topic, chosen) if template else Way.OFF for person in people}
    told = [
        Notice(
            person=person, team_id=team_id, key=key, kind=kind, text=text[:600], url=url,
            mail_at=morning(person, next_morning) if way[person.pk] == Way.DAILY else None,
        )
        for person in people
    ]  # fmt: skip
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    at_once = [person for person in people if way[person.pk] == Way.AT_ONCE]
    shared = {"text": text, "link": settings.SITE_URL + url, **(context or {})}
    post(
        [
            mail_to(
                person.email, f"{key}:{person.pk}", template, {**shared, "name": str(person)}, person, team_id, topic
            )
            for person in at_once
        ]
    )


def remind(
    people: Iterable, *, key: str, kind: str, text: str, url: str, team_id=None, about_id=None, due_on=None
) -> None:
    """What time makes due: one notice for each person and `key`; it goes by mail with all else of that person's day."""
    remind_all([Reminder(person, key, kind, text, url, team_id, about_id, due_on) for person in people])


def remind_all(reminders: list[Reminder]) -> None:
    """Any number of reminders in a few statements: into today's mail or, where that has gone, into the next."""
    chosen = Preference.objects.chosen({one.person.pk for one in reminders})
    Notice.objects.bulk_create([notice_of(one, chosen) for one in reminders], ignore_conflicts=True)


def notice_of(one: Reminder, chosen: dict) -> Notice:
    by_mail = topics.is_reminded_by_mail(one.person, topics.topic_of(one.kind), chosen)
    return Notice(
        person=one.person, team_id=one.team_id, key=one.key, kind=one.kind, text=one.text[:600], url=one.url,
        is_reminder=True, about_id=one.about_id, due_on=one.due_on,
        mail_at=morning(one.person, open_morning) if by_mail else None,
    )  # fmt: skip


def morning(person, when) -> datetime:
    return when(timezone.now(), zoneinfo.ZoneInfo(person.time_zone))


def write(to: str, *, key: str, template: str, context: dict, team_id=None) -> None:
    """One mail to an address that may have no account."""
    post([mail_to(to, key, template, context, None, team_id)])


def seal(to: str, *, subject: str, body: str) -> None:
    """A mail that was written elsewhere and holds a secret: encrypted until sent, then wiped."""
    mail = mail_to(to, f"sealed:{secrets.token_hex(16)}", "", {}, None, None)
    mail.sealed = writing.sealed(writing.Words(subject, body))
    post([mail])


def withdraw(*, team_id, person) -> None:
    """Who left a team hears no more of it: its notices vanish, from the mail of the day too, and unsent mails are withdrawn."""
    Notice.objects.filter(person=person, team_id=team_id).delete()
    waiting = Mail.objects.filter(person=person, team_id=team_id, state=Mail.State.QUEUED)
    waiting.update(state=Mail.State.WITHDRAWN, sealed="")


def take_back(key: str, *, people: Iterable = ()) -> None:
    """What is no longer true is not sent, and vanishes from the inboxes and mails of the day of `people`."""
    Notice.objects.filter(key=key, person__in=list(people)).delete()
    waiting = Mail.objects.filter(key=key, state=Mail.State.QUEUED)
    waiting.update(state=Mail.State.WITHDRAWN, sealed="")


def forget(prefix: str) -> None:
    """Mails and notices whose key begins with it are gone, sent or not: what they told, and whom, is known to nobody."""
    Notice.objects.filter(key__startswith=prefix).delete()
    Mail.objects.filter(key__startswith=prefix).delete()


def mail_to(to, key, template, context, person, team_id, topic="") -> Mail:
    address = f"<{secrets.token_hex(16)}@{settings.SITE.hostname}>"
    return Mail(
        key=key, to=to, template=template, context=context, person=person, team_id=team_id, topic=topic, message_id=address
    )  # fmt: skip


def post(mails: list[Mail]) -> None:
    if mails:
        Mail.objects.bulk_create(mails, ignore_conflicts=True)
        tasks.deliver.enqueue()
