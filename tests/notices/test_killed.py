"""Workers that are killed in the middle, and several at once: nothing is lost, nothing is sent twice over."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone

from notices import outbox
from notices.actions import sending
from notices.models import Mail

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


@pytest.fixture
def silent_at(mail_server):
    """From the n-th mail on, the server has taken it but never says so, until `speak` is set."""
    asked, speak = threading.Event(), threading.Event()
    take = type(mail_server.handler).handle_DATA

    def after(n):
        async def handle_DATA(server, session, envelope):
            answer = await take(mail_server.handler, server, session, envelope)
            if len(mail_server.handler.messages) < n or speak.is_set():
                return answer
            asked.set()
            await server.loop.run_in_executor(None, speak.wait)
            return answer

        mail_server.handler.handle_DATA = handle_DATA
        return asked

    after.speak = speak
    yield after
    speak.set()
    del mail_server.handler.handle_DATA


def test_what_a_killed_worker_held_is_sent_by_another(transactional_db, mailbox, silent_at, worker):
    write(4)
    asked = silent_at(2)
    process = worker()
    assert asked.wait(60), "the worker never reached the mail server"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    silent_at.speak.set()

    assert sending.send_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert sending.send_due() == 3

    assert sorted(Counter(message["To"] for message in mailbox).values()) == [1, 1, 1, 2]
    names = {message["To"]: set() for message in mailbox}
    for message in mailbox:
        names[message["To"]].add(message["Message-ID"])
    assert [len(found) for found in names.values()] == [1] * 4
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}


def test_two_workers_send_nothing_twice(transactional_db, mailbox):
    write(60)

    def work(_):
        try:
            return sending.send_due()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(work, range(2)))

    assert sum(sent) == 60
    assert Counter(message["To"] for message in mailbox) == Counter(f"p{n}@example.org" for n in range(60))
