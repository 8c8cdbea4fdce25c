"""Without a link of one's own: a lost one is mailed anew, an open one leads to a personal one; nobody learns who is known."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from feedback.actions import answering, asking_links, stopping
from feedback.models import FeedbackInvitation, OpenLink
from notices.models import Mail
from tests.factories import team_with
from tests.feedback.links import link_in, nothing_changes
from tests.feedback.requests import CLIENT, answer, invitation_of, sent_by

JON = CLIENT[1]
RECOVER = "/feedback/lost-link/"
RECOVERED, ASKED = "feedback/notices/recovered.txt", "feedback/notices/asked.txt"


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def ask(team):
    return sent_by(team.bo, team)


@pytest.fixture
def open_link(ask, team):
    """The path of an open link to the group of clients."""
    address = asking_links.make_open_link(ask.groups.get(key="client"), uuid4(), by=team.bo)
    return address.partition("//")[2].partition("/")[1] + address.partition("//")[2].partition("/")[2]


def told(response) -> tuple:
    return response.status_code, re.sub(r"[A-Za-z0-9]{64}", "…", response.content.decode())


def mails(template) -> list[str]:
    return sorted(Mail.objects.filter(template=template).values_list("to", flat=True))


def came(client, open_link, address, name="Kim Dale"):
    return client.post(open_link, {"address": address, "name": name})


# A lost link


def test_known_and_unknown_addresses_hear_the_same(new_client, ask):
    answers = [told(new_client().post(RECOVER, {"address": one})) for one in (JON, "nobody@nowhere.example")]
    assert answers[0] == answers[1]
    assert answers[0][0] == 200
    assert mails(RECOVERED) == [JON]


def test_the_new_link_goes_to_the_address_that_was_asked(client, new_client, ask, run_tasks, mailbox):
    run_tasks()
    client.post(RECOVER, {"address": " JON+phone@Operator.example"})
    run_tasks()
    first, second = mailbox.to(JON)
    assert len(mailbox.to("jon+phone@operator.example")) == 0
    assert second["Subject"] == "Your link to answer Bo"
    assert [new_client().get(link_in(message)).status_code for message in (first, second)] == [200, 200]


def test_it_is_mailed_once_an_hour_however_often_it_is_asked_for(client, ask, time_machine):
    time_machine.move_to(timezone.now().replace(minute=5))
    for _again in range(5):
        assert client.post(RECOVER, {"address": JON}).status_code == 200
    assert mails(RECOVERED) == [JON]
    time_machine.shift(timedelta(hours=1))
    client.post(RECOVER, {"address": JON})
    assert mails(RECOVERED) == [JON, JON]


def test_three_tries_an_hour_for_an_address(client, team):
    for _again in range(3):
        client.post(RECOVER, {"address": JON})
    sent_by(team.bo, team)
    client.post(RECOVER, {"address": JON})
    assert mails(RECOVERED) == []


def test_one_machine_cannot_try_addresses_for_long(client, db):
    answers = [client.post(RECOVER, {"address": f"p{n}@nowhere.example"}).status_code for n in range(31)]
    assert (set(answers[:30]), answers[30]) == ({200}, 429)


@pytest.mark.parametrize("end", ["closed", "cancelled"])
def test_nothing_is_mailed_for_what_is_over(client, ask, end):
    type(ask).objects.update(state=end)
    client.post(RECOVER, {"address": JON})
    assert mails(RECOVERED) == []


def test_who_stopped_all_mails_gets_none(client, ask, run_tasks, mailbox):
    answer(ask, JON)
    stopping.stop_mails(invitation_of(ask, JON))
    client.post(RECOVER, {"address": JON})
    run_tasks()
    assert mailbox.to(JON) == []


def test_who_answered_or_declined_may_come_back(client, new_client, ask, team, run_tasks, mailbox):
    answer(ask, JON)
    answering.decline(invitation_of(ask, team.cy))
    run_tasks()
    mailbox.messages.clear()
    for address in (JON, team.cy.email):
        client.post(RECOVER, {"address": address})
    run_tasks()
    assert [new_client().get(link_in(message)).status_code for message in mailbox] == [200, 200]


@pytest.mark.parametrize("address", ["", "no address", "x" * 300 + "@a.example", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_is_said_at_its_place(client, ask, address):
    with nothing_changes():
        response = client.post(RECOVER, {"address": address})
    assert response.status_code == 422
    assert "invalid-feedback" in response.content.decode()


# An open link


def test_a_new_person_gets_a_mail_and_waits_to_be_confirmed(client, new_client, ask, open_link, run_tasks, mailbox):
    run_tasks()
    mailbox.messages.clear()
    assert client.get(open_link).status_code == 200
    came(client, open_link, "kim@operator.example", "Kim\nDale https://spam.example")
    run_tasks()

    kim = invitation_of(ask, "kim@operator.example")
    assert (kim.name, kim.state, kim.is_confirmed, kim.counts, kim.group.key) == (
        "Kim Dale", "sent", False, False, "client",
    )  # fmt: skip
    [message] = mailbox.to("kim@operator.example")
    assert new_client().get(link_in(message)).status_code == 200


def test_everybody_hears_the_same_at_an_open_link(new_client, ask, team, open_link):
    stopped = invitation_of(ask, team.mo)
    stopping.stop_mails(stopped)
    addresses = ("kim@operator.example", JON, team.cy.email, team.bo.email, team.mo.email)
    answers = {told(came(new_client(), open_link, address)) for address in addresses}
    assert {status for status, _page in answers} == {200}
    assert len(answers) == 1
    assert (mails(RECOVERED), set(ask.invitations.values_list("normal_address", flat=True))) == (
        sorted([JON, team.cy.email, team.mo.email]),
        {"kim@operator.example", JON, team.ann.email, team.cy.email, team.mo.email, team.ob.email},
    )


def test_an_address_that_wants_no_mail_is_passed_over_in_silence(client, new_client, ask, team, open_link):
    other = sent_by(team.ann, team)
    stopping.stop_mails(invitation_of(other, JON))
    ask.invitations.filter(address=JON).delete()
    came(client, open_link, JON)
    assert not ask.invitations.filter(address=JON).exists()


def test_an_open_link_is_good_for_ten_uses(new_client, ask, open_link):
    for n in range(10):
        assert came(new_client(), open_link, f"p{n}@operator.example").status_code == 200
    assert came(new_client(), open_link, "p10@operator.example").status_code == 404
    assert new_client().get(open_link).status_code == 404
    assert ask.invitations.filter(is_confirmed=False).count() == 10


@pytest.mark.parametrize("end", ["three days", "revoked", "closed"])
def test_an_open_link_that_ended_looks_like_any_dead_link(new_client, ask, team, open_link, time_machine, end):
    if end == "three days":
        time_machine.move_to(timezone.now() + OpenLink.LASTS)
    elif end == "revoked":
        asking_links.revoke_open_link(OpenLink.objects.get(), by=team.bo)
    else:
        type(ask).objects.update(state="closed")
    with nothing_changes():
        answers = [told(new_client().get(open_link)), told(came(new_client(), open_link, "kim@operator.example"))]
    assert set(answers) == {told(new_client().get("/feedback/open/nobody-knows-this/"))}


def test_looking_at_an_open_link_uses_nothing(client, ask, open_link):
    with nothing_changes():
        client.get(open_link)
        client.head(open_link)
        client.post(open_link, {"address": "no address", "name": ""})


def test_the_person_asked_twice_in_the_hour_gets_one_mail(new_client, ask, open_link):
    for _again in range(3):
        came(new_client(), open_link, "kim@operator.example")
    assert (mails(ASKED).count("kim@operator.example"), mails(RECOVERED)) == (1, ["kim@operator.example"])
    assert FeedbackInvitation.objects.filter(address="kim@operator.example").count() == 1


def test_the_pages_for_who_has_no_link_are_kept_by_nobody(client, open_link):
    for page in (RECOVER, open_link):
        response = client.get(page)
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    assert reverse("feedback:recover") == RECOVER
