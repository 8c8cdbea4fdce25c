"""Mails: sent once, tried again, never blamed for a dead server, given up at last."""

import json
import socket
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from notices import outbox
from notices.actions import sending
from notices.clock import tick
from notices.models import Mail, Notice
from tests.factories import person
from tests.plugins.mailbox import text_of

State = Mail.State


@pytest.fixture
def ann(db):
    return person("ann")


def tell(*people, key="joined:1", **more):
    outbox.tell(
        people,
        key=key,
        kind="charter.activated",
        text="Bo has joined.",
        url="/teams/harbour/",
        template="teams/notices/joined.txt",
        context={"person": "Bo O'Neill & Co", "team": "Harbour"},
        **more,
    )


def later(**gap):
    return time_machine.travel(timezone.now() + timedelta(**gap), tick=False)


def test_a_mail_says_its_words_and_is_sent_once(ann, mailbox, run_tasks):
    tell(ann)
    run_tasks()
    run_tasks()
    assert sending.send_due() == 0
    [message] = mailbox.to(ann)
    mail = Mail.objects.get()
    assert message["Subject"] == "Bo O'Neill & Co has joined the team Harbour"
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert text_of(message).splitlines()[:3] == [
        "Hello Ann,",
        "",
        "Bo O'Neill & Co accepted your invitation to the team “Harbour”.",
    ]
    assert "http://localhost:8000/teams/harbour/" in text_of(message)
    assert (mail.state, mail.attempts, mail.leased_until) == (State.SENT, 1, None)


def test_the_same_key_tells_nobody_twice(ann, mailbox, run_tasks):
    bo = person("bo")
    tell(ann)
    tell(ann, bo)
    run_tasks()
    assert [len(mailbox.to(ann)), len(mailbox.to(bo))] == [1, 1]
    assert Notice.objects.count() == 2


def test_a_sealed_mail_is_unreadable_until_sent_and_wiped_after(ann, mailbox, django_db_blocker):
    outbox.seal(ann.email, subject="Set a new password", body="https://secret.example/key")
    stored = Mail.objects.extra(select={"raw": "sealed"}).values_list("raw", flat=True).get()
    assert "secret.example" not in stored
    assert sending.send_due() == 1
    assert text_of(mailbox.to(ann)[0]).strip() == "https://secret.example/key"
    assert Mail.objects.get().sealed == ""


def test_a_server_that_is_down_delays_all_and_blames_none(ann, mailbox, settings):
    door = settings.EMAIL_PORT
    tell(ann, person("bo"))
    with socket.socket() as dead:  # held, so that nobody else listens there
        dead.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = dead.getsockname()[1]
        assert sending.send_due() == 0
    assert list(Mail.objects.values_list("state", "attempts", "leased_until")) == [(State.QUEUED, 0, None)] * 2
    settings.EMAIL_PORT = door
    assert sending.send_due() == 0
    with later(seconds=61):
        assert sending.send_due() == 2
    assert len(mailbox) == 2


def test_a_mail_that_cannot_be_written_stops_no_other(ann, mailbox):
    outbox.write("eve@example.org", key="broken", template="teams/notices/not_there.txt", context={})
    tell(ann)
    assert sending.send_due() == 1
    assert len(mailbox.to(ann)) == 1
    broken = Mail.objects.get(key="broken")
    assert (broken.state, broken.attempts, broken.last_error) == (State.QUEUED, 1, "TemplateDoesNotExist")


def test_gaps_grow_and_the_last_try_gives_up(ann, mailbox):
    outbox.write("eve@example.org", key="broken", template="teams/notices/not_there.txt", context={})
    gaps = []
    moment = timezone.now()
    while Mail.objects.get().state == State.QUEUED:
        with time_machine.travel(moment, tick=False):
            sending.send_due()
        tried, moment = moment, Mail.objects.get().next_try_at
        gaps.append(moment - tried)
    assert gaps[:-1] == sending.GAPS
    assert Mail.objects.get().attempts == len(sending.GAPS) + 1
    assert Mail.objects.get().state == State.FAILED


def test_a_refused_address_is_final(ann, mailbox, mail_server):
    async def refuse(server, session, envelope, address, options):
        if address.startswith("gone"):
            return "550 Nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    mail_server.handler.handle_RCPT = refuse
    try:
        outbox.write("gone@example.org", key="gone", template="teams/notices/joined.txt", context={})
        tell(ann)
        assert sending.send_due() == 1
    finally:
        del mail_server.handler.handle_RCPT
    gone = Mail.objects.get(key="gone")
    assert (gone.state, gone.attempts) == (State.FAILED, 1)
    assert "550" in gone.last_error
    assert len(mailbox.to(ann)) == 1


def test_what_is_withdrawn_is_never_sent_not_even_when_claimed_already(ann, mailbox):
    team_id = "00000000-0000-7000-8000-000000000001"
    tell(ann, team_id=team_id)
    lease = sending.claim()
    outbox.withdraw(team_id=team_id, person=ann)
    with sending.get_connection() as connection:
        assert sending.send_all(lease, connection) == 0
    assert (len(mailbox), Mail.objects.get().state, Notice.objects.count()) == (0, State.WITHDRAWN, 0)


def test_who_is_shut_out_gets_no_mail(ann, mailbox):
    tell(ann)
    ann.is_active = False
    ann.save()
    assert sending.send_due() == 0
    assert (len(mailbox), Mail.objects.get().state) == (0, State.WITHDRAWN)


def test_a_lease_keeps_others_away_until_it_ends(ann, mailbox):
    tell(ann)
    assert len(sending.claim().mails) == 1
    assert sending.send_due() == 0
    with later(seconds=101):
        assert sending.send_due() == 1
    assert Mail.objects.get().attempts == 2


def test_what_a_short_lease_leaves_over_is_free_again(ann, mailbox):
    tell(ann, person("bo"))
    lease = sending.claim()
    with later(seconds=50), sending.get_connection() as connection:
        assert sending.send_all(lease, connection) == 0
    assert list(Mail.objects.values_list("attempts", "leased_until")) == [(0, None)] * 2


def test_the_clock_wakes_the_worker_for_what_is_due(ann, mailbox, run_tasks):
    tell(ann)
    run_tasks()
    Mail.objects.update(state=State.QUEUED, leased_until=timezone.now() + timedelta(seconds=100))
    tick(timezone.now())
    run_tasks()
    assert len(mailbox) == 1
    with later(seconds=101):
        tick(timezone.now())
        run_tasks()
    assert len(mailbox) == 2


def test_nothing_due_wakes_nobody(ann, django_assert_num_queries):
    with django_assert_num_queries(1):
        tick(timezone.now())


def test_logs_hold_no_address_and_no_text(ann, mailbox, caplog):
    outbox.write("eve@example.org", key="broken", template="not_there.txt", context={"line": "a private line"})
    sending.send_due()
    said = json.dumps([str(record.msg) for record in caplog.records])
    assert "mail.failed" in said
    assert "eve@example.org" not in said
    assert "private" not in said
