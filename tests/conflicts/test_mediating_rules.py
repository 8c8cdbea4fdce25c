"""Who may do what about a mediation: every state of the case × of the mediation × each kind of person."""

import pytest
from django.utils import timezone

from common.permissions import Denied
from conflicts.actions import choosing, mediating, opening
from conflicts.models import ConflictCase, MediationAssignment
from conflicts.permissions import (
    can_accept_mediator,
    can_choose_mediator,
    can_consent_to_mediation,
    can_disclose,
    can_keep_contact,
    can_keep_mediator,
    can_leave_mediation,
    can_mail_proposed,
    can_object_to_mediator,
    can_propose_at_address,
    can_propose_mediator,
    can_read_as_mediator,
    can_recuse,
    can_refuse_mediation,
    can_request_mediation,
    can_speak,
)
from feedback.digests import digest_of
from feedback.models import DoNotContact
from teams.models import MemberRole, Membership, Team
from tests.conflicts.disagreements import draft_by, exchanging, find, opened_by
from tests.conflicts.mediations import asked_at, brought_to, caucus, choosing_in, joint, mediated_by
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db
State = ConflictCase.State
OUTSIDE = "Only those who take part in it do this."
ALONE = "Nobody else takes part yet. A mediator helps where two do."
NOT_ASKED, ASKED = "Nobody has asked for a mediator.", "Somebody asked for a mediator already."
YES, BEGUN, NONE = "You said yes already.", "It has begun. You can leave it.", "There is no mediation now."
DRAFT = "It is your private draft. Nobody else takes part yet."
FIRST = "First say whether you take part."


@pytest.fixture
def team():
    team = team_with()
    team.ad, team.di = person("ad", is_staff=True), person("di")
    return team


def said(answer):
    return True if answer else str(answer.reason)


def answers(case, user) -> tuple:
    rules = (can_request_mediation, can_consent_to_mediation, can_refuse_mediation, can_leave_mediation)
    return tuple(said(rule(user, find(case))) for rule in rules)


def at(state: str, team) -> ConflictCase:
    """A case of bo and cy with that state written into it: what a mediation asks of it is no more than that."""
    case = exchanging(team.bo, team.cy, team=team)
    ConflictCase.objects.filter(pk=case.pk).update(state=state)
    return find(case)


OVER = "This is over: %s."
RUNS = dict.fromkeys(ConflictCase.RUNNING, "")
STOPPED = {state: OVER % state.label for state in ConflictCase.OVER}


@pytest.mark.parametrize("state", State)
def test_a_mediation_is_asked_for_while_the_case_runs(team, state):
    case = at(state, team)
    expected = {**dict.fromkeys(RUNS, (True, NOT_ASKED, NOT_ASKED, NONE)), State.DRAFT: (DRAFT,) * 4}
    expected |= {over: (reason,) * 4 for over, reason in STOPPED.items()}
    assert answers(case, team.bo) == expected[state]


@pytest.mark.parametrize("who", ["ann", "mo", "ad", "di", "ob"])
@pytest.mark.parametrize("state", State)
def test_nobody_outside_does_anything(team, state, who):
    assert answers(at(state, team), getattr(team, who)) == (OUTSIDE,) * 4


def test_before_two_take_part_there_is_nothing_to_mediate(team):
    opened = opened_by(team.bo, team.cy)
    draft = draft_by(team.bo, team.cy)
    assert [answers(opened, team.bo), answers(opened, team.cy)] == [(ALONE,) * 4, (FIRST,) * 4]
    assert [answers(draft, team.bo), answers(draft, team.cy)] == [(DRAFT,) * 4, (OUTSIDE,) * 4]


def test_each_state_of_a_mediation_has_its_answers(team):
    case = exchanging(team.bo, team.cy, team=team)
    found = {}

    def note(name):
        found[name] = (answers(case, team.bo), answers(case, team.cy), answers(case, team.di))

    mediating.request_mediation(case, by=team.bo)
    note("requested")
    mediating.consent_to_mediation(case, by=team.cy)
    note("choosing")
    assignment = choosing.propose_mediator(find(case), team.di, by=team.bo)
    choosing.disclose(assignment, by=team.di, has_ties=False)
    for party in (team.bo, team.cy):
        choosing.accept_mediator(assignment, by=party)
    note("active")
    mediating.leave_mediation(case, by=team.cy)
    note("ended")
    both = (ASKED, YES, YES, True)
    out = (OUTSIDE,) * 4
    again = (True, NOT_ASKED, NOT_ASKED, NONE)
    assert found == {
        "requested": (both, (ASKED, True, True, True), out), "choosing": (both, both, out),
        "active": (both, both, out), "ended": (again, again, out),
    }  # fmt: skip


def test_a_no_is_asked_again_after_a_week_or_by_another(team, time_machine):
    time_machine.move_to("2026-03-02 09:00+00:00", tick=True)
    case = exchanging(team.bo, team.cy)
    mediating.request_mediation(case, by=team.bo)
    mediating.refuse_mediation(case, by=team.cy)
    wait = "Not everybody wanted a mediator. You can ask again from 9 March on; another of you can ask now."
    assert [answers(case, who)[0] for who in (team.bo, team.cy)] == [wait, True]
    time_machine.move_to("2026-03-09 08:00+00:00", tick=True)
    assert answers(case, team.bo)[0] == wait
    time_machine.move_to("2026-03-09 10:00+00:00", tick=True)
    assert answers(case, team.bo)[0] is True


def test_who_joins_later_says_yes_for_themselves(team):
    dee = person("dee")
    case = opened_by(team.bo, team.cy, dee)
    opening.join(case, by=team.cy)
    choosing_in(case)
    assert answers(case, dee) == (FIRST,) * 4
    opening.join(case, by=dee)
    assert answers(case, dee) == (ASKED, True, BEGUN, True)
    assert said(can_choose_mediator(dee, find(case))) == "First say whether you want a mediator."


def proposing(case, by, candidate):
    return said(can_propose_mediator(by, find(case), candidate))


def test_the_hard_rules_of_who_can_be_neutral(team):
    """The lead and the manager of a party's team, also of a team above it or of another one; parties; closed accounts."""
    case = choosing_in(exchanging(team.bo, team.cy, team=team))
    above = Team.objects.create(name="Harbour", slug="harbour")
    Team.objects.filter(pk=team.pk).update(parent=above)
    other = Team.objects.create(name="Choir", slug="choir")
    zed, lou, gone, kit = (person(name) for name in ("zed", "lou", "gone", "kit"))
    Membership.objects.create(team=above, person=zed, role=MemberRole.LEAD)
    for who, role in ((lou, MemberRole.MANAGER), (team.cy, MemberRole.OBSERVER), (kit, MemberRole.MEMBER)):
        Membership.objects.create(team=other, person=who, role=role)
    gone.is_active = False
    gone.save()
    over = "%s leads or manages a team of one of you. A mediator must not stand over anybody here."
    inside = "%s is part of this. A mediator has to stand outside."
    people = (team.bo, team.cy, team.ann, team.mo, zed, lou, gone, kit, team.ob, team.ad, team.di)
    assert {str(who): proposing(case, team.bo, who) for who in people} == {
        "Bo": inside % "Bo", "Cy": inside % "Cy", "Ann": over % "Ann", "Mo": over % "Mo", "Zed": over % "Zed", "Lou": over % "Lou",
        "Gone": "This account is closed.", "Kit": True, "Ob": True, "Ad": True, "Di": True,
    }  # fmt: skip


def test_who_led_a_team_once_leads_nobody_now(team):
    case = choosing_in(exchanging(team.bo, team.cy, team=team))
    Membership.objects.filter(person=team.mo).update(left_at=timezone.now())
    assert proposing(case, team.bo, team.mo) is True


def test_whose_an_address_is_at_which_somebody_is_asked_is_not_told_by_a_refusal(team):
    """Neither of themselves nor of those who lead them; when they come, it is asked (conflicts.permissions.can_take_on)."""
    case = opened_by(team.bo, team.cy)
    party = case.parties.get(person=team.cy)
    type(party).objects.create(case=case, name="Eve", address="eve@example.org", position=2)
    opening.join(case, by=team.cy)
    choosing_in(case)
    eve, lou, other = person("eve"), person("lou"), Team.objects.create(name="Choir", slug="choir")
    for who, role in ((eve, MemberRole.MEMBER), (lou, MemberRole.LEAD)):
        Membership.objects.create(team=other, person=who, role=role)
    assert [proposing(case, team.bo, who) for who in (eve, lou)] == [True, True]
    asked = {who: choosing.propose_mediator(find(case), who, by=team.bo) for who in (eve, lou)}
    assert [said(can_disclose(who, one)) for who, one in asked.items()] == ["Nothing here needs you."] * 2


def test_who_leads_the_team_it_is_about_does_not_choose(team):
    """They accept and object like everybody; where both lead it, both choose. Leaving the team unnamed changes nothing."""
    mixed = choosing_in(exchanging(team.mo, team.bo, team=team))
    even = choosing_in(exchanging(team.mo, team.ann, team=team))
    unnamed = choosing_in(exchanging(team.mo, team.bo))
    led = "You lead or manage a team of one of you, so the others propose. You can accept or object."
    assert [proposing(mixed, who, team.di) for who in (team.mo, team.bo)] == [led, True]
    assert [proposing(case, team.mo, team.di) for case in (even, unnamed)] == [True, led]
    assignment = choosing.propose_mediator(mixed, team.di, by=team.bo)
    choosing.disclose(assignment, by=team.di, has_ties=False)
    assignment = MediationAssignment.objects.get(pk=assignment.pk)
    assert [said(rule(team.mo, assignment)) for rule in (can_accept_mediator, can_object_to_mediator)] == [True, True]


@pytest.mark.parametrize("state", ["objected", "recused"])
def test_whoever_was_tried_is_not_proposed_again(team, state):
    case = exchanging(team.bo, team.cy)
    brought_to(state, case, team.di)
    assert proposing(case, team.bo, team.di) == "Di was asked before, and it did not come about."


def test_no_more_than_five_at_a_time_and_nobody_twice(team):
    case = choosing_in(exchanging(team.bo, team.cy))
    crowd = [person(f"p{place}") for place in range(5)]
    for one in crowd:
        choosing.propose_mediator(case, one, by=team.bo)
    assert proposing(case, team.cy, team.di) == "At most 5 people at a time."
    assert proposing(case, team.cy, crowd[0]) == "P0 is proposed already."


ASK_ONLY = "Only who is asked to mediate answers this."
GONE, STILL = "Di is no longer asked.", "Di has not said yet whether anything ties them to one of you."
ANSWERED, ACCEPTED = "You have answered this already.", "You have accepted Di."
# (can_disclose, can_recuse) of di; (can_accept, can_object) of bo; whether di reads the case.
BY_STATE = {
    "proposed": (True, True, STILL, True, "You do not mediate this."),
    "disclosed": (ANSWERED, True, True, True, "You do not mediate this."),
    "active": (ANSWERED, True, ACCEPTED, True, True),
    "objected": (ANSWERED, "This is over.", GONE, GONE, "You do not mediate this."),
    "recused": (ANSWERED, "This is over.", GONE, GONE, "You do not mediate this."),
    "ended": (ANSWERED, "This is over.", GONE, GONE, "You do not mediate this."),
}


@pytest.mark.parametrize("state", BY_STATE)
def test_each_state_of_an_assignment_has_its_answers(team, state):
    case = exchanging(team.bo, team.cy, team=team)
    assignment = brought_to(state, case, team.di)
    own = [said(rule(team.di, assignment)) for rule in (can_disclose, can_recuse)]
    theirs = [said(rule(team.bo, assignment)) for rule in (can_accept_mediator, can_object_to_mediator)]
    assert (*own, *theirs, said(can_read_as_mediator(team.di, find(case)))) == BY_STATE[state]
    for who in (team.ann, team.mo, team.ad, team.ob):
        asked = [said(rule(who, assignment)) for rule in (can_disclose, can_recuse)]
        party = [said(rule(who, assignment)) for rule in (can_accept_mediator, can_object_to_mediator)]
        assert (asked, party) == ([ASK_ONLY] * 2, [OUTSIDE] * 2)


BY_NOBODY, SHUT = (ASK_ONLY, ASK_ONLY), "Nothing here needs you."
UNSAID, NO_MORE = (
    "Dee Outside has not said yet whether anything ties them to one of you.",
    "Dee Outside is no longer asked.",
)
# Of somebody asked at an address: (can_disclose, can_recuse) of dee, who confirmed it, and of mo, the manager, if it were hers;
# (can_accept, can_object) of bo.
AT_AN_ADDRESS = {
    "proposed": ((True, True), (SHUT, True), (UNSAID, True)),
    "objected": ((ANSWERED, "This is over."), (ANSWERED, "This is over."), (NO_MORE, NO_MORE)),
    "recused": ((ANSWERED, "This is over."), (ANSWERED, "This is over."), (NO_MORE, NO_MORE)),
    "ended": ((ANSWERED, "This is over."), (ANSWERED, "This is over."), (NO_MORE, NO_MORE)),
}


@pytest.mark.parametrize("state", AT_AN_ADDRESS)
def test_each_state_of_somebody_asked_at_an_address_has_its_answers(team, state):
    """Only whoever has confirmed the address by then; nobody else, whatever they may do here. None of it opens the case."""
    case, dee = choosing_in(exchanging(team.bo, team.cy, team=team)), person("dee")
    of_dee, of_mo = asked_at(case, "dee@example.org"), asked_at(case, "mo@example.org")
    MediationAssignment.objects.update(state=state)
    of_dee, of_mo = (MediationAssignment.objects.select_related("mediation").get(pk=one.pk) for one in (of_dee, of_mo))
    found = [answering(dee, of_dee), answering(team.mo, of_mo), accepting(team.bo, of_dee)]
    assert tuple(found) == AT_AN_ADDRESS[state]
    for who in (team.ann, team.ad, team.ob, team.di, team.bo, team.mo):
        assert answering(who, of_dee) == BY_NOBODY
    assert {accepting(who, of_dee) for who in (team.ann, team.mo, team.ad, dee)} == {(OUTSIDE, OUTSIDE)}
    assert {said(can_read_as_mediator(who, find(case))) for who in (dee, team.mo)} == {"You do not mediate this."}


def answering(who, assignment) -> tuple:
    return tuple(said(rule(who, assignment)) for rule in (can_disclose, can_recuse))


def accepting(who, assignment) -> tuple:
    return tuple(said(rule(who, assignment)) for rule in (can_accept_mediator, can_object_to_mediator))


def test_after_a_yes_the_answers_are_those_of_anybody(team):
    case, dee = choosing_in(exchanging(team.bo, team.cy, team=team)), person("dee")
    found = choosing.disclose(asked_at(case, "dee@example.org"), by=dee, has_ties=False)
    assert (answering(dee, found), accepting(team.bo, found)) == ((ANSWERED, True), (True, True))
    dee.emailaddress_set.all().delete()
    assert answering(dee, found) == (ANSWERED, True)


@pytest.mark.parametrize("state", State)
def test_an_address_is_proposed_by_those_who_choose_while_the_case_runs(team, state):
    case = choosing_in(exchanging(team.mo, team.bo, team=team))
    ConflictCase.objects.filter(pk=case.pk).update(state=state)
    led = "You lead or manage a team of one of you, so the others propose. You can accept or object."
    reason = {**STOPPED, State.DRAFT: DRAFT}.get(state)
    people = {"bo": team.bo, "mo": team.mo, "ann": team.ann, "ad": team.ad, "di": team.di, "ob": team.ob}
    found = {name: said(can_propose_at_address(who, find(case), "nia@out.example")) for name, who in people.items()}
    assert found == dict.fromkeys(people, OUTSIDE) | {"bo": reason or True, "mo": reason or led}


@pytest.mark.parametrize("state", ["requested", "active", "refused", "ended"])
def test_no_address_is_proposed_when_nobody_is_chosen(team, state):
    case = exchanging(team.bo, team.cy)
    mediating.request_mediation(case, by=team.bo)
    case.mediations.update(state=state)
    now = said(can_propose_at_address(team.bo, find(case), "nia@out.example"))
    assert now == "Now is not the time to choose a mediator."


def test_mail_goes_unless_it_is_not_wanted_or_enough_waits(team):
    cases = [choosing_in(exchanging(team.bo, team.cy)) for _turn in range(3)]
    silent = "No mail goes to this address."
    DoNotContact.objects.create(digest=digest_of("eve@out.example"), since="2026-01-01")
    found = [said(can_mail_proposed(team.bo, address)) for address in ("Eve+x@out.example", "nia@out.example")]
    for case in cases:
        asked_at(case, "nia@out.example", by=team.bo)
    found += [said(can_mail_proposed(who, "nia@out.example")) for who in (team.bo, team.cy)]
    assert found == [silent, True, silent, True]


@pytest.mark.parametrize("state", State)
def test_a_mediator_reads_while_the_case_runs(team, state):
    assignment = mediated_by(exchanging(team.bo, team.cy), team.di)
    ConflictCase.objects.filter(pk=assignment.case_id).update(state=state)
    read = said(can_read_as_mediator(team.di, find(assignment.case)))
    assert read == (True if state in RUNS else "You do not mediate this.")


def test_each_speaks_in_their_own_rooms(team):
    assignment = mediated_by(exchanging(team.bo, team.cy), team.di)
    rooms = [
        joint(assignment),
        caucus(assignment, team.bo),
        caucus(assignment, team.cy),
        assignment.rooms.get(kind="notes"),
    ]
    no = "Only those who talk here write here."
    assert {str(who): [said(can_speak(who, room)) for room in rooms] for who in (team.bo, team.cy, team.di, team.ann)} == {
        "Bo": [True, True, no, no], "Cy": [True, no, True, no], "Di": [True, True, True, no], "Ann": [no] * 4,
    }  # fmt: skip
    mediating.leave_mediation(assignment.case, by=team.bo)
    over = "This talk is over. You can still read it."
    rooms = [type(room).objects.get(pk=room.pk) for room in rooms[:3]]
    assert [said(can_speak(team.bo, room)) for room in rooms] == [over, over, no]


def test_the_pool_is_kept_by_administrators(team):
    refused = Denied("Only administrators keep the pool of mediators.")
    assert [can_keep_mediator(who) for who in (team.ad, team.mo, team.ann)] == [True, refused, refused]
    refused = Denied("Only administrators keep these contacts.")
    assert [can_keep_contact(who) for who in (team.ad, team.mo, team.ann)] == [True, refused, refused]
