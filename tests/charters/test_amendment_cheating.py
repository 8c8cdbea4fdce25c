"""What a lead or a member might try to get a change past the others. Each attempt must fail, or need their signature."""

from uuid import uuid4

import pytest
import time_machine

from charters.actions import adding, drafting, items, moving, ordering, signing, talking
from charters.merging import mark
from common.permissions import Refused
from tests.amending import amendment_of, fresh, lay, put_up, rewrite, states_of
from tests.charters.cheating import ALL_ASKED, MONDAY, cannot_be_slipped_in, of_kind
from tests.charters.test_amendment_signing import at, editorial, new_day
from tests.factories import charter_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def active():
    """1.0 in force since a Monday: ann is A, bo is R, cy is C of the pilot."""
    with time_machine.travel(MONDAY):
        return charter_at("active")


# --- the way a charter is adopted


@pytest.mark.parametrize("adoption", ["none", "sponsor", "vote"])
def test_an_amendment_cannot_choose_another_way_of_being_adopted(active, adoption):
    with at(days=1):
        amendment = new_day(active)
        drafting.retitle(amendment, "Harbour App charter", adoption, active.team.ann, by=active.team.ann)
        charter = fresh(amendment).charter
        assert (charter.adoption, charter.sponsor) == ("signatures", None)
        with pytest.raises(Refused, match="another way of adopting"):
            moving.declare(fresh(amendment), by=active.team.ann, unendorsed_reason="No.")


@pytest.mark.parametrize("adoption", ["vote", "none", "sponsor"])
def test_where_nobody_signs_a_correction_asks_nobody_either(adoption):
    team = charter_at("draft").team
    active = charter_at(
        "active", team, adoption=adoption, sponsor=team.mo if adoption == "sponsor" else None, title="Second"
    )
    version = editorial(active)
    assert (version.state, states_of(version)) == ("active", {})
    with pytest.raises(Refused, match="not asked to sign"):
        signing.approve(version, typed_name="Mo", seen=version.content_hash, by=team.mo)


# --- the text


def test_a_role_that_was_removed_and_brought_back_is_what_it_was(active):
    with at(days=1):
        amendment = amendment_of(active, by=active.team.bo)
        role = of_kind(amendment, "role", "Release keeper")
        items.remove(amendment, role.key, by=active.team.ann)
        items.restore(amendment, role.key, by=active.team.ann)
        with pytest.raises(Refused, match="Nothing is different"):
            moving.send_to_review(amendment, by=active.team.ann)


def test_a_role_brought_back_after_it_left_the_charter_is_everybodys(active):
    """Removed in an amendment that was given up, it stays in the text; what that amendment kept brings nothing into another."""
    team = active.team
    with at(days=1):
        amendment = amendment_of(active)
        new = items.save(amendment, uuid4(), {"title": "Treasurer", "seats": 1}, "", by=team.ann, kind="role").item
        items.remove(amendment, new.key, by=team.ann)
        moving.withdraw(amendment, reason="No.", by=team.ann)
        again = amendment_of(active)
        assert items.restore(again, new.key, by=team.ann) is None
        with pytest.raises(Refused, match="Nothing is different"):
            moving.send_to_review(again, by=team.ann)


def test_a_role_added_and_brought_back_is_everybodys(active):
    ann = active.team.ann
    with at(days=1):
        amendment = amendment_of(active)
        treasurer = {"title": "Treasurer", "purpose": "Keeps the money."}
        new = items.save(amendment, uuid4(), treasurer, "", by=ann, kind="role").item
        adding.add_many(amendment, "accountability", ["Counting"], by=ann, parent=new.key, token=uuid4())
        items.remove(amendment, new.key, by=ann)
        items.restore(amendment, new.key, by=ann)
        cannot_be_slipped_in(amendment)
        assert states_of(put_up(amendment)) == ALL_ASKED


def test_many_agreements_at_once_are_everybodys(active):
    with at(days=1):
        amendment = amendment_of(active)
        adding.add_many(amendment, "working_agreement", ["We work on Sundays."], by=active.team.ann, token=uuid4())
        cannot_be_slipped_in(amendment)
        assert states_of(put_up(amendment)) == ALL_ASKED


def test_many_holders_at_once_sign_what_they_hold(active):
    with at(days=1):
        amendment = amendment_of(active)
        role = of_kind(amendment, "role", "Release keeper")
        adding.add_many(amendment, "assignment", ["Cy"], by=active.team.ann, parent=role.key, token=uuid4())
        cannot_be_slipped_in(amendment)
        assert states_of(put_up(amendment)) == {"Ann": "carried", "Bo": "carried", "Cy": "requested"}


def test_a_holder_named_without_an_account_signs_all_the_same(active):
    with at(days=1):
        amendment = amendment_of(active)
        role = of_kind(amendment, "role", "Release keeper")
        items.save(amendment, uuid4(), {"name": "Cy"}, "", by=active.team.ann, kind="assignment", parent=role.key)
        assert states_of(put_up(amendment))["Cy"] == "requested"


def test_the_steps_of_a_conflict_do_not_change_places_by_themselves(active):
    with at(days=1):
        amendment = amendment_of(active)
        last = amendment.items.filter(kind="conflict_step").for_content().last()
        ordering.move(amendment, last.key, "up", by=active.team.ann)
        cannot_be_slipped_in(amendment)
        assert states_of(put_up(amendment)) == ALL_ASKED


def test_another_account_behind_a_holders_words_is_no_correction(active):
    team = active.team
    with at(days=1):
        amendment = amendment_of(active)
        held = {one.person: one for one in amendment.items.filter(kind="assignment").select_related("person")}
        lay(amendment, held[team.bo], {"person": str(team.cy.pk)})
        lay(amendment, held[team.cy], {"person": str(team.bo.pk)})
        cannot_be_slipped_in(amendment)
        version = put_up(amendment)
        assert version.sort == "people"
        assert states_of(version) == {"Ann": "carried", "Bo": "requested", "Cy": "requested"}


def test_another_account_hidden_by_another_place_is_no_correction(active):
    team = active.team
    with time_machine.travel(MONDAY):
        amendment = amendment_of(active)
        role = amendment.items.get(kind="assignment", person=team.bo).parent
        adding.add_many(amendment, "assignment", ["Dr. Kim"], by=team.ann, parent=role, token=uuid4())
        version = put_up(amendment)
        signing.sign(version, typed_name="Ann", seen=version.content_hash, by=team.ann)
        for who in (team.bo, team.cy):
            signing.clear(version, seen=version.content_hash, by=who)
    with at(days=1):
        amendment = amendment_of(fresh(version))
        held = of_kind(amendment, "assignment", "Dr. Kim")
        ordering.move(amendment, held.key, "up", by=team.ann)
        lay(amendment, held, {"person": str(team.ann.pk)})
        cannot_be_slipped_in(amendment)


def test_a_suggestion_taken_over_is_weighed_like_any_words(active):
    team = active.team
    with at(days=1):
        amendment = amendment_of(active)
        rule = of_kind(amendment, "decision_rule")
        said = talking.suggest(amendment, rule.key, "tie_break", "Ann decides alone.", by=team.bo)
        seen = mark("The product lead decides within two working days.", talking.MARK)
        talking.take_over(said, seen=seen, by=team.ann)
        cannot_be_slipped_in(amendment)
        assert states_of(put_up(amendment)) == ALL_ASKED


def test_a_chain_of_corrections_ends_where_one_would(active):
    team = active.team
    version = active
    for step, words in enumerate(
        ["TRAVEL TO THE PIERS IS PAID BY THE HARBOUR", "travel to the piers, is paid; by the harbour!"]
    ):
        with at(days=1 + 14 * step):
            amendment = amendment_of(version)
            rewrite(amendment, "section", "text", words)
            moving.put_in_force(amendment, by=team.ann)
            version = fresh(amendment)
    with at(days=29):
        amendment = amendment_of(version)
        rewrite(amendment, "section", "text", "travel to the piers is not paid by the harbour")
        cannot_be_slipped_in(amendment)
