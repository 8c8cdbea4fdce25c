"""Where it stands: what the reader can do next, or for whom they wait, without telling who has done what in private."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.conflicts import agreements, rated
from tests.conflicts.agreements import look, looked_at, sign
from tests.conflicts.disagreements import find, opened_by
from tests.factories import team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def title(new_client):
    """What the page of the case says, and that the list says the same."""

    def title(case, who) -> str:
        client = new_client(who)
        (listed,) = client.get("/disagreements/").context["running"]
        shown = client.get(f"/disagreements/{case.pk}/").context["standing"].next
        assert listed.next.title == shown.title
        return shown.title

    return title


def test_where_nobody_answers_in_time_every_door_that_is_offered_leads_on(team, new_client, time_machine):
    """No mediator is offered to somebody who is alone."""
    case = opened_by(team.bo, team.cy)
    time_machine.move_to(timezone.now() + timezone.timedelta(days=8), tick=False)
    step = new_client(team.bo).get(f"/disagreements/{case.pk}/").context["standing"].next
    assert (step.title, step.door, step.others[0][0]) == ("No answer from Cy yet", "conflicts:end", "conflicts:cards")
    assert step.title in new_client(team.bo).get("/disagreements/").content.decode()


def test_who_has_handed_in_waits_for_those_who_have_not(team, title):
    case = rated.rating(team.bo, team.cy, team.ob)
    rated.handed_in_by(case, team.bo, 2)
    rated.rated_by(case, team.ob, 2)
    steps = [title(case, who) for who in (team.bo, team.cy, team.ob)]
    assert steps == ["Wait for Cy, Ob", "Look for options together", "Look for options together"]
    rated.handed_in_by(case, team.ob, 1)
    assert title(case, team.bo) == "Wait for Cy"
    rated.handed_in_by(case, team.cy, 1)
    assert title(case, team.bo) == "Look for options together"


def test_who_has_signed_waits_for_those_who_have_not(team, title):
    agreement = agreements.offered(team.bo, team.cy)
    sign(agreement, team.bo)
    assert [title(agreement.case, who) for who in (team.bo, team.cy)] == ["Wait for Cy", "Write the agreement"]


def test_of_a_look_nobody_is_told_who_has_looked(team, title):
    follow_up = looked_at(agreements.signed(team.bo, team.cy, team.ob))
    before = title(follow_up.case, team.cy)
    look(follow_up, team.bo)
    steps = [title(follow_up.case, who) for who in (team.bo, team.cy)]
    assert (before, steps) == ("Look whether it holds", ["Wait until all have looked", "Look whether it holds"])


def test_between_the_looks_there_is_nothing_to_do(team, title, new_client):
    agreement = agreements.signed(team.bo, team.cy)
    follow_up = looked_at(agreement)
    for who in (team.bo, team.cy):
        look(follow_up, who)
    assert (find(agreement.case).state, title(agreement.case, team.bo)) == ("follow_up", "You have agreed")
    day = date_format(agreement.follow_ups.get(after_days=60).due_on, "j F")
    assert f"From {day} on" in new_client(team.bo).get(f"/disagreements/{agreement.case_id}/").content.decode()
