"""People in a team: they come, change, leave; a lead always remains."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.urls import reverse

from common.permissions import Refused
from notices.actions import send_due
from notices.models import Notice
from teams import actions
from teams.models import Event, Invitation, MemberRole, Membership, Team
from teams.telling import tell
from tests.factories import person, team_with
from tests.plugins.mailbox import text_of


@pytest.fixture
def team(db):
    return team_with()


def membership(team, who):
    return Membership.objects.get(team=team, person=getattr(team, who))


def told(team):
    return [str(tell(event)).replace("<bdi>", "").replace("</bdi>", "") for event in Event.objects.filter(team=team)]


def test_who_creates_a_team_leads_it(db):
    oz = person("oz")
    team = actions.create_team("Harbour App", "Ferries.", by=oz)
    assert (team.slug, Membership.objects.get(team=team).role) == ("harbour-app", MemberRole.LEAD)
    assert told(team) == ["Oz started the team."]


@pytest.mark.parametrize("name", ["Harbour App", "harbour app", "new", "Invitations", "فريق الميناء", "🚢", "-"])
def test_every_team_has_an_address_of_its_own(name, team, new_client):
    other = actions.create_team(name, by=team.bo)
    assert other.slug != team.slug
    assert other.slug not in actions.members.RESERVED
    assert new_client(team.bo).get(reverse("teams:show", args=[other.slug])).context["team"] == other


def test_the_same_form_sent_twice_makes_one_team(team, new_client):
    client, key = new_client(team.bo), str(uuid4())
    first = client.post(reverse("teams:create"), {"name": "Night Line", "about": "", "key": key})
    second = client.post(reverse("teams:create"), {"name": "Night Line", "about": "", "key": key})
    assert first.url == second.url == "/teams/night-line/"
    assert Team.objects.filter(name="Night Line").count() == 1


def test_a_name_is_one_line(team, new_client):
    page = new_client(team.bo).post(reverse("teams:create"), {"name": "Night\nLine", "key": str(uuid4())})
    assert "A name is one line of text." in page.content.decode()
    assert Team.objects.count() == 1


def test_editing_keeps_the_address_and_is_told(team):
    actions.edit_team(team, "Harbour", "Ferries.", by=team.ann)
    actions.edit_team(team, "Harbour", "Ferries.", by=team.ann)
    assert Team.objects.values_list("name", "slug").get() == ("Harbour", "harbour-app")
    assert told(team) == ["Ann changed how the team is described; it is called Harbour."]


def test_a_changed_role_holds_at_once_and_is_told(team, mailbox, new_client):
    client = new_client(team.ann)
    bo = membership(team, "bo")
    client.post(reverse("teams:change_role", args=[team.slug, bo.pk]), {"role": "observer"})
    client.post(reverse("teams:change_role", args=[team.slug, bo.pk]), {"role": "observer"})
    assert membership(team, "bo").role == MemberRole.OBSERVER
    assert told(team) == ["Ann changed the role of Bo from member to observer."]
    send_due()
    [message] = mailbox.to(team.bo)
    assert "Ann changed your role in the team “Harbour App”: you are now observer." in text_of(message)


def test_an_unknown_role_is_refused_at_the_field(team, new_client):
    bo = membership(team, "bo")
    page = new_client(team.ann).post(reverse("teams:change_role", args=[team.slug, bo.pk]), {"role": "boss"})
    assert (page.status_code, membership(team, "bo").role) == (422, MemberRole.MEMBER)
    assert "Select a valid choice" in page.content.decode()


def test_a_removed_member_is_out_at_the_next_request(team, mailbox, new_client):
    bo_client = new_client(team.bo)
    url = reverse("teams:show", args=[team.slug])
    assert bo_client.get(url).status_code == 200
    Notice.objects.create(person=team.bo, team_id=team.pk, key="x", kind="x", text="A title of the team", url="/")

    bo = membership(team, "bo")
    new_client(team.ann).post(reverse("teams:remove_member", args=[team.slug, bo.pk]))
    assert bo_client.get(url).status_code == 404
    assert bo_client.get(reverse("teams:history", args=[team.slug])).status_code == 404
    assert list(Notice.objects.visible_to(team.bo).values_list("text", flat=True)) == [
        "You are no longer in the team Harbour App."
    ]
    assert told(team) == ["Ann removed Bo from the team."]
    send_due()
    assert mailbox.subjects == ["You are no longer in the team Harbour App"]


def test_leaving_is_told_to_the_leads_and_stays_in_the_history(team, new_client):
    client = new_client(team.bo)
    assert client.post(reverse("teams:leave", args=[team.slug])).url == reverse("teams:list")
    assert client.post(reverse("teams:leave", args=[team.slug])).status_code == 404
    assert membership(team, "bo").left_at is not None
    assert Notice.objects.visible_to(team.ann).get().text == "Bo has left the team Harbour App."
    assert told(team) == ["Bo left the team."]


def test_who_left_can_come_back(team):
    actions.leave_team(membership(team, "bo"), by=team.bo)
    [invitation] = actions.invite(team, ["bo@example.org"], MemberRole.OBSERVER, by=team.ann)
    actions.accept_invitation(invitation, by=team.bo)
    assert list(Membership.objects.filter(team=team, person=team.bo).values_list("role", flat=True)) == [
        MemberRole.MEMBER,
        MemberRole.OBSERVER,
    ]


@pytest.mark.parametrize(
    "go",
    [
        lambda team: actions.leave_team(membership(team, "ann"), by=team.ann),
        lambda team: actions.change_role(membership(team, "ann"), MemberRole.MEMBER, by=team.ann),
    ],
    ids=["leaves", "steps down"],
)
def test_the_last_lead_stays(go, team):
    with pytest.raises(Refused, match="A team always keeps a lead"):
        go(team)
    assert membership(team, "ann").role == MemberRole.LEAD
    assert Event.objects.count() == 0


def test_the_refusal_is_on_the_page(team, new_client):
    page = new_client(team.ann).get(reverse("teams:leave", args=[team.slug])).content.decode()
    assert "A team always keeps a lead. Make somebody else a lead first." in page
    assert "disabled" in page


@pytest.mark.parametrize("second", ["leaves", "steps down"])
def test_two_leads_who_go_at_once_leave_one_behind(second, transactional_db):
    team = team_with({"ann": "lead", "bo": "lead", "cy": "member"})
    together = Barrier(2)

    def go(who):
        mine = membership(team, who)
        together.wait(30)
        try:
            if second == "leaves" or who == "ann":
                return actions.leave_team(mine, by=mine.person)
            return actions.change_role(mine, MemberRole.MEMBER, by=mine.person)
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(go, ["ann", "bo"]))

    assert sorted(type(answer).__name__ for answer in answers) == ["Membership", "Refused"]
    assert Membership.objects.present().filter(team=team, role=MemberRole.LEAD).count() == 1


def test_an_invitation_accepted_twice_at_once_seats_one(transactional_db):
    team, oz = team_with(), person("oz")
    actions.invite(team, ["oz@example.org"], MemberRole.MEMBER, by=team.ann)
    together = Barrier(4)

    def accept(_):
        together.wait(30)
        try:
            return actions.accept_invitation(Invitation.objects.get(), by=oz).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        seats = set(pool.map(accept, range(4)))

    assert len(seats) == 1
    assert Event.objects.filter(verb="invitation.accepted").count() == 1
    assert Notice.objects.visible_to(team.ann).count() == 1


def test_accepted_while_withdrawn_ends_in_one_of_both(transactional_db):
    team, oz = team_with(), person("oz")
    [invitation] = actions.invite(team, ["oz@example.org"], MemberRole.MEMBER, by=team.ann)
    together = Barrier(2)

    def do(verb, by):
        together.wait(30)
        try:
            verb(Invitation.objects.get(), by=by)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        accepted = pool.submit(do, actions.accept_invitation, oz)
        withdrawn = pool.submit(do, actions.withdraw_invitation, team.ann)

    assert [accepted.result(), withdrawn.result()].count(True) == 1
    assert Membership.objects.filter(person=oz).exists() == accepted.result()
    invitation.refresh_from_db()
    assert invitation.state == ("accepted" if accepted.result() else "withdrawn")


@pytest.mark.parametrize(
    ("typed", "kept"), [("20", Decimal("20.0")), ("7.5", Decimal("7.5")), ("0", Decimal("0.0")), ("", None)]
)
def test_hours(typed, kept, team, new_client):
    bo = membership(team, "bo")
    new_client(team.bo).post(reverse("teams:set_hours", args=[team.slug, bo.pk]), {"hours": typed})
    assert membership(team, "bo").hours == kept


@pytest.mark.parametrize("typed", ["-1", "169", "much", "1e9", "NaN"])
def test_odd_hours_are_refused_at_the_field(typed, team, new_client):
    bo = membership(team, "bo")
    page = new_client(team.bo).post(reverse("teams:set_hours", args=[team.slug, bo.pk]), {"hours": typed})
    assert page.status_code == 422
    assert page.context["hours_form"].errors["hours"]
    assert membership(team, "bo").hours is None


def test_a_long_absence_takes_a_person_from_the_signers_until_they_are_back(team, new_client):
    bo, mo_client = membership(team, "bo"), new_client(team.mo)
    mo_client.post(reverse("teams:mark_away", args=[team.slug, bo.pk]), {"since": "2026-11-02"})
    assert membership(team, "bo").away_since == date(2026, 11, 2)
    assert set(team.memberships.signers().values_list("person__name", flat=True)) == {"Ann", "Cy"}
    assert {notice.person_id for notice in Notice.objects.all()} == {team.bo.pk, team.ann.pk}
    new_client(team.bo).post(reverse("teams:mark_back", args=[team.slug, bo.pk]))
    assert team.memberships.signers().count() == 3
    assert told(team) == ["Bo noted that Bo is back.", "Mo noted a long absence of Bo since 2 November 2026."]


def test_floors_above_hear_of_every_change_that_makes_or_unmakes_a_signer(team, monkeypatch):
    seen = []
    heard = [lambda membership, by: seen.append((membership.role, membership.away_since is not None, str(by)))]
    monkeypatch.setattr("teams.actions.members.when_changing_role", heard)
    actions.mark_away(membership(team, "bo"), date(2026, 11, 2), by=team.mo)
    actions.mark_back(membership(team, "bo"), by=team.bo)
    actions.change_role(membership(team, "bo"), "observer", by=team.ann)
    assert seen == [("member", True, "Mo"), ("member", False, "Bo"), ("observer", False, "Ann")]


def test_floors_above_do_their_part_in_the_same_transaction(team, monkeypatch):
    def refuse(membership, *, by):
        raise Refused("Not while signing.")

    monkeypatch.setattr("teams.actions.members.when_leaving", [refuse])
    with pytest.raises(Refused):
        actions.leave_team(membership(team, "bo"), by=team.bo)
    assert membership(team, "bo").left_at is None
    assert Event.objects.count() == 0
