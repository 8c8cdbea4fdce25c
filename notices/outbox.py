"""The ledger of what is to be told: written in the transaction of the change, sent after it by the worker."""

import secrets
from collections.abc import Iterable

from django.conf import settings

from notices import tasks, writing
from notices.models import Mail, Notice


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
    """Each person gets one notice, and one mail if `template` is named; the same `key` tells nobody twice.

    `url` is a path of this site; the mail gets it as `{{ link }}` with the configured address in front.
    """
    people = list({person.pk: person for person in people}.values())
    told = [Notice(person=person, team_id=team_id, key=key, kind=kind, text=text[:600], url=url) for person in people]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    if not template:
        return
    shared = {"text": text, "link": settings.SITE_URL + url, **(context or {})}
    post(
        [
            mail_to(person.email, f"{key}:{person.pk}", template, {**shared, "name": str(person)}, person, team_id)
            for person in people
        ]
    )


def remind(people: Iterable, *, key: str, kind: str, text: str, url: str, team_id=None) -> None:
    """What time makes due: one notice for each person and `key`; it goes by mail with all else of that person's day."""
    tell(people, key=key, kind=kind, text=text, url=url, team_id=team_id)


def write(to: str, *, key: str, template: str, context: dict, team_id=None) -> None:
    """One mail to an address that may have no account."""
    post([mail_to(to, key, template, context, None, team_id)])


def seal(to: str, *, subject: str, body: str) -> None:
    """A mail that was written elsewhere and holds a secret: encrypted until sent, then wiped."""
    mail = mail_to(to, f"sealed:{secrets.token_hex(16)}", "", {}, None, None)
    mail.sealed = writing.sealed(writing.Words(subject, body))
    post([mail])


def withdraw(*, team_id, person) -> None:
    """Who left a team hears no more of it: its notices vanish and unsent mails are withdrawn."""
    Notice.objects.filter(person=person, team_id=team_id).delete()
    waiting = Mail.objects.filter(person=person, team_id=team_id, state=Mail.State.QUEUED)
    waiting.update(state=Mail.State.WITHDRAWN, sealed="")


def take_back(key: str, *, people: Iterable = ()) -> None:
    """What is no longer true is not sent, and vanishes from the inboxes of `people`."""
    Notice.objects.filter(key=key, person__in=list(people)).delete()
    waiting = Mail.objects.filter(key=key, state=Mail.State.QUEUED)
    waiting.update(state=Mail.State.WITHDRAWN, sealed="")


def mail_to(to, key, template, context, person, team_id) -> Mail:
    address = f"<{secrets.token_hex(16)}@{settings.SITE.hostname}>"
    return Mail(key=key, to=to, template=template, context=context, person=person, team_id=team_id, message_id=address)


def post(mails: list[Mail]) -> None:
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    tasks.deliver.enqueue()
