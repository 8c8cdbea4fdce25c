"""The clause that a disagreement came from: offered to all alike, and read by those alone who may read that charter."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from charters.actions import items
from conflicts.actions import opening, sharing, starting
from conflicts.models import ConflictCase
from tests.amending import amendment_of, put_up, rewrite, signed_by
from tests.conflicts import agreements
from tests.conflicts.disagreements import draft_by, find, opened_by
from tests.factories import charter_at, person, team_with
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db
START = "/disagreements/start/"
WORDS, NEW = "We begin reviews before 11:00 and finish them the same day.", "Reviews begin before noon."


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def version(team):
    return charter_at("active", team)


@pytest.fixture
def clause(version):
    return version.items.get(kind="working_agreement")


def about(case, clause) -> ConflictCase:
    """The same, as somebody begins it beside a clause."""
    case.charter_id, case.clause_key = clause.version.charter_id, clause.key
    case.save()
    return find(case)


def amended(version, change) -> None:
    """Another version is in force, with a change that all have signed."""
    amendment = amendment_of(version)
    change(amendment)
    offered = put_up(amendment)
    asked = offered.signatures.filter(round=offered.round, state="requested")
    signed_by(offered, *(one.person for one in asked.select_related("person")))
    assert version.charter.versions.active().get() == amendment


def read(client, case) -> str:
    return " ".join(client.get(f"/disagreements/{case.pk}/").content.decode().split())


def link_to(clause) -> str:
    return f'href="{START}?charter={clause.version.charter_id}&amp;clause={clause.key}"'


def settled(answer) -> str:
    """Without the tokens and keys that forms have anew each time."""
    return re.sub(r'value="([0-9a-f-]{36}|\w{64})"|X-CSRFToken": "[^"]*"|id_[0-9a-f]{8}', "", answer.content.decode())


class TestOffer:
    def test_it_is_offered_to_those_who_may_ask(self, team, version, clause, new_client):
        page = reverse("charters:show", args=[version.charter_id])
        shown = {name: new_client(getattr(team, name)).get(page).content.decode() for name in ("ann", "bo", "mo", "ob")}
        assert {name: link_to(clause) in text for name, text in shown.items()} == {
            "ann": True, "bo": True, "mo": True, "ob": False,
        }  # fmt: skip
        talk = reverse("charters:talk", args=[version.charter_id, clause.key]) + "?in=force"
        offers = [link_to(clause) in new_client(who).get(talk).content.decode() for who in (team.bo, team.ob)]
        assert offers == [True, False]

    def test_it_reads_the_same_whatever_there_is(self, team, version, clause, new_client):
        pages = [reverse("charters:show", args=[version.charter_id]),
                 reverse("charters:talk", args=[version.charter_id, clause.key]) + "?in=force"]  # fmt: skip
        clients = [new_client(who) for who in (team.ann, team.bo, team.mo)]
        before = [settled(client.get(page)) for client in clients for page in pages]
        case = about(opened_by(team.bo, team.cy, team=team), clause)
        after = [settled(client.get(page)) for client in clients for page in pages]
        differing = [place for place, page in enumerate(after) if page != before[place]]
        assert (differing, [page for page in after if str(case.pk) in page]) == ([], [])

    def test_no_clause_of_a_draft_is_offered(self, team, new_client):
        version = charter_at("draft", team)
        page = new_client(team.bo).get(reverse("charters:show", args=[version.charter_id])).content.decode()
        assert START not in page


class TestBeginning:
    def begin(self, client, clause, **values):
        address = f"{START}?charter={clause.version.charter_id}&clause={clause.key}"
        return fill(client, address, about="Reviews", **values)

    def test_charter_and_clause_are_filled_in(self, team, clause, new_client):
        client = new_client(team.bo)
        address = f"{START}?charter={clause.version.charter_id}&clause={clause.key}"
        assert WORDS in client.get(address).content.decode()
        self.begin(client, clause)
        case = ConflictCase.objects.get()
        assert (case.charter_id, case.team_id, case.clause_key) == (clause.version.charter_id, team.pk, clause.key)

    def test_its_words_stay_when_something_is_missing(self, team, clause, new_client):
        client = new_client(team.bo)
        form = form_of(client, f"{START}?charter={clause.version.charter_id}&clause={clause.key}", "about")
        answer = client.post(START, form.values | {"about": [""]})
        assert (answer.status_code, WORDS in answer.content.decode()) == (422, True)

    def test_nobody_reads_a_clause_of_another_team_by_this_way(self, clause, new_client):
        page = new_client(person("eve")).get(f"{START}?charter={clause.version.charter_id}&clause={clause.key}")
        assert (page.status_code, WORDS in page.content.decode()) == (200, False)

    def test_what_never_was_in_force_is_left_out(self, team, new_client):
        version = charter_at("draft", team)
        self.begin(new_client(team.bo), version.items.get(kind="working_agreement"))
        assert ConflictCase.objects.get().clause_key is None

    def test_with_another_charter_the_clause_is_left_behind(self, team, clause):
        case = about(draft_by(team.bo, team.cy), clause)
        starting.describe_case(case, case.revision, by=team.bo, about="Other words", charter=clause.version.charter)
        assert find(case).clause_key == clause.key
        starting.describe_case(case, find(case).revision, by=team.bo, about="Other words", team=team)
        assert find(case).clause_key is None

    def test_what_is_opened_is_what_was_seen(self, team, clause):
        case = draft_by(team.bo, team.cy)
        before = opening.words_now(case, case.conflictcards.get())
        assert opening.words_now(about(case, clause), case.conflictcards.get()) != before


class TestReading:
    def test_those_who_may_read_the_charter_read_it_and_the_others_nothing(self, team, clause, new_client):
        """Eve is of another team; Pia is asked at an address, and makes an account."""
        eve, pia = person("eve"), person("pia")
        EmailAddress.objects.create(user=pia, email="pia@client.example", verified=True)
        draft = about(draft_by(team.bo, team.cy, eve), clause)
        starting.ask_party(draft, by=team.bo, name="Pia", address="pia@client.example")
        bo = new_client(team.bo)
        assert WORDS in read(bo, draft)
        assert WORDS in bo.get(f"/disagreements/{draft.pk}/open/").content.decode()
        opening.open_case(draft, by=team.bo)
        people = (team.bo, team.cy, eve, pia)
        assert [WORDS in read(new_client(who), draft) for who in people] == [True, True, False, False]
        for who in people[1:]:
            opening.join(draft, by=who)
        assert [WORDS in read(new_client(who), draft) for who in people] == [True, True, False, False]
        marks = ("Harbour App", "The clause", str(clause.key), str(clause.version.charter_id))
        assert [mark in read(new_client(eve), draft) for mark in marks] == [False] * 4

    def test_who_left_the_team_reads_it_no_more(self, team, clause, new_client):
        case = about(opened_by(team.bo, team.cy, team=team), clause)
        team.memberships.filter(person=team.bo).update(left_at=case.opened_at)
        assert [WORDS in read(new_client(who), case) for who in (team.bo, team.cy)] == [False, True]

    def test_it_reads_as_in_the_charter_in_force(self, team, version, clause, new_client):
        case = about(opened_by(team.bo, team.cy), clause)
        amended(version, lambda amendment: rewrite(amendment, "working_agreement", "text", NEW))
        page = read(new_client(team.cy), case)
        assert (WORDS in page, NEW in page, "stands there no more" in page) == (False, True, False)

    def test_or_as_it_was_when_it_is_gone(self, team, version, clause, new_client):
        case = about(opened_by(team.bo, team.cy), clause)
        amended(version, lambda amendment: items.remove(amendment, clause.key, by=amendment.created_by))
        page = read(new_client(team.cy), case)
        assert (WORDS in page, "it stands there no more" in page) == (True, True)

    def test_words_of_an_amendment_on_its_way_are_not_read_here(self, team, version, clause, new_client):
        case = about(opened_by(team.bo, team.cy), clause)
        rewrite(amendment_of(version), "working_agreement", "text", NEW)
        page = read(new_client(team.cy), case)
        assert (WORDS in page, NEW in page) == (True, False)


def test_a_term_is_offered_to_the_part_in_which_the_clause_stands(team, version, new_client):
    agreement = agreements.signed(team.bo, team.cy, team=team)
    about(find(agreement.case), version.items.filter(kind="conflict_step").first())
    term = agreement.terms.select_related("case").first()
    for who in (team.bo, team.cy):
        sharing.share_term(term, by=who)
    page = new_client(team.bo).get(reverse("conflicts:carry_term", args=[term.case_id, term.pk]))
    assert (page.context["form"]["kind"].value(), page.context["form"]["charter"].value()) == (
        "conflict_step",
        str(version.charter_id),
    )
    assert "The two talk in private." in page.content.decode()


def test_it_costs_no_page_more_than_twelve(team, clause, new_client, django_assert_max_num_queries):
    case, draft = (about(make(team.bo, team.cy, team=team), clause) for make in (opened_by, draft_by))
    pages = [(team.bo, ""), (team.cy, "")]
    for who, rest in pages:
        client = new_client(who)
        with django_assert_max_num_queries(12):
            assert client.get(f"/disagreements/{case.pk}/{rest}").status_code == 200
    client = new_client(team.bo)
    for rest in ("", "open/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/disagreements/{draft.pk}/{rest}").status_code == 200
