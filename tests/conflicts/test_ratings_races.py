"""Several people, or several tabs, at the same moment: each counts once, nothing is lost, and all is revealed once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from common.permissions import Refused, Stale
from conflicts.actions import ending, options, ratings
from conflicts.models import CaseEvent, HandedIn, OptionRating
from tests.conflicts.disagreements import find, party
from tests.conflicts.rated import current, handed_in_by, listed, rated_by, rating, revealed
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Each deed in a thread of its own; gives what they were refused by, or None."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            deed()
        except (Refused, Stale) as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def team():
    return team_with()


def ready(case, who):
    """Their ratings are kept; what they would send to hand them in."""
    rated_by(case, who, 2)
    seen = ratings.mark_of(current(case), party(case, who))
    return lambda: ratings.hand_in(find(case), seen, by=who)


def times(case, verb) -> int:
    return CaseEvent.objects.filter(case=case, verb=verb).count()


def test_two_last_ones_at_once_reveal_once(team):
    case = rating(team.bo, team.cy)
    assert at_once(ready(case, team.bo), ready(case, team.cy)) == [None, None]
    assert (current(case).state, times(case, "ratings.revealed"), HandedIn.objects.count()) == ("revealed", 1, 2)


def test_one_who_hands_in_twice_at_once_does_it_once(team):
    case = rating(team.bo, team.cy)
    deed = ready(case, team.bo)
    assert at_once(deed, deed, deed) == [None, None, None]
    assert (HandedIn.objects.count(), times(case, "ratings.handed_in"), current(case).state) == (1, 1, "rating")


def test_the_last_hand_in_and_a_taking_back_end_in_one_of_two_ways(team):
    case = rating(team.bo, team.cy)
    handed_in_by(case, team.bo, 2)
    told = at_once(ready(case, team.cy), lambda: ratings.take_back(find(case), by=team.bo))
    ends = (told, current(case).state, HandedIn.objects.count())
    assert ends in [([None, None], "rating", 1), ([None, Refused], "revealed", 2)]


def test_opening_again_and_handing_in_end_in_one_of_two_ways(team):
    case = rating(team.bo, team.cy)
    told = at_once(ready(case, team.bo), lambda: options.open_again(find(case), by=team.cy))
    ends = (told, current(case).state, HandedIn.objects.count())
    assert ends in [([None, Refused], "rating", 1), ([Refused, None], "collecting", 0)]
    assert OptionRating.objects.count() == 3


def test_the_last_hand_in_and_a_leaving_reveal_once(team):
    dee = person("dee")
    case = rating(team.bo, team.cy, dee)
    handed_in_by(case, team.bo, 2)
    assert at_once(ready(case, team.cy), lambda: ending.leave_case(find(case), by=dee)) == [None, None]
    assert (current(case).state, times(case, "ratings.revealed")) == ("revealed", 1)


def test_the_same_words_sent_at_once_are_on_the_list_once(team):
    case = listed(team.bo, team.cy, texts=())
    token = case.pk
    deeds = [lambda: options.add_options(find(case), [("Monday", ""), ("Tuesday", "")], by=team.bo, token=token)] * 3
    assert at_once(*deeds) == [None, None, None]
    assert [one.text for one in case.options.all()] == ["Monday", "Tuesday"]


def test_an_option_changed_while_the_list_is_closed_is_the_one_that_is_rated(team):
    case = listed(team.bo, team.cy)
    option = case.options.first()
    told = at_once(
        lambda: options.edit_option(option, 1, by=team.bo, text="Other words"),
        lambda: options.begin_rating(find(case), by=team.cy),
    )
    assert (told, case.options.first().text) in [
        ([None, None], "Other words"), ([Refused, None], option.text),
    ]  # fmt: skip


def test_two_tabs_rating_the_same_at_once_keep_one_and_show_it_to_the_other(team):
    case = rating(team.bo, team.cy)
    first = case.options.first()
    found = current(case)
    empty = {one.pk: {} for one in found.options.all()}
    kept = []

    def rate(note):
        given = {first.pk: {"value": 2, "note": note}}
        merged = ratings.rate(find(case), given, ratings.stamp_of(empty), ratings.listing_of(found), by=team.bo)
        kept.append((note, merged.conflicts))

    assert at_once(lambda: rate("one"), lambda: rate("two")) == [None, None]
    saved = OptionRating.objects.get(option=first).said["note"]
    other = {"one": "two", "two": "one"}[saved]
    assert sorted(kept, key=lambda one: bool(one[1])) == [(saved, []), (other, [f"{first.pk}.note"])]


def test_another_round_begun_by_two_at_once_is_one(team):
    case = revealed(team.bo, team.cy)
    told = at_once(
        lambda: options.start_another_round(find(case), [("Half and half", "")], [], by=team.bo),
        lambda: options.start_another_round(find(case), [("Two weeks", "")], [], by=team.cy),
    )
    assert (told, case.rounds.count()) == ([None, None], 2)
    assert {one.text for one in current(case).options.all()} == {"Half and half", "Two weeks"}
