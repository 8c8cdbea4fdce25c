"""Personal links under attack: what they never do, and what every dead one looks like."""

import json
import logging
import re
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from structlog.stdlib import ProcessorFormatter

from common.logs import hide_secrets
from feedback.actions import answering
from feedback.models import FeedbackInvitation, FeedbackRequest, PersonalLink
from feedback.notify.reminding import reminded
from tests.factories import team_with
from tests.feedback.links import answers_of, link_in, link_of, nothing_changes, send, state_of, write
from tests.feedback.requests import CLIENT, answer, invitation_of, sent_by
from tests.filling import form_of

JON = CLIENT[1]
PAGES = ("", "write/", "review/", "lock/", "decline/", "undo-decline/", "not-me/", "stop-mails/", "concern/")
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin"}


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ask(team):
    return sent_by(team.bo, team)


def told(response) -> tuple:
    """Status and body, without the token against forgery, which is another each time."""
    return response.status_code, re.sub(r"[A-Za-z0-9]{64}", "…", response.content.decode())


# Scenario 2: a scanner


def test_a_scanner_changes_nothing_and_the_person_then_answers(new_client, ask):
    link = link_of(ask, JON)
    with nothing_changes():
        new_client().head(link)
        for network in ("10.1.1.1", "10.2.2.2", "10.3.3.3"):
            for page in PAGES:
                new_client().get(f"{link}{page}", REMOTE_ADDR=network)
        for page in ("decline/", "not-me/", "stop-mails/", "concern/"):
            assert new_client().post(f"{link}{page}").status_code == 200
            assert new_client().post(f"{link}{page}", {"reason": "", "words": ""}).status_code == 200
    assert state_of(ask, JON) == "sent"

    send(new_client(), link, understood__score="5")
    assert answers_of(ask, JON) == {"understood": {"score": 5}}


def test_looking_changes_nothing_after_sending_either(new_client, ask):
    link = link_of(ask, JON)
    send(new_client(), link, understood__score="5")
    with nothing_changes():
        for page in PAGES:
            new_client().get(f"{link}{page}")
            new_client().head(f"{link}{page}")


def test_a_form_of_another_site_is_refused(new_client, ask):
    client = new_client()
    client.handler.enforce_csrf_checks = True
    link = link_of(ask, JON)
    with nothing_changes():
        for page in PAGES:
            assert client.post(f"{link}{page}", {"sure": "yes", "revision": "0"}).status_code == 403


# A link is no login


def test_no_session_and_no_cookie_but_the_one_against_forgery(new_client, ask, settings):
    client, link = new_client(), link_of(ask, JON)
    for page in PAGES:
        client.get(f"{link}{page}")
    send(client, link, understood__score="5")
    assert set(client.cookies) == {settings.CSRF_COOKIE_NAME}
    assert Session.objects.count() == 0
    assert client.get(reverse("feedback:asks")).status_code == 302


@pytest.mark.parametrize("tail", ["", "write/", "decline/", "not-me/"])
def test_pages_behind_links_are_kept_by_nobody(client, ask, tail):
    for link in (link_of(ask, JON), "/feedback/answer/nobody-knows-this/"):
        response = client.get(f"{link}{tail}")
        assert {name: response.get(name) for name in HEADERS} == HEADERS


def test_only_the_digest_of_a_link_is_kept(ask):
    link = link_of(ask, JON)
    [token] = re.findall("/feedback/answer/([^/]{43})/", link)
    with pytest.raises(PersonalLink.DoesNotExist):
        PersonalLink.objects.get(token_hash=token)
    assert token not in repr(list(PersonalLink.objects.values()))


def test_one_link_opens_one_invitation(client, ask, team):
    send(client, link_of(ask, JON), advice__cards=["zanzibar-4711"])
    other = link_of(ask, team.cy)
    for page in PAGES:
        assert "zanzibar" not in client.get(f"{other}{page}", follow=True).content.decode()
    asked = reverse("feedback:asked", args=[invitation_of(ask, JON).pk])
    assert client.get(asked).status_code == 302


def test_the_person_who_asks_never_sees_a_link(new_client, ask, team, run_tasks, mailbox):
    run_tasks()
    [message] = mailbox.to(JON)
    token = urlsplit(link_in(message)).path.split("/")[3]
    bo = new_client(team.bo)
    pages = [bo.get(page).content.decode() for page in (reverse("feedback:show", args=[ask.pk]), "/notices/")]
    assert [page for page in pages if token in page] == []
    assert "List-Unsubscribe" not in message
    assert message["Reply-To"] is None


# Signed in as somebody else


def test_somebody_elses_link_opens_nothing_for_who_is_signed_in(new_client, ask, team):
    link = link_of(ask, JON)
    for who in (team.bo, team.ann):
        client = new_client(who)
        with nothing_changes():
            for page in PAGES:
                for response in (client.get(f"{link}{page}"), client.post(f"{link}{page}", {"sure": "yes"})):
                    said = response.content.decode()
                    assert (response.status_code, "This link was sent to somebody else" in said) == (403, True)
                    assert re.findall(rf"{JON}|\bJon\b|Delay notices", said) == []


def test_the_own_link_works_signed_in_too(new_client, ask, team):
    assert new_client(team.cy).get(link_of(ask, team.cy)).status_code == 200


# Several links, and none


def test_a_reminder_brings_a_second_link_and_the_first_still_works(client, ask, run_tasks, mailbox):
    run_tasks()
    reminded(ask, [invitation_of(ask, JON)], "half")
    run_tasks()
    first, second = (link_in(message) for message in mailbox.to(JON))
    assert first != second
    assert [client.get(link).status_code for link in (first, second)] == [200, 200]

    client.post(f"{first}not-me/", {"sure": "yes"})
    assert [client.get(link).status_code for link in (first, second)] == [404, 404]


def test_all_dead_links_look_the_same(new_client, ask, team, time_machine):
    ended, bounced, locked, open_one = (link_of(ask, who) for who in (JON, team.ann, team.cy, team.mo))
    new_client().post(f"{ended}not-me/", {"sure": "yes"})
    FeedbackInvitation.objects.filter(pk=invitation_of(ask, team.ann).pk).update(state="bounced")
    answer(ask, team.cy)
    answering.lock_answers(invitation_of(ask, team.cy))
    dead = ["/feedback/answer/nobody-knows-this/", "/feedback/open/nobody-knows-this/", ended, bounced]

    first = told(new_client().get(dead[0]))
    assert first[0] == 404
    assert "Mail me a new link" in first[1]
    assert [told(new_client().get(link)) for link in dead] == [first] * 4
    time_machine.move_to(ask.closes_at + timedelta(minutes=15), tick=False)
    dead += [locked, open_one]
    assert [told(new_client().get(link)) for link in dead] == [first] * 6
    inside = [new_client().post(f"{link}{page}", {"sure": "yes"}) for link in dead[2:] for page in PAGES]
    assert {told(response) for response in inside} == {first}


@pytest.mark.parametrize("state", ["closed", "released", "withheld", "cancelled"])
def test_a_request_that_is_over_has_no_open_links(client, ask, state):
    link = link_of(ask, JON)
    FeedbackRequest.objects.update(state=state)
    assert client.get(link).status_code == 404


def test_no_link_lives_longer_than_ninety_days(client, ask, time_machine):
    link = link_of(ask, JON)
    FeedbackRequest.objects.update(closes_at=timezone.now() + timedelta(days=400))
    last = datetime.combine(ask.sent_on + timedelta(days=90), time(12), UTC)
    time_machine.move_to(last)
    assert client.get(link).status_code == 200
    time_machine.move_to(last + timedelta(days=1))
    assert client.get(link).status_code == 404


def test_a_mail_that_waits_is_not_sent_to_who_is_done(ask, team, run_tasks, mailbox):
    answer(ask, JON)
    run_tasks()
    assert mailbox.to(JON) == []
    assert len(mailbox.to(team.cy)) == 1


# What is written down


@pytest.mark.parametrize("way", ["answer", "asked", "open", "quote"])
@pytest.mark.parametrize("tail", ["", "review/", "decline/?x=1"])
def test_the_log_tells_neither_which_link_nor_what_was_done(way, tail):
    event = {
        "request": f"POST /feedback/{way}/s3cret/{tail}",
        "user_id": "7",
        "ip": "10.0.0.1",
        "event": "request_started",
    }
    assert hide_secrets(None, "", event) == {"request": f"POST /feedback/{way}/…", "event": "request_started"}


def test_other_lines_of_the_log_keep_who_it_was():
    event = {"request": "GET /teams/harbour/", "user_id": "7", "ip": "10.0.0.1"}
    assert hide_secrets(None, "", event) == event


def test_what_the_server_logs_of_an_answer_holds_no_link(client, ask, caplog):
    """In the words in which the site's own handler writes them."""
    link = link_of(ask, JON)
    write(client, link, understood__score="5")
    client.get(f"{link}review/nowhere/")
    [console] = [one for one in logging.getLogger().handlers if isinstance(one.formatter, ProcessorFormatter)]
    written = [json.loads(console.format(record)) for record in caplog.records]
    assert {line.get("request", line["event"]) for line in written} == {
        "GET /feedback/answer/…", "Not Found: /feedback/answer/…",
    }  # fmt: skip
    assert [line for line in written if {"user_id", "ip"} & set(line) or link.split("/")[3] in repr(line)] == []


def test_a_form_carries_its_link_in_no_field(client, ask):
    link = link_of(ask, JON)
    form = form_of(client, f"{link}write/", "revision")
    assert link.split("/")[3] not in repr(form.values)
