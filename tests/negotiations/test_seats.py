"""Who has a seat at a sheet, who decides about it, and what becomes of it when people go."""

import pytest
from django.urls import reverse

from common.permissions import Refused
from negotiations.actions import seats as actions
from negotiations.models import PrepSheet, Seat, SheetEvent
from notices.models import Notice
from teams.actions import members
from teams.models import Event
from tests.factories import team_with
from tests.negotiations.sheets import seat, sheet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def sheet(team):
    return sheet_of(team, team.bo)


def roles(sheet):
    return {one.person.name: (one.role, one.sees_limits) for one in sheet.seats.select_related("person")}


def give(client, sheet, person, role="editor", limits="usual"):
    return client.post(
        reverse("negotiations:give_seat", args=[sheet.pk]), {"person": person.pk, "role": role, "limits": limits}
    )


def test_the_owner_gives_seats_and_editors_see_limits_unless_said_otherwise(new_client, team, sheet):
    client = new_client(team.bo)
    give(client, sheet, team.cy)
    give(client, sheet, team.mo, "approver")
    give(client, sheet, team.ob, "viewer", "yes")
    assert roles(sheet) == {
        "Bo": ("owner", True), "Cy": ("editor", True), "Mo": ("approver", False), "Ob": ("viewer", True),
    }  # fmt: skip
    assert "“" not in Notice.objects.get(person=team.cy, kind="sheet.seat_given").text
    assert Event.objects.filter(verb__startswith="seat").count() == 0


def test_a_seat_given_twice_is_given_once(team, sheet):
    first = actions.give_seat(sheet, team.cy, "editor", sees_limits=True, by=team.bo)
    again = actions.give_seat(sheet, team.cy, "viewer", sees_limits=False, by=team.bo)
    assert (again.pk, again.role) == (first.pk, "editor")


def test_only_the_owner_decides(team, sheet):
    editor = seat(sheet, team.cy, "editor")
    for deed in (
        lambda: actions.give_seat(sheet, team.ann, "editor", sees_limits=True, by=team.cy),
        lambda: actions.take_seat(editor, by=team.ann),
        lambda: actions.hand_over_sheet(editor, by=team.cy),
        lambda: actions.change_seat(editor, "viewer", sees_limits=False, by=team.mo),
        lambda: actions.change_seat(sheet.seats.get(role="owner"), "viewer", sees_limits=False, by=team.bo),
    ):
        with pytest.raises(Refused):
            deed()
    assert roles(sheet) == {"Bo": ("owner", True), "Cy": ("editor", True)}


def test_a_refused_seat_does_not_say_why(new_client, team, sheet):
    """The other side, somebody who may not sign in, and an unknown person: the same page but for the choice that was sent."""
    other = PrepSheet.objects.create(negotiation=sheet.negotiation, team=team, title="Theirs")
    seat(other, team.cy, "owner")
    team.mo.is_active = False
    team.mo.save()
    client = new_client(team.bo)
    offered = {key for key, _ in client.get(reverse("negotiations:seats", args=[sheet.pk])).context["form"].offered()}
    assert offered == {str(one.pk) for one in (team.ann, team.cy, team.mo, team.ob)}
    said = [give(client, sheet, person) for person in (team.cy, team.mo, PrepSheet(pk=other.pk))]
    assert [answer.status_code for answer in said] == [422] * 3
    assert [answer.context["form"].errors for answer in said] == [
        {"person": ["This person cannot have a seat here."]}
    ] * 3
    assert roles(sheet) == {"Bo": ("owner", True)}
    assert Notice.objects.filter(kind="sheet.seat_given").count() == 0


def test_a_seat_that_is_taken_ends_at_the_next_request(new_client, team, sheet):
    place = seat(sheet, team.cy, "viewer")
    client = new_client(team.cy)
    url = reverse("negotiations:seats", args=[sheet.pk])
    assert client.get(url).status_code == 200
    new_client(team.bo).post(reverse("negotiations:take_seat", args=[sheet.pk, place.pk]))
    assert client.get(url).status_code == 404
    assert Notice.objects.get(person=team.cy).text == "Bo ended your seat at a prep sheet."


def test_changing_rights_and_handing_over(new_client, team, sheet):
    place = seat(sheet, team.cy, "viewer")
    client = new_client(team.bo)
    client.post(reverse("negotiations:change_seat", args=[sheet.pk, place.pk]), {"role": "approver", "limits": "yes"})
    assert roles(sheet)["Cy"] == ("approver", True)
    client.post(reverse("negotiations:hand_over_sheet", args=[sheet.pk, place.pk]))
    assert roles(sheet) == {"Bo": ("editor", True), "Cy": ("owner", True)}
    assert client.post(reverse("negotiations:hand_over_sheet", args=[sheet.pk, place.pk])).status_code == 403


def test_who_has_a_seat_leaves_alone_and_the_owner_hands_over_first(new_client, team, sheet):
    seat(sheet, team.cy, "editor")
    url = reverse("negotiations:leave_sheet", args=[sheet.pk])
    assert new_client(team.bo).post(url).status_code == 403
    assert new_client(team.cy).post(url).status_code == 302
    assert roles(sheet) == {"Bo": ("owner", True)}
    assert SheetEvent.objects.filter(verb="seat.left").get().actor == team.cy


def leave(team, who):
    members.leave_team(team.memberships.get(person=who), by=who)


def test_when_the_owner_leaves_the_team_the_longest_seated_editor_with_limits_owns_the_sheet(team, sheet):
    seat(sheet, team.ob, "editor", sees_limits=False)
    seat(sheet, team.mo, "editor")
    seat(sheet, team.cy, "editor")
    leave(team, team.bo)
    assert roles(sheet) == {"Ob": ("editor", False), "Mo": ("owner", True), "Cy": ("editor", True)}
    assert Notice.objects.get(person=team.mo, kind="sheet.seat_given").mail_at is None
    leave(team, team.cy)
    assert set(roles(sheet)) == {"Ob", "Mo"}


def test_a_sheet_that_nobody_can_take_over_stays_sealed_until_its_owner_is_back(new_client, team, sheet):
    client = new_client(team.bo)
    url = reverse("negotiations:seats", args=[sheet.pk])
    leave(team, team.bo)
    assert client.get(url).status_code == 404
    assert [new_client(who).get(url).status_code for who in (team.ann, team.mo)] == [404, 404]
    assert Seat.objects.get(sheet=sheet).person == team.bo
    members.seat(team, team.bo, "member")
    assert client.get(url).status_code == 200
