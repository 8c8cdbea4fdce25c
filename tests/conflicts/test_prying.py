"""Somebody who wants to know or to do more than is theirs: by their own data, another tab, another address, another role."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from common.permissions import Refused
from conflicts.actions import choosing, ending, mediating, opening, reminding, starting
from conflicts.models import ConflictCase, MediationAssignment
from conflicts.own_data import disagreements
from feedback.digests import digest_of
from feedback.models import DoNotContact
from notices.models import Mail
from teams.models import MemberRole, Membership
from tests.conflicts.disagreements import draft_by, exchanging, find, opened_by
from tests.conflicts.mediations import choosing_in, disclosed_in, mediated_by
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


def path(case, rest=""):
    return f"/disagreements/{case.pk}/{rest}"


def told_of(who) -> tuple:
    (one,) = disagreements(who)["cases"]
    return one["part"], one["state"], one["ended_at"]


class TestOwnData:
    def test_who_said_no_does_not_hear_what_became_of_it(self, team):
        case = opened_by(team.bo, team.cy, team.ann)
        opening.decline_part(case, by=team.cy)
        before = told_of(team.cy)
        opening.join(case, by=team.ann)
        ending.close_case(case, by=team.bo)
        assert (before, told_of(team.cy)) == (("declined", None, None),) * 2
        assert told_of(team.ann)[:2] == ("joined", "closed")

    def test_nor_who_left_or_is_no_longer_asked(self, team):
        case = exchanging(team.bo, team.cy, team.ann)
        ending.leave_case(case, by=team.ann)
        assert told_of(team.ann) == ("left", None, None)
        other = opened_by(person("eve"), person("kim"), person("lee"))
        opening.remove_invited(other.parties.get(person__name="Kim"), by=other.parties.get(is_opener=True).person)
        assert told_of(other.parties.get(person__name="Kim").person) == ("removed", None, None)


class TestMediators:
    def test_who_came_to_lead_a_party_does_not_begin_when_another_leaves(self, team):
        """Accepted by two of three; then the third, who had not, leaves."""
        case = choosing_in(exchanging(team.bo, team.cy, team.ann))
        assignment = disclosed_in(case, person("di"))
        for who in (team.bo, team.cy):
            choosing.accept_mediator(assignment, by=who)
        Membership.objects.create(team=team, person=assignment.person, role=MemberRole.MANAGER)
        ending.leave_case(case, by=team.ann)
        assert MediationAssignment.objects.get().state == "disclosed"
        assert not ConflictCase.objects.mediated_by(assignment.person).exists()

    def test_who_has_read_as_the_mediator_does_not_join_as_a_party(self, team, new_client):
        """Asked at an address that they confirm only when they have read what was for a mediator alone."""
        case = draft_by(team.bo, team.cy)
        starting.ask_party(case, by=team.bo, name="Pia", address="pia@client.example")
        opening.open_case(case, by=team.bo)
        opening.join(case, by=team.cy)
        assignment = mediated_by(find(case), person("di"))
        EmailAddress.objects.create(user=assignment.person, email="pia@client.example", verified=True)
        as_di = new_client(assignment.person)
        assert as_di.post(path(case, "join/")).status_code == 403
        mediating.leave_mediation(case, by=team.bo)
        with pytest.raises(Refused, match="You were the mediator here"):
            opening.join(case, by=assignment.person)
        assert as_di.post(path(case, "decline/")).status_code == 302


class TestMail:
    def test_who_wants_no_mail_is_not_reminded(self, team, time_machine):
        case = draft_by(team.bo, team.cy)
        starting.ask_party(case, by=team.bo, name="Pia", address="pia@client.example")
        opening.open_case(case, by=team.bo)
        DoNotContact.objects.create(digest=digest_of("pia@client.example"), since="2026-01-01")
        reminding.remind_of_answers(timezone.now() + 2 * reminding.ANSWERS_WITHIN)
        assert Mail.objects.filter(to="pia@client.example").count() == 1
