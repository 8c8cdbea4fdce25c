"""The list, beginning a sheet, and what a page costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.ids import uuid7
from common.templatetags.look import STATES
from negotiations.actions import parts, preparing, starting
from negotiations.models import PrepSheet, SideInvitation
from tests.factories import charter_at, team_with
from tests.negotiations.sheets import seat, sheet_of

pytestmark = pytest.mark.django_db
MOST = 12


def test_the_list_holds_what_one_has_a_seat_at_and_nothing_else(new_client):
    team = team_with()
    mine, behind = sheet_of(team, team.bo, "Night berth"), sheet_of(team, team.bo, "Crane")
    theirs, shared = sheet_of(team, team.cy, "SENTINEL"), sheet_of(team, team.cy, "Shared")
    seat(shared, team.bo, "viewer")
    starting.archive(behind, by=team.bo)
    page = new_client(team.bo).get("/negotiations/")
    listed = [[(one.title, one.seat.role) for one in page.context[group]] for group in ("running", "behind")]
    assert listed == [[("Shared", "viewer"), ("Night berth", "owner")], [("Crane", "owner")]]
    for person in (team.bo, team.ann, team.mo):
        assert theirs.title not in new_client(person).get("/negotiations/").content.decode()
    assert mine.seats.count() == 1


def test_the_list_asks_for_an_answer_where_one_is_asked_to_prepare_another_side(new_client):
    team = team_with()
    sheet = sheet_of(team, team.bo, "SENTINEL")
    ask = {"negotiation": sheet.negotiation, "team": team, "person": team.cy, "invited_by": team.bo}
    invitation = SideInvitation.objects.create(**ask)
    page = new_client(team.cy).get("/negotiations/").content.decode()
    assert f'href="/negotiations/side/{invitation.pk}/"' in page
    assert "SENTINEL" not in page
    assert "/negotiations/side/" not in new_client(team.bo).get("/negotiations/").content.decode()


def start(client, team, key=None, **fields):
    sent = {"key": str(key or uuid7()), "team": str(team.pk), "title": "Night berth", "depth": "focused"}
    return client.post("/negotiations/start/" + fields.pop("query", ""), sent | fields)


def test_the_same_form_sent_twice_begins_once(new_client):
    team = team_with()
    bo, key = new_client(team.bo), uuid7()
    assert [start(bo, team, key)["Location"] for _twice in range(2)] == [f"/negotiations/{key}/"] * 2
    assert [(one.depth, one.title) for one in PrepSheet.objects.all()] == [("focused", "Night berth")]


def test_an_observer_is_told_why_not_and_begins_nothing(new_client):
    team = team_with()
    page = new_client(team.ob).get("/negotiations/start/")
    assert "Observers read along" in page.content.decode()
    start(new_client(team.ob), team)
    assert PrepSheet.objects.count() == 0


def test_a_team_that_is_not_ones_own_is_no_choice(new_client):
    team, other = team_with(), team_with({"di": "lead"}, "Other")
    assert start(new_client(team.bo), other).status_code == 422
    assert PrepSheet.objects.count() == 0


def test_from_a_charter_the_sheet_says_what_it_is_about_and_the_charter_says_nothing(new_client):
    version = charter_at("active")
    team, charter = version.team, version.charter
    role = version.items.filter(kind="role").first()
    bo = new_client(team.bo)
    query = f"?charter={charter.pk}&item={role.key}"
    assert bo.get(f"/negotiations/start/{query}").context["form"]["title"].value() == role.clause().heading
    page = bo.get(start(bo, team, query=query, title="SENTINEL")["Location"])
    assert page.context["about"]["heading"] == role.clause().heading
    assert f'href="/charters/{charter.pk}/#clause-{role.key}"' in page.content.decode()
    assert "SENTINEL" not in bo.get(f"/charters/{charter.pk}/").content.decode()
    talk = bo.get(f"/charters/{charter.pk}/clauses/{role.key}/").content.decode()
    assert f'href="/negotiations/start/{query.replace("&", "&amp;")}"' in talk


def test_a_charter_of_another_team_is_not_there(new_client):
    version, other = charter_at("draft"), team_with({"di": "lead"}, "Other")
    assert new_client(other.di).get(f"/negotiations/start/?charter={version.charter_id}").status_code == 404
    assert new_client(version.team.ob).get(f"/negotiations/start/?charter={version.charter_id}").status_code == 403


def fill_up(sheet, person, number):
    for kind in ("goal", "interest", "alternative", "question", "idea"):
        parts.add_parts(sheet, kind, [f"{kind} {at}" for at in range(number)], uuid7(), by=person)
    gone = parts.write_part(sheet, uuid7(), "message", {"text": "gone"}, "0.", by=person).part
    parts.remove_part(sheet, gone.pk, by=person)


@pytest.mark.parametrize("path", ["", "ready/", "history/", "missing/", "limits/", "describe/", "kept", "sign-off"])
def test_a_page_costs_the_same_at_any_size(new_client, path):
    costs = [cost(new_client, path, number, name) for number, name in ((1, "Small"), (30, "Large"))]
    assert costs[0] == costs[1]
    assert costs[0] <= MOST


def cost(new_client, path, number, name):
    version = charter_at("draft", team_with(name=name))
    team, role = version.team, version.items.filter(kind="role").first()
    sheet = sheet_of(team, team.bo, depth="full", charter=version.charter, item_key=role.key)
    seat(sheet, team.cy, "approver")
    fill_up(sheet, team.bo, number)
    for at in range(1 + number // 10):
        parts.write_part(sheet, uuid7(), "idea", {"text": str(at)}, "0.", by=team.bo)
        preparing.make_ready(sheet, team.cy, by=team.bo)
    last = sheet.snapshots.first()
    path = {"kept": f"kept/{last.pk}/", "sign-off": f"sign-off/{last.sign_offs.get().pk}/"}.get(path, path)
    client = new_client(team.bo)
    client.get("/negotiations/")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(f"/negotiations/{sheet.pk}/{path}").status_code == 200
    return len(queries)


def test_examples_are_for_who_writes(new_client):
    team = team_with()
    sheet = sheet_of(team, team.bo, depth="full")
    seat(sheet, team.cy, "viewer")
    shown = [new_client(one).get(f"/negotiations/{sheet.pk}/").content.decode() for one in (team.bo, team.cy)]
    assert ["kind-example" in page for page in shown] == [True, False]
    assert ["Nothing here yet." in page for page in shown] == [False, True]


def test_who_may_not_is_sent_to_the_owner_and_not_to_a_lead_who_must_not_hear(new_client):
    team = team_with()
    sheet = sheet_of(team, team.bo)
    seat(sheet, team.cy, "viewer")
    page = new_client(team.cy).get(f"/negotiations/{sheet.pk}/limits/")
    assert page.status_code == 403
    assert "ask the owner of the sheet" in page.content.decode()
    assert "ask the lead" not in page.content.decode()


def test_talks_look_other_than_a_charter_in_force():
    looks = {state: PrepSheet(state=state).look for state in PrepSheet.State}
    assert looks == {state: state for state in PrepSheet.State} | {PrepSheet.State.ACTIVE: "negotiating"}
    assert {look for look in looks.values() if look not in STATES} == set()
