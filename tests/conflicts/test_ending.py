"""How disagreements end, for one and for all, and go on again."""

import pytest

from common.permissions import Refused
from conflicts.actions import ending, opening, stepping
from conflicts.models import CaseEvent, CaseParty, ConflictCase
from notices.models import Notice
from tests.conflicts.disagreements import exchanging, find, opened_by, party, with_options
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
State = ConflictCase.State


@pytest.fixture
def team():
    return team_with()


def told(case) -> list:
    """Who was told what, beside being asked: the last part of each key names nothing but a verb."""
    rows = Notice.objects.filter(key__startswith=f"private:{case.pk}:").order_by("created_at")
    return [(row.person.name, row.key.split(":")[2]) for row in rows.select_related("person")]


@pytest.mark.parametrize(
    ("verb", "who", "state"),
    [
        (ending.withdraw, "bo", State.WITHDRAWN),
        (ending.refer, "cy", State.REFERRED),
        (ending.close_case, "cy", State.CLOSED),
    ],
)
def test_one_ends_it_and_the_other_is_told_that_something_waits(team, verb, who, state):
    case = exchanging(team.bo, team.cy)
    verb(case, by=getattr(team, who))
    assert verb(case, by=getattr(team, who)).state == state  # sent twice, done once
    case.refresh_from_db()
    assert (case.state, case.ended_at is not None, case.purged_at is not None) == (state, True, True)
    other = {"bo": "Cy", "cy": "Bo"}[who]
    assert told(case)[-1] == (other, CaseEvent.objects.filter(case=case).first().verb)
    assert set(Notice.objects.filter(key__startswith="private:").values_list("text", flat=True)) == {
        "Something private waits for you."
    }


def test_who_has_not_answered_is_told_too_when_it_is_taken_back(team):
    case = opened_by(team.bo, team.cy)
    ending.withdraw(case, by=team.bo)
    assert told(case) == [("Cy", "asked"), ("Cy", "case.withdrawn")]


def test_two_of_three_go_on_without_the_third(team):
    case = with_options(team.bo, team.cy, team.ann)
    ending.leave_case(case, by=team.ann)
    case = find(case)
    assert (case.state, party(case, team.ann).state) == (State.OPTIONS, CaseParty.State.LEFT)
    assert list(ConflictCase.objects.of(team.ann)) == []
    # What she shared is still there for the others.
    assert party(case, team.ann).card.shared["need"] == "I need to know the plan by Monday"
    assert party(case, team.ann).card.draft == party(case, team.ann).card.shared
    with pytest.raises(Refused, match="There are only two of you"):
        ending.leave_case(case, by=team.cy)


def test_what_was_closed_goes_on_and_everybody_is_told(team):
    case = exchanging(team.bo, team.cy)
    ending.close_case(case, by=team.bo)
    ending.reopen(case, by=team.cy)
    case = find(case)
    assert (case.state, case.ended_at, case.purged_at) == (State.EXCHANGING, None, None)
    assert told(case)[-2:] == [("Cy", "case.closed"), ("Bo", "reopened")]
    stepping.look_for_options(case, by=team.bo)


def test_nobody_goes_on_alone(team):
    case = opened_by(team.bo, team.cy)
    opening.join(case, by=team.cy)
    ending.close_case(case, by=team.bo)
    case.parties.filter(person=team.cy).update(state=CaseParty.State.LEFT)
    with pytest.raises(Refused, match="Nobody else takes part any more"):
        ending.reopen(case, by=team.bo)


def test_strangers_end_nothing(team):
    case = exchanging(team.bo, team.cy)
    for verb in (ending.withdraw, ending.refer, ending.close_case, ending.leave_case, ending.reopen):
        for who in (team.ann, team.mo, person(f"root{verb.__name__}", is_superuser=True)):
            with pytest.raises(Refused, match="Only those who take part in it do this"):
                verb(case, by=who)
    assert find(case).state == State.EXCHANGING


def test_each_way_leads_to_a_page_that_the_reader_may_open(team, new_client):
    """What is left of it for whoever ends it, where it stands for whoever goes on, one's own list for whoever leaves."""
    case = exchanging(team.bo, team.cy, team.ann)
    here, bo = f"/disagreements/{case.pk}/", new_client(team.bo)
    assert bo.post(f"{here}close/").url == f"{here}end/"
    assert bo.post(f"{here}reopen/").url == here
    left = new_client(team.ann).post(f"{here}leave/", follow=True)
    assert left.redirect_chain == [("/disagreements/", 302)]
    assert "You do not take part any more. Nobody asks you why." in left.content.decode()
