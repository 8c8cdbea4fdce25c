"""What a lead or a member might try to get a change past the others. Each attempt must fail, or need their signature."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from charters import weighing
from charters.actions import adding, adopting, amending, drafting, items, moving, ordering, signing, talking
from charters.merging import mark
from charters.models import CharterVersion
from common.permissions import Denied, Refused, Stale
from teams import actions as teams
from tests.amending import amendment_of, fresh, lay, put_up, rewrite, signed_by, states_of
from tests.charters.test_amendment_signing import PILOT, at, editorial, new_day
from tests.charters.test_signing_leaving import join
from tests.factories import charter_at, lead_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
MORE_THAN_EDITORIAL = "more than editorial"
ALL_ASKED = {"Ann": "requested", "Bo": "requested", "Cy": "requested"}


@pytest.fixture
def active():
    """1.0 in force since a Monday: ann is A, bo is R, cy is C of the pilot."""
    with time_machine.travel(MONDAY):
        return charter_at("active")


def cannot_be_slipped_in(amendment):
    with pytest.raises(Refused, match=MORE_THAN_EDITORIAL):
        moving.put_in_force(amendment, by=lead_of(amendment.team))
    assert fresh(amendment).state == "draft"


def of_kind(version, kind, heading=None):
    rows = version.items.filter(kind=kind).for_content()
    return next(row for row in rows if heading in (None, row.clause().heading))


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


# --- the moments


def test_what_is_written_in_review_is_weighed_when_the_text_is_frozen(active):
    with at(days=1):
        amendment = new_day(active)
        moving.send_to_review(amendment, by=active.team.ann)
        rewrite(amendment, "purpose", "text", "We sell tickets.")
        moving.return_to_draft(fresh(amendment), reason="Once more.", by=active.team.ann)
        assert states_of(put_up(amendment)) == ALL_ASKED


def test_what_is_added_after_the_round_was_opened_again_is_weighed_anew(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann, team.bo)
        moving.return_to_draft(version, reason="A typo.", by=team.ann)
        rewrite(fresh(version), "purpose", "text", "We sell tickets.", by=team.ann)
        again = put_up(fresh(version))
        assert (again.number, again.round, states_of(again)) == ("2.0", 2, ALL_ASKED)


def test_nobody_signs_the_text_of_another_round(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        seen = version.content_hash
        moving.return_to_draft(version, reason="A typo.", by=team.ann)
        rewrite(fresh(version), "deliverable", "due", "2 April 2027", heading=PILOT, by=team.ann)
        again = put_up(fresh(version))
        for verb, words in ((signing.sign, {"typed_name": "Bo"}), (signing.decline, {"reason": "No."})):
            with pytest.raises(Stale):
                verb(again, seen=seen, by=team.bo, **words)
        with pytest.raises(Stale):
            signing.clear(again, seen=seen, by=team.cy)
        assert states_of(again) == {"Ann": "requested", "Bo": "requested", "Cy": "carried"}


def test_what_was_called_material_is_not_tried_again_in_another_amendment(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        amending.call_material(version, reason="It reads like a wish now.", by=team.cy)
        moving.withdraw(fresh(version), reason="Then not.", by=team.ann)
        again = amendment_of(active)
        rewrite(again, "section", "text", "travel to the piers is paid by the harbour!")
        cannot_be_slipped_in(again)
        assert states_of(put_up(again)) == ALL_ASKED


def test_what_was_called_material_does_not_ride_along_with_a_day(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        amending.call_material(version, reason="It reads like a wish now.", by=team.cy)
        moving.withdraw(fresh(version), reason="Then not.", by=team.ann)
        again = new_day(active)
        rewrite(again, "section", "text", "travel to the piers is paid by the harbour!")
        assert states_of(put_up(again)) == ALL_ASKED


def test_once_everybody_has_signed_it_small_corrections_are_small_again(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        amending.call_material(version, reason="It reads like a wish now.", by=team.cy)
        version = signed_by(put_up(version), team.ann, team.bo, team.cy)
        assert (version.state, version.number) == ("active", "2.0")
    with at(days=2):
        again = amendment_of(version)
        rewrite(again, "section", "text", "Travel to the piers is paid by the harbour!")
        moving.put_in_force(again, by=team.ann)
        assert fresh(again).number == "2.1"


def test_another_correction_stays_small_after_one_was_called_material(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        amending.call_material(version, reason="It reads like a wish now.", by=team.cy)
        moving.withdraw(fresh(version), reason="Then not.", by=team.ann)
        again = amendment_of(active)
        drafting.retitle(again, "Harbour App, second season", "signatures", None, by=team.ann)
        moving.put_in_force(fresh(again), by=team.ann)
        assert fresh(again).state == "active"


def test_who_calls_it_material_must_write_in_the_team(active):
    with at(days=1):
        version = editorial(active)
        for who in ("mo", "ob"):
            with pytest.raises(Refused):
                amending.call_material(version, reason="No.", by=getattr(active.team, who))
        assert fresh(version).state == "active"


# --- the people


def test_who_objected_once_is_asked_from_then_on(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        signing.decline(version, reason="Not in March.", seen=version.content_hash, by=team.cy)
        again = put_up(fresh(version))
        assert states_of(again) == {"Ann": "requested", "Bo": "requested", "Cy": "requested"}


def test_giving_up_and_beginning_anew_does_not_forget_who_objected(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        signing.decline(version, reason="Not in March.", seen=version.content_hash, by=team.cy)
        moving.withdraw(fresh(version), reason="Once more.", by=team.ann)
        assert states_of(put_up(new_day(active)))["Cy"] == "requested"


def test_no_signature_is_carried_of_who_declined_the_version_before(active):
    team = active.team
    with at(days=1):
        join(team, "dee")
        dee = team.memberships.get(person__name="Dee").person
        signing.decline(active, reason="Not like this.", seen=fresh(active).content_hash, by=dee)
        amendment = amendment_of(active)
        role = of_kind(amendment, "role", "Release keeper")
        adding.add_many(amendment, "assignment", ["Dee"], by=team.ann, parent=role.key, token=uuid4())
        version = put_up(amendment)
        assert states_of(version) == {"Ann": "carried", "Bo": "carried", "Cy": "carried", "Dee": "requested"}
        assert adopting.carried(version, [dee.pk]) == []


def test_after_the_days_to_object_nobody_does(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann)
    with at(days=8):
        assert signing.can_decline(team.cy, version) is True
    with at(days=9, hours=4):
        assert signing.can_decline(team.cy, version) == Denied("The days to object are over.")
        with pytest.raises(Refused, match="days to object are over"):
            signing.decline(version, reason="Late.", seen=version.content_hash, by=team.cy)
        assert fresh(version).state == "signing"
        assert signed_by(version, team.bo).state == "active"


def test_who_is_named_declines_at_any_time(active):
    with at(days=1):
        version = put_up(new_day(active))
    with at(days=40):
        signing.decline(version, reason="I cannot.", seen=version.content_hash, by=active.team.bo)
        assert fresh(version).state == "draft"


def test_who_left_says_nothing_more(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        teams.leave_team(team.memberships.get(person=team.cy), by=team.cy)
        for verb, words in ((signing.clear, {}), (signing.decline, {"reason": "No."})):
            with pytest.raises(Refused):
                verb(version, seen=version.content_hash, by=team.cy, **words)
        assert fresh(version).state == "signing"


def test_whoever_is_in_the_text_by_name_is_asked_by_name(active):
    """An account that calls itself as a role does not sign for its holders."""
    team = active.team
    with at(days=1):
        team.ann.name = "Release keeper"
        team.ann.save(update_fields=["name"])
        amendment = amendment_of(active)
        rewrite(amendment, "expectation", "what", "Nobody reviews anything.")
        assert states_of(put_up(amendment))["Bo"] == "requested"


def test_who_joined_while_a_correction_held_is_asked_for_what_holds_again(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        join(team, "dee")
        assert states_of(version)["Dee"] == "requested"
        amending.call_material(version, reason="No.", by=team.cy)
        assert states_of(active)["Dee"] == "requested"


# --- what has ended


@pytest.fixture
def expired(active):
    """Its end has come."""
    active.become(CharterVersion.State.EXPIRED)
    active.save(update_fields=["state"])
    return active


def test_a_comma_does_not_bring_back_what_has_ended(expired):
    with at(days=1):
        amendment = amendment_of(expired)
        rewrite(amendment, "section", "text", "travel to the piers is paid by the harbour")
        cannot_be_slipped_in(amendment)
        version = put_up(amendment)
        assert (version.materiality, version.number, states_of(version)) == ("material", "2.0", ALL_ASKED)


def test_nor_does_a_day(expired):
    with at(days=1):
        assert states_of(put_up(new_day(expired))) == ALL_ASKED


def test_who_calls_themself_everyone_is_not_meant_by_it(active):
    """An expectation of everyone is everybody's, whatever somebody's account is called."""
    team = active.team
    team.cy.name = "Everyone"
    team.cy.save(update_fields=["name"])
    with at(days=1):
        amendment = amendment_of(active)
        rewrite(amendment, "expectation", "from_whom", "Everyone")
        assert weighing.amendment_of(fresh(amendment)).size == "material"
