"""What is compared with each other, and what is deleted at a close, at the same moment: one after the other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from common.permissions import Refused
from feedback.actions import asking_links, closing, minting, opening, quotes, sending, sending_later
from feedback.models import FeedbackInvitation, FeedbackRequest, OpenLink, PersonalLink, QuoteConsent
from feedback.notify.asking import ASKED
from feedback.views.limits import is_too_often
from notices.models import Mail
from tests.conflicts.racing import at_once
from tests.factories import charter_at, team_with
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, invitation_of, sent_by
from tests.feedback.requests import send as sent
from tests.feedback.results import close, over

pytestmark = pytest.mark.django_db(transaction=True)

ROLES = {"ann": "lead", "bo": "member"} | dict.fromkeys(("cy", "di", "ed", "fi", "gus", "hal"), "member")
AGAIN = 5
Asked = FeedbackInvitation.State


def asked_of(team, *names) -> FeedbackRequest:
    draft = draft_by(team.bo, team)
    add(group_of(draft), *(getattr(team, name) for name in names))
    return draft


@pytest.fixture
def team():
    return team_with(ROLES)


@pytest.fixture
def wider(team):
    """Three more than the first request asks: allowed, until a single one joins the first."""
    return asked_of(team, "ann", "cy", "di", "ed", "fi", "gus")


def send(draft):
    sending.send(draft, timezone.localdate() + timedelta(days=14), by=draft.subject)


def test_an_address_that_is_mended_while_another_request_is_sent_is_compared_with_it(team, wider):
    first = sent(asked_of(team, "ann", "cy", "di", "hal"))
    lost = invitation_of(first, team.hal)
    FeedbackInvitation.objects.filter(pk=lost.pk).update(state=Asked.BOUNCED)
    lost.refresh_from_db()
    told = at_once(
        lambda: send(wider),
        lambda: sending_later.readdress(lost, "Kim", "kim@operator.example", by=team.bo),
    )
    assert sorted(told, key=bool) == [None, Refused]


def test_a_person_who_is_confirmed_while_another_request_is_sent_is_compared_with_it(team, wider):
    first = sent(asked_of(team, "ann", "cy", "di"))
    asking_links.make_open_link(first.groups.get(), uuid4(), by=team.bo)
    opening.come_by_open_link(OpenLink.objects.get(), "kim@operator.example", "Kim")
    kim = invitation_of(first, "kim@operator.example")
    told = at_once(lambda: send(wider), lambda: asking_links.confirm_person(kim, by=team.bo))
    assert sorted(told, key=bool) == [None, Refused]


@pytest.mark.parametrize(
    "deed", [closing.close, lambda request, now: sending_later.cancel_request(request, by=request.subject)]
)
def test_no_link_is_made_behind_a_request_that_ends(team, deed):
    for _again in range(AGAIN):
        request = sent_by(team.bo, team)
        mails = list(Mail.objects.filter(template=ASKED))
        at_once(
            lambda request=request: deed(request, over(request)),
            *(lambda mail=mail: minting.mint_asked(mail) for mail in mails[:3]),
        )
        assert not PersonalLink.objects.exists()
        FeedbackRequest.objects.all().delete()
        Mail.objects.all().delete()


def test_no_link_is_made_behind_a_quote_that_is_taken_back(team):
    draft = draft_by(team.bo, team)
    add(group_of(draft, "client", "named"), CLIENT)
    request = sent(draft)
    answer(request, CLIENT[1], useful_moment={"cards": ["You warned us in time"]})
    jon = invitation_of(close(request), CLIENT[1])
    Mail.objects.all().delete()
    for _again in range(2):
        consent = quotes.ask_quote(jon, "useful_moment.0", "You warned us", by=team.bo)
        mail = Mail.objects.get(context__consent=str(consent.pk))
        at_once(
            lambda consent=consent: quotes.take_back_quote(consent, by=team.bo),
            lambda mail=mail: quotes.mint_quote_asked(mail),
        )
        assert not PersonalLink.objects.exists()
        QuoteConsent.objects.all().delete()


def test_each_time_counts_also_of_many_at_once():
    cache.clear()
    found = []
    at_once(*[lambda: found.append(is_too_often("feedback.mailed", "jon@operator.example", 3))] * 6)
    assert sorted(found) == [False] * 3 + [True] * 3


def test_two_results_of_one_person_that_close_at_once_are_set_against_each_other(team):
    requests = [answered_by_four_of_five(team, title) for title in ("Harbour App charter", "Lighthouse charter")]
    at_once(*(lambda one=one: closing.close(one, over(one)) for one in requests))
    snapshots = [one.snapshot.data for one in FeedbackRequest.objects.all()]
    held_back = [any(one.get("held_back") for one in snapshot["questions"]) for snapshot in snapshots]
    assert sorted(held_back) == [False, True]


def answered_by_four_of_five(team, title) -> FeedbackRequest:
    draft = draft_by(team.bo, charter=charter_at("draft", team, title=title).charter)
    add(group_of(draft), team.ann, team.cy, team.di, team.ed, team.fi)
    request = sent(draft)
    for one in (team.ann, team.cy, team.di, team.ed):
        answer(request, one)
    return request
