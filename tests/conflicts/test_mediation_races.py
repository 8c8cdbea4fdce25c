"""Two at the same moment in a mediation: it begins once, and who was removed does nothing more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from common.permissions import Refused
from conflicts.actions import choosing, mediating, options, rooms
from conflicts.models import (
    AccessEntry,
    ConflictOfInterestDisclosure,
    Mediation,
    MediationAssignment,
    Option,
    Room,
    RoomMessage,
)
from notices.models import Mail, Notice
from tests.conflicts.disagreements import exchanging, find, with_options
from tests.conflicts.mediations import asked_at, choosing_in, disclosed_in, joint, mediated_by
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    team = team_with()
    team.di = person("di")
    return team


def at_once(*deeds):
    """Each deed in a thread of its own; gives what they were refused by, or None."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            deed()
        except Refused as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_who_accept_at_once_begin_it_once(team):
    assignment = disclosed_in(choosing_in(exchanging(team.bo, team.cy)), team.di)
    told = Notice.objects.filter(person=team.di).count()
    refused = at_once(*[lambda who=who: choosing.accept_mediator(assignment, by=who) for who in (team.bo, team.cy)])
    assert refused == [None, None]
    assert (Mediation.objects.get().state, MediationAssignment.objects.get().state) == ("active", "active")
    assert Room.objects.count() == 4
    assert Notice.objects.filter(person=team.di).count() == told + 1


def test_two_who_ask_at_once_agree_with_each_other(team):
    case = exchanging(team.bo, team.cy)
    assert (
        at_once(*[lambda who=who: mediating.request_mediation(case, by=who) for who in (team.bo, team.cy)])
        == [None] * 2
    )
    found = Mediation.objects.get()
    assert (found.state, found.consents.count()) == ("choosing", 2)


def test_accepting_and_objecting_at_once_never_leaves_a_mediator(team):
    assignment = disclosed_in(choosing_in(exchanging(team.bo, team.cy)), team.di)
    choosing.accept_mediator(assignment, by=team.bo)
    at_once(
        lambda: choosing.accept_mediator(assignment, by=team.cy),
        lambda: choosing.object_to_mediator(assignment, by=team.bo),
    )
    assert (Mediation.objects.get().state, MediationAssignment.objects.get().state) == ("choosing", "objected")


def at_home(name, address="dee@out.example"):
    who = person(name)
    who.emailaddress_set.create(email=address, verified=True)
    return who


def test_two_tabs_take_on_what_was_asked_at_an_address_once(team):
    proposal, dee = asked_at(choosing_in(exchanging(team.bo, team.cy))), at_home("dee")
    told = at_once(*[lambda: choosing.disclose(proposal, by=dee, has_ties=False)] * 2)
    assert sorted(told, key=bool) == [None, Refused]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.person, proposal.address) == ("disclosed", dee, "")
    assert ConflictOfInterestDisclosure.objects.count() == 1


def test_asked_at_two_addresses_they_take_on_one(team):
    case, dee = choosing_in(exchanging(team.bo, team.cy)), at_home("dee")
    first, second = asked_at(case), asked_at(case, "dee@example.org", "Dee Again")
    told = at_once(*[lambda one=one: choosing.disclose(one, by=dee, has_ties=False) for one in (first, second)])
    assert sorted(told, key=bool) == [None, Refused]
    assert sorted(MediationAssignment.objects.values_list("state", flat=True)) == ["disclosed", "proposed"]


def test_taken_on_or_taken_back_and_never_both(team):
    proposal, dee = asked_at(choosing_in(exchanging(team.bo, team.cy))), at_home("dee")
    told = at_once(
        lambda: choosing.disclose(proposal, by=dee, has_ties=False),
        lambda: choosing.object_to_mediator(proposal, by=team.cy),
    )
    proposal.refresh_from_db()
    known = proposal.person == dee
    assert (told, proposal.state) == ([None if known else Refused, None], "objected")
    assert ConflictOfInterestDisclosure.objects.exists() == known


def test_one_address_proposed_by_both_at_once_is_asked_once(team):
    case = choosing_in(exchanging(team.bo, team.cy))
    told = at_once(*[lambda who=who: asked_at(case, by=who) for who in (team.bo, team.cy)])
    assert sorted(told, key=bool) == [None, Refused]
    assert (MediationAssignment.objects.count(), Mail.objects.filter(to="dee@out.example").count()) == (1, 1)


def test_what_a_removed_mediator_sends_meanwhile_is_refused_or_came_before(team):
    """Each of their verbs against the objection: it was done before it, or not at all."""
    led = mediated_by(with_options(team.bo, team.cy), team.di)
    room, case = joint(led), find(led.case)
    refused = at_once(
        lambda: choosing.object_to_mediator(led, by=team.bo),
        lambda: rooms.say(room, "One more word", by=team.di),
        lambda: rooms.keep_note(case, "One more note", by=team.di),
        lambda: rooms.open_page(case, "cards", by=team.di),
        lambda: options.add_option(case, "One more option", by=team.di),
    )
    done = [RoomMessage.objects.filter(room=room).exists(), AccessEntry.objects.exists(), Option.objects.exists()]
    assert [refused[0], refused[1] is None, refused[3] is None, refused[4] is None] == [None, *done]
    assert not RoomMessage.objects.filter(room__kind="notes").exists()


def test_a_removed_mediator_does_nothing_with_what_they_had_before_their_eyes(team):
    led = mediated_by(with_options(team.bo, team.cy), team.di)
    room, case = joint(led), find(led.case)
    note = rooms.keep_note(case, "Ask again", by=team.di)
    choosing.object_to_mediator(led, by=team.bo)
    deeds = [
        lambda: rooms.say(room, "One more word", by=team.di), lambda: rooms.keep_note(case, "Note", by=team.di),
        lambda: rooms.open_page(case, "cards", by=team.di), lambda: options.add_option(case, "Noon", by=team.di),
        lambda: choosing.recuse(led, by=team.di),
    ]  # fmt: skip
    assert [at_once(deed)[0] for deed in deeds] == [Refused] * 5
    assert not RoomMessage.objects.filter(pk=note.pk).exists()


def test_who_cannot_be_neutral_and_comes_twice_at_once_learns_nothing_twice(team, new_client):
    proposal = asked_at(choosing_in(exchanging(team.bo, team.cy, team=team)), team.mo.email)
    found, clients = [], [new_client(team.mo) for _turn in range(2)]
    door = reverse("conflicts:door_of_mediator", args=[proposal.pk])
    assert at_once(*[lambda one=one: found.append(one.get(door).status_code) for one in clients]) == [None, None]
    assert (found, MediationAssignment.objects.get().state) == ([404, 404], "recused")
