"""Looking back: alone, line by line; what is shared the team reads, and of the rest nobody learns that there is any."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from charters.actions import closing
from common.ids import uuid7
from common.permissions import Refused, Stale
from feedback.actions import looking_back, reflecting
from feedback.actions.reflecting import Words
from feedback.models import Reflection, ReflectionItem
from notices.models import Notice
from teams.models import Event
from tests.factories import charter_at, person, team_with
from tests.feedback.lessons import closed_charter, line

HTMX = {"HX-Request": "true"}
SECRET, TOLD = "Plover-keeps-it", "Dunlin-tells-it"


@pytest.fixture
def version(db):
    return closed_charter()


def url(name, version, *parts):
    return reverse(f"feedback:{name}", args=[version.charter_id, *parts])


def items_of(who) -> list[tuple]:
    rows = ReflectionItem.objects.filter(reflection__person=who)
    return [(one.kind, one.text, one.shared_at is not None) for one in rows]


def refusal(verb, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **named)
    return str(refused.value.reason)


def test_a_line_is_kept_in_clear_for_its_writer_and_encrypted_in_the_database(version, new_client):
    bo, key = new_client(version.team.bo), uuid7()
    sent = {"kind": "owe", "text": SECRET, "to_whom": "the harbour master", "revision": "0"}
    answer = bo.post(url("reflect_item", version, key), sent, headers=HTMX)
    assert (answer.status_code, 'name="revision" value="1"' in answer.content.decode()) == (200, True)
    assert items_of(version.team.bo) == [("owe", SECRET, False)]
    raw = ReflectionItem.objects.extra(select={"raw": "text"}).values_list("raw", flat=True)
    assert SECRET not in str(list(raw))
    page = bo.get(url("reflect", version)).content.decode()
    assert (SECRET in page, "the harbour master" in page) == (True, True)


def test_only_what_belongs_to_a_question_is_kept(version):
    clause = version.items.get(kind="working_agreement")
    given = {"to_whom": "Mo", "due_on": date(2040, 1, 2), "clause": clause.key}
    kept = {
        kind: reflecting.words_of(line(version.charter, version.team.bo, "Words", kind, **given))
        for kind in ReflectionItem.Kind.values
    }
    nothing = Words("Words")
    assert kept == dict.fromkeys(ReflectionItem.Kind.values, nothing) | {
        "owe": Words("Words", to_whom="Mo"), "next": Words("Words", due_on=date(2040, 1, 2)),
        "clause": Words("Words", clause=clause.key),
    }  # fmt: skip


def test_a_clause_is_kept_by_its_key_and_with_the_words_it_had(version):
    clause = version.items.get(kind="working_agreement")
    item = line(version.charter, version.team.bo, "Too early for me", "clause", clause=clause.key)
    assert item.clause_words == "Reviews\nWe begin reviews before 11:00 and finish them the same day.\nRelease keeper"


def test_a_line_of_another_person_is_not_there(version, new_client):
    item = line(version.charter, version.team.bo, SECRET)
    cy = new_client(version.team.cy)
    doors = [
        cy.get(url("reflect_item", version, item.pk)),
        cy.post(url("reflect_item", version, item.pk), {"kind": "why", "text": "Mine", "revision": "1"}),
        *(
            cy.post(url(name, version, item.pk))
            for name in ("share_reflection", "take_back_reflection", "remove_reflection")
        ),
    ]
    assert [one.status_code for one in doors] == [404] * 5
    assert (items_of(version.team.bo), items_of(version.team.cy)) == ([("differently", SECRET, False)], [])


def test_the_key_of_another_persons_line_begins_nothing(version):
    item = line(version.charter, version.team.bo, SECRET)
    with pytest.raises(Stale):
        line(version.charter, version.team.cy, "Mine", key=item.pk)
    assert Reflection.objects.filter(person=version.team.cy).count() == 0


def test_who_looks_back(version):
    team, charter = version.team, version.charter
    told = refusal(line, charter, team.ob, "Words")
    assert told == "The lead, the members and the managers look back; observers read what they share."
    assert refusal(line, charter, person("oz"), "Words") == told
    for one in (team.ann, team.bo, team.mo):
        assert line(charter, one, "Words").text == "Words"
    draft = charter_at("draft", team, title="Not in force")
    assert refusal(line, draft.charter, team.bo, "Words") == "There is nothing to look back on yet."


def test_two_windows_see_both_texts_and_nothing_is_overwritten(version, new_client):
    item, bo = line(version.charter, version.team.bo, "One"), new_client(version.team.bo)
    address = url("reflect_item", version, item.pk)
    assert bo.post(address, {"text": "Two", "revision": "1"}, headers=HTMX).status_code == 200
    late = bo.post(address, {"text": "Three", "revision": "1"}, headers=HTMX)
    page = late.content.decode()
    assert (late.status_code, "Two" in page, "Three" in page, items_of(version.team.bo)[0][1]) == (
        409,
        True,
        True,
        "Two",
    )
    assert (
        bo.post(address, {"text": "Three", "revision": "1", "over": "2", "keep": "mine"}, headers=HTMX).status_code
        == 200
    )
    assert items_of(version.team.bo)[0][1] == "Three"


def test_what_cannot_be_saved_stays_in_its_field(version, new_client):
    bo, key = new_client(version.team.bo), uuid7()
    sent = {"kind": "next", "text": "Ask the harbour master", "due_on": "1999-01-01", "revision": "0"}
    answer = bo.post(url("reflect_item", version, key), sent)
    page = answer.content.decode()
    assert (answer.status_code, "Ask the harbour master" in page) == (422, True)
    assert "Choose a day from today on, within the next five years." in page
    empty = bo.post(url("reflect_item", version, key), {"kind": "next", "text": " ", "revision": "0"})
    assert (empty.status_code, items_of(version.team.bo)) == (422, [])


def test_a_day_that_has_passed_meanwhile_does_not_hinder_other_words(version, new_client, time_machine):
    day = timezone.localdate() + timedelta(days=3)
    item = line(version.charter, version.team.bo, "Ask", "next", due_on=day)
    time_machine.move_to(timezone.now() + timedelta(days=30))
    sent = {"text": "Ask again", "due_on": day.isoformat(), "revision": "1"}
    assert new_client(version.team.bo).post(url("reflect_item", version, item.pk), sent).status_code == 302
    assert items_of(version.team.bo) == [("next", "Ask again", False)]


def test_the_debrief_shows_what_was_shared_and_not_that_there_is_more(version, new_client):
    team = version.team
    readers = [new_client(one) for one in (team.ann, team.cy, team.mo, team.ob)]
    before = bodies(readers, url("debrief", version))
    line(version.charter, team.bo, SECRET)
    assert bodies(readers, url("debrief", version)) == before
    line(version.charter, team.bo, TOLD, "why", shared=True)
    shown = bodies(readers, url("debrief", version))
    assert [(SECRET in page, TOLD in page, "Bo</bdi>" in page) for page in shown] == [(False, True, True)] * 4


def bodies(clients, address) -> list[str]:
    """What stands on the page, without the tokens that differ each time."""
    pages = [client.get(address).content.decode() for client in clients]
    return [re.sub(r"[A-Za-z0-9]{64}", "", page) for page in pages]


def test_what_is_taken_back_is_gone_at_once(version, new_client):
    item = line(version.charter, version.team.bo, TOLD, shared=True)
    bo, cy = new_client(version.team.bo), new_client(version.team.cy)
    assert TOLD in cy.get(url("debrief", version)).content.decode()
    bo.post(url("take_back_reflection", version, item.pk))
    assert TOLD not in cy.get(url("debrief", version)).content.decode()
    bo.post(url("share_reflection", version, item.pk))
    bo.post(url("remove_reflection", version, item.pk))
    assert bo.post(url("remove_reflection", version, item.pk)).status_code == 302
    assert (TOLD in cy.get(url("debrief", version)).content.decode(), items_of(version.team.bo)) == (False, [])


def test_nobody_hears_that_somebody_writes_shares_or_is_done(version):
    known = Event.objects.count(), Notice.objects.count()
    line(version.charter, version.team.bo, SECRET, shared=True)
    done = reflecting.finish_reflection(version.charter, by=version.team.bo)
    assert (done.finished_at is not None, (Event.objects.count(), Notice.objects.count())) == (True, known)


def test_when_a_charter_closes_its_people_are_asked_once(version):
    team = version.team
    line(version.charter, team.cy, "Words")
    reflecting.finish_reflection(version.charter, by=team.cy)
    for _turn in range(2):
        looking_back.tick(timezone.now())
    asked = Notice.objects.filter(kind="reflection.asked").select_related("person")
    assert sorted((str(one.person), one.url) for one in asked) == [
        (name, url("reflect", version)) for name in ("Ann", "Bo", "Mo")
    ]


def test_charters_in_force_and_those_closed_long_ago_ask_nobody(db, time_machine):
    team = team_with()
    charter_at("active", team)
    old = closed_charter(team, "Old")
    time_machine.move_to(timezone.now() + timedelta(days=20))
    looking_back.tick(timezone.now())
    assert Notice.objects.filter(kind="reflection.asked").count() == 0
    closing.reopen_charter(old.charter, by=team.ann)
    assert Reflection.objects.count() == 0


def test_a_next_step_is_reminded_of_once_in_the_morning_of_its_day_without_its_words(version, time_machine):
    bo = version.team.bo
    type(bo).objects.filter(pk=bo.pk).update(time_zone="Pacific/Auckland")
    line(version.charter, bo, SECRET, "next", due_on=date(2040, 3, 7))

    def heard_at(*moment):
        time_machine.move_to(datetime(*moment, tzinfo=UTC))
        looking_back.tick(timezone.now())
        return list(Notice.objects.filter(kind="reminder.next_step").values_list("person__name", "text", "due_on"))

    # In Auckland it is eight on Wednesday the 7th when in UTC it is still the evening of Tuesday.
    assert heard_at(2040, 3, 6, 18, 59) == []
    words = "It is the day of a next step that you set yourself after “Harbour App charter”."
    assert heard_at(2040, 3, 6, 19, 1) == [("Bo", words, date(2040, 3, 7))]
    assert heard_at(2040, 3, 8, 19, 1) == [("Bo", words, date(2040, 3, 7))]


def test_who_left_the_team_is_not_reminded(version, time_machine):
    bo = version.team.bo
    line(version.charter, bo, SECRET, "next", due_on=date(2040, 3, 7))
    bo.memberships.update(left_at=timezone.now())
    time_machine.move_to(datetime(2040, 3, 7, 12, tzinfo=UTC))
    looking_back.tick(timezone.now())
    assert Notice.objects.filter(kind="reminder.next_step").count() == 0


@pytest.mark.parametrize("name", ["reflect", "debrief"])
def test_a_page_costs_the_same_with_many_lines(name, version, new_client, django_assert_max_num_queries):
    for place in range(40):
        line(version.charter, version.team.bo, f"Line {place}", shared=True)
        line(version.charter, version.team.mo, f"Line {place}", "why", shared=True)
    bo = new_client(version.team.bo)
    with django_assert_max_num_queries(12):
        assert bo.get(url(name, version)).status_code == 200
