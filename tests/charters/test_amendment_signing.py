"""Who signs an amendment: nobody an editorial one, those named a scoped one, everybody a material one."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from charters.actions import amending, drafting, moving, signing
from charters.models import CharterVersion, RoleAssignment, Signature
from charters.permissions import can_call_material, can_clear, can_decline
from common.permissions import Denied, Refused
from notices.models import Mail
from teams import actions as teams
from teams.models import Event
from tests.amending import amendment_of, consulted, fresh, lay, put_up, rewrite, signed_by, states_of
from tests.charters.test_signing_leaving import join
from tests.factories import charter_at

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)
PILOT = "Pilot on line 62"


@pytest.fixture
def active():
    """1.0 in force since a Monday: ann is A, bo is R, cy is C of the pilot."""
    with time_machine.travel(MONDAY):
        return charter_at("active")


def at(**after):
    return time_machine.travel(MONDAY + timedelta(**after), tick=False)


def new_day(active, day="26 March 2027"):
    amendment = amendment_of(active)
    rewrite(amendment, "deliverable", "due", day, heading=PILOT)
    return amendment


def mailed(template):
    return sorted(Mail.objects.filter(template=f"charters/notices/{template}.txt").values_list("to", flat=True))


def test_a_moved_day_is_signed_by_those_who_work_and_answer_for_it(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        assert (version.number, version.materiality, version.sort) == ("1.1", "scoped", "update")
        assert states_of(version) == {"Ann": "requested", "Bo": "requested", "Cy": "carried"}
        assert version.objections_until == date(2027, 1, 12)
        carried = version.signatures.get(person=team.cy)
        assert carried.carried_from == active.signatures.get(person=team.cy)
        assert mailed("change_asked") == ["bo@example.org"]
        assert mailed("change_open") == ["cy@example.org"]


def test_it_waits_for_the_days_to_object_even_when_all_named_have_signed(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann, team.bo)
        assert version.state == "signing"
    with at(days=8, hours=12):
        assert amending.close_windows() == 0
    with at(days=9, hours=4):
        assert amending.close_windows() == 1
        assert amending.close_windows() == 0
        assert fresh(version).state == "active"
        assert fresh(active).state == "superseded"


def test_who_does_not_object_may_say_so_and_then_nobody_waits(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann, team.bo)
        signing.clear(version, seen=version.content_hash, by=team.cy)
        assert fresh(version).state == "active"
        assert states_of(version) == {"Ann": "signed", "Bo": "signed", "Cy": "carried"}


def test_an_objection_opens_the_text_again_and_says_why(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann)
        signing.decline(version, reason="The pier is closed in March.", seen=version.content_hash, by=team.cy)
        version = fresh(version)
        assert (version.state, version.content_hash) == ("draft", "")
        assert fresh(active).state == "active"
        assert states_of(version) == {"Ann": "void", "Bo": "void", "Cy": "declined"}
        assert Event.objects.get(verb="charter.objected").data["reason"] == "The pier is closed in March."


def test_until_it_is_in_force_the_charter_says_the_old_day(active):
    with at(days=1):
        put_up(new_day(active))
        assert active.charter.versions.active().get() == active


def test_a_purpose_slipped_in_makes_it_everybodys(active):
    with at(days=1):
        amendment = new_day(active)
        rewrite(amendment, "purpose", "text", "We sell tickets.")
        version = put_up(amendment)
        assert (version.number, version.materiality, version.sort) == ("2.0", "material", "recharter")
        assert states_of(version) == {"Ann": "requested", "Bo": "requested", "Cy": "requested"}


def test_an_editorial_change_holds_at_once_with_every_signature_carried(active):
    team = active.team
    with at(days=1):
        amendment = amendment_of(active, by=team.bo)
        rewrite(amendment, "section", "text", "Travel to the piers is paid by the Harbour!")
        moving.put_in_force(amendment, by=team.ann)
        version = fresh(amendment)
        assert (version.number, version.state, version.materiality) == ("1.1", "active", "editorial")
        assert states_of(version) == {"Ann": "carried", "Bo": "carried", "Cy": "carried"}
        assert mailed("corrected") == ["bo@example.org", "cy@example.org", "mo@example.org", "ob@example.org"]


def test_what_is_more_than_editorial_is_not_put_in_force_without_signatures(active):
    with at(days=1):
        amendment = new_day(active)
        with pytest.raises(Refused, match="more than editorial"):
            moving.put_in_force(amendment, by=active.team.ann)
        assert fresh(amendment).state == "draft"


def editorial(active):
    amendment = amendment_of(active, by=active.team.bo)
    rewrite(amendment, "section", "text", "travel to the piers is paid by the harbour.")
    moving.put_in_force(amendment, by=active.team.ann)
    return fresh(amendment)


def test_a_member_who_calls_it_material_brings_the_old_text_back(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        amending.call_material(version, reason="It reads like a wish now.", by=team.cy)
        amending.call_material(fresh(version), reason="It reads like a wish now.", by=team.cy)
        assert (fresh(active).state, fresh(version).state) == ("active", "draft")
        assert Event.objects.filter(verb="charter.called_material").count() == 1
        again = put_up(version)
        assert (again.materiality, again.number) == ("material", "2.0")
        assert set(states_of(again).values()) == {"requested"}


def test_after_five_working_days_it_is_too_late_to_call_it_material(active):
    over = Denied("The days for this are over. Begin an amendment to change the text back.")
    with at(days=1):
        version = editorial(active)
        assert can_call_material(active.team.cy, version) is True
    with at(days=8):
        assert can_call_material(active.team.cy, version) is True
    with at(days=9, hours=4):
        assert can_call_material(active.team.cy, version) == over


def test_called_material_while_another_is_open_it_is_withdrawn_and_the_other_must_rebase(active):
    team = active.team
    with at(days=1):
        version = editorial(active)
        other = new_day(version)
        amending.call_material(version, reason="No.", by=team.cy)
        assert (fresh(active).state, fresh(version).state) == ("active", "withdrawn")
        with pytest.raises(Refused, match=r"Version 1\.1 is no longer in force"):
            moving.send_to_review(fresh(other), by=team.ann)


def test_the_last_day_to_call_it_material_ends_with_the_last_place_on_earth(active):
    """Somebody further east may have tomorrow already; nobody's day ends by that."""
    with at(days=1):
        version = editorial(active)
    with at(days=8, hours=10), timezone.override("Pacific/Auckland"):
        assert can_call_material(active.team.cy, version) is True
        with pytest.raises(Refused, match=r"Until 12 January 2027"):
            put_up(new_day(version))


def test_what_a_few_signed_does_not_replace_a_text_that_no_longer_holds(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        CharterVersion.objects.filter(pk=active.pk).update(state="expired")
        version = signed_by(version, team.ann, team.bo)
        signing.clear(version, seen=version.content_hash, by=team.cy)
        assert fresh(version).state == "signing"


def test_nothing_small_goes_on_top_of_what_may_still_be_called_material(active):
    with at(days=1):
        version = editorial(active)
        amendment = new_day(version)
        with pytest.raises(Refused, match=r"Until 12 January 2027 anyone may still call version 1\.1 material"):
            put_up(amendment)


def test_a_number_people_were_asked_to_sign_is_never_given_again(active):
    team = active.team
    with at(days=1):
        first = put_up(new_day(active))
        moving.withdraw(first, reason="Not now.", by=team.ann)
        assert put_up(new_day(active)).number == "1.2"


def test_an_amendment_that_changes_nothing_goes_nowhere(active):
    amendment = amendment_of(active)
    with pytest.raises(Refused, match="Nothing is different"):
        moving.send_to_review(amendment, by=active.team.ann)


def test_who_joins_while_a_scoped_change_is_signed_is_asked_when_it_holds(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        join(team, "dee")
        assert states_of(version) == {"Ann": "requested", "Bo": "requested", "Cy": "carried"}
        assert states_of(active)["Dee"] == "requested"
        signed_by(version, team.ann, team.bo)
        signing.clear(fresh(version), seen=version.content_hash, by=team.cy)
        assert states_of(version) == {"Ann": "signed", "Bo": "signed", "Cy": "carried", "Dee": "requested"}
        assert version.signatures.get(person__name="Dee").sign_by == date(2027, 1, 12)
        assert Signature.objects.get(version=active, person__name="Dee").void_reason == "replaced by version 1.1"


def test_nobody_waits_for_the_no_of_who_has_left(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann, team.bo)
        teams.leave_team(team.memberships.get(person=team.cy), by=team.cy)
        assert amending.close_windows() == 0
        assert fresh(version).state == "active"


def test_whose_signature_counts_under_two_small_changes_stands_under_the_first(active):
    team = active.team
    with at(days=1):
        version = signed_by(put_up(new_day(active)), team.ann, team.bo)
        signing.clear(version, seen=version.content_hash, by=team.cy)
        second = put_up(new_day(fresh(version), "2 April 2027"))
        assert second.number == "1.2"
        assert second.signatures.get(person=team.cy).carried_from == active.signatures.get(person=team.cy)


def test_who_signs_to_swap_roles_has_accepted_them(active):
    team = active.team
    before = {one.person: one.role_key for one in RoleAssignment.objects.select_related("person")}
    with at(days=1):
        amendment = amendment_of(active)
        held = {one.person: one for one in amendment.items.filter(kind="assignment").select_related("person")}
        lay(amendment, held[team.bo], {"name": "Cy", "person": str(team.cy.pk)})
        lay(amendment, held[team.cy], {"name": "Bo", "person": str(team.bo.pk)})
        version = put_up(amendment)
        assert (version.materiality, version.sort) == ("scoped", "people")
        assert states_of(version) == {"Ann": "carried", "Bo": "requested", "Cy": "requested"}
        assert {one.person: one.role_key for one in RoleAssignment.objects.exclude(state="ended")} == before
        signed_by(version, team.bo, team.cy)
        signing.clear(fresh(version), seen=version.content_hash, by=team.ann)
    now = set(RoleAssignment.objects.exclude(person=team.ann).values_list("person__name", "role_key", "state"))
    bos, cys = before[team.bo], before[team.cy]
    assert now == {("Bo", bos, "ended"), ("Cy", cys, "ended"), ("Cy", bos, "accepted"), ("Bo", cys, "accepted")}
    assert Event.objects.filter(verb="role.vacated").count() == 2


def test_a_new_title_waits_with_the_other_words(active):
    with at(days=1):
        amendment = amendment_of(active)
        drafting.retitle(amendment, "Harbour App, second season", "none", None, by=active.team.bo)
        charter = fresh(amendment).charter
        assert (charter.title, charter.adoption) == ("Harbour App charter", "signatures")
        moving.put_in_force(fresh(amendment), by=active.team.ann)
        assert fresh(amendment).charter.title == "Harbour App, second season"


def test_only_whose_signature_is_carried_clears_or_objects_without_being_asked(active):
    team = active.team
    with at(days=1):
        version = put_up(new_day(active))
        no = Denied("You are asked to sign, or have answered already.")
        assert {who: can_clear(getattr(team, who), version) for who in ("ann", "bo", "cy", "mo", "ob")} == {
            "ann": no, "bo": no, "cy": True, "mo": no, "ob": no,
        }  # fmt: skip
        assert can_decline(team.cy, version) is True


@pytest.mark.parametrize("adoption", ["vote", "none"])
def test_a_team_that_votes_or_declares_does_so_on_the_whole(adoption):
    active = charter_at("active", adoption=adoption)
    amendment = new_day(active)
    consulted(amendment)
    ask = moving.declare if adoption == "none" else moving.ask_signatures
    ask(fresh(amendment), by=active.team.ann, unendorsed_reason="Seen.")
    version = fresh(amendment)
    assert (version.materiality, version.number, version.objections_until) == ("scoped", "1.1", None)
    assert version.state == ("active" if adoption == "none" else "signing")
