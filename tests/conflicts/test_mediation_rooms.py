"""The rooms of a mediation: said once, read by whom it is for, and forgotten in time."""

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from conflicts.actions import choosing, ending, mediating, rooms
from conflicts.models import CaseEvent, ConflictCase, MediationAssignment, Mediator, Room, RoomMessage, SafeContact
from notices.models import Notice
from tests.conflicts.disagreements import exchanging, find
from tests.conflicts.mediations import active_in, caucus, choosing_in, disclosed_in, joint, mediated_by, proposed_in
from tests.factories import person, team_with
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    team = team_with()
    team.di, team.ad = person("di"), person("ad", is_staff=True)
    return team


@pytest.fixture
def led(team):
    return mediated_by(exchanging(team.bo, team.cy, team=team), team.di)


def door(name, *parts):
    return reverse(f"conflicts:{name}", args=[getattr(part, "pk", part) for part in parts])


def test_each_party_has_a_room_alone_with_the_mediator(team, led):
    found = {(room.kind, room.party and str(room.party)) for room in led.rooms.select_related("party__person")}
    assert found == {("joint", None), ("notes", None), ("caucus", "Bo"), ("caucus", "Cy")}


def test_the_list_of_a_mediator_names_those_who_take_part(team, led, new_client):
    page = new_client(team.di).get(reverse("conflicts:list")).content.decode()
    assert page.split(f'href="{door("mediate", led.case)}">')[1].split("</a>")[0] == "<bdi>Bo</bdi>, <bdi>Cy</bdi>"


def test_the_same_form_sent_twice_says_it_once(team, led, new_client):
    client, url = new_client(team.bo), door("room", led.case, joint(led))
    values = form_of(client, url, "text").values | {"text": ["The pier is wet"]}
    for _again in range(2):
        assert client.post(url, values).status_code == 302
    assert [one.text for one in RoomMessage.objects.all()] == ["The pier is wet"]


def test_a_key_that_something_else_has_takes_nothing_from_it(team, led):
    hers = rooms.say(caucus(led, team.cy), "Mine alone", by=team.cy)
    his = rooms.say(joint(led), "For all", by=team.bo, key=hers.pk)
    assert (his.pk == hers.pk, his.text, RoomMessage.objects.count()) == (False, "For all", 2)


def test_words_that_judge_are_pointed_out_before_all_read_them(team, led, new_client):
    client, url = new_client(team.bo), door("room", led.case, joint(led))
    page = fill(client, url, text="You are always late")
    assert (page.status_code, RoomMessage.objects.exists()) == (422, False)
    assert ["You are always late" in page.content.decode(), "<q>always</q>" in page.content.decode()] == [True, True]
    sent = form_of(client, url, "text").values | {"text": ["You are always late"], "anyway": ["yes"]}
    client.post(url, sent)
    fill(client, door("room", led.case, caucus(led, team.bo)), text="They are always late")
    assert RoomMessage.objects.count() == 2


def test_a_party_says_what_may_be_passed_on(team, led, new_client):
    url = door("room", led.case, caucus(led, team.bo))
    assert "Only <bdi>Di</bdi> and you read this." in new_client(team.bo).get(url).content.decode()
    fill(new_client(team.bo), url, text="Tell them that I am sorry", may_pass_on="on")
    fill(new_client(team.bo), url, text="I am afraid")
    read = new_client(team.di).get(door("mediating_room", led.case, caucus(led, team.bo))).content.decode()
    assert read.count("You may pass this on.") == 1
    said = rooms.say(caucus(led, team.bo), "Thank you", by=team.di, may_pass_on=True)
    assert (said.may_pass_on, rooms.say(joint(led), "Hello", by=team.bo, may_pass_on=True).may_pass_on) == (
        False,
        False,
    )


def test_a_private_talk_leaves_no_trace_in_the_case(team, led):
    moved, events = ConflictCase.objects.get().moved_at, CaseEvent.objects.count()
    told = dict.fromkeys((team.bo, team.cy, team.di), 0)
    before = {who: Notice.objects.filter(person=who).count() for who in told}
    rooms.say(caucus(led, team.bo), "I am afraid", by=team.bo)
    rooms.say(caucus(led, team.bo), "Of what?", by=team.di)
    assert (ConflictCase.objects.get().moved_at, CaseEvent.objects.count()) == (moved, events)
    now = {str(who): Notice.objects.filter(person=who).count() - before[who] for who in told}
    assert now == {"Bo": 1, "Cy": 0, "Di": 1}


def test_what_is_said_to_all_tells_all_and_names_nothing(team, led):
    moved, before = ConflictCase.objects.get().moved_at, set(Notice.objects.values_list("pk", flat=True))
    rooms.say(joint(led), "Shall we begin?", by=team.di)
    told = Notice.objects.exclude(pk__in=before)
    assert {(str(one.person), one.text) for one in told} == {
        (who, "Something private waits for you.") for who in ("Bo", "Cy")
    }
    assert ConflictCase.objects.get().moved_at > moved


def test_every_address_that_is_told_names_no_topic(team, led):
    rooms.say(joint(led), "Shall we begin?", by=team.bo)
    assert {one.url.split("/")[1] for one in Notice.objects.filter(kind="private.waits")} == {"for-you"}


def test_many_words_come_page_by_page_the_newest_last(team, led, new_client):
    for place in range(35):
        rooms.say(joint(led), f"Word {place:02}", by=team.bo)
    client, url = new_client(team.cy), door("room", led.case, joint(led))
    first = client.get(url)
    assert [one.text for one in first.context["messages_here"]] == [f"Word {place:02}" for place in range(5, 35)]
    older = client.get(url + first.context["page"].older)
    assert [one.text for one in older.context["messages_here"]] == [f"Word {place:02}" for place in range(5)]


def test_notes_are_kept_changed_and_thrown_away(team, led, new_client):
    client, url = new_client(team.di), door("mediating_notes", led.case)
    fill(client, url, text="Bo needs time")
    note = RoomMessage.objects.get()
    fill(client, door("mediating_note", led.case, note), text="Bo needs a day")
    assert "Bo needs a day" in client.get(url).content.decode()
    client.post(door("mediating_note", led.case, note), {"remove": "yes"})
    assert not RoomMessage.objects.exists()


def rows_of_notes() -> int:
    """In the database itself, past every manager."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from conflicts_roommessage m join conflicts_room r on r.id = m.room_id where r.kind = 'notes'"
        )
        return cursor.fetchone()[0]


ENDS = {
    "a party leaves": lambda team, led: mediating.leave_mediation(led.case, by=team.cy),
    "the mediator steps aside": lambda team, led: choosing.recuse(led, by=team.di),
    "a party objects": lambda team, led: choosing.object_to_mediator(led, by=team.bo),
    "the case ends": lambda team, led: ending.close_case(led.case, by=team.cy),
    "the mediator closes their account": lambda team, led: choosing.stand_aside(team.di),
}


@pytest.mark.parametrize("end", ENDS)
def test_notes_are_gone_the_moment_it_ends(team, led, end):
    rooms.keep_note(led.case, "Bo needs time", by=team.di)
    rooms.say(joint(led), "Welcome", by=team.di)
    assert rows_of_notes() == 1
    ENDS[end](team, led)
    assert (rows_of_notes(), RoomMessage.objects.count()) == (0, 1)
    assert MediationAssignment.objects.get().state not in MediationAssignment.OPEN


def test_whoever_else_was_asked_is_thanked_when_one_is_chosen(team, new_client):
    case = choosing_in(exchanging(team.bo, team.cy))
    other = proposed_in(case, person("ola"))
    active_in(case, team.di)
    other.refresh_from_db()
    assert other.state == "ended"
    assert "This is over" in new_client(other.person).get(door("door_of_mediator", other)).content.decode()
    assert Notice.objects.filter(person=other.person).count() == 2


def test_who_said_yes_or_no_is_told_to_nobody(team, new_client):
    """Three parties: one has accepted, one has not; the third cannot tell which."""
    dee = person("dee")
    case = exchanging(team.bo, team.cy, dee)
    mediating.request_mediation(case, by=team.bo)
    page = door("mediation", case)
    before = body(new_client(dee).get(page))
    mediating.consent_to_mediation(case, by=team.cy)
    assert body(new_client(dee).get(page)) == before
    mediating.consent_to_mediation(case, by=dee)
    assignment = disclosed_in(find(case), team.di)
    before = body(new_client(dee).get(page))
    choosing.accept_mediator(assignment, by=team.cy)
    assert body(new_client(dee).get(page)) == before
    assert {
        event.actor_id for event in CaseEvent.objects.filter(verb__in=["mediation.begun", "mediator.accepted"])
    } == {None}


def body(response) -> str:
    return response.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0]


def test_the_pool_is_kept_in_the_window_of_administrators(team, new_client):
    client, add = new_client(team.ad), reverse("admin:conflicts_mediator_add")
    client.post(add, {"person": team.di.pk, "about": "Ten years", "is_available": "on"})
    kept = Mediator.objects.get()
    assert (kept.person, kept.about, kept.is_available) == (team.di, "Ten years", True)
    case = choosing_in(exchanging(team.bo, team.cy))
    assert "Ten years" in new_client(team.bo).get(door("mediation", case)).content.decode()
    client.post(reverse("admin:conflicts_mediator_delete", args=[kept.pk]), {"post": "yes"})
    client.post(
        reverse("admin:conflicts_safecontact_add"),
        {"name": "Rae", "role": "Trusted", "email": "rae@x.example", "position": 0},
    )
    assert (Mediator.objects.exists(), SafeContact.objects.get().name) == (False, "Rae")
    assert new_client(team.mo).get(add).status_code == 302
    registered = {model.__name__ for model in admin_models()}
    assert registered == {"Mediator", "SafeContact"}


def admin_models():
    return [model for model in admin.site._registry if model._meta.app_label == "conflicts"]


def test_the_pool_opens_no_case(team, led, new_client):
    pat = person("pat")
    Mediator.objects.create(person=pat)
    assert [new_client(pat).get(door(name, led.case)).status_code for name in ("show", "mediate", "mediation")] == [
        404
    ] * 3


def test_only_who_is_offered_can_be_proposed_by_a_key(team, new_client):
    case = choosing_in(exchanging(team.bo, team.cy, team=team))
    client = new_client(team.bo)
    Mediator.objects.create(person=person("pat"), is_available=False)
    offered = client.get(door("mediation", case)).context["offered"]
    assert (offered["pool"], [str(one) for one in offered["team"]]) == ([], ["Ob"])
    sent = [client.post(door("propose_mediator", case), {"person": who.pk}).status_code for who in (team.di, team.ob)]
    assert (sent, MediationAssignment.objects.get().person) == ([404, 302], team.ob)


@pytest.mark.parametrize("address", ["bo@example.org", "not an address", "evil@x.example\u200b"])
def test_what_cannot_be_proposed_leaves_the_words_where_they_were(team, new_client, address):
    """One's own address, and what is none."""
    case = choosing_in(exchanging(team.bo, team.cy, team=team))
    page = fill(new_client(team.bo), door("mediation", case), name="Nia", address=address)
    form = page.context["form"]
    assert (page.status_code, form["name"].value(), form["address"].value()) == (422, "Nia", address)
    assert not MediationAssignment.objects.exists()


def test_closing_leaves_what_all_said_to_each_other(team, led):
    rooms.say(joint(led), "Welcome", by=team.di)
    rooms.say(caucus(led, team.bo), "I am afraid", by=team.bo)
    rooms.keep_note(led.case, "Bo needs time", by=team.di)
    ending.close_case(led.case, by=team.cy)
    assert list(RoomMessage.objects.values_list("room__kind", flat=True)) == [Room.Kind.JOINT]
    led.refresh_from_db()
    assert (led.disclosure.words, led.disclosure.known) == ("", [])
