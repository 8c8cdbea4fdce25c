"""While a request collects: more time, one more mail, an end, a better address, an open link, and what a lead proposes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused
from feedback import clock
from feedback.actions import asking_links, asking_proposals, sending_later
from feedback.digests import digest_of
from feedback.models import (
    DoNotContact,
    FeedbackInvitation,
    FeedbackRequest,
    FeedbackResponse,
    OpenLink,
    PersonalLink,
)
from notices.models import Mail, Notice
from teams.models import hash_of
from tests.factories import charter_at, team_with
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, invitation_of, send, sent_by
from tests.filling import form_of

pytestmark = pytest.mark.django_db
State, Asked = FeedbackRequest.State, FeedbackInvitation.State


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-02T12:00:00+00:00", tick=False)
    return time_machine


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def ask(november, team):
    return again(sent_by(team.bo, team))


def again(row):
    return type(row).objects.get(pk=row.pk)


def url(name, *parts):
    return reverse(f"feedback:{name}", args=parts)


def day(ask, days):
    return ask.closes_on + timedelta(days=days)


def mails(ask, kind):
    return sorted(Mail.objects.filter(key__startswith=f"feedback:{ask.pk}:{kind}").values_list("to", flat=True))


def html_of(response):
    return response.content.decode()


# More time


def test_more_time_is_given_twice_and_only_forwards(ask, team):
    sending_later.extend_request(ask, day(ask, 5), by=team.bo)
    sending_later.extend_request(ask, day(ask, 5), by=team.bo)
    assert (again(ask).extended, again(ask).closes_on) == (1, day(ask, 5))
    sending_later.extend_request(ask, day(ask, 9), by=team.bo)
    with pytest.raises(Refused):
        sending_later.extend_request(ask, day(ask, 12), by=team.bo)
    assert again(ask).closes_on == day(ask, 9)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Please choose a later day than now; nobody should have less time than promised."),
        (-3, "Please choose a later day than now; nobody should have less time than promised."),
        (31, "Please add at most 30 days."),
    ],
)
def test_a_bad_day_is_refused_on_the_page(new_client, ask, team, days, words):
    response = new_client(team.bo).post(url("extend_request", ask.pk), {"closes_on": day(ask, days).isoformat()})
    assert (response.status_code, response.context["extend"].errors) == (422, {"closes_on": [words]})


def test_after_the_last_day_nothing_more_is_given(ask, team, november):
    november.shift(timedelta(days=15))
    with pytest.raises(Refused):
        sending_later.extend_request(ask, day(ask, 5), by=team.bo)


# An end


def test_cancelling_deletes_all_answers_and_links(ask, team, run_tasks):
    run_tasks()
    answer(ask, team.ann)
    answer(ask, "jon@operator.example")
    sending_later.cancel_request(ask, by=team.bo)
    sending_later.cancel_request(ask, by=team.bo)
    assert again(ask).state == State.CANCELLED
    assert (FeedbackResponse.objects.count(), PersonalLink.objects.count(), mails(ask, "")) == (0, 0, [])
    assert Notice.objects.filter(key__startswith=f"feedback:{ask.pk}:").count() == 0
    assert set(ask.invitations.values_list("state", flat=True)) == {Asked.REVOKED}


def test_one_question_before_it_ends(new_client, ask, team):
    client = new_client(team.bo)
    assert "All answers are deleted, unread." in html_of(client.get(url("cancel_request", ask.pk)))
    assert again(ask).state == State.COLLECTING
    client.post(url("cancel_request", ask.pk))
    assert again(ask).state == State.CANCELLED


def test_what_is_released_stays(ask, team):
    FeedbackRequest.objects.filter(pk=ask.pk).update(state=State.RELEASED)
    with pytest.raises(Refused):
        sending_later.cancel_request(again(ask), by=team.bo)


# One more mail


def test_all_who_have_not_answered_are_reminded_once(new_client, ask, team, november):
    answer(ask, team.ann)
    with pytest.raises(Refused):
        sending_later.remind_all(ask, by=team.bo)
    november.shift(timedelta(days=3))
    client = new_client(team.bo)
    for _ in range(2):
        page = html_of(client.post(url("remind_all", ask.pk), follow=True))
    assert "Everybody who has not answered gets one more mail." in page
    waited_for = [team.cy.email, team.mo.email, team.ob.email, "jon@operator.example"]
    assert mails(ask, "remind:2026-11-05:") == sorted(waited_for)
    november.shift(timedelta(days=2))
    with pytest.raises(Refused):
        sending_later.remind_all(ask, by=team.bo)


# What the person who asks sees


def test_the_page_is_the_same_whoever_answered(new_client, ask, team):
    def page():
        html = html_of(new_client(team.bo).get(url("show", ask.pk)))
        return [line for line in html.splitlines() if "csrf" not in line.lower() and "key" not in line]

    before = page()
    answer(ask, team.ann)
    answer(ask, "jon@operator.example")
    FeedbackInvitation.objects.filter(person=team.cy).update(state=Asked.DECLINED, reason="Did not work closely")
    assert page() == before


def test_who_reads_the_result_sees_who_was_asked_and_no_deed(new_client, november, team):
    charter = charter_at("active", team).charter
    ask = draft_by(team.bo, charter=charter)
    add(group_of(ask), team.ann, team.cy, team.mo)
    send(ask, share="keepers")
    for who, status in ((team.ann, 200), (team.mo, 200), (team.cy, 404), (team.ob, 404)):
        assert new_client(who).get(url("show", ask.pk)).status_code == status, who
    page = html_of(new_client(team.ann).get(url("show", ask.pk)))
    assert (str(team.cy) in page, "Remind" in page, "Answered" in page, 'method="post" action="/feedback/' in page) == (
        True, False, False, False,
    )  # fmt: skip


# A better address


@pytest.fixture
def unreached(november, team):
    DoNotContact.objects.create(digest=digest_of("jon@operator.example"), since=timezone.localdate())
    ask = again(sent_by(team.bo, team))
    return invitation_of(ask, CLIENT[1])


def test_an_address_is_mended_before_the_first_answer_was_counted(new_client, unreached, team):
    ask, client = unreached.request, new_client(team.bo)
    page = html_of(client.get(url("show", ask.pk)))
    assert "Cannot be reached" in page
    door = url("readdress", ask.pk, unreached.pk)
    bad = client.post(door, {"address": team.ann.email})
    assert bad.context["groups"][1]["unreached"][0]["form"].errors == {"address": ["This address is here already."]}
    for _ in range(2):
        client.post(door, {"address": "Jon <jon.pier@operator.example>"})
    found = again(unreached)
    assert (found.state, found.address, found.normal_address) == (Asked.SENT, *["jon.pier@operator.example"] * 2)
    assert mails(ask, f"asked:{found.pk}") == ["jon.pier@operator.example"]


def test_after_the_first_counted_answer_no_address_changes(unreached, team):
    FeedbackRequest.objects.filter(pk=unreached.request_id).update(answered=1)
    with pytest.raises(Refused):
        sending_later.readdress(again(unreached), "Jon", "jon.pier@operator.example", by=team.bo)


def test_a_mail_that_never_arrives_is_told_once_and_mended(new_client, ask, team):
    jon, client = invitation_of(ask, CLIENT[1]), new_client(team.bo)
    Mail.objects.filter(key=f"feedback:{ask.pk}:asked:{jon.pk}").update(state=Mail.State.FAILED)
    for _ in range(2):
        clock.tick(timezone.now())
    assert again(jon).state == Asked.BOUNCED
    assert [kind for kind, _ in told(team.bo)] == ["feedback.not_reached"]
    client.post(url("readdress", ask.pk, jon.pk), {"address": "jon.pier@operator.example"})
    clock.tick(timezone.now())
    assert (again(jon).state, again(jon).address) == (Asked.SENT, "jon.pier@operator.example")


def test_an_answer_is_no_mail_that_never_arrived(ask, team):
    answer(ask, "jon@operator.example")
    Mail.objects.filter(key__startswith=f"feedback:{ask.pk}:asked:").update(state=Mail.State.FAILED)
    clock.tick(timezone.now())
    assert invitation_of(ask, CLIENT[1]).state == Asked.SUBMITTED


# An open link


def test_an_open_link_is_shown_once_and_kept_as_a_hash(new_client, ask, team):
    client = new_client(team.bo)
    form = form_of(client, url("show", ask.pk), "group", "key").values | {"group": "client"}
    response = client.post(url("make_open_link", ask.pk), form)
    token = response.context["made"].rstrip("/").rpartition("/")[2]
    link = OpenLink.objects.get()
    assert (link.token_hash, link.uses_left, link.expires_at - timezone.now()) == (
        hash_of(token),
        10,
        timedelta(days=3),
    )
    assert token in html_of(response)
    assert token not in html_of(client.post(url("make_open_link", ask.pk), form, follow=True))
    assert OpenLink.objects.count() == 1
    client.post(url("revoke_open_link", ask.pk, link.pk))
    assert not again(link).is_alive


def came(ask, address, key="teammate", **fields):
    group = ask.groups.get(key=key)
    return FeedbackInvitation.objects.create(
        request=ask, group=group, address=address, normal_address=address, is_confirmed=False, state=Asked.SENT,
        sent_on=timezone.localdate(), **fields,
    )  # fmt: skip


def test_who_came_by_it_waits_for_a_yes_and_counts_only_if_known(new_client, ask, team):
    stranger = came(ask, "kim@example.com", "client")
    client = new_client(team.bo)
    assert [str(one) for one in client.get(url("show", ask.pk)).context["waiting"]] == ["kim@example.com"]
    client.post(url("confirm_person", ask.pk, stranger.pk))
    assert (again(stranger).is_confirmed, again(stranger).counts) == (True, False)
    assert client.get(url("show", ask.pk)).context["waiting"] == []


def test_who_was_not_meant_is_gone_with_what_they_wrote(ask, team):
    stranger = came(ask, "eve@example.com")
    answer(ask, "eve@example.com")
    asking_links.refuse_person(again(stranger), by=team.bo)
    assert again(stranger).state == Asked.REVOKED
    assert FeedbackResponse.objects.count() == 0


def test_nobody_joins_by_a_link_whom_a_former_request_would_tell(november):
    team = team_with({"bo": "member", "ann": "lead"} | {f"p{n}": "member" for n in range(6)}, name="Large")
    asked = [getattr(team, f"p{n}") for n in range(6)]
    first = draft_by(team.bo, team)
    add(group_of(first), *asked[:3])
    send(first)
    second = draft_by(team.bo, team)
    add(group_of(second), *asked[3:])
    send(second)
    newcomer = came(again(second), asked[0].email)
    with pytest.raises(Refused) as refused:
        asking_links.confirm_person(newcomer, by=team.bo)
    assert str(refused.value.reason).startswith("You asked almost the same people")


def test_a_request_that_is_over_makes_no_link(ask, team, november):
    november.shift(timedelta(days=15))
    with pytest.raises(Refused):
        asking_links.make_open_link(ask.groups.first(), uuid4(), by=team.bo)


# Proposed by a lead


def propose(client, team, **values):
    door = url("propose", team.slug)
    form = form_of(client, door).values
    return client.post(door, form | {"person": str(team.bo.pk), "about": "The pilot"} | values, follow=True)


def test_a_lead_proposes_and_hears_yes(new_client, team):
    lead, member = new_client(team.ann), new_client(team.bo)
    propose(lead, team)
    ask = FeedbackRequest.objects.get()
    assert (ask.subject, ask.proposed_by, ask.state) == (team.bo, team.ann, State.PROPOSED)
    assert told(team.bo) == [("feedback.proposed", "Ann proposes that you ask for feedback.")]
    assert seen(lead) == ["pending"]
    assert lead.get(url("show", ask.pk)).status_code == 404
    assert "Ann" in html_of(member.get(url("show", ask.pk)))
    for _ in range(2):
        member.post(url("accept_proposal", ask.pk))
    assert (again(ask).state, seen(lead)) == (State.DRAFT, ["accepted"])
    assert told(team.ann) == [
        ("feedback.proposal_answered", "Bo will prepare a request for feedback, as you proposed.")
    ]


def told(person):
    return list(Notice.objects.filter(person=person, kind__startswith="feedback.").values_list("kind", "text"))


def seen(client):
    return [one["state"] for one in client.get(url("list")).context["proposed"]]


def test_the_lead_sees_nothing_of_what_becomes_of_it(new_client, november, team):
    lead = new_client(team.ann)
    propose(lead, team)
    ask = asking_proposals.accept_proposal(FeedbackRequest.objects.get(), by=team.bo)
    FeedbackRequest.objects.filter(pk=ask.pk).update(about="Something of my own")
    before = html_of(lead.get(url("list")))
    add(group_of(again(ask)), team.cy, team.mo, team.ob)
    send(again(ask))
    assert "Something of my own" not in before
    assert seen(lead) == ["accepted"]


def test_no_is_an_answer_without_a_reason(new_client, team):
    lead = new_client(team.ann)
    propose(lead, team)
    new_client(team.bo).post(url("decline_proposal", FeedbackRequest.objects.get().pk))
    assert seen(lead) == ["declined"]
    assert told(team.ann) == [("feedback.proposal_answered", "Bo asks for no feedback this time.")]


def test_only_the_lead_proposes_and_to_the_team_alone(new_client, team):
    assert new_client(team.cy).get(url("propose", team.slug)).status_code == 403
    response = propose(new_client(team.ann), team, person=str(team.ob.pk))
    assert (response.status_code, FeedbackRequest.objects.count()) == (422, 0)


def test_one_form_proposes_once(new_client, team):
    lead = new_client(team.ann)
    form = form_of(lead, url("propose", team.slug)).values | {"person": str(team.bo.pk), "about": "The pilot"}
    for _ in range(2):
        lead.post(url("propose", team.slug), form)
    assert FeedbackRequest.objects.count() == 1
