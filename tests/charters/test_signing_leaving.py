"""People come, change and go while a charter is signed and after it is in force."""

import pytest
from django.utils import timezone

from charters.actions import moving, signing
from charters.models import CharterVersion, RoleAssignment, Signature
from common.permissions import Refused
from notices.models import Mail
from teams import actions as teams
from tests.factories import charter_at, person, team_with

pytestmark = pytest.mark.django_db
State = CharterVersion.State


def membership(version, who):
    return version.team.memberships.present().get(person=who)


def sign(version, who):
    return signing.sign(version, typed_name=str(who), seen=version.content_hash, by=who)


def join(team, name, role="member"):
    """Joins by an invitation, as people do."""
    newcomer = person(name)
    (invitation,) = teams.invite(team, [newcomer.email], role, by=team.ann)
    teams.accept_invitation(invitation, by=newcomer)
    return newcomer


def state_of(version):
    return CharterVersion.objects.get(pk=version.pk).state


def mailed(template):
    return sorted(Mail.objects.filter(template=f"charters/notices/{template}.txt").values_list("to", flat=True))


def test_nobody_waits_for_who_has_left():
    version = charter_at("signing")
    team = version.team
    teams.leave_team(membership(version, team.cy), by=team.cy)

    request = Signature.objects.get(person=team.cy)
    day = timezone.localdate()
    assert request.state == "void"
    assert request.void_reason == f"Cy no longer signs for the team since {day.day} {day:%B %Y}"
    sign(version, team.ann)
    sign(version, team.bo)
    assert state_of(version) == State.ACTIVE


def test_if_only_the_leaver_had_not_signed_it_is_in_force():
    version = charter_at("signing")
    team = version.team
    sign(version, team.ann)
    sign(version, team.bo)
    teams.remove_member(membership(version, team.cy), by=team.ann)
    assert state_of(version) == State.ACTIVE


def test_a_signature_stays_when_the_signer_leaves():
    version = charter_at("active")
    team = version.team
    teams.leave_team(membership(version, team.bo), by=team.bo)
    assert Signature.objects.get(person=team.bo).state == "signed"
    assert state_of(version) == State.ACTIVE


def test_a_leaver_holds_no_role_any_more():
    version = charter_at("active")
    team = version.team
    before = RoleAssignment.objects.get(charter=version.charter, person=team.bo)
    assert before.state == "proposed"
    teams.leave_team(membership(version, team.bo), by=team.bo)
    before.refresh_from_db()
    assert before.state == "ended"
    assert version.items.get(kind="assignment", person=team.bo).values["name"] == "Bo"


def test_who_becomes_an_observer_is_waited_for_no_more_and_may_come_back():
    version = charter_at("signing")
    team = version.team
    teams.change_role(membership(version, team.cy), "observer", by=team.ann)
    assert Signature.objects.get(person=team.cy).state == "void"
    with pytest.raises(Refused):
        sign(version, team.cy)

    teams.change_role(membership(version, team.cy), "member", by=team.ann)
    request = Signature.objects.get(person=team.cy)
    assert (request.state, request.void_reason) == ("requested", "")


def test_the_sponsor_leaving_takes_it_back_to_draft():
    team = team_with()
    version = charter_at("signing", team, adoption="sponsor", sponsor=team.mo)
    teams.leave_team(membership(version, team.mo), by=team.mo)
    assert state_of(version) == State.DRAFT
    assert mailed("sponsor_left") == ["ann@example.org"]


def test_a_leaver_who_has_voted_counts_no_more():
    team = team_with({"ann": "lead", "bo": "member", "cy": "member", "di": "member"})
    version = charter_at("signing", team, adoption="vote")
    signing.vote(version, choice="yes", seen=version.content_hash, by=team.ann)
    signing.vote(version, choice="no", seen=version.content_hash, by=team.di)
    signing.vote(version, choice="yes", seen=version.content_hash, by=team.bo)
    assert state_of(version) == State.SIGNING
    teams.leave_team(membership(version, team.di), by=team.di)
    assert state_of(version) == State.ACTIVE


def test_who_joins_during_signing_is_asked_too():
    version = charter_at("signing")
    team = version.team
    for who in (team.ann, team.bo):
        sign(version, who)
    noor = join(team, "noor")
    sign(version, team.cy)
    assert state_of(version) == State.SIGNING
    sign(version, noor)
    assert state_of(version) == State.ACTIVE
    assert mailed("joiner_signs") == ["noor@example.org"]


def test_who_joins_later_is_asked_for_the_text_in_force_which_stays_in_force(new_client):
    version = charter_at("active")
    team = version.team
    noor = join(team, "noor")

    assert mailed("joiner_asked") == ["noor@example.org"]
    assert state_of(version) == State.ACTIVE
    page = new_client(team.ob).get(f"/charters/{version.charter_id}/signatures/").content.decode()
    assert "3 of 4" in page
    sign(version, noor)
    assert state_of(version) == State.ACTIVE
    page = new_client(team.ob).get(f"/charters/{version.charter_id}/signatures/").content.decode()
    assert "4 of 4" in page


def test_a_joiner_who_declines_leaves_the_charter_in_force():
    version = charter_at("active")
    noor = join(version.team, "noor")
    signing.decline(version, reason="Too many meetings.", seen=version.content_hash, by=noor)
    assert state_of(version) == State.ACTIVE
    assert set(Signature.objects.exclude(person=noor).values_list("state", flat=True)) == {"signed"}
    assert mailed("joiner_declined") == ["ann@example.org"]


@pytest.mark.parametrize("role", ["manager", "observer"])
def test_managers_and_observers_who_join_are_not_asked(role):
    version = charter_at("active")
    noor = join(version.team, "noor", role)
    assert not Signature.objects.filter(person=noor).exists()


def test_who_joins_a_voting_team_may_vote():
    version = charter_at("signing", adoption="vote")
    noor = join(version.team, "noor")
    assert mailed("joiner_votes") == ["noor@example.org"]
    signing.vote(version, choice="yes", seen=version.content_hash, by=noor)
    assert version.votes.get().person == noor


def test_who_comes_back_is_not_asked_for_what_they_signed():
    version = charter_at("active")
    team = version.team
    teams.leave_team(membership(version, team.bo), by=team.bo)
    (invitation,) = teams.invite(team, [team.bo.email], "member", by=team.ann)
    teams.accept_invitation(invitation, by=team.bo)
    assert Signature.objects.get(version=version, person=team.bo).state == "signed"


def test_who_left_before_signing_and_comes_back_is_asked_again():
    version = charter_at("signing")
    team = version.team
    teams.leave_team(membership(version, team.bo), by=team.bo)
    (invitation,) = teams.invite(team, [team.bo.email], "member", by=team.ann)
    teams.accept_invitation(invitation, by=team.bo)
    assert Signature.objects.get(version=version, person=team.bo).state == "requested"


def test_a_long_absence_ends_the_waiting_and_the_return_asks_again():
    version = charter_at("signing")
    team = version.team
    sign(version, team.ann)
    sign(version, team.bo)
    teams.mark_away(membership(version, team.cy), timezone.localdate(), by=team.mo)
    assert state_of(version) == State.ACTIVE
    teams.mark_back(membership(version, team.cy), by=team.mo)
    assert Signature.objects.get(version=version, person=team.cy).state == "requested"


def test_what_is_withdrawn_or_a_draft_asks_nobody_who_joins():
    version = charter_at("signing")
    moving.return_to_draft(version, reason="A date is wrong.", by=version.team.ann)
    noor = join(version.team, "noor")
    assert not Signature.objects.filter(person=noor).exists()
