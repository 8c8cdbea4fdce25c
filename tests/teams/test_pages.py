"""The pages of teams: what they show, to whom, with how many queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from teams import actions
from teams.history import record
from teams.models import Event, Invitation, Membership
from teams.telling import sentences, tell
from tests.factories import person, team_with


@pytest.fixture
def team(db):
    return team_with()


def url(name, team, *more):
    return reverse(f"teams:{name}", args=[team.slug, *more])


def grow(team, number):
    for n in range(number):
        Membership.objects.create(team=team, person=person(f"p{n}"))
    Invitation.objects.bulk_create(
        Invitation(
            team=team, email=f"q{n}@example.org", invited_by=team.ann, expires_at=timezone.now() + timedelta(days=1)
        )
        for n in range(number)
    )
    for n in range(number):
        record("member.joined", team, by=team.bo, person=f"P{n}")


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(("page", "queries"), [("show", 8), ("history", 5), ("invite", 5), ("leave", 5)])
def test_the_number_of_queries_stays(page, queries, number, team, new_client, django_assert_num_queries):
    grow(team, number)
    client = new_client(team.ann)
    with django_assert_num_queries(queries):
        assert client.get(url(page, team)).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_of_the_list_stays(number, db, new_client, django_assert_num_queries):
    ann = person("ann")
    for n in range(number):
        actions.create_team(f"Team {n}", by=ann)
    client = new_client(ann)
    with django_assert_num_queries(4):
        assert len(client.get(reverse("teams:list")).context["page"].rows) == number


def test_people_stand_in_the_order_of_their_roles(team, new_client):
    rows = new_client(team.bo).get(url("show", team)).context["people"].rows
    assert [str(membership.person) for membership in rows] == ["Ann", "Bo", "Cy", "Mo", "Ob"]


@pytest.mark.parametrize(("who", "sees"), [("ann", True), ("bo", False), ("mo", False), ("ob", False)])
def test_only_the_lead_sees_who_is_invited(who, sees, team, new_client):
    actions.invite(team, ["dee@example.org"], "member", by=team.ann)
    page = new_client(getattr(team, who)).get(url("show", team)).content.decode()
    assert ("dee@example.org" in page) == sees


ALL = ["show", "history", "edit", "invite", "leave"]


@pytest.mark.parametrize("page", ALL)
def test_for_an_outsider_a_team_is_not_there(page, team, new_client):
    assert new_client(person("oz")).get(url(page, team)).status_code == 404


@pytest.mark.parametrize("page", ["edit", "invite"])
@pytest.mark.parametrize("who", ["bo", "mo", "ob"])
def test_only_the_lead_runs_the_team(page, who, team, new_client):
    client = new_client(getattr(team, who))
    assert client.get(url(page, team)).status_code == 403
    assert client.post(url(page, team), {"name": "Other", "addresses": "x@example.org"}).status_code == 403


def test_a_member_of_another_team_cannot_be_reached_through_ones_own(team, new_client):
    other = team_with({"dee": "lead", "eve": "member"}, name="Night Line")
    eve = Membership.objects.get(team=other, person=other.eve)
    [invitation] = actions.invite(other, ["x@example.org"], "member", by=other.dee)
    client = new_client(team.ann)
    for verb in ("change_role", "set_hours", "mark_away", "mark_back", "remove_member"):
        answer = client.post(url(verb, team, eve.pk), {"role": "observer", "hours": "1", "since": "2026-01-01"})
        assert answer.status_code == 404, verb
    for verb in ("resend_invitation", "withdraw_invitation"):
        assert client.post(url(verb, team, invitation.pk)).status_code == 404, verb
    eve.refresh_from_db()
    invitation.refresh_from_db()
    assert (eve.role, eve.hours, eve.away_since, eve.left_at) == ("member", None, None, None)
    assert (invitation.state, invitation.sendings) == ("sent", 1)


def test_the_history_reads_newest_first_and_escapes_what_people_wrote(team, new_client):
    actions.edit_team(team, "<b>Harbour</b>", "", by=team.ann)
    actions.invite(team, ["dee@example.org"], "observer", by=team.ann)
    page = new_client(team.ob).get(url("history", team)).content.decode()
    first = page.index("<bdi>Ann</bdi> invited <bdi>dee@example.org</bdi> as <bdi>observer</bdi>.")
    assert first < page.index("it is called <bdi>&lt;b&gt;Harbour&lt;/b&gt;</bdi>.")


def test_every_verb_that_teams_record_has_its_sentence(team):
    for verb, sentence in sentences.items():
        assert verb not in str(sentence)
    known = {verb for verb in sentences if verb.split(".")[0] in {"team", "member", "invitation"}}
    assert set(Event.objects.values_list("verb", flat=True)) <= known


def test_an_event_nobody_can_tell_shows_its_name(team):
    event = record("boat.sunk", team, by=None)
    assert str(tell(event)) == "<bdi>Time</bdi>: boat.sunk"


def test_an_event_that_lacks_a_name_is_told_with_an_ellipsis(team):
    assert str(tell(record("member.removed", team, by=team.ann))) == (
        "<bdi>Ann</bdi> removed <bdi>…</bdi> from the team."
    )


def test_markup_right_to_left_and_astral_signs_stay_text(team, new_client):
    name = "\u202eفريق 🚢 <img src=x onerror=alert(1)>"
    actions.edit_team(team, name, "{{ secret }} <script>x</script>", by=team.ann)
    page = new_client(team.ann).get(url("edit", team)).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in page
