"""Two people, or two tabs of one, at the same moment: it is opened once, joined once, and taken back or joined, never both."""

import pytest

from common.permissions import Refused, Stale
from conflicts.actions import cards, opening
from conflicts.models import CaseEvent, ConflictCard
from notices.models import Notice
from tests.conflicts.disagreements import draft_by, find, opened_by, party
from tests.conflicts.racing import at_once
from tests.factories import team_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    return team_with()


def verbs(case):
    return sorted(CaseEvent.objects.filter(case=case).values_list("verb", flat=True))


def test_two_tabs_open_once(team):
    case = draft_by(team.bo, team.cy)
    assert at_once(*[lambda: opening.open_case(find(case), by=team.bo)] * 2) == [None, None]
    assert (verbs(case), Notice.objects.filter(person=team.cy).count()) == (["case.opened"], 1)


def test_two_tabs_join_once(team):
    case = opened_by(team.bo, team.cy)
    assert at_once(*[lambda: opening.join(find(case), by=team.cy)] * 2) == [None, None]
    assert (verbs(case), ConflictCard.objects.count()) == (["case.opened", "party.joined"], 2)


def test_joined_or_taken_back_and_never_both(team):
    case = opened_by(team.bo, team.cy)
    asked = party(case, team.cy)
    told = at_once(
        lambda: opening.join(find(case), by=team.cy), lambda: opening.remove_invited(asked, by=team.bo)
    )  # fmt: skip
    assert sorted(told, key=bool) == [None, Refused]
    joined = told[0] is None
    state = ("joined", "exchanging") if joined else ("removed", "withdrawn")
    assert (party(case, team.cy).state, find(case).state) == state
    assert verbs(case) == ["case.opened", "party.joined" if joined else "party.removed"]


def test_two_drafts_at_once_keep_one_and_tell_the_other(team):
    case = draft_by(team.bo, team.cy)
    told = at_once(
        *[lambda words=words: cards.write_card(find(case), 2, by=team.bo, seen=words) for words in ("One", "Two")]
    )
    assert sorted(told, key=bool) == [None, Stale]
    assert ConflictCard.objects.get().draft["seen"] == ("One", "Two")[told.index(None)]
