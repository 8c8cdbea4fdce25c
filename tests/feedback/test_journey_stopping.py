"""Scenario 6 as one story: Ana declines and thinks again, Ben wants never to be asked, and the clock reminds only who is waited for."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from feedback import clock
from feedback.models import FeedbackInvitation
from tests.factories import team_with
from tests.feedback.links import answers_of, link_in, send, state_of
from tests.feedback.requests import add, draft_by, group_of
from tests.feedback.requests import send as send_request
from tests.filling import form_of

pytestmark = pytest.mark.django_db
ANA, BEN, JON = (
    ("Ana Silva", "ana@partner.example"), ("Ben Ode", "ben@partner.example"), ("Jon Pier", "jon@operator.example")
)  # fmt: skip


def ask_of(subject, *people):
    request = draft_by(subject)
    add(group_of(request, "client", "named"), *people)
    return send_request(request)


def press(client, link, page, **values):
    form = form_of(client, f"{link}{page}/", *values)
    return client.post(form.action, form.values | values | {"sure": "yes"})


def links_to(mailbox, address) -> list[str]:
    return [link_in(one) for one in mailbox if one["To"] == address]


def reached(mailbox, before) -> list[str]:
    return [one["To"] for one in list(mailbox)[before:]]


def test_decline_think_again_and_never_again(client, new_client, run_tasks, mailbox):
    team = team_with()
    ask = ask_of(team.bo, ANA, BEN, JON)
    run_tasks()
    [ana], [ben] = links_to(mailbox, ANA[1]), links_to(mailbox, BEN[1])

    press(client, ana, "decline", reason="Did not work closely")
    assert state_of(ask, ANA[1]) == "declined"
    client.post(f"{ana}undo-decline/")
    send(client, ana, understood__score="4")
    assert (state_of(ask, ANA[1]), answers_of(ask, ANA[1])) == ("submitted", {"understood": {"score": 4}})
    press(client, ben, "stop-mails")

    half = ask.closes_at - timedelta(days=6)
    before = len(mailbox)
    with time_machine.travel(half, tick=False):
        for _twice in range(2):
            clock.tick(half)
            run_tasks()
    assert reached(mailbox, before) == [JON[1]]

    again = ask_of(team.cy, BEN, JON)
    run_tasks()
    assert reached(mailbox, before) == [JON[1], JON[1]]
    assert FeedbackInvitation.objects.get(request=again, address=BEN[1]).state == "bounced"
    page = " ".join(new_client(team.cy).get(reverse("feedback:show", args=[again.pk])).content.decode().split())
    assert page.count("Cannot be reached") == 1
