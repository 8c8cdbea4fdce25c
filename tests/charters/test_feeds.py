"""What stands in the calendars of a person and of a charter, and who can read them until when."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from charters.actions import moving, signing
from charters.actions.settling import settle
from charters.models import Charter, RoleAssignment, Signature
from teams.models import Membership
from tests.amending import amendment_of, fresh, put_up, rewrite, states_of
from tests.charters.feeding import days, days_of, event, events, expected, made, rows, written
from tests.charters.living import FIRST, LAUNCH, PILOT
from tests.factories import charter_at, person, team_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return charter_at("active")


@pytest.fixture
def team(version):
    return version.team


def role(version, title):
    return str(version.items.get(kind="role", values__title=title).key)


def test_deadlines_are_of_those_who_work_answer_or_own(version, team):
    """Cy is asked about one and told of the other, which is no day of his own."""
    titles = {"ann": [PILOT, LAUNCH, FIRST], "bo": [PILOT, LAUNCH], "cy": [], "mo": [], "ob": []}
    assert {who: rows(getattr(team, who)) for who in titles} == {
        who: expected(version, *found) for who, found in titles.items()
    }


def test_the_day_before_and_the_day_after_are_not_taken(version, team):
    found = event(made(team.bo), PILOT)
    assert (found.dtstart, found.dtend) == (date(2027, 2, 26), date(2027, 2, 27))
    assert found.transparency == "TRANSPARENT"


def test_an_owner_is_found_by_name_unless_two_have_it(version, team):
    written(version, "milestone", {"title": "Harbour day", "due": "2027-05-01", "owner": "@CY"})
    settle(version)
    assert days_of(team.cy)["Harbour day"] == date(2027, 5, 1)
    Membership.objects.create(team=team, person=person("zoe"), role="member")
    team.memberships.get(person__email="zoe@example.org").person.__class__.objects.filter(
        email="zoe@example.org"
    ).update(name="Cy")
    assert "Harbour day" not in days_of(team.cy)


def test_who_declined_a_role_has_no_days_of_it(version, team):
    assert PILOT in days_of(team.bo)
    RoleAssignment.objects.filter(person=team.bo, role_key=role(version, "Release keeper")).update(state="declined")
    assert days_of(team.bo).keys() & {PILOT, LAUNCH} == set()


def test_a_new_holder_of_the_draft_has_no_days_of_it_before_it_holds(version, team):
    """Cy is asked to hold another role in a draft; what is in force counts."""
    RoleAssignment.objects.create(
        team=team, charter=version.charter, key=uuid4(), role_key=role(version, "Product lead"), role_title="x",
        person=team.cy, state="accepted",
    )  # fmt: skip
    assert days_of(team.cy).keys() & {PILOT, LAUNCH, FIRST} == set()


def test_what_is_to_be_signed_stands_there_until_it_is_answered():
    version = charter_at("signing")
    me = version.team.bo
    url, title = made(me), "Read and sign Harbour App charter 1.0"
    assert days(url) == days_of(version.team.ann) == {title: version.sign_by}
    assert event(url, title).url == f"http://localhost:8000/charters/{version.charter_id}/sign/"
    assert days_of(version.team.mo) == days_of(version.team.ob) == {}
    signing.sign(version, typed_name="Bo", seen=version.content_hash, by=me)
    assert days(url) == {}


def test_more_time_to_sign_is_another_day(version):
    version = charter_at("signing", team_with({"ann": "lead"}, name="Other"))
    url = made(version.team.ann)
    [before] = [found.uid for found in events(Client().get(url)) if "sign" in found.summary]
    later = version.sign_by + timedelta(days=7)
    moving.extend(version, sign_by=later, by=version.team.ann)
    [after] = [found for found in events(Client().get(url)) if "sign" in found.summary]
    assert (after.dtstart, after.uid == before) == (later, False)


def test_who_joins_signs_by_a_day_of_their_own(version, team):
    Signature.objects.create(
        team=team, version=version, person=team.mo, content_hash=version.content_hash, sign_by=date(2027, 1, 8)
    )
    assert days_of(team.mo)["Read and sign Harbour App charter 1.0"] == date(2027, 1, 8)


def test_the_last_day_to_object_stands_there_for_those_who_are_not_asked_again(version, team):
    amendment = amendment_of(version)
    rewrite(amendment, "deliverable", "due", "2027-03-05", heading=PILOT)
    signing_now = put_up(amendment)
    title = "Last day to object: Harbour App charter 1.1"
    assert states_of(signing_now) == {"Ann": "requested", "Bo": "requested", "Cy": "carried"}
    found = {who: days_of(getattr(team, who)).get(title) for who in ("ann", "bo", "cy", "mo")}
    assert found == {"ann": None, "bo": None, "cy": signing_now.objections_until, "mo": None}
    signing.clear(signing_now, seen=signing_now.content_hash, by=team.cy)
    assert title not in days_of(team.cy)


def test_a_correction_in_force_has_a_last_day_to_call_it_material(version, team):
    amendment = amendment_of(version)
    rewrite(amendment, "section", "text", "Travel to the piers is paid by the Harbour!")
    moving.put_in_force(amendment, by=team.ann)
    found = event(made(team.bo), "Last day to object: Harbour App charter 1.1")
    assert found.dtstart == fresh(amendment).objections_until
    assert str(found.url).endswith(f"/charters/{version.charter_id}/call-material/")


def test_a_sponsor_is_asked_to_approve():
    team = team_with()
    version = charter_at("signing", team, adoption="sponsor", sponsor=team.mo)
    assert days_of(team.mo) == {"Approve Harbour App charter 1.0": version.sign_by}
    assert days_of(team.bo) == {}


def test_a_vote_stands_there_until_it_is_cast():
    version = charter_at("signing", adoption="vote")
    team = version.team
    assert days_of(team.bo) == {"Vote on Harbour App charter 1.0": version.sign_by}
    signing.vote(version, choice="no", seen=version.content_hash, by=team.bo)
    assert days_of(team.bo) == {}
    assert len(days_of(team.cy)) == 1
    assert days_of(team.ob) == days_of(team.mo) == {}


def test_reviews_and_ends_are_days_of_those_who_live_by_the_charter(version, team):
    Charter.objects.filter(pk=version.charter_id).update(next_review_on=date(2027, 3, 1), ends_on=date(2027, 11, 26))
    told = {
        "Look at the charter again: Harbour App charter": date(2027, 3, 1),
        "The charter ends: Harbour App charter": date(2027, 11, 26),
    }
    found = {who: days_of(getattr(team, who)) for who in ("ann", "bo", "cy", "mo", "ob")}
    assert {who for who, seen in found.items() if told.items() <= seen.items()} == {"ann", "bo", "cy"}
    assert {who for who, seen in found.items() if told.keys() & seen.keys()} == {"ann", "bo", "cy"}


def test_the_end_of_a_role_is_a_day_of_its_holder_while_they_hold_it(version, team):
    held = RoleAssignment.objects.filter(person=team.bo)
    held.update(term_ends_on=date(2027, 9, 30))
    title = "Your role ends: Release keeper"
    assert days_of(team.bo)[title] == date(2027, 9, 30)
    assert title not in days_of(team.ann)
    held.update(state="declined")
    assert title not in days_of(team.bo)


def test_nothing_of_drafts_stands_in_a_calendar():
    version = charter_at("draft")
    assert days_of(version.team.ann) == {}
    assert days_of(version.team.ann, version.charter) == {}


def test_days_of_all_teams_and_only_of_mine(version, team):
    other = charter_at("active", team_with({"bo": "lead"}, name="Second team"), title="Second charter")
    foreign = charter_at("active", team_with({"oz": "lead"}, name="Elsewhere"), title="Foreign charter")
    assert rows(team.bo) == expected(version, PILOT, LAUNCH) | expected(other, PILOT, LAUNCH, FIRST)
    assert "Foreign" not in Client().get(made(team.bo)).content.decode()
    assert foreign.charter.deadlines.count() == 3
