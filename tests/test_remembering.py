"""What is put back is what was built, and nothing is put back where a test could tell."""

import pytest
from django.db import transaction

from charters.models import Charter
from teams.models import Team
from tests.factories import charter_at, team_with
from tests.remembering import memory
from tests.stored_rows import rows

pytestmark = pytest.mark.django_db


def begun():
    """A charter in signing, and all that is stored then."""
    version = charter_at("signing", team_with())
    return version, sorted(rows())


def undone(work):
    """As in a test of its own: it begins with nothing, and nothing of it stays."""
    memory.begin(honest=True)
    with transaction.atomic():
        found = work()
        transaction.set_rollback(True)
    return found


def test_the_second_time_the_same_rows_stand_there_and_the_same_is_given_back():
    built, stored = undone(begun)
    again, put_back = undone(begun)
    assert (again.pk, again.content_hash, again.team.bo) == (built.pk, built.content_hash, built.team.bo)
    assert again is not built
    assert again.charter.team is again.team
    assert put_back == stored
    assert len(stored) > len(undone(lambda: sorted(rows())))


def test_what_follows_is_kept_apart_by_what_stood_before():
    alone, _stored = undone(begun)
    first, second = undone(lambda: (charter_at("draft", team_with(name="Pier")), begun()[0]))
    assert len({alone.pk, first.pk, second.pk}) == 3


def change_something(team):
    Team.objects.filter(pk=team.pk).update(name="Another")


@pytest.mark.parametrize("changes", [change_something, lambda team: setattr(team, "name", "Renamed")])
def test_after_a_change_of_the_test_itself_the_work_is_done(changes):
    def work():
        team = team_with()
        changes(team)
        return charter_at("draft", team)

    undone(begun)
    plain = undone(lambda: charter_at("draft", team_with()))
    assert undone(work).pk != plain.pk


def test_with_another_setting_the_work_is_done(settings):
    plain, _stored = undone(begun)

    def work():
        settings.SITE_NAME = "Another site"
        return begun()[0]

    assert undone(work).pk != plain.pk


def test_at_another_moment_the_work_is_done(time_machine):
    time_machine.move_to("2027-03-01 09:00Z", tick=False)
    first, _stored = undone(begun)
    time_machine.move_to("2027-03-01 09:01Z")
    second, _stored = undone(begun)
    assert first.pk != second.pk
    assert second.charter.created_at > first.charter.created_at


def test_what_fails_fails_again():
    def work():
        team = team_with()
        with pytest.raises(ValueError, match="nowhere"):
            charter_at("nowhere", team)
        return Charter.objects.count()

    assert undone(work) == undone(work) == 1
