"""Two people at the same moment: nobody signs words they have not seen, and nothing happens twice."""

import pytest

from charters.models import Item
from common.ids import uuid7
from common.permissions import Refused
from conflicts.actions import agreeing, carrying, ending, following, sharing, signing
from conflicts.models import FollowUp, ResolutionAgreement, TermCarry
from tests.conflicts import agreements
from tests.conflicts.agreements import PROMISE, case_of, fresh, look, looked_at, sign, words
from tests.conflicts.racing import at_once
from tests.factories import charter_at, team_with

pytestmark = pytest.mark.django_db(transaction=True)
Text = ResolutionAgreement.State


@pytest.fixture
def team():
    return team_with()


def change(agreement, who):
    """Takes the words back, and changes one."""
    signing.change_text(agreement, by=who)
    agreeing.write_opening(fresh(agreement), "Quite other words", fresh(agreement).revision, by=who)


@pytest.mark.parametrize("attempt", range(3))
def test_all_sign_while_one_changes_a_word(team, attempt):
    """Either all have signed the old words, or it is a draft and no signature counts."""
    agreement = agreements.offered(team.bo, team.cy, team.ann)
    seen = agreement.content_hash
    deeds = [lambda who=who: sign(agreement, who, seen) for who in (team.bo, team.cy, team.ann)]
    at_once(*deeds, lambda: change(agreement, team.bo))
    after, valid = fresh(agreement), agreement.signatures.filter(voided_at=None)
    assert [one.content_hash for one in agreement.signatures.all()] == [seen] * agreement.signatures.count()
    if after.state == Text.SIGNED:
        assert (after.content_hash, valid.count(), after.opening) == (seen, 3, agreement.opening)
    else:
        assert (after.state, after.content_hash, valid.count()) == (Text.DRAFT, "", 0)


def test_two_last_signatures_seal_it_once(team):
    agreement = agreements.offered(team.bo, team.cy)
    seen = agreement.content_hash
    told = at_once(*[lambda who=who: sign(agreement, who, seen) for who in (team.bo, team.cy, team.bo, team.cy)])
    events = list(case_of(agreement).events.filter(verb="agreement.agreed"))
    assert (told, fresh(agreement).state, case_of(agreement).state) == ([None] * 4, Text.SIGNED, "signed")
    assert (agreement.signatures.count(), len(events)) == (2, 1)
    assert list(agreement.follow_ups.values_list("after_days", "state")) == [(14, "planned"), (60, "planned")]


def test_leaving_for_options_while_the_last_one_signs(team):
    agreement = agreements.offered(team.bo, team.cy)
    sign(agreement, team.bo)
    seen = agreement.content_hash
    told = at_once(
        lambda: sign(agreement, team.cy, seen), lambda: agreeing.go_back_to_options(agreement.case, by=team.bo)
    )
    after = (fresh(agreement).state, case_of(agreement).state, agreement.signatures.filter(voided_at=None).count())
    assert (told, after) in [
        ([None, Refused], (Text.SIGNED, "signed", 2)),
        ([Refused, None], (Text.DRAFT, "options", 0)),
    ]


def test_taken_back_while_the_last_one_signs(team):
    """Either all have agreed, or nobody has signed anything."""
    agreement = agreements.offered(team.bo, team.cy)
    sign(agreement, team.bo)
    seen = agreement.content_hash
    told = at_once(lambda: sign(agreement, team.cy, seen), lambda: ending.withdraw(agreement.case, by=team.bo))
    after = (fresh(agreement).state, case_of(agreement).state, agreement.signatures.filter(voided_at=None).count())
    taken_back = (Text.DROPPED, "withdrawn", 0)
    assert (told, after) in [([None, Refused], (Text.SIGNED, "signed", 2)), ([Refused, None], taken_back)]


def test_the_same_new_term_sent_at_once_stands_once(team):
    agreement = agreements.written(team.bo, team.cy, texts=[])
    key = uuid7()
    at_once(*[lambda who=who: agreeing.write_term(agreement, key, words(), "0.", by=who) for who in (team.bo, team.cy)])
    assert [term.text for term in agreement.terms.all()] == [PROMISE]


def test_a_term_carried_twice_at_once_is_one_clause(team):
    charter = charter_at("draft", team).charter
    agreement = agreements.signed(team.bo, team.cy)
    term = agreement.terms.select_related("case").first()
    for who in (team.bo, team.cy):
        sharing.share_term(term, by=who)
    at_once(
        *[lambda who=who: carrying.carry_term(term, charter, "working_agreement", by=who) for who in (team.bo, team.cy)]
    )
    assert (TermCarry.objects.count(), Item.objects.filter(values__text=PROMISE).count()) == (1, 1)


def test_taking_consent_back_while_another_carries(team):
    charter = charter_at("draft", team).charter
    term = agreements.signed(team.bo, team.cy).terms.select_related("case").first()
    for who in (team.bo, team.cy):
        sharing.share_term(term, by=who)
    told = at_once(
        lambda: sharing.unshare_term(term, by=team.cy),
        lambda: carrying.carry_term(term, charter, "working_agreement", by=team.bo),
    )
    assert (told, TermCarry.objects.count()) in [([None, Refused], 0), ([Refused, None], 1)]


def test_two_last_looks_at_once_end_it_once(team):
    follow_up = looked_at(agreements.signed(team.bo, team.cy))
    told = at_once(*[lambda who=who: look(follow_up, who, "partly", reopens=True) for who in (team.bo, team.cy)])
    case = case_of(follow_up.agreement)
    assert (told, FollowUp.objects.get(pk=follow_up.pk).state, case.state) == ([None, None], "done", "options")
    assert (case.events.filter(verb="case.looked_again").count(), case.rounds.count()) == (
        1,
        2 if case.rounds.filter(state="revealed") else 1,
    )


def test_two_clocks_open_and_end_a_look_once(team):
    agreement = agreements.signed(team.bo, team.cy)
    follow_up = looked_at(agreement)
    at_once(*[lambda: following.lapse_follow_up(follow_up)] * 2)
    assert case_of(agreement).events.filter(verb="follow_up.lapsed").count() == 1
