"""Who reviews a role, and what a verdict does."""

from uuid import uuid4

import pytest
from django.urls import reverse

from charters.actions import items, moving, reviewing
from charters.models import CharterVersion, RoleReview, waiting_reviews
from charters.permissions import can_reply_to_review, can_review_role
from charters.permissions.reviewing import held_role, review_standing
from common.permissions import Refused
from notices.models import Notice
from teams.models import Event, MemberRole, Membership
from tests.charters.heard import told
from tests.charters.judging import ONLY_MANAGER, PEOPLE, answers, key_of
from tests.charters.quiet import quiet_charter, team_and_outsider
from tests.factories import charter_at, person


@pytest.fixture
def team(db):
    return team_and_outsider()


@pytest.fixture
def version(team):
    """In review; ann leads the product, bo keeps releases, cy is the liaison."""
    return quiet_charter("in_review", team)


@pytest.fixture
def keeper(version):
    return key_of(version, "Release keeper")


def hold(version, role_key, who, by):
    items.save(
        version, uuid4(), {"name": str(who), "person": str(who.pk)}, "", by=by, kind="assignment", parent=role_key
    )


REVIEWING = dict.fromkeys(PEOPLE, ONLY_MANAGER) | {"mo": True}


def test_managers_review_and_nobody_else(team, version, keeper):
    assert answers(can_review_role, team, held_role(version, keeper)) == REVIEWING


@pytest.mark.parametrize("state", [state for state in CharterVersion.State.values if state != "in_review"])
def test_roles_are_reviewed_in_review_only(state, team, version, keeper):
    version.state = state
    held = held_role(version, keeper)
    assert can_review_role(team.mo, held).reason == "Roles are reviewed while the charter is in review."
    assert can_reply_to_review(team.bo, held).reason == "The review is over."


def test_nobody_reviews_a_role_they_hold_and_the_lead_steps_in(team, version, keeper):
    hold(version, keeper, team.mo, team.ann)
    expected = REVIEWING | {"mo": "Nobody reviews a role they hold.", "ann": True}
    assert answers(can_review_role, team, held_role(version, keeper)) == expected
    hold(version, keeper, team.ann, team.ann)
    assert can_review_role(team.ann, held_role(version, keeper)).reason == "Nobody reviews a role they hold."


def test_another_manager_reviews_the_role_of_a_manager(team, version, keeper):
    hold(version, keeper, team.mo, team.ann)
    mia = person("mia")
    Membership.objects.create(team=team, person=mia, role=MemberRole.MANAGER)
    assert can_review_role(mia, held_role(version, keeper)) is True


def test_holders_reply(team, version, keeper):
    others = dict.fromkeys(PEOPLE, "Only the holder of the role replies.")
    assert answers(can_reply_to_review, team, held_role(version, keeper)) == others | {"bo": True}


def test_a_manager_cannot_touch_the_text(team, version, keeper):
    with pytest.raises(Refused, match="Only the lead and the members write"):
        items.replace(version, keeper, "title", "Release keeper", "Mine", by=team.mo)


# Verdicts


def test_asking_for_changes_reaches_holders_and_lead_once(team, version, keeper):
    for _ in range(2):
        reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    review = RoleReview.objects.get()
    assert (review.verdict, review.note, review.reviewer) == ("changes_requested", "Too much", team.mo)
    assert [event.data for event in Event.objects.filter(verb="role.changes_requested")] == [
        {"role": "Release keeper", "note": "Too much"}
    ]
    assert told() == [("Ann", "changes_requested", True), ("Bo", "changes_requested", True)]


def test_a_reply_reaches_the_reviewer_once(team, version, keeper):
    review = reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    Notice.objects.all().delete()
    for _ in range(2):
        reviewing.reply_to_review(review, "Line 9 moves", by=team.bo)
    review.refresh_from_db()
    assert (review.reply, review.replied_by) == ("Line 9 moves", team.bo)
    assert (told(), Event.objects.filter(verb="role.replied").count()) == ([("Mo", "review_replied", True)], 1)


def test_the_last_endorsement_is_told_to_those_who_write(team, version):
    roles = list(version.items.filter(kind="role"))
    for role in roles[:-1]:
        reviewing.endorse(version, role.key, by=team.mo)
    assert told() == []
    reviewing.endorse(version, roles[-1].key, by=team.mo)
    assert told() == [(name, "all_endorsed", True) for name in ("Ann", "Bo", "Cy")]
    assert review_standing(version).is_endorsed


def test_other_words_after_an_endorsement_want_another_look(team, version, keeper):
    for role in version.items.filter(kind="role"):
        reviewing.endorse(version, role.key, by=team.mo)
    items.replace(version, keeper, "decision_right", "Whether a release goes out.", "Everything", by=team.ann)
    assert review_standing(version).overtaken == [str(keeper)]
    with pytest.raises(Refused, match="not all endorsed"):
        moving.ask_signatures(version, by=team.ann)
    reviewing.endorse(version, keeper, by=team.mo)
    assert review_standing(version).is_endorsed
    assert moving.ask_signatures(version, by=team.ann).state == "signing"


def test_words_elsewhere_leave_an_endorsement(team, version, keeper):
    reviewing.endorse(version, keeper, by=team.mo)
    purpose = version.items.get(kind="purpose")
    items.replace(version, purpose.key, "text", purpose.values["text"], "Another purpose.", by=team.ann)
    assert review_standing(version).endorsed == [str(keeper)]


def test_the_lead_goes_on_without_endorsement_with_a_reason_only(team, version):
    with pytest.raises(Refused, match="not all endorsed"):
        moving.ask_signatures(version, by=team.ann)
    assert (
        moving.ask_signatures(version, unendorsed_reason="Mo is away.", by=team.ann).unendorsed_reason == "Mo is away."
    )


def test_a_removed_role_cannot_be_judged(new_client, team, version, keeper):
    items.remove(version, keeper, by=team.ann)
    url = reverse("charters:review_role", args=[version.charter_id, keeper])
    assert new_client(team.mo).post(url, {"verdict": "endorsed"}).status_code == 404
    assert RoleReview.objects.count() == 0


def test_managers_are_asked_when_the_charter_comes_to_review(team):
    version = charter_at("draft", team)
    Notice.objects.all().delete()
    moving.send_to_review(version, by=team.ann)
    assert [one for one in told() if one[1] == "review_asked"] == [("Mo", "review_asked", True)]


# What waits for a manager


def test_a_charter_waits_for_its_manager_until_each_role_is_looked_at(team, version, keeper):
    def waits():
        return [one.pk for one in waiting_reviews(team.mo)] == [version.pk]

    assert waits()
    assert not waiting_reviews(team.ann).exists()
    for role in version.items.filter(kind="role"):
        reviewing.endorse(version, role.key, by=team.mo)
    assert not waits()
    review = reviewing.request_changes(version, keeper, "Too much", by=team.mo)
    assert not waits()
    reviewing.reply_to_review(review, "Why?", by=team.bo)
    assert waits()
    reviewing.endorse(version, keeper, by=team.mo)
    assert not waits()
    items.replace(version, keeper, "title", "Release keeper", "Keeper", by=team.ann)
    assert waits()


def test_a_role_the_manager_holds_waits_for_somebody_else(team, version, keeper):
    hold(version, keeper, team.mo, team.ann)
    for role in version.items.filter(kind="role").exclude(key=keeper):
        reviewing.endorse(version, role.key, by=team.mo)
    assert not waiting_reviews(team.mo).exists()
