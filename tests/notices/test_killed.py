"""Workers that are killed in the middle, several at once, and servers that misbehave: nothing is lost, nothing is sent twice over.

A mail goes out twice only where the server had taken it and nobody heard so; both then carry the same Message-ID. The
figures stand at the end of the test run.
"""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.utils import timezone

from notices import actions, outbox
from notices.actions import sending
from notices.models import Mail, Notice
from tests.factories import person

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent
WORKER = "import django; django.setup(); from notices.actions import send_due; send_due()"


def write(number):
    for n in range(number):
        outbox.write(
            f"p{n}@example.org",
            key=f"mail:{n}",
            template="teams/notices/joined.txt",
            context={"person": "Bo", "team": "Harbour", "name": f"P{n}"},
        )


@pytest.fixture
def worker(settings):
    """A worker in a process of its own, on the database of this test."""
    named = connection.settings_dict
    url = f"sqlite:///{named['NAME']}" if connection.vendor == "sqlite" else postgres_url(named)
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": url,
        "ENCRYPTION_KEYS": ",".join(settings.ENCRYPTION_KEYS),
        "EMAIL_URL": f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
    }

    def start():
        return subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=env)

    return start


def postgres_url(named):
    return f"postgres://{named['USER']}@{quote(named['HOST'], safe='')}/{named['NAME']}"


class Silence:
    """At the n-th mail the server falls silent before it took it, while it takes it, or after, until it may speak."""

    def __init__(self, handler):
        self.handler, self.count = handler, 0
        self.take = handler.handle_DATA
        self.asked, self.speak = threading.Event(), threading.Event()

    def begin(self, stage, n):
        self.n = n
        door = "handle_RCPT" if stage == "before" else "handle_DATA"
        setattr(self.handler, door, getattr(self, stage))
        return self.asked

    async def wait(self, server):
        """Whether this was the one."""
        self.count += 1
        if self.count == self.n:
            self.asked.set()
            await server.loop.run_in_executor(None, self.speak.wait)
        return self.count == self.n

    async def before(self, server, session, envelope, address, options):
        await self.wait(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def during(self, server, session, envelope):
        return "451 Lost it" if await self.wait(server) else await self.take(server, session, envelope)

    async def after(self, server, session, envelope):
        answer = await self.take(server, session, envelope)
        await self.wait(server)
        return answer

    def end(self):
        self.speak.set()
        for door in ("handle_DATA", "handle_RCPT"):
            vars(self.handler).pop(door, None)


@pytest.fixture
def silence(mail_server):
    silence = Silence(mail_server.handler)
    yield silence
    silence.end()


def gather(number):
    """The mails of a day, of a Monday that is over for the worker."""
    people = [person(f"p{n}") for n in range(number)]
    with time_machine.travel(MONDAY, tick=False):
        outbox.remind(people, key="due", kind="reminder.deadline", text="“Pilot” is due.", url="/")
        assert actions.gather(MONDAY) == number


def count(messages, number):
    """What arrived at p0, p1, …: how many, how many more than once, how many not at all."""
    arrived = Counter(message["To"] for message in messages)
    names = {(message["To"], message["Message-ID"]) for message in messages}
    assert len(names) == len(arrived), "two tries of one mail have two names"
    assert set(arrived) <= {f"p{n}@example.org" for n in range(number)}
    return {"sent": len(arrived), "duplicates": arrived.total() - len(arrived), "lost": number - len(arrived)}


@pytest.mark.parametrize(
    ("stage", "what", "written", "duplicates"),
    [
        ("before", "mails of the day", gather, 0),
        ("during", "mails of the day", gather, 0),
        ("after", "mails of the day", gather, 1),
        ("after", "mails", write, 1),
    ],
)
def test_what_a_killed_worker_held_is_sent_by_another(
    transactional_db, mailbox, silence, worker, figures, stage, what, written, duplicates
):
    written(4)
    asked = silence.begin(stage, 2)
    process = worker()
    assert asked.wait(60), "the worker never reached the mail server"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    silence.speak.set()

    assert sending.send_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert sending.send_due() == 3

    found = count(mailbox, 4)
    figures(f"worker killed {stage} the second of 4 {what} was handed over", **found)
    assert found == {"sent": 4, "duplicates": duplicates, "lost": 0}
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}


MISDEEDS = ["hangs", "drops", "421 Come back later", "554 Not today"]
# Where a server says no to one recipient for good, nobody lives there: see test_sending.
STAGES = [(stage, deed) for stage in ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "end") for deed in MISDEEDS if (stage, deed) != ("RCPT", "554 Not today")]  # fmt: skip


@pytest.mark.parametrize(("stage", "deed"), STAGES)
def test_a_server_that_misbehaves_loses_nothing(db, rude_server, settings, figures, stage, deed):
    server = rude_server(stage, deed)
    gather(2)
    assert sending.send_due() == 0
    server.mend()
    settings.EMAIL_TIMEOUT = 20
    now = timezone.now()
    for minutes in (2, 8):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            sending.send_due()

    found = count(server.messages, 2)
    figures(f"mail server {deed} at {stage}", **found)
    # It had taken them, and said so to nobody.
    assert found == {"sent": 2, "duplicates": 2 if stage == "end" else 0, "lost": 0}
    assert set(Mail.objects.values_list("state", "leased_until")) == {(Mail.State.SENT, None)}


def test_two_gatherers_write_each_mail_of_the_day_once(transactional_db):
    people = [person(f"p{n}") for n in range(60)]
    with time_machine.travel(MONDAY, tick=False):
        outbox.remind(people, key="due", kind="reminder.deadline", text="“Pilot” is due.", url="/")
        with ThreadPoolExecutor(2) as pool:
            written = list(pool.map(at_once(actions.gather), [MONDAY, MONDAY]))

    assert sum(written) == Mail.objects.count() == 60
    assert set(Notice.objects.values_list("mail_at", "mailed_at")) == {(None, MONDAY)}


def test_a_gatherer_that_dies_before_its_end_leaves_all_to_the_next(db, mailbox):
    ann = person("ann")
    with time_machine.travel(MONDAY, tick=False):
        outbox.remind([ann], key="due", kind="reminder.deadline", text="“Pilot” is due.", url="/")
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            actions.gather(MONDAY)
            raise KeyboardInterrupt
        assert (Mail.objects.count(), actions.gather(MONDAY), actions.gather(MONDAY)) == (0, 1, 0)
        assert sending.send_due() == 1
    assert len(mailbox) == 1


def at_once(verb):
    """For two threads: both begin at the same moment, and leave no connection behind."""
    together = threading.Barrier(2)

    def run(given):
        together.wait()
        try:
            return verb(given)
        finally:
            connections.close_all()

    return run


def test_two_workers_send_nothing_twice(transactional_db, mailbox):
    write(60)

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(at_once(lambda _: sending.send_due()), range(2)))

    assert sum(sent) == 60
    assert Counter(message["To"] for message in mailbox) == Counter(f"p{n}@example.org" for n in range(60))
