"""The private draft: what it refuses kindly, what it keeps, and that nobody hears of it. (Scenario 12, first part.)"""

import json

import pytest
from allauth.account.models import EmailAddress
from django.core import serializers

from common.addresses import normal
from common.ids import uuid7
from conflicts.actions import cards, opening, starting
from conflicts.models import CaseEvent, CaseParty, ConflictCard, ConflictCase, SafeContact
from feedback.digests import digest_of
from feedback.models import DoNotContact
from notices.models import Mail, Notice
from tests.conflicts.disagreements import draft_by, find, opened_by, party
from tests.factories import person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def draft(team):
    return starting.start_case("Late builds", by=team.bo, team=team)


def path(case, rest=""):
    return f"/disagreements/{case.pk}/{rest}"


def revision_of(case, who):
    return ConflictCard.objects.get(case=case, party__person=who).revision


class TestHarassment:
    """It shows who is there for it, and tells nobody."""

    def test_the_contact_is_shown_and_nobody_is_told(self, new_client, team):
        SafeContact.objects.create(name="Hanna Weiss", role="Ombudsperson", phone="+31 10 555 0142")
        case = draft_by(team.bo, team.cy, team=team)
        starting.ask_party(case, by=team.bo, name="Pia", address="pia@client.example")
        bo, cy = new_client(team.bo), new_client(team.cy)

        answer = bo.post(path(case, "belongs-here/"), {"reasons": ["harassment"]}, follow=True)
        assert "Hanna Weiss" in answer.content.decode()
        assert "+31 10 555 0142" in answer.content.decode()
        assert bo.get(path(case, "open/")).status_code == 403
        assert bo.post(path(case, "open/"), {"seen": ""}).status_code == 403

        assert (find(case).state, Notice.objects.count(), Mail.objects.count()) == ("draft", 0, 0)
        assert [cy.get(path(case, rest)).status_code for rest in ("", "belongs-here/", "cards/", "not-safe/")] == [
            404
        ] * 4
        assert not ConflictCase.objects.visible_to(team.cy).exists()
        assert not CaseParty.objects.inside(team.cy).exists()

    def test_without_a_named_contact_there_are_decent_words(self, new_client, team):
        case = draft_by(team.bo, team.cy)
        starting.answer_safety(case, ["violence"], by=team.bo)
        assert "Nobody is named here yet." in new_client(team.bo).get(path(case, "belongs-here/")).content.decode()

    def test_it_is_taken_elsewhere_and_nobody_is_told(self, new_client, team):
        case = draft_by(team.bo, team.cy)
        starting.answer_safety(case, ["harassment"], by=team.bo)
        bo = new_client(team.bo)
        bo.post(path(case, "elsewhere/"))
        bo.post(path(case, "elsewhere/"))
        case = find(case)
        assert (case.state, case.unfit, case.opened_at) == ("referred", None, None)
        assert [str(one) for one in case.parties.all()] == ["Bo"]
        assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)
        assert CaseEvent.objects.filter(case=case).count() == 1
        assert "On Tuesday the build was handed over" in bo.get(path(case, "cards/")).content.decode()
        assert new_client(team.cy).get(path(case)).status_code == 404

    def test_the_answer_may_be_changed(self, new_client, team):
        case = draft_by(team.bo, team.cy)
        starting.answer_safety(case, ["legal"], by=team.bo)
        bo = new_client(team.bo)
        both = bo.post(path(case, "belongs-here/"), {"reasons": ["legal", "none"]})
        assert (both.status_code, find(case).unfit) == (422, ["legal"])
        bo.post(path(case, "belongs-here/"), {"reasons": ["none"]})
        assert find(case).unfit == []
        assert bo.get(path(case, "open/")).status_code == 200


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "address", "words"),
        [
            ("Pia", "pia", "This is not an e-mail address."),
            ("Pia", "p" * 300 + "@client.example", "Keep it to 254 characters"),
            ("Pia", "pia@client.example\nBcc: all@client.example", "A name is one line of text."),
            ("Pia\r\nSubject: Win", "pia@client.example", "A name is one line of text."),
            ("P" * 300, "pia@client.example", "Keep it to 80 characters"),
            ("Look at evil.example.com/x", "pia@client.example", "Please leave out links"),
            ("Pia", "BO+two@example.org", "This is your own address."),
            ("Pia", "bo.second@example.org", "This is your own address."),
            ("Pia", "CY@example.org", "This address is here already."),
            ("Pia", "pia\u202e@client.example", "There are invisible signs in it."),
        ],
    )
    def test_an_address_is_refused_at_its_place(self, new_client, team, name, address, words):
        EmailAddress.objects.create(user=team.bo, email="bo.second@example.org")
        case = draft_by(team.bo, team.cy, team=team)
        answer = new_client(team.bo).post(path(case, "people/add/"), {"name": name, "address": address})
        assert (answer.status_code, CaseParty.objects.filter(case=case).count()) == (422, 2)
        assert words in answer.content.decode()

    def test_words_stay_as_they_were_typed(self, new_client, team, draft):
        typed = "<script>alert(1)</script> 🙂 שלום\r\n" + "x" * 19_900
        bo = new_client(team.bo)
        sent = {"seen": typed, "need": "{{ 7 }}", "revision": 1}
        assert bo.post(path(draft, "card/"), sent, headers={"HX-Request": "true"}).status_code == 200
        card = ConflictCard.objects.get(case=draft)
        assert card.draft["seen"] == typed.replace("\r\n", "\n")
        assert "<script>alert(1)" not in bo.get(path(draft)).content.decode()

    def test_too_long_an_answer_is_not_cut(self, new_client, team, draft):
        bo = new_client(team.bo)
        answer = bo.post(path(draft, "card/"), {"seen": "x" * 20_001, "revision": 1})
        assert (answer.status_code, revision_of(draft, team.bo)) == (422, 1)
        assert "x" * 20_001 in answer.content.decode()

    def test_nobody_from_elsewhere_is_ticked(self, new_client, team, draft):
        stranger = person("oz")
        answer = new_client(team.bo).post(path(draft, "people/"), {"people": [str(stranger.pk)]})
        assert (answer.status_code, draft.parties.count()) == (422, 1)

    def test_a_team_of_others_is_not_chosen(self, new_client, team):
        other = team_with({"oz": "lead"}, name="Elsewhere")
        answer = new_client(team.bo).post(
            "/disagreements/start/", {"about": "Builds", "key": uuid7(), "place": f"team:{other.pk}"}
        )
        assert (answer.status_code, ConflictCase.objects.count()) == (422, 0)


class TestLimits:
    def test_at_most_eight_take_part(self, new_client, team):
        case = draft_by(team.bo, team.cy)
        for at in range(6):
            starting.ask_party(case, by=team.bo, name=f"P{at}", address=f"p{at}@client.example")
        answer = new_client(team.bo).post(path(case, "people/add/"), {"name": "Pia", "address": "pia@client.example"})
        assert (answer.status_code, CaseParty.objects.filter(case=case).count()) == (422, 8)
        assert "At most 8 people take part in one disagreement." in answer.content.decode()
        assert 'value="pia@client.example"' in answer.content.decode()

    def test_ten_by_mail_a_day(self, new_client, team):
        for turn, number in enumerate((6, 4)):
            case = draft_by(team.bo)
            for at in range(number):
                starting.ask_party(case, by=team.bo, name="P", address=f"p{turn}{at}@client.example")
            opening.open_case(case, by=team.bo)
        case = draft_by(team.bo, team.cy)
        answer = new_client(team.bo).post(path(case, "people/add/"), {"name": "Pia", "address": "pia@client.example"})
        assert answer.status_code == 422
        assert "You can ask at most 10 people a day by mail." in answer.content.decode()
        assert Mail.objects.count() == 10

    def test_who_wants_no_mail_and_who_is_asked_often_read_the_same(self, new_client, team):
        DoNotContact.objects.create(digest=digest_of(normal("never@client.example")), since="2026-01-01")
        for _turn in range(3):
            asking = draft_by(team.bo)
            starting.ask_party(asking, by=team.bo, name="Busy", address="busy@client.example")
            opening.open_case(asking, by=team.bo)
        case, bo = draft_by(team.bo, team.cy), new_client(team.bo)
        pages = [
            bo.post(path(case, "people/add/"), {"name": "Pia", "address": f"{who}@client.example"})
            for who in ("never", "busy", "BUSY+again")
        ]
        assert [page.status_code for page in pages] == [422] * 3
        assert all("This address cannot be reached from here." in page.content.decode() for page in pages)


class TestTwoTabs:
    def test_both_texts_are_shown_and_neither_is_lost(self, new_client, team, draft):
        bo = new_client(team.bo)
        bo.post(path(draft, "card/"), {"seen": "From the first tab", "revision": 1})
        sent = {"seen": "From the second tab", "revision": 1}
        answer = bo.post(path(draft, "card/"), sent, headers={"HX-Request": "true"})
        assert answer.status_code == 409
        assert "From the first tab" in answer.content.decode()
        assert "From the second tab" in answer.content.decode()
        whole = bo.post(path(draft, "card/"), sent)
        assert (whole.status_code, revision_of(draft, team.bo)) == (409, 2)
        bo.post(path(draft, "card/"), sent | {"keep": "mine", "over": 2}, headers={"HX-Request": "true"})
        assert ConflictCard.objects.get(case=draft).draft["seen"] == "From the second tab"

    def test_what_another_tab_changed_is_not_opened_unseen(self, new_client, team):
        case = draft_by(team.bo, team.cy)
        bo = new_client(team.bo)
        seen = bo.get(path(case, "open/")).context["seen"]
        cards.write_card(case, revision_of(case, team.bo), by=team.bo, ask="Something harsher")
        assert bo.post(path(case, "open/"), {"seen": seen}).status_code == 409
        assert (find(case).state, Notice.objects.count()) == ("draft", 0)

    def test_the_same_form_sent_twice_begins_once(self, new_client, team):
        bo, sent = new_client(team.bo), {"about": "Builds", "key": str(uuid7())}
        for _turn in range(2):
            assert bo.post("/disagreements/start/", sent)["Location"] == f"/disagreements/{sent['key']}/"
        assert ConflictCase.objects.count() == 1
        # Nor does it open somebody else's draft.
        new_client(team.cy).post("/disagreements/start/", sent)
        assert ConflictCase.objects.filter(parties__person=team.cy).count() == 1
        assert ConflictCase.objects.get(pk=sent["key"]).parties.get().person == team.bo


def test_the_words_of_a_draft_are_unreadable_in_the_database(team):
    case = draft_by(team.bo, team.cy, about="Late builds")
    rows = [*CaseEvent.objects.all(), *case.parties.all()]
    assert "build" not in json.dumps(serializers.serialize("json", rows))


def test_a_deleted_draft_is_gone(new_client, team):
    case = draft_by(team.bo, team.cy)
    assert new_client(team.bo).post(path(case, "drop/")).status_code == 302
    assert (ConflictCase.objects.count(), CaseParty.objects.count(), ConflictCard.objects.count()) == (0, 0, 0)


def test_an_opened_one_is_not_deleted_as_a_draft(new_client, team):
    case = opened_by(team.bo, team.cy)
    assert new_client(team.bo).post(path(case, "drop/")).status_code == 403
    assert party(case, team.cy).state == "invited"


def test_from_a_clause_the_team_and_charter_are_known(new_client, team):
    page = new_client(team.bo).get("/disagreements/start/", {"team": team.pk}).content.decode()
    assert f'<option value="team:{team.pk}" selected>' in page


def test_unticking_takes_off(new_client, team):
    case = draft_by(team.bo, team.cy, team=team)
    new_client(team.bo).post(path(case, "people/"), {"people": [str(team.mo.pk)]})
    assert [str(one) for one in find(case).parties.all()] == ["Bo", "Mo"]
