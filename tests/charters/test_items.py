"""Saving a clause: field by field, by several people, without losing a word."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from charters import merging
from charters.actions import items
from charters.models import CharterVersion
from common.ids import uuid7
from teams.models import Event
from tests.charters.drafts import HTMX, headings, opened, saved_values, send, sent_by, stamped, the, url
from tests.charters.item_writing import stamp_of
from tests.factories import charter_at


@pytest.fixture
def version(db):
    return charter_at("draft")


@pytest.fixture
def goal(version):
    return the(version, "goal")


def test_a_changed_field_is_saved_and_the_others_stay(new_client, version, goal):
    ann = new_client(version.team.ann)
    before = saved_values(goal)
    fields = opened(ann, version, goal.key) | {"measure": "90 % in the log"}
    answer = send(ann, version, goal.key, fields)
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == '{"saved": {}}'
    assert saved_values(goal) == before | {"measure": "90 % in the log"}
    assert (goal.revision, goal.updated_by) == (2, version.team.ann)


def test_without_script_the_page_goes_back_to_the_line(new_client, version, goal):
    ann = new_client(version.team.ann)
    fields = opened(ann, version, goal.key) | {"statement": "All delays are shown."}
    answer = send(ann, version, goal.key, fields, htmx=False)
    assert answer["Location"] == f"{url('draft', version)}#clause-{goal.key}"
    assert saved_values(goal)["statement"] == "All delays are shown."


def test_two_people_who_change_different_fields_both_keep_their_words(new_client, version, goal):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement"})
    answer = send(bo, version, goal.key, bos | {"measure": "Bo's measure"})
    assert answer.status_code == 200
    assert "Somebody else changed “Goal” meanwhile" in answer.content.decode()
    assert (saved_values(goal)["statement"], saved_values(goal)["measure"]) == ("Ann's statement", "Bo's measure")


def test_who_saves_on_after_a_merge_still_overwrites_nothing(new_client, version, goal):
    """Bo's form still shows the old statement; it goes along with each save and must not come back."""
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement"})
    first = send(bo, version, goal.key, bos | {"measure": "one"})
    send(bo, version, goal.key, bos | {"measure": "two", "revision": stamped(first)})
    assert (saved_values(goal)["statement"], saved_values(goal)["measure"]) == ("Ann's statement", "two")


@pytest.mark.parametrize("htmx", [True, False])
def test_two_people_who_change_the_same_field_see_both_texts(new_client, version, goal, htmx):
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement"})
    answer = send(bo, version, goal.key, bos | {"statement": "Bo's statement", "measure": "Bo's measure"}, htmx=htmx)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ann&#x27;s statement" in page
    assert "Bo&#x27;s statement" in page
    assert "Ann saved this while you were writing" in page
    assert saved_values(goal)["statement"] == "Ann's statement"
    assert saved_values(goal)["measure"] == "80 % in the monthly log"


def conflicting(new_client, version, goal):
    """Bo's client, and what his form sends back after the conflict."""
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    anns, bos = opened(ann, version, goal.key), opened(bo, version, goal.key)
    send(ann, version, goal.key, anns | {"statement": "Ann's statement", "of": "Ann's own"})
    mine = bos | {"statement": "Bo's statement"}
    answer = send(bo, version, goal.key, mine)
    return bo, mine | {"revision": answer.context["revision"], "over": answer.context["over"]}


def test_keep_mine_writes_my_text_over_the_one_i_saw_and_no_other_field(new_client, version, goal):
    bo, mine = conflicting(new_client, version, goal)
    assert send(bo, version, goal.key, mine | {"keep": "mine"}).status_code == 200
    assert (saved_values(goal)["statement"], saved_values(goal)["of"]) == ("Bo's statement", "Ann's own")


def test_keep_mine_stops_again_when_a_third_text_came_in_between(new_client, version, goal):
    bo, mine = conflicting(new_client, version, goal)
    cy = new_client(version.team.cy)
    send(cy, version, goal.key, opened(cy, version, goal.key) | {"statement": "Cy's statement"})
    answer = send(bo, version, goal.key, mine | {"keep": "mine"})
    assert answer.status_code == 409
    assert "Cy&#x27;s statement" in answer.content.decode()
    assert saved_values(goal)["statement"] == "Cy's statement"


def test_take_the_saved_one_gives_the_whole_form_anew(new_client, version, goal):
    bo, mine = conflicting(new_client, version, goal)
    answer = send(bo, version, goal.key, mine | {"keep": "theirs"})
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == (f"#clause-{goal.key}", "innerHTML")
    assert answer.context["form"]["statement"].value() == "Ann's statement"
    assert saved_values(goal)["statement"] == "Ann's statement"


def test_the_same_form_sent_twice_acts_once(new_client, version, goal):
    ann = new_client(version.team.ann)
    fields = opened(ann, version, goal.key) | {"measure": "new"}
    assert [send(ann, version, goal.key, fields).status_code for _ in range(2)] == [200, 200]
    goal.refresh_from_db()
    assert goal.revision == 2
    assert Event.objects.filter(verb=items.CHANGED).count() == 1


def at_once(*deeds):
    """Runs the deeds in threads that start together."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def writes(version, item, who, fields, stamp):
    """`who` saves in a transaction of their own, as another process would."""
    found, by = CharterVersion.objects.get(pk=version.pk), User.objects.get(pk=who.pk)
    return lambda: items.save(found, item.key, fields, stamp, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_moment_lose_no_text():
    version = charter_at("draft")
    goal, team = the(version, "goal"), version.team
    stamp = merging.stamp(1, items.theirs_of(goal))
    saved = at_once(
        writes(version, goal, team.ann, {"statement": "Ann's"}, stamp),
        writes(version, goal, team.bo, {"statement": "Bo's"}, stamp),
        writes(version, goal, team.cy, {"measure": "Cy's"}, stamp),
    )
    assert sorted(one.conflicts for one in saved) == [[], [], ["statement"]]
    winner = "Ann's" if saved[1].conflicts else "Bo's"
    assert (saved_values(goal)["statement"], saved_values(goal)["measure"]) == (winner, "Cy's")
    assert goal.revision == 3


@pytest.mark.django_db(transaction=True)
def test_one_new_clause_sent_twice_at_the_same_moment_is_one():
    version = charter_at("draft")
    found, by, key = CharterVersion.objects.get(pk=version.pk), User.objects.get(pk=version.team.bo.pk), uuid7()

    def add():
        return items.save(found, key, {"statement": "New"}, "0.", by=by, kind="goal")

    saved = at_once(add, add)
    assert [one.conflicts for one in saved] == [[], []]
    assert headings(version, "goal").count("New") == 1
    assert Event.objects.filter(verb=items.ADDED).count() == 1


def test_an_added_clause_stands_last_and_is_told(new_client, version):
    bo = new_client(version.team.bo)
    blank = bo.get(url("add", version, "goal"), headers=HTMX)
    key = blank.context["key"]
    answer = send(bo, version, key, sent_by(blank) | {"statement": "Nobody waits in the rain.", "due": "Q3 2027"})
    assert answer.status_code == 200
    assert "by 30 September 2027 at the latest" in answer.content.decode()
    assert headings(version, "goal")[-1] == "Nobody waits in the rain."
    item = the(version, "goal", "Nobody waits in the rain.")
    assert str(item.due_on) == "2027-09-30"
    event = Event.objects.get(verb=items.ADDED)
    assert (event.actor, event.data["heading"], event.about_id) == (
        version.team.bo,
        item.clause().heading,
        version.charter_id,
    )


def test_typing_on_in_a_new_clause_stays_one_clause_and_one_event(new_client, version):
    bo = new_client(version.team.bo)
    blank = bo.get(url("add", version, "goal"), headers=HTMX)
    fields, key = sent_by(blank), blank.context["key"]
    first = send(bo, version, key, fields | {"statement": "Nob"})
    send(bo, version, key, fields | {"statement": "Nobody waits", "revision": stamped(first)})
    assert headings(version, "goal")[-1] == "Nobody waits"
    assert [event.data["heading"] for event in Event.objects.filter(verb__startswith="charter.clause_")] == [
        "Nobody waits"
    ]


def test_the_next_new_clause_has_another_key(new_client, version):
    bo = new_client(version.team.bo)
    keys = []
    for words in ("One", "Two"):
        blank = bo.get(url("add", version, "goal"), headers=HTMX)
        keys.append(blank.context["key"])
        send(bo, version, keys[-1], sent_by(blank) | {"statement": words})
    assert keys[0] != keys[1]
    assert headings(version, "goal")[-2:] == ["One", "Two"]


def test_what_exists_once_is_never_written_twice(new_client, version):
    """Two people begin the dates in an empty place: the second sees the first one's text."""
    ann, bo = new_client(version.team.ann), new_client(version.team.bo)
    blanks = [who.get(url("add", version, "dates"), headers=HTMX) for who in (ann, bo)]
    send(ann, version, blanks[0].context["key"], sent_by(blanks[0]) | {"starts": "2027-01-01"})
    answer = send(bo, version, blanks[1].context["key"], sent_by(blanks[1]) | {"starts": "2027-02-01"})
    assert answer.status_code == 409
    assert "2027-01-01" in answer.content.decode()
    other = items.save(version, uuid7(), {"starts": None}, "", by=version.team.cy, kind="dates")
    assert other.conflicts == ["starts"]
    assert version.items.filter(kind="dates").count() == 1


def test_history_tells_ten_minutes_of_writing_as_one_change_from_first_to_last(new_client, version, goal):
    ann = version.team.ann
    for words in ("Fi", "Five", "Five of five"):
        items.save(version, goal.key, {"statement": words}, stamp_of(goal), by=ann)
    event = Event.objects.get(verb=items.CHANGED)
    assert event.data["before"] == {"statement": "Four of five delays are shown within two minutes."}
    assert event.data["after"] == {"statement": "Five of five"}


def test_history_keeps_two_writers_apart(version, goal):
    for who, words in (("ann", "A"), ("bo", "B"), ("ann", "C")):
        items.save(version, goal.key, {"statement": words}, stamp_of(goal), by=getattr(version.team, who))
    told = [
        (event.actor.name, event.data["after"])
        for event in Event.objects.filter(verb=items.CHANGED).select_related("actor")
    ]
    assert told == [("Ann", {"statement": "C"}), ("Bo", {"statement": "B"}), ("Ann", {"statement": "A"})]


def test_history_begins_a_new_event_after_ten_minutes(version, goal):
    items.save(version, goal.key, {"statement": "A"}, stamp_of(goal), by=version.team.ann)
    event = Event.objects.get(verb=items.CHANGED)
    Event.objects.update(at=event.at - items.GOES_ON)
    items.save(version, goal.key, {"statement": "B"}, stamp_of(goal), by=version.team.ann)
    assert Event.objects.filter(verb=items.CHANGED).first().data["before"] == {"statement": "A"}


def test_replace_writes_only_over_the_words_that_were_seen(version, goal):
    old = goal.clause().heading
    assert (
        items.replace(version, goal.key, "statement", old, "New", by=version.team.bo, suggested_by="Cy").conflicts == []
    )
    assert items.replace(version, goal.key, "statement", old, "Newer", by=version.team.bo).conflicts == ["statement"]
    assert saved_values(goal)["statement"] == "New"
    assert Event.objects.get(verb=items.CHANGED).data["suggested_by"] == "Cy"
