"""Whoever asks tries to read single answers: by accounts and addresses of their own, by another address, by what stops."""

from datetime import UTC, datetime, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused
from feedback import clock
from feedback.actions import answering, asking_proposals, opening, sending_later, stopping
from feedback.actions import quotes as actions
from feedback.models import FeedbackInvitation, FeedbackResponse, OpenLink, OutsideContact, QuoteConsent
from feedback.notify import quotes
from feedback.permissions.asking_people import People
from feedback.permissions.sending import OUTSIDE_A_DAY
from feedback.views.recovering import TRIES_AN_HOUR
from notices.models import Mail
from tests.factories import charter_at, team_with
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, invitation_of, send, sent_by
from tests.feedback.results import close

pytestmark = pytest.mark.django_db
Asked = FeedbackInvitation.State
PRIVATE = "bo.private@example.net"


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def ask(team):
    return sent_by(team.bo, team)


def refuses(request):
    with pytest.raises(Refused) as refused:
        send(request)
    return str(refused.value.reason).startswith("Nothing could be shown")


# Lifting the number of people


def test_whoever_asks_counts_for_nothing_under_an_address_that_became_theirs(team):
    request = draft_by(team.bo, team)
    add(group_of(request), team.ann, team.cy, ("Kim", PRIVATE))
    team.bo.email = PRIVATE
    team.bo.save()
    assert refuses(request)


@pytest.mark.parametrize("whose", ["bo", "cy"])
def test_a_second_address_of_somebody_here_is_no_further_person(team, whose):
    charter = charter_at("active", team).charter
    EmailAddress.objects.create(user=getattr(team, whose), email="Second@Example.net", verified=True)
    OutsideContact.objects.create(
        team=team, charter=charter, name="Kim", address="second@example.net", normal_address="second@example.net",
        added_by=team.bo, confirmed_by=team.ann,
    )  # fmt: skip
    request = draft_by(team.bo, charter=charter)
    add(group_of(request), team.ann, team.cy)
    add(group_of(request, "client"), ("Kim", "second@example.net"))
    assert refuses(request)


def test_a_team_of_own_accounts_hides_nobody_of_another_team(team):
    own = team_with({"bo": "lead", "x": "member", "y": "member"}, name="Own")
    request = draft_by(own.bo)
    add(group_of(request), team.ann, own.x, own.y)
    assert refuses(request)
    add(request.groups.get(), team.cy, team.mo)
    send(request)
    counting = set(request.invitations.filter(counts=True).values_list("address", flat=True))
    assert counting == {team.ann.email, team.cy.email, team.mo.email}


def test_who_comes_later_does_not_change_which_team_counts(team):
    own = team_with({"bo": "lead", "w": "member", "x": "member", "y": "member", "z": "member"}, name="Own")
    request = draft_by(own.bo)
    add(group_of(request), team.ann, team.cy, team.mo, own.w, own.x, own.y, own.z)
    request.invitations.filter(address__in=[team.ann.email, team.cy.email, team.mo.email]).update(counts=True)
    request.state = request.State.COLLECTING
    assert People(request).known >= {team.ann.email, team.cy.email, team.mo.email}
    assert own.x.email not in People(request).known


# What a lead hears


def test_a_lead_hears_nothing_of_a_draft_that_was_thrown_away(new_client, team):
    asked = asking_proposals.propose_request(team, team.bo, "The pilot", by=team.ann, occasion="free")
    accepted = asking_proposals.accept_proposal(asked, by=team.bo)
    sending_later.cancel_request(accepted, by=team.bo)
    [seen] = new_client(team.ann).get(reverse("feedback:list")).context["proposed"]
    assert seen["state"] == "accepted"


# Reading a draft


def test_nobody_finds_at_another_address_what_was_begun_under_the_first(ask, team):
    jon = invitation_of(ask, CLIENT[1])
    answering.save_draft(jon, {"advice": {"cards": ["Between us: he is late"]}}, revision=0)
    FeedbackInvitation.objects.filter(pk=jon.pk).update(state=Asked.BOUNCED)
    sending_later.readdress(invitation_of(ask, CLIENT[1]), "Jon", PRIVATE, by=team.bo)
    assert invitation_of(ask, PRIVATE).state == Asked.SENT
    assert FeedbackResponse.objects.count() == 0


# Telling who answered


def standing(client, ask):
    groups = client.get(reverse("feedback:show", args=[ask.pk])).context["groups"]
    return [([str(one) for one in group["reached"]], len(group["unreached"])) for group in groups]


def test_who_wants_no_more_mails_looks_alike_whether_they_answered(new_client, ask, team):
    before = standing(new_client(team.bo), ask)
    answer(ask, team.ann)
    for person in (team.ann, team.cy):
        stopping.stop_mails(invitation_of(ask, person))
    assert standing(new_client(team.bo), ask) == before


def test_whose_mail_is_refused_looks_alike_whether_they_answered(new_client, ask, team):
    before = standing(new_client(team.bo), ask)
    answer(ask, team.ann)
    to = [team.ann.email, team.cy.email]
    Mail.objects.filter(key__startswith=f"feedback:{ask.pk}:asked:", to__in=to).update(state=Mail.State.FAILED)
    clock.tick(timezone.now())
    assert standing(new_client(team.bo), ask) == before


# Mails to strangers


def test_an_hour_of_tries_is_an_hour(client, db, time_machine):
    time_machine.move_to("2026-11-02T12:00:00+00:00", tick=False)

    def status():
        return client.post(reverse("feedback:recover"), {"address": "kim@example.net"}).status_code

    assert {status() for _ in range(TRIES_AN_HOUR)} == {200}
    time_machine.shift(timedelta(minutes=59))
    assert status() == 429
    time_machine.shift(timedelta(minutes=1, seconds=1))
    assert status() == 200


def test_open_links_send_no_more_mails_a_day_than_lists(ask, time_machine):
    time_machine.move_to(datetime.combine(ask.sent_on, time(12), UTC))
    link = OpenLink.objects.create(
        request=ask, group=ask.groups.get(key="client"), token_hash="0" * 64, uses_left=100,
        expires_at=timezone.now() + OpenLink.LASTS,
    )  # fmt: skip
    for n in range(OUTSIDE_A_DAY + 2):
        opening.come_by_open_link(link, f"p{n}@example.net", "")
    assert ask.invitations.filter(person=None).count() == OUTSIDE_A_DAY


def test_a_mail_about_a_quote_brings_no_link_in_a_name(team):
    team.bo.name = "Bo http://evil.example/"
    consent = QuoteConsent(subject=team.bo, author_name="Jon", words="Warns early")
    assert quotes.words_for(consent) == {"name": "Jon", "who": "Bo", "words": "Warns early"}


@pytest.mark.parametrize("end", ["taken back", "refused", "withdrawn"])
def test_nobody_is_pressed_for_quotes(team, time_machine, end):
    time_machine.move_to("2026-11-02T12:00:00+00:00", tick=False)
    ask = draft_by(team.bo, team)
    add(group_of(ask, "client", "named"), CLIENT)
    ask = send(ask)
    answer(ask, CLIENT[1], useful_moment={"cards": ["one two three four five six"]})
    jon = invitation_of(close(ask), CLIENT[1])

    def asked(words):
        return actions.ask_quote(jon, "useful_moment.0", words, by=team.bo)

    for words in ("one two", "two three", "three four"):
        consent = asked(words)
        if end == "taken back":
            actions.take_back_quote(consent, by=team.bo)
            continue
        if end == "withdrawn":
            actions.answer_quote(consent, "role")
        actions.answer_quote(consent, "")
    with pytest.raises(Refused, match="cannot be reached just now"):
        asked("four five")
    time_machine.shift(timedelta(days=1))
    if end == "taken back":
        assert asked("four five").words == "four five"
        return
    with pytest.raises(Refused, match="cannot be reached just now"):
        asked("four five")
