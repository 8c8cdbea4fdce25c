"""Somebody who wants to know or to do more than is theirs: by their own data, another tab, another address, another role."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from charters.models import Charter
from common.ids import uuid7
from common.permissions import Refused
from conflicts.actions import (
    agreeing,
    cards,
    carrying,
    choosing,
    ending,
    mediating,
    opening,
    points,
    reminding,
    sharing,
    starting,
    stepping,
)
from conflicts.models import AgreementTerm, ConflictCase, MediationAssignment, PointMark
from conflicts.own_data import disagreements
from feedback.digests import digest_of
from feedback.models import DoNotContact
from notices.models import Mail
from teams.models import MemberRole, Membership
from tests.conflicts import agreements
from tests.conflicts.disagreements import draft_by, exchanging, find, opened_by, party, say
from tests.conflicts.mediations import choosing_in, disclosed_in, mediated_by
from tests.factories import charter_at, person, team_with

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

    def test_who_comes_to_lead_a_party_reads_nothing_as_long_as_they_do(self, team, new_client):
        pat = person("pat")
        case = exchanging(team.bo, team.cy)
        mediated_by(case, pat)
        page = f"/mediating/{case.pk}/cards/"
        assert new_client(pat).get(page).status_code == 200
        seat = Membership.objects.create(team=team, person=pat, role=MemberRole.MANAGER)
        assert new_client(pat).get(page).status_code == 404
        assert case not in ConflictCase.objects.visible_to(pat)
        seat.role = MemberRole.OBSERVER
        seat.save()
        assert new_client(pat).get(page).status_code == 200

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

    @pytest.mark.parametrize("names_the_team", [True, False])
    def test_who_manages_the_other_does_not_choose_by_leaving_the_team_out(self, team, names_the_team):
        case = choosing_in(exchanging(team.mo, team.bo, team=team if names_the_team else None))
        with pytest.raises(Refused, match="so the others propose"):
            choosing.propose_mediator(case, person("di"), by=team.mo)
        choosing.propose_mediator(case, person("pat"), by=team.bo)
        assert MediationAssignment.objects.count() == 1


def test_a_yes_for_the_team_is_none_for_other_teams(team, new_client):
    """Bo writes charters elsewhere too, where cy is not."""
    elsewhere = team_with({"bo": "lead", "zoe": "member", "mo": "manager"}, name="Elsewhere")
    charter = Charter.objects.create(team=elsewhere, title="Theirs", created_by=team.bo)
    term = agreements.signed(team.bo, team.cy, team=team).terms.select_related("case", "agreement").first()
    for who in (team.bo, team.cy):
        sharing.share_term(term, by=who)
    with pytest.raises(Refused, match="Not everybody who signed is in the team of that charter"):
        carrying.carry_term(term, charter, "working_agreement", by=team.bo)
    ours = charter_at("draft", team).charter
    page = new_client(team.bo).get(path(term.case, f"agreement/terms/{term.pk}/carry/"))
    assert page.context["charters"] == [ours]
    carrying.carry_term(term, ours, "working_agreement", by=team.bo)


def test_nobody_joins_after_others_have_agreed(team, new_client):
    """What was said before one took part was said to others: while somebody is asked, the others come to no agreement."""
    case = opened_by(team.bo, team.cy, team.ann)
    opening.join(case, by=team.cy)
    say(case, team.cy)
    cards.share_card(case, by=team.cy)
    with pytest.raises(Refused, match="Not everybody has said yet whether they take part"):
        stepping.look_for_options(case, by=team.bo)
    opening.remove_invited(party(case, team.ann), by=team.bo)
    stepping.look_for_options(case, by=team.bo)
    agreement = agreeing.begin_agreement(case, by=team.cy)
    agreeing.go_back_to_options(case, by=team.bo)
    stepping.hear_again(case, by=team.bo)
    with pytest.raises(Refused, match="You are not asked"):
        opening.join(case, by=team.ann)
    doors = ["", "join/", "agreement/", f"agreement/{agreement.pk}/"]
    assert [new_client(team.ann).get(path(case, one)).status_code for one in doors] == [404, 405, 404, 404]


class TestOtherWords:
    def test_nothing_is_said_to_words_that_were_changed_meanwhile(self, team, new_client):
        case = exchanging(team.bo, team.cy)
        point = points.add_point(case, uuid7(), by=team.bo, text="A day to test")
        cards.share_card(case, by=team.bo)
        points.write_point(point, 1, by=team.bo, text="Something else altogether")
        door, as_cy = path(case, f"interests/{point.pk}/mark/"), new_client(team.cy)
        sent = [as_cy.post(door, {"kind": "shares"} | more).status_code for more in ({"revision": 1}, {})]
        assert (sent, PointMark.objects.count()) == ([409, 409], 0)
        assert as_cy.post(door, {"kind": "shares", "revision": 2}).status_code == 302
        assert 'name="revision" value="2"' in as_cy.get(path(case, "cards/")).content.decode()

    def test_a_term_left_open_since_an_older_agreement_changes_nothing(self, team, new_client):
        """Its words are not lost in an error: the page says that the text has changed."""
        agreement = agreements.signed(team.bo, team.cy)
        old = agreement.terms.first()
        agreeing.amend_agreement(agreement.case, by=team.bo)
        door = path(agreement.case, f"agreement/terms/{old.pk}/")
        sent = agreements.words("Something else") | {"revision": "0."}
        assert new_client(team.cy).post(door, sent).status_code == 409
        assert AgreementTerm.objects.get(pk=old.pk).text == old.text


def test_a_refusal_does_not_send_people_to_those_who_lead_them(team, new_client):
    case = exchanging(team.bo, team.cy)
    refused = new_client(team.cy).post(path(case, "withdraw/"))
    assert (refused.status_code, "lead of your team" in refused.content.decode()) == (403, False)


class TestMail:
    def drafts_to(self, who, number: int) -> list[ConflictCase]:
        cases = [draft_by(who) for _turn in range(number)]
        for case in cases:
            starting.ask_party(case, by=who, name="Pia", address="pia@client.example")
        return cases

    def test_whom_others_ask_is_told_to_nobody(self, team):
        """An address that others wait for is asked like any other: else a refusal would tell of their disagreements."""
        for who in (person("eve"), person("kim"), person("lee")):
            opening.open_case(*self.drafts_to(who, 1), by=who)
        opening.open_case(*self.drafts_to(team.bo, 1), by=team.bo)
        assert Mail.objects.filter(to="pia@client.example").count() == 4

    def test_drafts_written_before_the_first_is_opened_do_not_mail_more(self, team):
        *first, last = self.drafts_to(team.bo, 4)
        for case in first:
            opening.open_case(case, by=team.bo)
        with pytest.raises(Refused, match="cannot be reached from here any more"):
            opening.open_case(last, by=team.bo)
        assert Mail.objects.count() == 3

    def test_who_wants_no_mail_by_the_time_of_opening_gets_none(self, team):
        (case,) = self.drafts_to(team.bo, 1)
        DoNotContact.objects.create(digest=digest_of("pia@client.example"), since="2026-01-01")
        with pytest.raises(Refused, match="cannot be reached from here any more"):
            opening.open_case(case, by=team.bo)
        assert Mail.objects.count() == 0

    def test_who_wants_no_mail_is_not_reminded(self, team, time_machine):
        case = draft_by(team.bo, team.cy)
        starting.ask_party(case, by=team.bo, name="Pia", address="pia@client.example")
        opening.open_case(case, by=team.bo)
        DoNotContact.objects.create(digest=digest_of("pia@client.example"), since="2026-01-01")
        reminding.remind_of_answers(timezone.now() + 2 * reminding.ANSWERS_WITHIN)
        assert Mail.objects.filter(to="pia@client.example").count() == 1
