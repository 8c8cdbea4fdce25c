"""Sending what is due, mail by mail, under a lease: who dies holding one loses it, and another sends it."""

import smtplib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from notices import writing
from notices.models import Mail

log = structlog.get_logger("notices")
BATCH = 20
# Longer than the wait for one slow answer of the mail server (EMAIL_TIMEOUT), shorter than two minutes.
LEASE = timedelta(seconds=100)
ENOUGH_FOR_ONE = timedelta(seconds=60)
# How long until the next try, after the first, the second, …; after the last one the mail is given up.
GAPS = [timedelta(minutes=gap) for gap in (1, 5, 15, 60, 180, 360, 720, 1440)]
TRIES = len(GAPS) + 1
SERVER_IS_DOWN = timedelta(minutes=1)


@dataclass
class Lease:
    """Some mails that are ours until a moment."""

    mails: list[Mail]
    until: datetime

    def is_short(self) -> bool:
        return timezone.now() > self.until - ENOUGH_FOR_ONE


class ServerIsDown(Exception):
    """Nobody answers at the mail server."""


def send_due() -> int:
    """Sends until nothing is due, over one connection; how many were sent."""
    sent = 0
    connection = get_connection()
    try:
        while (lease := claim()).mails:
            sent += send_all(lease, connection)
    except ServerIsDown as down:
        put_off(down)
    finally:
        connection.close()
    return sent


def due():
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return Mail.objects.filter(free, state=Mail.State.QUEUED, next_try_at__lte=now)


def put_off(down: ServerIsDown) -> None:
    """What is due waits a little, and no mail is blamed for it."""
    log.warning("mail.server_down", reason=str(down))
    due().update(next_try_at=timezone.now() + SERVER_IS_DOWN, last_error=str(down))


def claim() -> Lease:
    """Takes the oldest that nobody holds. The try is counted now, so a mail that kills its sender is given up at last."""
    until = timezone.now() + LEASE
    with transaction.atomic():
        mails = list(due().select_for_update(skip_locked=True).order_by("next_try_at")[:BATCH])
        ids = [mail.pk for mail in mails]
        due().filter(pk__in=ids).update(leased_until=until, attempts=F("attempts") + 1)
    held = Mail.objects.filter(pk__in=ids, leased_until=until).select_related("person").order_by("next_try_at")
    return Lease(list(held), until)


def send_all(lease: Lease, connection: BaseEmailBackend) -> int:
    sent = 0
    waiting = deque(lease.mails)
    try:
        while waiting and not lease.is_short():
            reach(connection)
            sent += send(waiting.popleft(), connection)
    finally:
        give_back(waiting)
    return sent


def reach(connection: BaseEmailBackend) -> None:
    """Opens the connection unless it is open."""
    try:
        connection.open()
    except OSError as error:
        raise ServerIsDown(said(error)) from error


def give_back(mails: Iterable[Mail]) -> None:
    """What was not tried is free at once, and the try is not counted."""
    ids = [mail.pk for mail in mails]
    if ids:
        Mail.objects.filter(pk__in=ids, state=Mail.State.QUEUED).update(leased_until=None, attempts=F("attempts") - 1)


def send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """One mail; nothing that goes wrong with it stops the others. Whether it was sent."""
    if not is_wanted(mail):
        return False
    if mail.attempts > TRIES:
        return close(mail, Mail.State.FAILED)
    try:
        words = words_of(mail)
        if words is None:
            return close(mail, Mail.State.WITHDRAWN)
        writing.message(mail, words, connection).send()
    except writing.UNWRITABLE as error:
        return try_later(mail, error)
    except OSError as error:
        connection.close()
        return try_later(mail, error)
    return close(mail, Mail.State.SENT)


def words_of(mail: Mail) -> writing.Words | None:
    """A secret is minted once and kept sealed until sent, so that every try sends the same link."""
    if mail.sealed:
        return writing.unsealed(mail.sealed)
    if not writing.holds_secret(mail):
        return writing.words(mail)
    with transaction.atomic():
        words = writing.words(mail)
        mail.sealed = writing.sealed(words) if words else ""
        is_there = Mail.objects.filter(pk=mail.pk).update(sealed=mail.sealed)
    return words if is_there else None


def is_wanted(mail: Mail) -> bool:
    """Asked at the last moment: it may have been withdrawn since it was claimed."""
    return Mail.objects.filter(pk=mail.pk, state=Mail.State.QUEUED, leased_until=mail.leased_until).exists()


def close(mail: Mail, state: str) -> bool:
    """The end of a mail; the secret in it is wiped. Whether it was sent."""
    was_sent = state == Mail.State.SENT
    Mail.objects.filter(pk=mail.pk, state=Mail.State.QUEUED).update(
        state=state,
        sealed="",
        leased_until=None,
        sent_at=timezone.now() if was_sent else None,
        last_error="" if was_sent else mail.last_error,
    )
    return was_sent


def try_later(mail: Mail, error: Exception) -> bool:
    log.warning("mail.failed", mail=str(mail.pk), attempts=mail.attempts, reason=type(error).__name__)
    mail.last_error = said(error)
    if mail.attempts >= TRIES or is_final(error):
        return close(mail, Mail.State.FAILED)
    Mail.objects.filter(pk=mail.pk, state=Mail.State.QUEUED).update(
        leased_until=None, next_try_at=timezone.now() + GAPS[mail.attempts - 1], last_error=mail.last_error
    )
    return False


def is_final(error: Exception) -> bool:
    """The server knows that nobody lives there; asking again would only annoy it."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _ in error.recipients.values())


def said(error: Exception) -> str:
    """For the administrator: what the server answered; of a template only the kind of fault, never a text."""
    return f"{type(error).__name__}: {error}"[:300] if isinstance(error, OSError) else type(error).__name__
