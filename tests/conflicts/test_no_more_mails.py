"""Somebody who is mailed in a private matter can end that, without an account and without naming themselves."""

import re

import pytest
from django.test import Client

from common.permissions import Refused
from conflicts.actions import opening, starting
from feedback.models import DoNotContact
from tests.conflicts.disagreements import draft_by
from tests.factories import person, team_with
from tests.plugins.mailbox import text_of

PIA = "pia@client.example"


@pytest.fixture
def link(db, mailbox, run_tasks):
    bo = team_with().bo
    opening.open_case(asking_pia(bo), by=bo)
    run_tasks()
    return re.search(r"https?://[^/]+(/no-more-mails/\S+)", text_of(mailbox.to(PIA)[0]))[1]


def asking_pia(by):
    case = draft_by(by)
    starting.ask_party(case, by=by, name="Pia", address=PIA)
    return case


def test_looking_or_pressing_once_changes_nothing(link):
    client = Client()
    for answer in (client.get(link), client.head(link), client.post(link), client.post(link, {"sure": "no"})):
        assert answer.status_code == 200
    assert DoNotContact.objects.count() == 0


def test_after_a_second_step_nobody_can_have_a_mail_sent_there(link):
    page = Client().post(link, {"sure": "yes"}).content.decode()
    assert "You will not be asked again" in page
    assert Client().post(link, {"sure": "yes"}).status_code == 200
    assert DoNotContact.objects.count() == 1
    with pytest.raises(Refused, match="cannot be reached from here"):
        asking_pia(person("eve"))


def test_the_page_names_nobody_and_no_other_link_opens_it(link):
    main = Client().get(link).content.decode().split("<main")[1].split("</main>")[0]
    assert re.findall(rf"{PIA}|\bPia\b|disagreement|feedback", main) == []
    assert Client().get(link[:-2] + "/").status_code == 404
