"""Nothing is slipped in by the moment that somebody chooses, by people who come and go, or after the end."""

from uuid import uuid4

import pytest
import time_machine

from charters import weighing
from charters.actions import adding, adopting, amending, drafting, moving, signing
from charters.models import CharterVersion
from common.permissions import Denied, Refused, Stale
from teams import actions as teams
from tests.amending import amendment_of, fresh, put_up, rewrite, signed_by, states_of
from tests.charters.cheating import ALL_ASKED, MONDAY, cannot_be_slipped_in, of_kind
from tests.charters.test_amendment_signing import PILOT, at, editorial, new_day
from tests.charters.test_signing_leaving import join
from tests.factories import charter_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def active():
    """1.0 in force since a Monday: ann is A, bo is R, cy is C of the pilot."""
    with time_machine.travel(MONDAY):
        return charter_at("active")


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
