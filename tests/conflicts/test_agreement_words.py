"""The exact words of an agreement: whatever changes in them changes their mark, and voids what was signed."""

import dataclasses
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from common.permissions import Refused, Stale
from conflicts import terms
from conflicts.actions import agreeing, signing
from conflicts.models import AgreementTerm, CaseParty, ResolutionAgreement
from conflicts.terms import Term
from tests.conflicts import agreements
from tests.conflicts.agreements import fresh, reword
from tests.factories import team_with

PARTIES = {"1": "Bo", "2": "Cy"}
text = some.text(max_size=30)
term = some.builds(
    Term, key=some.uuids().map(str), text=text, owner=some.sampled_from(["", "1", "2", "all"]),
    due_on=some.dates().map(str), due_words=text,
)  # fmt: skip
written = some.lists(term, min_size=1, max_size=5, unique_by=lambda one: one.key)


def mark(opening, rows, parties=None):
    return terms.content_hash(terms.canonical(terms.document(1, opening, parties or PARTIES, rows)))


def same(one: str, other: str) -> bool:
    """Letters that are written in two ways, but are the same."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


@given(text, written, some.data())
def test_any_changed_field_of_any_term_changes_the_mark(opening, rows, data):
    place = data.draw(some.integers(0, len(rows) - 1))
    name = data.draw(some.sampled_from(["text", "owner", "due_on", "due_words"]))
    other = data.draw(text)
    assume(not same(getattr(rows[place], name), other))
    changed = [dataclasses.replace(row, **{name: other}) if at == place else row for at, row in enumerate(rows)]
    assert mark(opening, changed) != mark(opening, rows)


@given(text, text, written)
def test_another_opening_order_number_or_name_changes_the_mark(opening, other, rows):
    before = mark(opening, rows)
    assume(not same(opening, other))
    assert mark(other, rows) != before
    assert mark(opening, rows[:-1]) != before
    assert mark(opening, rows, {"1": "Bo", "2": "Cyn"}) != before
    if len(rows) > 1:
        assert mark(opening, rows[::-1]) != before


@given(text, written)
def test_what_was_signed_stands_and_nothing_else_does(opening, rows):
    signed = terms.canonical(terms.document(3, opening, PARTIES, rows))
    marks = [terms.content_hash(signed)] * 3
    assert terms.stands(signed, marks, 3, opening, rows)
    assert not terms.stands(signed, marks, 4, opening, rows)
    assert not terms.stands(signed, marks, 3, f"{opening}x", rows)
    assert not terms.stands(signed, [*marks, "another"], 3, opening, rows)


def test_letters_written_in_two_ways_are_the_same_words():
    composed, apart = "caf\u00e9", "cafe\u0301"
    assert mark(composed, []) == mark(apart, [])


def test_what_is_missing_is_said_in_order():
    rows = [Term("a", "Call first", "1", "2030-01-01"), Term("b", " ", "", "", " "), Term("c", "x", "all", "", "daily")]
    assert terms.missing(rows) == [
        "Number 2: say what is promised.", "Number 2: say who does it.", "Number 2: say until when, or how often.",
    ]  # fmt: skip
    assert terms.missing([]) == ["Write at least one thing that you promise each other."]


CHANGES = {
    "a word": lambda one, who: reword(one, who, text="Other words"),
    "an owner": lambda one, who: reword(one, who, owner="all"),
    "a day": lambda one, who: reword(one, who, due_on="2031-01-01"),
    "an opening": lambda one, who: agreeing.write_opening(one, "Another", one.revision, by=who),
    "a term less": lambda one, who: agreeing.remove_term(one, one.terms.first().pk, by=who),
    "an order": lambda one, who: agreeing.move_term(one, one.terms.first().pk, "down", by=who),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_made_only_in_a_draft_and_makes_another_text(change):
    """While words wait for signatures nothing changes; taken back, changed and offered again, no earlier signature counts."""
    team = team_with()
    agreement = agreements.offered(team.bo, team.cy)
    before = agreement.content_hash
    agreements.sign(agreement, team.bo)
    with pytest.raises(Refused, match="fixed while they wait"):
        change(agreement, team.cy)
    signing.change_text(agreement, by=team.cy)
    change(fresh(agreement), team.cy)
    after = signing.offer(fresh(agreement), by=team.cy)
    assert after.content_hash != before
    assert [one.voided_at is None for one in after.signatures.all()] == [False]
    agreements.sign(after, team.cy)
    assert fresh(agreement).state == ResolutionAgreement.State.OFFERED


@pytest.mark.django_db
def test_words_changed_behind_the_site_are_found_out(new_client):
    team = team_with()
    agreement = agreements.signed(team.bo, team.cy)
    url = f"/disagreements/{agreement.case_id}/agreement/"
    bo = new_client(team.bo)
    assert "These are the words that were signed" in bo.get(url).content.decode()
    AgreementTerm.objects.filter(agreement=agreement).update(text="Something else")
    assert "These are not the words that were signed" in bo.get(url).content.decode()


@pytest.mark.django_db
def test_who_left_for_good_reads_as_former_member_and_the_signed_text_stands(new_client):
    team = team_with()
    agreement = agreements.signed(team.bo, team.cy)
    team.cy.name = "Former member"
    team.cy.save()
    bo, url = new_client(team.bo), f"/disagreements/{agreement.case_id}/agreement/"
    shown = bo.get(url).content.decode()
    file = bo.get(f"{url}{agreement.pk}/agreement.md").content.decode()
    assert [agreements.names_in(one, "Cy", "Former member") for one in (shown, file)] == [["Former member"]] * 2
    assert "These are the words that were signed" in shown


@pytest.mark.django_db
def test_nobody_signs_words_that_name_somebody_who_left():
    team = team_with()
    agreement = agreements.offered(team.bo, team.cy, team.ann)
    agreements.sign(agreement, team.bo)
    CaseParty.objects.filter(case=agreement.case, person=team.ann).update(state=CaseParty.State.LEFT)
    with pytest.raises(Stale):
        agreements.sign(agreement, team.cy)
    assert fresh(agreement).state == ResolutionAgreement.State.OFFERED
