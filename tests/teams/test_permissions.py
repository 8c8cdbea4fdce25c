"""Who may do what in a team, as tables."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common.permissions import Denied
from teams import permissions as rules
from teams.models import Invitation, MemberRole, Membership
from tests.factories import person, team_with

PEOPLE = ["ann", "bo", "mo", "ob", "oz"]
LEAD_INVITES = "Only the team's lead may invite people."
LEAD_ROLES = "Only the team's lead may change roles."
LEAD_REMOVES = "Only the team's lead may remove people."
KEEPS_LEAD = "A team always keeps a lead. Make somebody else a lead first."
OWN = "Everyone leaves for themselves."
HOURS = "Only the person, the lead or a manager sets these hours."
AWAY = "Only a manager of the team marks a long absence."
BACK = "Only the person or a manager of the team ends a long absence."
EDIT = "Only the team's lead may change its name and description."


@pytest.fixture
def team(db):
    team = team_with()
    team.oz = person("oz")
    return team


def answers(rule, team, thing):
    return [reason(rule(getattr(team, who), thing)) for who in PEOPLE]


def reason(answer):
    return str(answer.reason) if isinstance(answer, Denied) else answer


def membership(team, who):
    return Membership.objects.get(team=team, person=getattr(team, who))


def test_of_the_team(team):
    assert answers(rules.can_invite, team, team) == [True, *[LEAD_INVITES] * 4]
    assert answers(rules.can_edit_team, team, team) == [True, *[EDIT] * 4]


TABLE = [
    # rule, of whom, ann (lead), bo (member), mo (manager), ob (observer), oz (outsider)
    (rules.can_change_role, "bo", [True, LEAD_ROLES, LEAD_ROLES, LEAD_ROLES, LEAD_ROLES]),
    (rules.can_change_role, "ann", [KEEPS_LEAD, LEAD_ROLES, LEAD_ROLES, LEAD_ROLES, LEAD_ROLES]),
    (rules.can_remove_member, "bo", [True, LEAD_REMOVES, LEAD_REMOVES, LEAD_REMOVES, LEAD_REMOVES]),
    (rules.can_remove_member, "ann", ["To go yourself, leave the team.", *[LEAD_REMOVES] * 4]),
    (rules.can_leave_team, "bo", [OWN, True, OWN, OWN, OWN]),
    (rules.can_leave_team, "ann", [KEEPS_LEAD, OWN, OWN, OWN, OWN]),
    (rules.can_set_hours, "bo", [True, True, True, HOURS, HOURS]),
    (rules.can_set_hours, "ob", [True, HOURS, True, True, HOURS]),
    (rules.can_mark_away, "bo", [AWAY, AWAY, True, AWAY, AWAY]),
    (rules.can_mark_back, "bo", [BACK, "No long absence is noted.", "No long absence is noted.", BACK, BACK]),
]


@pytest.mark.parametrize(("rule", "whom", "expected"), TABLE, ids=lambda value: getattr(value, "__name__", None))
def test_of_a_member(rule, whom, expected, team):
    assert answers(rule, team, membership(team, whom)) == expected


def test_of_a_member_who_is_away(team):
    away = membership(team, "bo")
    away.away_since = timezone.localdate()
    assert answers(rules.can_mark_back, team, away) == [BACK, True, True, BACK, BACK]
    assert reason(rules.can_mark_away(team.mo, away)) == "The long absence is noted already."


@pytest.mark.parametrize(
    "rule", [rules.can_change_role, rules.can_remove_member, rules.can_set_hours], ids=lambda rule: rule.__name__
)
def test_of_a_member_who_left(rule, team):
    gone = membership(team, "bo")
    gone.left_at = timezone.now()
    assert reason(rule(team.ann, gone)) == "This person has left the team."


def test_a_second_lead_sets_the_first_free(team):
    Membership.objects.filter(team=team, person=team.bo).update(role=MemberRole.LEAD)
    assert rules.can_leave_team(team.ann, membership(team, "ann")) is True
    assert rules.can_change_role(team.ann, membership(team, "ann")) is True
    Membership.objects.filter(team=team, person=team.bo).update(left_at=timezone.now())
    assert reason(rules.can_leave_team(team.ann, membership(team, "ann"))) == KEEPS_LEAD


def invitation(team, state=Invitation.State.SENT, days=14, email="oz@example.org"):
    return Invitation.objects.create(
        team=team, email=email, state=state, invited_by=team.ann, expires_at=timezone.now() + timedelta(days=days)
    )


def test_of_an_invitation(team):
    waiting = invitation(team)
    not_yours = "This invitation is for oz@example.org, an address that your account has not confirmed."
    assert answers(rules.can_accept_invitation, team, waiting) == [*[not_yours] * 4, True]
    only_lead = "Only the team's lead may withdraw an invitation."
    assert answers(rules.can_withdraw_invitation, team, waiting) == [True, *[only_lead] * 4]
    only_lead = "Only the team's lead may send an invitation again."
    assert answers(rules.can_resend_invitation, team, waiting) == [True, *[only_lead] * 4]


def test_an_administrator_mends_invitations_and_accepts_none(team):
    admin = person("admin", is_staff=True)
    waiting = invitation(team)
    assert rules.can_resend_invitation(admin, waiting) is True
    assert rules.can_withdraw_invitation(admin, waiting) is True
    assert not rules.can_accept_invitation(admin, waiting)
    assert not rules.can_invite(admin, team)


@pytest.mark.parametrize("state", [Invitation.State.ACCEPTED, Invitation.State.WITHDRAWN])
def test_of_a_closed_invitation(state, team):
    closed = invitation(team, state)
    over = "This invitation is no longer waiting."
    assert reason(rules.can_withdraw_invitation(team.ann, closed)) == over
    assert reason(rules.can_resend_invitation(team.ann, closed)) == over
    assert reason(rules.can_accept_invitation(team.oz, closed)) == "This invitation is no longer open."


def test_an_expired_invitation_is_sent_again_but_not_accepted(team):
    expired = invitation(team, days=-1)
    assert reason(rules.can_accept_invitation(team.oz, expired)) == "This invitation is no longer open."
    assert rules.can_resend_invitation(team.ann, expired) is True


def test_an_address_counts_only_when_confirmed(team):
    waiting = invitation(team, email="oz@work.example")
    assert not rules.can_accept_invitation(team.oz, waiting)
    address = team.oz.emailaddress_set.create(email="oz@work.example", verified=False)
    assert not rules.can_accept_invitation(team.oz, waiting)
    address.verified = True
    address.save()
    assert rules.can_accept_invitation(team.oz, waiting) is True
