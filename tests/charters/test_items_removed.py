"""A clause that was removed comes back whole, and no words written meanwhile are lost."""

import pytest

from charters.actions import items
from common.ids import uuid7
from teams.models import Event
from tests.charters.drafts import HTMX, headings, opened, send, the, url
from tests.charters.item_writing import texts
from tests.factories import charter_at


@pytest.fixture
def version(db):
    return charter_at("draft")


@pytest.fixture
def goal(version):
    return the(version, "goal")


def test_a_removed_clause_comes_back_whole_with_its_parts_letters_and_place(new_client, version):
    ann, role = new_client(version.team.ann), the(version, "role", "Release keeper")
    before = version.content()
    answer = ann.post(url("remove", version, role.key), headers=HTMX)
    assert "Removed: <bdi>Release keeper</bdi>" in answer.content.decode()
    gone = version.content()
    assert [clause.heading for clause in gone.of("role")] == ["Product lead", "Harbour liaison"]
    assert [str(role.key) in clause["letters"] for clause in gone.of("deliverable")] == [False, False]
    assert gone.of("assignment", str(role.key)) == []

    ann.post(url("restore", version, role.key), headers=HTMX)
    after = version.content()
    assert texts(after) == texts(before)


def test_remove_and_restore_sent_twice_act_once(new_client, version, goal):
    ann = new_client(version.team.ann)
    for verb in ("remove", "remove", "restore", "restore"):
        assert ann.post(url(verb, version, goal.key), headers=HTMX).status_code == 200
    assert Event.objects.filter(verb__in=[items.REMOVED, items.RESTORED]).count() == 2
    assert headings(version, "goal") == ["Four of five delays are shown within two minutes."]


def test_letters_written_meanwhile_are_not_overwritten_when_a_role_comes_back(version):
    ann, role = version.team.ann, the(version, "role", "Release keeper")
    pilot = the(version, "deliverable", "Pilot on line 62")
    items.remove(version, role.key, by=ann)
    pilot.refresh_from_db()
    pilot.values = pilot.values | {"letters": pilot.values["letters"] | {str(role.key): "I"}}
    pilot.save()
    items.restore(version, role.key, by=ann)
    pilot.refresh_from_db()
    assert pilot.values["letters"][str(role.key)] == "I"


def test_who_writes_in_a_removed_clause_keeps_the_words_and_may_bring_it_back(new_client, version, goal):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    bos = opened(bo, version, goal.key) | {"statement": "Bo's long thought"}
    ann.post(url("remove", version, goal.key))
    answer = send(bo, version, goal.key, bos)
    assert answer.status_code == 409
    assert "Ann removed it" in answer.content.decode()
    assert version.items.filter(key=goal.key).count() == 0

    again = send(bo, version, goal.key, bos | {"over": bos["revision"], "keep": "mine"})
    assert again.status_code == 200
    assert headings(version, "goal") == ["Bo's long thought"]


def test_a_removed_clause_shows_the_typed_words_without_script(new_client, version, goal):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    bos = opened(bo, version, goal.key) | {"statement": "Bo's long thought"}
    ann.post(url("remove", version, goal.key))
    page = send(bo, version, goal.key, bos, htmx=False)
    assert page.status_code == 409
    assert "Bo&#x27;s long thought" in page.content.decode()


def test_a_part_of_a_removed_role_is_refused_with_the_way_back(new_client, version):
    role = the(version, "role", "Release keeper")
    items.remove(version, role.key, by=version.team.ann)
    bo = new_client(version.team.bo)
    fields = {"kind": "accountability", "parent": str(role.key), "text": "Testing", "revision": "0."}
    answer = send(bo, version, uuid7(), fields)
    assert answer.status_code == 409
    assert "Removed lately" in answer.content.decode()
    assert version.items.filter(kind="accountability", values__text="Testing").count() == 0
