"""What a mediator opens: nothing before all accepted, nothing after, and each page of it written down."""

import pytest
from django.urls import reverse

from common.ids import uuid7
from conflicts.actions import choosing, mediating, opening, options, points, rooms
from conflicts.models import AccessEntry, ConflictCard, Mediation, OptionRating, RoomMessage
from tests.conflicts.agreements import names_in
from tests.conflicts.disagreements import exchanging, find, opened_by, say, with_options
from tests.conflicts.mediations import active_in, brought_to, caucus, choosing_in, disclosed_in, joint, mediated_by
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
KEY = "0199f000-0000-7000-8000-0000000000f5"


@pytest.fixture
def team():
    team = team_with()
    team.di = person("di")
    return team


def door(name, *parts):
    return reverse(f"conflicts:{name}", args=[getattr(part, "pk", part) for part in parts])


def pages_of(assignment) -> dict:
    """Each page of a mediator, and how its opening is written down."""
    case = assignment.case
    note = RoomMessage.objects.filter(room__assignment=assignment, room__kind="notes").first() or assignment
    found = {
        door("mediate", case): "overview", door("mediating_cards", case): "cards", door("mediating_options", case): "options",
        door("mediating_agreement", case): "agreement", door("mediating_notes", case): "notes",
        door("mediating_note", case, note): "note",
    }  # fmt: skip
    for room in assignment.rooms.exclude(kind="notes"):
        name = f"caucus:{room.party_id.hex}" if room.party_id else "joint"
        found[door("mediating_room", case, room)] = name
    return found


@pytest.mark.parametrize("state", ["proposed", "disclosed", "active", "objected", "recused", "ended"])
def test_only_an_active_mediator_opens_pages_and_each_is_written_down(team, new_client, state):
    assignment = brought_to(state, with_options(team.bo, team.cy), team.di)
    if state == "active":
        rooms.keep_note(assignment.case, "Ask again", by=team.di)
    client, pages = new_client(team.di), pages_of(assignment)
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(
        pages, 200 if state == "active" else 404
    )
    written = list(AccessEntry.objects.order_by("at", "pk").values_list("page", flat=True))
    assert written == (list(pages.values()) if state == "active" else [])
    assert {client.get(door(name, assignment.case)).status_code for name in ("show", "mediation")} == {404}


@pytest.mark.parametrize("state", ["proposed", "disclosed", "objected", "recused", "ended"])
def test_nobody_else_writes_anywhere_a_mediator_does(team, new_client, state):
    assignment = brought_to(state, with_options(team.bo, team.cy), team.di)
    client, case = new_client(team.di), assignment.case
    sent = {"key": KEY, "text": "Meet at noon"}
    tried = [
        door("mediating_notes", case),
        door("mediating_add_option", case),
        door("mediating_room", case, assignment),
    ]
    assert [client.post(url, sent).status_code for url in tried] == [404] * 3
    assert (RoomMessage.objects.exists(), case.options.exists()) == (False, False)


def test_a_party_reads_which_page_was_opened_but_not_whose_private_talk(team, new_client):
    assignment = mediated_by(exchanging(team.bo, team.cy), team.di)
    client = new_client(team.di)
    for room in (joint(assignment), caucus(assignment, team.bo)):
        client.get(door("mediating_room", assignment.case, room))
    seen = {
        str(who): [one["page"] for one in new_client(who).get(door("mediation", assignment.case)).context["openings"]]
        for who in (team.bo, team.cy)
    }
    assert seen == {"Bo": ["Private talk with you", "Talk with all of you"], "Cy": ["Talk with all of you"]}


def test_a_mediator_reads_what_is_shared_and_nothing_that_is_not(team, new_client):
    case = with_options(team.bo, team.cy)
    say(case, team.bo, seen="DRAFTWORDS")
    points.add_point(case, uuid7(), text="UNSHAREDPOINT", by=team.bo)
    ConflictCard.objects.filter(party__person=team.cy).update(for_mediator="CYFORMEDIATOR")
    option = options.add_option(case, "Meet on Mondays", by=team.bo)
    OptionRating.objects.create(
        case=case, option=option, party=case.parties.get(person=team.cy), said={"value": 3, "note": "UNREVEALEDNOTE"}
    )
    assignment = disclosed_in(choosing_in(case), team.di)
    other = choosing.propose_mediator(find(case), person("ola"), by=team.cy)
    choosing.object_to_mediator(other, by=team.bo, reason="OBJECTIONREASON")
    for who in (team.bo, team.cy):
        choosing.accept_mediator(assignment, by=who)
    read = "".join(new_client(team.di).get(url).content.decode() for url in pages_of(assignment) if "notes/" not in url)
    words = ("The plan came late", "CYFORMEDIATOR", "Meet on Mondays")
    secrets = ("DRAFTWORDS", "UNSHAREDPOINT", "UNREVEALEDNOTE", "OBJECTIONREASON")
    assert [word in read for word in (*words, *secrets)] == [True] * len(words) + [False] * len(secrets)
    assert names_in(read, "Ola") == []


def test_no_party_reads_what_is_for_a_mediator(team, new_client):
    case = exchanging(team.bo, team.cy)
    ConflictCard.objects.filter(party__person=team.cy).update(for_mediator="CYFORMEDIATOR")
    assignment = mediated_by(case, team.di)
    rooms.keep_note(assignment.case, "MEDIATORSNOTE", by=team.di)
    rooms.say(caucus(assignment, team.cy), "CYSCAUCUS", by=team.cy)
    client = new_client(team.bo)
    urls = [door("mediation", case), door("show", case), *(door("room", case, room) for room in assignment.rooms.all())]
    read = "".join(client.get(url).content.decode() for url in urls)
    assert [word in read for word in ("CYFORMEDIATOR", "MEDIATORSNOTE", "CYSCAUCUS")] == [False] * 3


def test_an_objection_while_they_mediate_removes_at_once(team, new_client):
    assignment = mediated_by(with_options(team.bo, team.cy), team.di)
    rooms.keep_note(assignment.case, "Ask again", by=team.di)
    client, case = new_client(team.di), assignment.case
    assert client.get(door("mediate", case)).status_code == 200
    new_client(team.cy).post(door("object_to_mediator", case, assignment), {"reason": "They laughed at me"})
    assert {client.get(url).status_code for url in pages_of(assignment)} == {404}
    assert client.post(door("mediating_add_option", case), {"key": KEY, "text": "Noon"}).status_code == 404
    told = client.get(door("door_of_mediator", assignment)).content.decode()
    assert ["This is over" in told, "laughed" in told] == [True, False]
    assert "They laughed at me" in new_client(team.bo).get(door("mediation", case)).content.decode()
    assert (Mediation.objects.get().state, RoomMessage.objects.exists()) == ("choosing", False)


def test_who_joins_later_shuts_the_mediator_out_until_they_accept(team, new_client):
    dee = person("dee")
    case = opened_by(team.bo, team.cy, dee)
    opening.join(case, by=team.cy)
    assignment = active_in(choosing_in(case), team.di)
    client = new_client(team.di)
    assert client.get(door("mediate", case)).status_code == 200
    opening.join(case, by=dee)
    assert client.get(door("mediate", case)).status_code == 404
    mediating.consent_to_mediation(case, by=dee)
    assert client.get(door("mediate", case)).status_code == 404
    choosing.accept_mediator(assignment, by=dee)
    assert client.get(door("mediate", case)).status_code == 200
    assert new_client(dee).get(door("room", case, caucus(assignment, dee))).status_code == 200


def test_who_joins_later_reads_no_talk_of_a_mediator_they_never_accepted(team, new_client):
    dee = person("dee")
    case = opened_by(team.bo, team.cy, dee)
    opening.join(case, by=team.cy)
    assignment = active_in(choosing_in(case), team.di)
    mediating.leave_mediation(case, by=team.bo)
    opening.join(case, by=dee)
    seen = [new_client(who).get(door("room", case, joint(assignment))).status_code for who in (team.cy, dee)]
    assert seen == [200, 404]


def test_a_later_mediator_sees_no_room_of_the_one_before(team, new_client):
    before = mediated_by(exchanging(team.bo, team.cy), team.di)
    old = rooms.say(joint(before), "Said to Di", by=team.bo).room
    choosing.recuse(before, by=team.di)
    pat = person("pat")
    after = active_in(find(before.case), pat)
    client = new_client(pat)
    assert client.get(door("mediating_room", after.case, old)).status_code == 404
    assert client.get(door("mediating_room", after.case, joint(after))).status_code == 200
    assert new_client(team.cy).get(door("room", after.case, old)).status_code == 200


def test_somebody_who_becomes_a_party_reads_nothing_as_mediator(team, new_client):
    """Asked at an address that they confirm only now; also after they leave again."""
    case = opened_by(team.bo, team.cy)
    case.parties.create(case=case, name="D", address="d@home.example", position=2)
    opening.join(case, by=team.cy)
    assignment = mediated_by(find(case), team.di)
    team.di.emailaddress_set.create(email="d@home.example", verified=True)
    case.parties.filter(name="D").update(person=team.di, state="joined")
    client, page = new_client(team.di), door("mediate", assignment.case)
    assert client.get(page).status_code == 404
    # Nor when all who are left have accepted them.
    assignment.case.parties.filter(person=team.di).update(state="left")
    assert client.get(page).status_code == 404


def test_the_pages_cost_the_same_with_much_in_them(team, new_client, django_assert_max_num_queries):
    """Three parties; with one thing of each kind, then with twenty."""
    case = with_options(team.bo, team.cy, person("dee"))
    assignment = mediated_by(case, team.di)
    led, party = new_client(team.di), new_client(team.bo)
    costs = []
    for more in (range(1), range(19)):
        for place in more:
            options.add_option(find(case), f"Option {place}", by=team.bo)
            rooms.say(joint(assignment), f"Word {place}", by=team.cy)
            rooms.keep_note(assignment.case, f"Note {place}", by=team.di)
        found = {url: costs_of(led, url, django_assert_max_num_queries) for url in pages_of(assignment)}
        for url in (door("mediation", case), door("room", case, joint(assignment))):
            found[url] = costs_of(party, url, django_assert_max_num_queries)
        costs.append(list(found.values()))
    assert costs[0] == costs[1]


def costs_of(client, url, at_most) -> int:
    with at_most(14) as asked:
        assert client.get(url).status_code == 200
    return len(asked)
