"""Two at the same moment in a mediation: it begins once, and who was removed does nothing more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from common.permissions import Refused
from conflicts.actions import choosing, mediating, options, rooms
from conflicts.models import AccessEntry, Mediation, MediationAssignment, Option, Room, RoomMessage
from notices.models import Notice
from tests.conflicts.disagreements import exchanging, find, with_options
from tests.conflicts.mediations import choosing_in, disclosed_in, joint, mediated_by
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
