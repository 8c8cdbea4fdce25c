"""Invitations: asked by mail, answered by the person asked, once."""

import json
import logging
import re
from datetime import timedelta

import pytest
import structlog
import time_machine
from django.urls import reverse
from django.utils import timezone

from common.permissions import Refused
from notices.actions import send_due
from notices.models import Mail, Notice
from teams import actions
from teams.models import Event, Invitation, MemberRole, Membership
from tests.factories import person, team_with
from tests.plugins.mailbox import text_of

State = Invitation.State
LINK = re.compile(r"http://localhost:8000(/teams/invitation/[\w-]{43}/)")


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def oz(team):
    return person("oz")


def invite(team, *addresses, role=MemberRole.MEMBER, message=""):
    return actions.invite(team, addresses or ["oz@example.org"], role, message, by=team.ann)


def link_in(message):
    return LINK.search(text_of(message)).group(1)


def posted_link(mailbox, to="oz@example.org"):
    send_due()
    return link_in(mailbox.to(to)[-1])


def verbs():
    return list(Event.objects.order_by("at", "id").values_list("verb", flat=True))


def test_several_people_are_asked_at_once(team, mailbox):
    sent = invite(team, "Oz@Example.org", "dee@example.org", "oz@example.org", message="We start on Monday.")
    send_due()
    assert sorted(invitation.email for invitation in sent) == ["dee@example.org", "oz@example.org"]
    assert sorted(mailbox.subjects) == ["Ann invites you to the team Harbour App"] * 2
    assert "We start on Monday." in text_of(mailbox.to("dee@example.org")[0])
    assert verbs() == ["invitation.sent"] * 2


def test_who_is_asked_already_is_not_asked_twice(team, mailbox):
    invite(team)
    assert invite(team) == []
    send_due()
    assert (len(mailbox), verbs()) == (1, ["invitation.sent"])


def test_the_secret_is_kept_as_a_hash_only_and_never_in_the_outbox(team, mailbox):
    invite(team)
    token = posted_link(mailbox).split("/")[-2]
    stored = (
        str(list(Invitation.objects.values())) + str(list(Mail.objects.values())) + str(list(Event.objects.values()))
    )
    assert token not in stored
    assert Invitation.objects.by_token(token).get().email == "oz@example.org"


def test_every_try_sends_the_same_link(team, mailbox, settings):
    """A mail that arrives twice, since a worker died in between, must not hold a dead link in its first copy."""
    invite(team)
    send_due()
    first = link_in(mailbox.to("oz@example.org")[0])
    assert Mail.objects.get().sealed == ""
    assert Invitation.objects.by_token(first.split("/")[-2]).exists()


def test_looking_changes_nothing_and_the_button_joins(team, oz, mailbox, new_client):
    invite(team, role=MemberRole.OBSERVER)
    link = posted_link(mailbox)
    client = new_client(oz)
    for method in (client.get, client.head, client.options):
        method(link)
    assert Invitation.objects.get().state == State.SENT
    assert not Membership.objects.filter(person=oz).exists()

    assert client.post(link).url == reverse("teams:show", args=["harbour-app"])
    assert Membership.objects.get(person=oz).role == MemberRole.OBSERVER
    assert Invitation.objects.get().accepted_by == oz
    assert verbs() == ["invitation.sent", "invitation.accepted"]


def test_a_double_click_joins_once(team, oz, mailbox, new_client):
    invite(team)
    link = posted_link(mailbox)
    client = new_client(oz)
    assert client.post(link).url == client.post(link).url == client.get(link).url == "/teams/harbour-app/"
    assert Membership.objects.filter(person=oz).count() == 1
    assert Notice.objects.filter(person=team.ann, kind="invitation.accepted").count() == 1


def test_the_action_itself_is_idempotent_and_never_seats_somebody_else(team, oz):
    [invitation] = invite(team)
    first = actions.accept_invitation(invitation, by=oz)
    assert actions.accept_invitation(invitation, by=oz) == first
    with pytest.raises(Refused, match="no longer open"):
        actions.accept_invitation(invitation, by=person("eve"))
    assert verbs() == ["invitation.sent", "invitation.accepted"]


def test_another_account_is_told_whose_invitation_it_is_and_joins_not(team, mailbox, new_client):
    invite(team)
    link = posted_link(mailbox)
    client = new_client(person("eve"))
    page = client.get(link).content.decode()
    assert "This invitation is for oz@example.org" in page
    assert reverse("account_email") in page
    assert client.post(link).status_code == 403
    assert Membership.objects.filter(team=team).count() == 5


def test_a_confirmed_second_address_is_enough(team, mailbox, new_client):
    invite(team)
    eve = person("eve")
    eve.emailaddress_set.create(email="oz@example.org", verified=True)
    new_client(eve).post(posted_link(mailbox))
    assert Membership.objects.filter(team=team, person=eve, left_at=None).exists()


def test_links_that_lead_nowhere_all_look_the_same(team, mailbox, new_client):
    pages = []
    anyone, oz = new_client(), person("oz")
    [withdrawn] = invite(team)
    link = posted_link(mailbox)
    actions.withdraw_invitation(withdrawn, by=team.ann)
    pages.append(anyone.get(link))

    [renewed] = invite(team)
    old = posted_link(mailbox)
    actions.resend_invitation(renewed, by=team.ann)
    pages.append(anyone.get(old))
    link = posted_link(mailbox)
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=False):
        pages.append(anyone.get(link))
        assert new_client(oz).post(link).status_code == 404

    new_client(oz).post(link)
    pages.append(anyone.get(link))
    pages.append(anyone.get("/teams/invitation/never-was/"))
    assert {page.status_code for page in pages} == {404}
    assert len({re.sub(r'"X-CSRFToken": "\w+"|value="\w{64}"', "", page.content.decode()) for page in pages}) == 1


def test_no_log_holds_the_secret_of_a_link(team, mailbox, new_client, caplog):
    invite(team)
    link = posted_link(mailbox)
    new_client(person("eve")).post(link)
    new_client().get(link + "more/")
    [written] = [handler.formatter for handler in logging.getLogger().handlers if is_ours(handler)]
    said = [json.loads(written.format(record)) for record in caplog.records]
    assert "Forbidden: /teams/invitation/…/" in [line["event"] for line in said]
    assert link.split("/")[-2] not in str(said)


def is_ours(handler):
    return isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)


def test_sending_again_makes_a_new_link_for_another_fortnight(team, oz, mailbox, new_client):
    [invitation] = invite(team)
    old = posted_link(mailbox)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        actions.resend_invitation(invitation, by=team.ann)
        new = posted_link(mailbox)
    assert new_client(oz).post(old).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=33), tick=False):
        assert new_client(oz).post(new).status_code == 302
    assert verbs() == ["invitation.sent", "invitation.resent", "invitation.accepted"]


def test_a_double_click_sends_again_once(team, mailbox, new_client):
    [invitation] = invite(team)
    client = new_client(team.ann)
    url = reverse("teams:resend_invitation", args=[team.slug, invitation.pk])
    client.post(url, {"after": 1})
    client.post(url, {"after": 1})
    send_due()
    assert len(mailbox) == 1, "the first mail was taken back before it was sent, the second click did nothing"
    assert Invitation.objects.get().sendings == 2


def test_inviting_an_expired_address_sends_it_anew(team, mailbox):
    invite(team)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        [again] = invite(team, role=MemberRole.MANAGER)
    assert (again.sendings, again.role, Invitation.objects.count()) == (2, MemberRole.MANAGER, 1)


def test_withdrawing_takes_back_mail_and_notice(team, oz, mailbox):
    [invitation] = invite(team)
    assert Notice.objects.visible_to(oz).count() == 1
    actions.withdraw_invitation(invitation, by=team.ann)
    actions.withdraw_invitation(invitation, by=team.ann)
    assert send_due() == 0
    assert Notice.objects.visible_to(oz).count() == 0
    assert verbs() == ["invitation.sent", "invitation.withdrawn"]


def test_a_member_who_accepts_another_invitation_stays_as_they_are(team, mailbox):
    team.bo.emailaddress_set.create(email="bo@work.example", verified=True)
    [invitation] = invite(team, "bo@work.example", role=MemberRole.OBSERVER)
    membership = actions.accept_invitation(invitation, by=team.bo)
    assert membership.role == MemberRole.MEMBER
    assert Membership.objects.filter(team=team, person=team.bo).count() == 1


def test_who_has_an_account_finds_the_invitation_there(team, oz, new_client):
    invite(team)
    notice = Notice.objects.visible_to(oz).get()
    assert notice.text == "Ann invites you to the team Harbour App."
    assert new_client(oz).post(notice.url).url == "/teams/harbour-app/"
    assert new_client(person("eve")).get(notice.url).status_code == 404


def test_the_lead_hears_who_joined(team, oz, mailbox):
    [invitation] = invite(team)
    actions.accept_invitation(invitation, by=oz)
    assert Notice.objects.visible_to(team.ann).get().text == "Oz has joined the team Harbour App."
    assert Notice.objects.visible_to(oz).count() == 0, "the answered invitation is no longer news"


def test_floors_above_do_their_part_when_somebody_joins(team, oz, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "teams.actions.inviting.when_joining", [lambda membership, by: seen.append((membership.person, by))]
    )
    [invitation] = invite(team)
    actions.accept_invitation(invitation, by=oz)
    assert seen == [(oz, oz)]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("good@example.org, bad@@x another", "Not an e-mail address: bad@@x, another"),
        ("bo@example.org", "In the team already: bo@example.org"),
        (" ,; ", "This field is required."),
        (" ".join(f"p{n}@example.org" for n in range(51)), "At most 50 at once; these are 51."),
        ("<script>@example.org", "Not an e-mail address: &lt;script&gt;@example.org"),
    ],
)
def test_bad_addresses_are_named_and_nothing_typed_is_lost(typed, error, team, new_client):
    page = new_client(team.ann).post(reverse("teams:invite", args=[team.slug]), {"addresses": typed, "role": "member"})
    assert error in page.content.decode()
    assert page.context["form"]["addresses"].value() == typed
    assert Invitation.objects.count() == 0


def test_inviting_by_the_page(team, new_client):
    client = new_client(team.ann)
    answer = client.post(
        reverse("teams:invite", args=[team.slug]),
        {"addresses": "a@example.org\nb@example.org;c@example.org", "role": "observer"},
    )
    assert answer.url == reverse("teams:show", args=[team.slug])
    assert set(Invitation.objects.values_list("email", "role")) == {
        ("a@example.org", "observer"),
        ("b@example.org", "observer"),
        ("c@example.org", "observer"),
    }
    assert "3 invitations are on their way." in client.get(answer.url).content.decode()
