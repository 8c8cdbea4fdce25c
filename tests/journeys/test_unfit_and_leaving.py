"""Scenario 12: a draft that does not belong here tells nobody; another's link opens nothing; and what stays of who leaves."""

import re

import pytest
from django.urls import reverse

from conflicts.actions import pool
from conflicts.models import ConflictCase, SafeContact
from feedback.models import PooledAnswer
from notices.models import Mail, Notice
from tests.conflicts.agreements import PROMISE, signed
from tests.conflicts.disagreements import draft_by, exchanging, find
from tests.factories import person, team_with
from tests.feedback.links import link_of
from tests.feedback.requests import answer, sent_by
from tests.feedback.results import close
from tests.filling import fill

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def team():
    return team_with({"ann": "lead", "mo": "manager", "bo": "member", "cy": "member", "di": "member"})


def text(client, address) -> str:
    return " ".join(client.get(address, follow=True).content.decode().split())


def test_a_draft_of_harassment_shows_whom_to_turn_to_and_tells_nobody(team, new_client, run_tasks, mailbox):
    root = person("root", is_staff=True)
    contact = SafeContact(name="Hanna Weiss", role="Ombudsperson", phone="+31 10 555 0142")
    pool.keep_contact(contact, by=root)
    case = draft_by(team.bo, team.cy, about="Zanzibar")
    page = f"/disagreements/{case.pk}/"
    bo = new_client(team.bo)
    told = bo.post(f"{page}belongs-here/", {"reasons": ["harassment"], "from": "draft"}, follow=True).content.decode()
    assert "Hanna Weiss" in told and "+31 10 555 0142" in told
    assert bo.post(f"{page}open/", {"seen": "x"}).status_code in (403, 409)
    assert find(case).state == "draft"
    run_tasks()
    assert (Notice.objects.count(), Mail.objects.count(), len(mailbox)) == (0, 0, 0)
    assert new_client(team.cy).get(page).status_code == 404
    assert "Zanzibar" not in text(new_client(team.cy), "/disagreements/")


def test_the_link_of_somebody_else_says_so_and_does_nothing(team, new_client):
    ask = sent_by(team.bo, team)
    seen = text(new_client(team.di), link_of(ask, team.cy))
    assert "somebody else" in seen
    assert re.findall(r"\bSend\b", seen) == []  # the word, not four letters of a token


def test_who_closes_their_account_leaves_what_others_need(team, new_client, settings):
    settings.ZEAL_ALLOWLIST = [{"model": "*"}]  # whoever goes for good is taken out of one case after another
    ask = sent_by(team.ann, team)
    for giver in (team.bo, team.cy, team.di):
        answer(ask, giver, keep_doing={"cards": [f"{giver} warned us"]})
    close(ask)
    pooled = PooledAnswer.objects.count()
    agreement = signed(team.bo, team.cy, about="Late builds")
    draft, open_one = draft_by(team.bo, team.di), exchanging(team.bo, team.di, about="Numbers")

    leaving = new_client()
    leaving.post(reverse("account_login"), {"login": team.bo.email, "password": PASSWORD})
    leaving.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    closing = fill(leaving, reverse("accounts:close"), address=team.bo.email)
    assert closing.redirect_chain[-1][0] == reverse("accounts:closed")

    assert PooledAnswer.objects.count() == pooled > 0
    assert not ConflictCase.objects.filter(pk=draft.pk).exists()
    assert find(open_one).state == "closed"
    page = text(new_client(team.cy), f"/disagreements/{agreement.case_id}/agreement/")
    assert PROMISE in page and "Former member" in page
    assert "<bdi>Bo</bdi>" not in page
    file = new_client(team.cy).get(f"/disagreements/{agreement.case_id}/agreement/{agreement.pk}/agreement.md")
    words = b"".join(file).decode() if file.streaming else file.content.decode()
    assert PROMISE in words and "Former member" in words
