"""Somebody who takes part in disagreements closes their account."""

import pytest

from accounts.actions import close_account, shut_out
from conflicts.actions import agreeing, mediating
from conflicts.models import CaseParty, ConflictCase, FollowUpAnswer, MediationAssignment, Mediator
from conflicts.own_data import disagreements
from notices.models import Notice
from tests.conflicts import rich
from tests.conflicts.agreements import case_of, look, looked_at, offered, signed
from tests.conflicts.disagreements import NEED, draft_by, exchanging, find, opened_by, party, say, with_options
from tests.conflicts.mediations import caucus, choosing_in, mediated_by, proposed_in
from tests.conflicts.test_purging import found
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
State, Part = ConflictCase.State, CaseParty.State


@pytest.fixture
def team():
    return team_with()


def told_last(case, who) -> bool:
    """Whether the last thing of the case that anybody was told was told to them."""
    return (
        Notice.objects.filter(key__startswith=f"private:{case.pk}:").order_by("created_at", "pk").last().person == who
    )


def test_drafts_go_also_the_place_in_those_of_others(team):
    own, others = draft_by(team.cy, team.bo), draft_by(team.bo, team.cy, team.ann)
    close_account(team.cy, by=team.cy)
    assert not ConflictCase.objects.filter(pk=own.pk).exists()
    assert [str(one) for one in find(others).parties.all()] == ["Bo", "Ann"]


def test_who_was_asked_does_not_take_part(team):
    case = opened_by(team.bo, team.cy)
    close_account(team.cy, by=team.cy)
    assert find(case).state == State.DECLINED
    assert told_last(case, team.bo)


def test_what_was_opened_and_not_answered_is_closed(team):
    case = opened_by(team.cy, team.bo)
    close_account(team.cy, by=team.cy)
    assert find(case).state == State.CLOSED
    assert told_last(case, team.bo)


def test_what_two_work_on_is_closed_and_what_was_private_in_it_is_gone(team):
    case = rich.rich(team)
    close_account(team.bo, by=team.bo)
    case = find(case)
    assert (case.state, [str(one) for one in case.parties.all()]) == (State.CLOSED, ["Former member", "Cy"])
    assert found(rich.PRIVATE) == set()
    assert party(case, team.bo).card.shared["need"] == NEED
    assert told_last(case, team.cy)


def test_of_three_two_go_on(team):
    agreement = offered(team.bo, team.cy, team.ob)
    mediated = mediated_by(agreement.case, person("pat"))
    assert caucus(mediated, team.ob)
    say(agreement.case, team.ob, seen="Only for myself", for_mediator="Only for pat")
    close_account(team.ob, by=team.ob)
    case = find(agreement.case)
    agreement.refresh_from_db()
    assert (case.state, party(case, team.ob).state) == (State.AGREEING, Part.LEFT)
    # It named her: it is written and signed again.
    assert (agreement.state, agreement.document, agreement.signatures.filter(voided_at=None).count()) == (
        "draft",
        "",
        0,
    )
    assert found({"draft": "Only for myself", "mediator": "Only for pat"}) == set()
    assert not mediated.rooms.filter(party__person=team.ob).exists()
    assert [one.party.person for one in mediated.rooms.exclude(party=None).order_by("party")] == [team.bo, team.cy]


class TestLooks:
    """Whether it holds, with three of them, one of whom goes."""

    def test_nobody_waits_for_who_is_gone(self, team):
        follow_up = looked_at(signed(team.bo, team.cy, team.ob))
        for who in (team.bo, team.cy):
            look(follow_up, who)
        close_account(team.ob, by=team.ob)
        follow_up.refresh_from_db()
        assert (follow_up.state, case_of(follow_up.agreement).state) == ("done", State.FOLLOW_UP)
        assert list(follow_up.answers.values_list("party__person__name", flat=True).order_by("party")) == ["Bo", "Cy"]

    def test_those_who_stay_are_waited_for_and_what_was_said_alone_goes(self, team):
        follow_up = looked_at(signed(team.bo, team.cy, team.ob))
        look(follow_up, team.bo)
        look(follow_up, team.ob, "not_kept", reopens=True, left_over="Only for later")
        close_account(team.ob, by=team.ob)
        follow_up.refresh_from_db()
        assert (follow_up.state, FollowUpAnswer.objects.get().party.person) == ("open", team.bo)
        look(follow_up, team.cy)
        assert case_of(follow_up.agreement).state == State.FOLLOW_UP

    def test_the_last_look_settles_it(self, team):
        agreement = signed(team.bo, team.cy, team.ob)
        for days in (14, 60):
            follow_up = looked_at(agreement, days)
            for who in (team.bo, team.cy, team.ob)[: 3 if days == 14 else 2]:
                look(follow_up, who)
        close_account(team.ob, by=team.ob)
        assert case_of(agreement).state == State.RESOLVED

    def test_nor_where_they_went_while_something_newer_was_written(self, team):
        follow_up = looked_at(signed(team.bo, team.cy, team.ob))
        case = follow_up.case
        for who in (team.bo, team.cy):
            look(follow_up, who)
        agreeing.amend_agreement(find(case), by=team.bo)
        close_account(team.ob, by=team.ob)
        agreeing.keep_agreement(find(case), by=team.bo)
        follow_up.refresh_from_db()
        assert follow_up.state == "done"


def test_what_was_signed_stays_readable_to_the_other(team, new_client):
    agreement = signed(team.bo, team.cy)
    close_account(team.cy, by=team.cy)
    case = find(agreement.case)
    assert case.state == State.RESOLVED
    assert set(agreement.follow_ups.values_list("state", flat=True)) == {"lapsed"}
    assert agreement.signatures.filter(voided_at=None).count() == 2
    page = new_client(team.bo).get(f"/disagreements/{case.pk}/story/").content.decode()
    assert "Former member left." in page
    assert new_client(team.bo).post(f"/disagreements/{case.pk}/reopen/").status_code == 403


def test_a_mediator_stands_aside_and_leaves_the_pool(team):
    pat, ola = person("pat"), person("ola")
    Mediator.objects.create(person=pat)
    mediated = mediated_by(exchanging(team.bo, team.cy), pat)
    asked = proposed_in(choosing_in(exchanging(team.bo, team.ann)), pat)
    other = proposed_in(asked.case, ola)
    close_account(pat, by=pat)
    states = MediationAssignment.objects.in_bulk([mediated.pk, asked.pk, other.pk])
    assert [states[one.pk].state for one in (mediated, asked, other)] == ["recused", "recused", "proposed"]
    assert mediating.open_mediation(mediated.case).state == "choosing"
    assert not Mediator.objects.exists()


def test_leaving_a_team_or_being_shut_out_changes_nothing(team):
    case = with_options(team.bo, team.cy)
    team.memberships.filter(person=team.cy).delete()
    shut_out(team.cy, by=person("root", is_superuser=True, is_staff=True))
    assert (find(case).state, party(case, team.cy).state) == (State.OPTIONS, Part.JOINED)


def test_people_take_along_their_own_words_and_nobody_elses(team):
    case = rich.rich(team)
    rich.agreed(case, team)
    of_bo, of_cy = str(disagreements(team.bo)), str(disagreements(team.cy))
    both = {rich.SHARED["option"]}
    bos = {rich.PRIVATE["draft"], rich.PRIVATE["mediator"], rich.PRIVATE["own note"], rich.PRIVATE["caucus"],
           rich.SHARED["note"], rich.SHARED["interest"], rich.SHARED["joint"], rich.SHARED["about"], NEED}  # fmt: skip
    cys = {rich.PRIVATE["point"], rich.PRIVATE["unread note"], rich.LOOK, "The plan came late"}
    every = both | bos | cys | {rich.PRIVATE["notes"], rich.PRIVATE["ties"], rich.PRIVATE["objection"]}
    assert {word for word in every if word in of_bo} == both | bos
    assert {word for word in every if word in of_cy} == both | cys
    draft_by(team.bo, team.mo, about="Not opened")
    assert disagreements(team.mo)["cases"] == []
