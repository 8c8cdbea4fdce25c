"""What a text that comes into force means for what is due: rows, days, and what the text no longer has."""

import importlib
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from charters.actions import dates, deadlines, items, writing
from charters.actions.settling import settle
from charters.due import parse
from charters.models import Consultation, Deadline
from tests import harbour
from tests.charters.living import FIRST, LAUNCH, PILOT, amended, deadline, in_force, write
from tests.factories import charter_at

pytestmark = pytest.mark.django_db
MARCH, APRIL = datetime(2027, 3, 1, 9, tzinfo=UTC), datetime(2027, 4, 10, 9, tzinfo=UTC)


def standing(version):
    rows = Deadline.objects.filter(charter=version.charter_id)
    return {row.title: (row.kind, row.state, row.due_on) for row in rows}


def test_each_deliverable_and_milestone_of_a_charter_in_force_has_its_live_row():
    version = in_force()
    assert standing(version) == {
        PILOT: ("deliverable", "open", date(2027, 2, 26)),
        LAUNCH: ("deliverable", "open", date(2027, 6, 12)),
        FIRST: ("milestone", "open", date(2027, 2, 15)),
    }
    assert {row.key for row in Deadline.objects.all()} == set(
        version.items.filter(kind__in=["deliverable", "milestone"]).values_list("key", flat=True)
    )


@pytest.mark.parametrize("state", ["draft", "in_review", "signing"])
def test_before_a_charter_is_in_force_nothing_is_due(state):
    assert standing(charter_at(state)) == {}


def test_an_amendment_brings_days_and_titles_and_drops_what_it_no_longer_has():
    version = in_force()
    amended(
        version,
        lambda text: write(text, PILOT, due=parse("2027-03-05"), title="Pilot on two lines"),
        lambda text: items.remove(text, text.items.get(values__title=FIRST).key, by=text.team.ann),
    )
    assert standing(version) == {
        "Pilot on two lines": ("deliverable", "open", date(2027, 3, 5)),
        LAUNCH: ("deliverable", "open", date(2027, 6, 12)),
        FIRST: ("milestone", "dropped", date(2027, 2, 15)),
    }


def test_what_comes_back_is_open_again():
    version = in_force()
    key = deadline(version, FIRST).key
    amended(version, lambda text: items.remove(text, key, by=text.team.ann))
    settle(version)
    assert standing(version)[FIRST] == ("milestone", "open", date(2027, 2, 15))


def relative(text):
    return lambda amendment: write(amendment, PILOT, due=parse(text))


def test_a_relative_due_is_counted_from_the_day_it_first_held_and_never_moved_by_a_later_amendment():
    version = in_force()
    with time_machine.travel(MARCH, tick=False):
        second = amended(version, relative("adoption + 3 months"))
        assert deadline(version).due_on == date(2027, 6, 1)
        assert second.items.get(values__title=PILOT).due_on == date(2027, 6, 1)
    with time_machine.travel(APRIL, tick=False):
        third = amended(second, lambda text: write(text, LAUNCH, due=parse("2027-07-01")))
        row = deadline(version)
        assert (row.due_on, row.baseline_on) == (date(2027, 6, 1), date(2027, 3, 1))
        assert third.items.get(values__title=PILOT).due_on == date(2027, 6, 1)
        amended(third, relative("adoption + 2 months"))
        row = deadline(version)
        assert (row.due_on, row.baseline_on) == (date(2027, 6, 10), date(2027, 4, 10))


def test_the_signed_words_stay_as_they_are():
    version = in_force()
    second = amended(version, relative("adoption + 3 months"))
    assert second.items.get(values__title=PILOT).values["due"]["on"] is None
    assert '"on":null,"precision":"relative","text":"adoption + 3 months"' in second.document


@pytest.mark.parametrize("words", ["TBD", "yearly", "before the first storm", ""])
def test_words_stay_words_without_a_day(words):
    version = in_force()
    amended(version, lambda text: write(text, PILOT, due=parse(words)))
    row = deadline(version)
    assert (row.due_on, (row.due or {}).get("text", "")) == (None, words)


def test_what_is_done_stays_done_when_its_words_change():
    version = in_force()
    deadlines.hand_over(deadline(version), "It runs on line 62.", by=version.team.ann)
    amended(version, lambda text: write(text, PILOT, description="One line, all day."))
    assert deadline(version).state == "done"


def test_a_proposed_day_is_gone_once_a_version_with_it_holds_and_so_is_what_was_asked_about_it():
    version = in_force()
    ann, bo = version.team.ann, version.team.bo
    deadlines.project(deadline(version), date(2027, 3, 12), by=bo)
    dates.propose_date(deadline(version), date(2027, 3, 12), "The pier is closed.", by=bo)
    amended(version, lambda text: write(text, LAUNCH, description="On each line."))
    assert deadline(version).proposed_on == date(2027, 3, 12)
    assert Consultation.objects.counting().count() == 1

    amended(version, lambda text: write(text, PILOT, due=parse("12 March 2027")))

    row = deadline(version)
    assert (row.due_on, row.proposed_on, row.proposed_why, row.projected_on) == (date(2027, 3, 12), None, "", None)
    assert Consultation.objects.counting().count() == 0
    assert ann != bo


def test_coming_into_force_costs_the_same_statements_for_three_and_for_a_hundred():
    counts = []
    for many in (0, 100):
        version = in_force()
        clauses = [
            harbour.clause("deliverable", {"title": f"Map {place}", "due": "2027-03-31"}) for place in range(many)
        ]
        writing.add_clauses(version, clauses, by=version.team.ann)
        with CaptureQueriesContext(connection) as queries:
            settle(version)
        counts.append(len(queries.captured_queries))
        assert Deadline.objects.filter(charter=version.charter_id).count() == 3 + many
        version.team.delete() if many == 0 else None
    assert counts[1] <= counts[0] + 4  # SQLite takes a hundred rows in a few bites


def test_settling_twice_changes_nothing():
    version = in_force()
    before = list(Deadline.objects.values())
    settle(version)
    assert list(Deadline.objects.values()) == before


def test_charters_that_were_in_force_before_get_their_rows():
    """What the migration does, on rows as they were before it."""
    version = in_force()
    version.items.filter(values__title=PILOT).update(
        values={"title": PILOT, "due": parse("adoption + 1 month")}, due_on=None
    )
    version.items.filter(values__title=FIRST).update(values={"title": FIRST, "due": None}, due_on=None)
    type(version).objects.filter(pk=version.pk).update(activated_at=MARCH)
    Deadline.objects.all().delete()

    begin = importlib.import_module("charters.migrations.0006_deadlines_in_force").begin
    begin(apps, None)
    begin(apps, None)

    found = {row.title: (row.kind, row.state, row.due_on, row.baseline_on) for row in Deadline.objects.all()}
    since = date(2027, 3, 1)
    assert found == {
        PILOT: ("deliverable", "open", date(2027, 4, 1), since),
        LAUNCH: ("deliverable", "open", date(2027, 6, 12), since),
        FIRST: ("milestone", "open", None, since),
    }
    assert version.items.get(values__title=PILOT).due_on == date(2027, 4, 1)
