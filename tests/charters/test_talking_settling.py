"""How objections and suggestions are settled."""

from uuid import uuid4

import pytest

from charters.actions import items, talking
from charters.models import CharterVersion, ClauseComment, RoleAssignment
from common.permissions import Refused, Stale
from teams.models import Event
from tests.charters.heard import told
from tests.charters.quiet import quiet_charter, team_and_outsider
from tests.charters.talks import seen


@pytest.fixture
def team(db):
    return team_and_outsider()


@pytest.fixture
def version(team):
    return quiet_charter("draft", team)


@pytest.fixture
def purpose(version):
    return version.items.get(kind="purpose")


def test_an_objection_is_settled_by_the_leads_answer(team, version, purpose):
    objection = talking.object_to(version, purpose.key, "Too narrow", by=team.bo)
    assert list(ClauseComment.objects.open_objections(version)) == [objection]
    with pytest.raises(Refused, match="Only the lead's answer"):
        talking.answer(objection, "No.", by=team.cy)
    talking.answer(objection, "We widen it.", by=team.ann)
    objection.refresh_from_db()
    assert (objection.state, objection.settled_by, [one.text for one in objection.replies.all()]) == (
        "resolved", team.ann, ["We widen it."],
    )  # fmt: skip
    assert list(ClauseComment.objects.open_objections(version)) == []


def test_an_objection_is_taken_back_by_its_author_and_raised_again(team, version, purpose):
    objection = talking.object_to(version, purpose.key, "Too narrow", by=team.bo)
    with pytest.raises(Refused, match="Only who objected"):
        talking.resolve_comment(objection, by=team.ann)
    for _ in range(2):
        talking.resolve_comment(objection, by=team.bo)
    assert not ClauseComment.objects.open_objections(version).exists()
    for _ in range(2):
        talking.reopen_comment(objection, by=team.cy)
    assert list(ClauseComment.objects.open_objections(version)) == [objection]
    verbs = list(Event.objects.filter(subject_id=objection.pk).order_by("at", "id").values_list("verb", flat=True))
    assert verbs == ["comment.objected", "comment.resolved", "comment.reopened"]


def test_a_suggestion_taken_over_is_the_text_with_credit(team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "One app for ferries.", "Shorter", by=team.mo)
    for _ in range(2):
        talking.take_over(suggestion, seen=seen(purpose), by=team.ann)
    now = version.items.get(kind="purpose")
    assert (now.values["text"], now.revision, now.updated_by) == (
        "One app for ferries.",
        purpose.revision + 1,
        team.ann,
    )
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.settled_by, suggestion.old_text) == (
        "accepted",
        team.ann,
        purpose.values["text"],
    )
    (event,) = Event.objects.filter(subject_id=purpose.pk)
    assert event.data["suggested_by"] == "Mo"
    assert told() == [("Mo", "comment_settled", False)]


def test_a_text_that_changed_meanwhile_is_not_overwritten(team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "Suggested", by=team.bo)
    items.replace(version, purpose.key, "text", purpose.values["text"], "Changed by Cy", by=team.cy)
    with pytest.raises(Stale, match="Nothing was overwritten"):
        talking.take_over(suggestion, seen=seen(purpose), by=team.ann)
    suggestion.refresh_from_db()
    now = version.items.get(kind="purpose")
    assert (now.values["text"], suggestion.state) == ("Changed by Cy", "open")
    talking.take_over(suggestion, seen=seen(now), by=team.ann)
    assert version.items.get(kind="purpose").values["text"] == "Suggested"


def test_a_role_renamed_by_a_suggestion_is_renamed_for_its_holders(team, version):
    role = version.items.filter(kind="role").first()
    items.save(
        version, uuid4(), {"name": "Bo", "person": str(team.bo.pk)}, "", by=team.ann, kind="assignment", parent=role.key
    )
    suggestion = talking.suggest(version, role.key, "title", "Harbour keeper", by=team.bo)
    talking.take_over(suggestion, seen=seen(role, "title"), by=team.ann)
    titles = RoleAssignment.objects.filter(role_key=role.key).values_list("role_title", flat=True)
    assert set(titles) == {"Harbour keeper"}


def test_a_frozen_text_takes_no_words_over(team, version, purpose):
    suggestion = talking.suggest(version, purpose.key, "text", "Suggested", by=team.bo)
    CharterVersion.objects.update(state="withdrawn")
    with pytest.raises(Refused, match="This version is finished"):
        talking.take_over(suggestion, seen=seen(purpose), by=team.ann)
    assert version.items.get(kind="purpose").values == purpose.values
