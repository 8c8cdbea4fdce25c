"""Who may do what with options and ratings: every state of the case × every step of the round × every kind of person."""

import pytest

from common.permissions import Denied
from conflicts.actions import criteria, opening, options, ratings
from conflicts.models import ConflictCase, Option, RatingRound
from conflicts.permissions import (
    can_add_criterion,
    can_add_option,
    can_begin_rating,
    can_edit_option,
    can_hand_in,
    can_hear_again,
    can_mark_criterion,
    can_open_again,
    can_rate,
    can_remove_option,
    can_start_another_round,
    can_take_back,
)
from conflicts.permissions.options import MOST_OPTIONS
from conflicts.permissions.parties import NOT_NOW, not_now
from tests.conflicts.disagreements import find, opened_by, party
from tests.conflicts.mediations import mediated_by
from tests.conflicts.rated import current, handed_in_by, listed, rated_by, rating, revealed
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
State, Step = ConflictCase.State, RatingRound.State
STRANGERS = ("lead", "manager", "administrator", "outsider")
ONLY, FIRST = "Only those who take part in it do this.", "First say whether you take part."
CLOSED = "The list is closed: each of you rates it now."
RATED = "All have rated this list. Begin another round for more."
OPEN = "The list is open: you are still looking for options."
READ = "All have rated this list, and all can read it."
# What who takes part is told at each step, while the case is at its options. Nobody has handed in; one option, not rated.
STEPS = {
    can_add_option: (True, CLOSED, RATED),
    can_begin_rating: (True, CLOSED, RATED),
    can_open_again: (OPEN, True, READ),
    can_rate: (OPEN, True, READ),
    can_hand_in: (OPEN, "You have not rated 1 option yet.", READ),
    can_take_back: (OPEN, "You have not handed in.", READ),
    can_start_another_round: ("This round is not rated yet.", "This round is not rated yet.", True),
}


@pytest.fixture
def cast():
    team = team_with()
    case = opened_by(team.bo, team.cy, person("dee"), team=team)
    opening.join(case, by=team.cy)
    mediator = person("em")
    mediated_by(case, mediator)
    found = RatingRound.objects.create(case=case)
    Option.objects.create(case=case, round=found, party=party(case, team.bo), text="A day for tests")
    people = {
        "opener": team.bo, "other": team.cy, "invited": case.parties.get(state="invited").person, "mediator": mediator,
        "lead": team.ann, "manager": team.mo, "administrator": person("ad", is_superuser=True, is_staff=True),
        "outsider": person("oz"),
    }  # fmt: skip
    return find(case), people


def told(answer):
    return answer.reason if isinstance(answer, Denied) else answer


def at(case, state, step) -> RatingRound:
    """The round as if case and round stood there: rules read what they are given."""
    found = options.last_round(case)
    found.case, found.state, case.state = case, step, state
    return found


def expected(rule, who, state, step):
    works = who in ("opener", "other") or (who == "mediator" and rule is can_add_option)
    if who == "invited":
        return FIRST
    if not works:
        return ONLY
    if state != State.OPTIONS:
        return None
    return STEPS[rule][list(Step).index(step)]


def test_each_rule_in_each_state_at_each_step_for_each_person(cast):
    case, people = cast
    found, wanted = {}, {}
    for state in State:
        for step in Step:
            for who, user in people.items():
                for rule in STEPS:
                    key = (rule.__name__, who, str(state), str(step))
                    found[key] = told(rule(user, at(case, state, step)))
                    wanted[key] = expected(rule, who, state, step) or not_now(case)
    assert found == wanted


def test_what_is_over_or_elsewhere_says_so(cast):
    case, people = cast
    assert told(can_rate(people["other"], at(case, State.AGREEING, Step.RATING))) == str(NOT_NOW[State.AGREEING])
    assert (
        told(can_rate(people["other"], at(case, State.CLOSED, Step.RATING)))
        == "This is over: closed without agreement."
    )


def test_only_who_proposed_it_changes_an_option(cast):
    case, people = cast
    option = case.options.get()
    option.round = at(case, State.OPTIONS, Step.COLLECTING)
    other = "Only who proposed it changes it. Add yours beside it."
    found = {who: told(can_edit_option(user, option)) for who, user in people.items()}
    wanted = {"opener": True, "other": other, "mediator": other, "invited": FIRST} | dict.fromkeys(STRANGERS, ONLY)
    assert found == wanted
    option.party_id = None
    assert [who for who, user in people.items() if can_remove_option(user, option)] == ["mediator"]
    option.round = at(case, State.OPTIONS, Step.RATING)
    assert {who: told(can_edit_option(people[who], option)) for who in ("opener", "mediator")} == {
        "opener": CLOSED, "mediator": CLOSED,
    }  # fmt: skip


@pytest.fixture
def pair():
    return team_with()


def test_handing_in_ends_opening_again_and_rating_until_it_is_taken_back(pair):
    case = rating(pair.bo, pair.cy)
    handed_in_by(case, pair.bo, 2)
    found = current(case)
    assert [told(rule(pair.bo, found)) for rule in (can_rate, can_hand_in, can_take_back, can_open_again)] == [
        "You have handed in. Take it back first, to change it.", "You have handed in. Take it back first, to change it.",
        True, "Somebody has handed in already. More options come in another round.",
    ]  # fmt: skip
    assert [told(rule(pair.cy, found)) for rule in (can_rate, can_hand_in, can_take_back, can_open_again)] == [
        True, "You have not rated 3 options yet.", "You have not handed in.",
        "Somebody has handed in already. More options come in another round.",
    ]  # fmt: skip
    ratings.take_back(case, by=pair.bo)
    assert [told(rule(pair.bo, current(case))) for rule in (can_rate, can_hand_in, can_open_again)] == [
        True,
        True,
        True,
    ]


def test_each_option_needs_a_value_and_zero_is_one(pair):
    case = rating(pair.bo, pair.cy)
    rated_by(case, pair.bo, 0, None, 3)
    assert told(can_hand_in(pair.bo, current(case))) == "You have not rated 1 option yet."
    rated_by(case, pair.bo, 0, 0, 3)
    assert told(can_hand_in(pair.bo, current(case))) is True


def test_an_empty_list_is_not_rated_and_a_full_one_takes_no_more(pair):
    case = listed(pair.bo, pair.cy, texts=())
    assert told(can_begin_rating(pair.bo, current(case))) == "First find at least one option."
    options.add_options(case, [(f"Option {n}", "") for n in range(MOST_OPTIONS)], by=pair.bo)
    assert told(can_add_option(pair.bo, current(case))) == "There are 100 options already. Rate these first."


def test_yardsticks_are_added_by_who_takes_part_and_marked_by_the_others(cast):
    case, people = cast
    case.state = State.EXCHANGING
    point = criteria.add_criterion(case, "Half and half", by=people["opener"])
    point.case = case
    outside = {"invited": FIRST} | dict.fromkeys((*STRANGERS, "mediator"), ONLY)
    adds = {who: told(can_add_criterion(user, case)) for who, user in people.items()}
    marks = {who: told(can_mark_criterion(user, point)) for who, user in people.items()}
    assert adds == {"opener": True, "other": True} | outside
    assert marks == {"opener": "You wrote this yourself.", "other": True} | outside
    for state in State:
        case.state = state
        works = state in ConflictCase.WORKING
        assert told(can_add_criterion(people["other"], case)) == (works or not_now(case))


def test_hearing_again_is_for_who_takes_part_while_they_look_for_options(cast):
    case, people = cast
    for state in State:
        case.state = state
        found = {who: told(can_hear_again(user, case)) for who, user in people.items()}
        answer = True if state == State.OPTIONS else not_now(case)
        assert found == {"opener": answer, "other": answer, "invited": FIRST} | dict.fromkeys(
            (*STRANGERS, "mediator"), ONLY
        )


def test_revealed_ratings_are_not_taken_back(pair):
    case = revealed(pair.bo, pair.cy)
    assert told(can_take_back(pair.bo, current(case))) == READ
