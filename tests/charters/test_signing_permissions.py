"""Who may do what in each state: verb, person, state, yes or the reason."""

import pytest

from charters import permissions
from charters.models import CharterVersion
from common.permissions import Denied
from tests.factories import charter_at, person, team_with

pytestmark = pytest.mark.django_db

PEOPLE = ["ann", "bo", "mo", "ob", "oz"]
STATES = ["draft", "in_review", "signing", "active"]
LEAD = Denied("Only the team's lead may do this.")
GONE = Denied("You are no longer in this team.")
NOBODY = Denied("Nobody is asked to sign now.")
NOT_ASKED = Denied("You are not asked to sign this version, or have answered already.")
FINISHED = Denied("This version is finished.")


def not_while(state):
    return Denied(f"This is not possible while the charter is {state}.")


def led(draft, in_review, signing, active):
    """The lead's answers by state; everybody else reads whose move it is."""
    answers = {"draft": draft, "in_review": in_review, "signing": signing, "active": active}
    return {(who, state): answers[state] if who == "ann" else LEAD for who in PEOPLE for state in STATES}


def withdrawing(who, state):
    if who == "oz":
        return GONE
    if who != "ann":
        return Denied("Only the lead, or who began this version, withdraws it.")
    return FINISHED if state == "active" else True


def extending(who, state):
    if state != "signing":
        return NOBODY
    return True if who == "ann" else Denied("Only the team's lead sets the date.")


def signing(who, state):
    if state in ("draft", "in_review"):
        return NOBODY
    if who == "oz":
        return GONE
    return True if state == "signing" and who in ("ann", "bo") else NOT_ASKED


def approving(who, state):
    if state in ("draft", "in_review"):
        return NOBODY
    return GONE if who == "oz" else NOT_ASKED


def clearing(who, state):
    if state != "signing":
        return Denied("No change is being signed now.")
    return GONE if who == "oz" else Denied("You are asked to sign, or have answered already.")


def calling(who):
    if who not in ("ann", "bo"):
        return Denied("Only the lead and the members call a change material.")
    return Denied("Only an editorial change that is in force can be called material.")


TABLE = {
    "can_send_to_review": led(True, not_while("in review"), not_while("signing"), not_while("active")),
    "can_return_to_draft": led(not_while("draft"), True, True, not_while("active")),
    "can_ask_signatures": led(not_while("draft"), True, not_while("signing"), not_while("active")),
    "can_declare": {
        (who, state): Denied("This team chose another way of adopting its charter.")
        for who in PEOPLE
        for state in STATES
    },
    "can_withdraw": {(who, state): withdrawing(who, state) for who in PEOPLE for state in STATES},
    "can_extend": {(who, state): extending(who, state) for who in PEOPLE for state in STATES},
    "can_sign": {(who, state): signing(who, state) for who in PEOPLE for state in STATES},
    "can_approve": {(who, state): approving(who, state) for who in PEOPLE for state in STATES},
    "can_decline": {(who, state): signing(who, state) or approving(who, state) for who in PEOPLE for state in STATES},
    "can_clear": {(who, state): clearing(who, state) for who in PEOPLE for state in STATES},
    "can_call_material": {(who, state): calling(who) for who in PEOPLE for state in STATES},
    "can_put_in_force": {
        (who, state): Denied("A first version is adopted by the team.") for who in PEOPLE for state in STATES
    },
    "can_vote": {(who, state): Denied("No vote is open.") for who in PEOPLE for state in STATES},
}


def ask(verb, people, version):
    return {who: getattr(permissions, verb)(people[who], version) for who in people}


def cast_of(version):
    return {who: getattr(version.team, who) for who in PEOPLE if who != "oz"} | {"oz": person("oz")}


@pytest.mark.parametrize("state", STATES)
def test_every_verb_for_every_person(state):
    version = charter_at(state)
    people = cast_of(version)
    found = {verb: ask(verb, people, version) for verb in TABLE}
    assert found == {verb: {who: TABLE[verb][who, state] for who in PEOPLE} for verb in TABLE}


@pytest.mark.parametrize("state", ["superseded", "withdrawn", "expired"])
def test_what_is_over_is_over_for_everyone(state):
    version = charter_at("active")
    CharterVersion.objects.filter(pk=version.pk).update(state=state)
    people = cast_of(version)
    version = CharterVersion.objects.get(pk=version.pk)
    answers = [answer for verb in TABLE for answer in ask(verb, people, version).values()]
    assert not any(answers)


def test_the_vote_is_for_members_who_are_present():
    version = charter_at("signing", adoption="vote")
    no = Denied("Only the lead and the members who are present vote.")
    assert ask("can_vote", cast_of(version), version) == {"ann": True, "bo": True, "mo": no, "ob": no, "oz": no}


def test_the_approval_is_the_sponsors_alone():
    team = team_with()
    version = charter_at("signing", team, adoption="sponsor", sponsor=team.ob)
    answers = {"ann": NOT_ASKED, "bo": NOT_ASKED, "mo": NOT_ASKED, "ob": True, "oz": GONE}
    people = cast_of(version)
    assert ask("can_approve", people, version) == answers
    assert not any(ask("can_sign", people, version).values())


def test_declaring_is_the_leads():
    version = charter_at("in_review", adoption="none")
    assert ask("can_declare", cast_of(version), version) == dict.fromkeys(PEOPLE, LEAD) | {"ann": True}


def test_who_began_a_version_may_withdraw_it():
    version = charter_at("active")
    second = CharterVersion.objects.create(team=version.team, charter=version.charter, created_by=version.team.bo)
    assert permissions.can_withdraw(version.team.bo, second) is True
    assert not permissions.can_withdraw(version.team.cy, second)
