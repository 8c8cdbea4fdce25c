"""From an agreement to a charter: only what all want, only its words, and no trace of where it comes from."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.urls import reverse

from charters.models import Charter, CharterVersion, Item
from common.permissions import Refused
from conflicts.actions import agreeing, carrying, sharing
from conflicts.models import TermCarry
from teams.models import Event
from tests.conflicts import agreements
from tests.conflicts.agreements import OPENING, PROMISE, SECOND, case_of
from tests.factories import charter_at, team_with
from tests.filling import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return team_with()


def shared(team, *people):
    agreement = agreements.signed(team.bo, team.cy, team=team)
    term = agreement.terms.select_related("case", "agreement").first()
    for person in people:
        sharing.share_term(term, by=person)
    return term


def carry(term, charter, who, kind="working_agreement"):
    return carrying.carry_term(term, charter, kind, by=who)


def clauses(charter) -> list:
    return list(Item.objects.filter(version__charter=charter, values__text=PROMISE).values_list("kind", flat=True))


def test_without_the_yes_of_all_nothing_is_shown(team):
    charter = charter_at("draft", team).charter
    term = shared(team, team.bo)
    with pytest.raises(Refused, match="Not everybody has agreed"):
        carry(term, charter, team.bo)
    assert clauses(charter) == []


def test_a_yes_taken_back_counts_no_more_until_it_stands_in_a_charter(team):
    charter = charter_at("draft", team).charter
    term = shared(team, team.bo, team.cy)
    sharing.unshare_term(term, by=team.cy)
    with pytest.raises(Refused):
        carry(term, charter, team.bo)
    sharing.share_term(term, by=team.cy)
    carry(term, charter, team.bo)
    with pytest.raises(Refused, match="It stands in a charter already"):
        sharing.unshare_term(term, by=team.cy)


def test_through_the_pages_it_becomes_a_clause_of_the_kind_chosen(team, new_client):
    charter = charter_at("draft", team).charter
    agreement = agreements.signed(team.bo, team.cy, team=team)
    term, case = agreement.terms.first(), agreement.case_id
    bo, cy = new_client(team.bo), new_client(team.cy)
    for client in (bo, cy):
        client.post(reverse("conflicts:share_term", args=[case, term.pk]))
    fill(bo, reverse("conflicts:carry_term", args=[case, term.pk]), charter=str(charter.pk), kind="working_agreement")
    assert clauses(charter) == ["working_agreement"]
    assert "in a charter" in cy.get(reverse("conflicts:agreement", args=[case])).content.decode()


def test_into_a_charter_in_force_an_amendment_is_begun(team):
    charter = charter_at("active", team).charter
    carry(shared(team, team.bo, team.cy), charter, team.cy)
    opened = CharterVersion.objects.open().get(charter=charter)
    assert (opened.created_by, clauses(charter)) == (team.cy, ["working_agreement"])


def test_what_was_replaced_is_carried_no_more(team):
    charter = charter_at("draft", team).charter
    term = shared(team, team.bo, team.cy)
    new = agreeing.amend_agreement(case_of(term.agreement), by=team.bo)
    agreements.signing.offer(new, by=team.bo)
    for person in (team.bo, team.cy):
        agreements.sign(new, person)
    with pytest.raises(Refused, match="what still holds"):
        carry(term, charter, team.bo)


def test_no_charter_but_those_the_person_writes_is_offered(team, new_client):
    charter_at("draft", team)
    charter_at("draft", team_with({"oz": "lead"}, name="Pier"), title="Pier charter")
    term = shared(team, team.bo, team.cy)
    shown = new_client(team.bo).get(reverse("conflicts:carry_term", args=[term.case_id, term.pk])).content.decode()
    assert ("Harbour App charter" in shown, "Pier charter" in shown) == (True, False)


def rows_of_charters() -> str:
    """Everything that the team's side of the site keeps."""
    kept = [
        model_to_dict(row) | {"pk": row.pk}
        for model in (Charter, CharterVersion, Item, Event)
        for row in model.objects.all()
    ]
    return json.dumps(kept, cls=DjangoJSONEncoder, default=str)


def test_the_charter_keeps_the_words_and_no_trace_of_a_disagreement(team):
    charter = charter_at("draft", team).charter
    term = shared(team, team.bo, team.cy)
    carried = carry(term, charter, team.bo)
    kept = rows_of_charters()
    keys = [term.pk, term.key, term.case_id, term.agreement_id, carried.pk]
    assert [str(key) in kept for key in keys] == [False] * len(keys)
    assert [word in kept for word in (SECOND, OPENING, "Late builds", "every Monday", "isagree")] == [False] * 5
    assert (PROMISE in kept, str(carried.clause_key) in kept) == (True, True)
    clause = Item.objects.get(key=carried.clause_key)
    assert clause.values == dict.fromkeys(clause.values, "") | {"text": PROMISE}
    told = Event.objects.filter(about_id=charter.pk).latest("at")
    assert (told.verb, told.actor) == ("charter.clause_added", team.bo)


def test_a_second_click_finds_it_done(team):
    charter = charter_at("draft", team).charter
    term = shared(team, team.bo, team.cy)
    assert carry(term, charter, team.bo) == carry(term, charter, team.cy)
    assert (TermCarry.objects.count(), clauses(charter)) == (1, ["working_agreement"])
