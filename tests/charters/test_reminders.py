"""Who is reminded of what: those for whom it waits, in their words, and nobody else."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from charters import clock
from charters.actions import reminding, signing
from charters.actions.closing import close_charter
from charters.actions.deadlines import hand_over, not_done, project
from charters.models import Charter, Deadline, Morning, RoleAssignment
from notices.models import Notice
from teams.actions import leave_team, mark_away
from tests.factories import charter_at, person, team_with
from tests.harbour import PILOT

# Ann holds the role that answers (A) for the pilot, bo the one that works on it (R), cy is consulted. It is due on a Friday.
WEEK, DUE, LATE = "2027-02-19T08:00", "2027-02-26T08:00", "2027-03-05T08:00"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def tick(text):
    """The clock at that moment; who heard of which reminder."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with time_machine.travel(at(text), tick=False):
        clock.tick(at(text))
    told = Notice.objects.filter(is_reminder=True).exclude(pk__in=before)
    return sorted((one.person.name, one.kind.removeprefix("reminder.")) for one in told.select_related("person"))


@pytest.fixture
def team(db):
    with time_machine.travel(at("2027-01-04T12:00")):
        return team_with()


@pytest.fixture
def pilot(team):
    """The deadline of a charter in force since January; nothing else of it is near."""
    with time_machine.travel(at("2027-01-04T12:01")):
        version = charter_at("active", team)
    Charter.objects.update(next_review_on=None)
    Deadline.objects.exclude(title=PILOT).delete()
    Morning.objects.all().delete()
    deadline = Deadline.objects.get()
    deadline.team = deadline.charter.team = team
    deadline.version = version
    return deadline


def seat(team, name):
    return team.memberships.get(person=getattr(team, name))


# Deadlines


def test_who_works_on_it_and_who_answers_hear_before_and_then_who_answers(pilot):
    assert tick("2027-02-18T08:00") == []
    assert tick(WEEK) == [("Ann", "deadline"), ("Bo", "deadline")]
    assert tick("2027-02-25T08:00") == []
    assert tick(DUE) == [("Ann", "deadline"), ("Bo", "deadline")]
    assert tick(LATE) == [("Ann", "overdue")]
    assert tick("2027-03-12T08:00") == [("Ann", "overdue")]
    assert [tick(f"2027-{day}T08:00") for day in ("03-19", "03-26", "04-02")] == [[], [], []]  # four are enough


def test_the_words_name_the_day_and_lead_to_the_deadline(pilot):
    tick(WEEK), tick("2027-02-27T09:00"), tick("2027-03-01T08:00"), tick(LATE)
    told = Notice.objects.filter(person=pilot.team.ann, is_reminder=True).order_by("created_at").values_list("text", "url", "due_on", "about_id", "team_id")  # fmt: skip
    url = reverse("charters:deadline", args=[pilot.charter_id, pilot.key])
    rest = (url, pilot.due_on, pilot.pk, pilot.team_id)
    assert list(told) == [
        ("“Pilot on line 62” of “Harbour App charter” is due on 26 February 2027.", *rest),
        ("“Pilot on line 62” of “Harbour App charter” was due on 26 February 2027.", *rest),
        ("“Pilot on line 62” of “Harbour App charter” was due on 26 February 2027 and is open. Say when it will be ready, or close it with a reason.", *rest),
    ]  # fmt: skip


def test_a_later_day_that_is_expected_is_told_on_that_day(pilot):
    with time_machine.travel(at("2027-02-22T09:00")):
        project(pilot, at("2027-03-10T00:00").date(), "More tests.", by=pilot.team.bo)
    assert tick(DUE) == [("Ann", "deadline"), ("Bo", "deadline")]
    assert tick(LATE) == []
    assert tick("2027-03-10T08:00") == [("Ann", "expected"), ("Bo", "expected")]
    assert "due on 26 February 2027, is expected on 10 March 2027." in Notice.objects.latest("created_at").text
    assert tick("2027-03-17T08:00") == [("Ann", "overdue")]


@pytest.mark.parametrize("end", ["handed over", "not done", "dropped"])
def test_what_is_handed_over_or_settled_reminds_nobody(pilot, end):
    with time_machine.travel(at("2027-02-22T09:00")):
        if end == "handed over":
            hand_over(pilot, "It floats.", by=pilot.team.bo)
        elif end == "not done":
            not_done(pilot, "The pier is closed.", by=pilot.team.ann)
        else:
            Deadline.objects.update(state="dropped")
    assert tick(DUE) == tick(LATE) == []


def test_a_day_that_changed_begins_anew_and_the_old_one_ends(pilot):
    assert tick(WEEK) == [("Ann", "deadline"), ("Bo", "deadline")]
    Deadline.objects.update(due_on="2027-03-12", baseline_on="2027-02-24")
    assert tick(DUE) == []
    assert tick(LATE) == [("Ann", "deadline"), ("Bo", "deadline")]
    assert tick("2027-03-12T08:00") == [("Ann", "deadline"), ("Bo", "deadline")]


def test_a_day_before_it_was_set_says_nothing(pilot):
    Deadline.objects.update(baseline_on="2027-02-19")
    assert tick(WEEK) == []
    assert tick(DUE) == [("Ann", "deadline"), ("Bo", "deadline")]


@pytest.mark.parametrize("how", ["left", "away", "shut out", "gave the role back", "observes"])
def test_who_is_not_there_is_not_reminded(pilot, how):
    team = pilot.team
    with time_machine.travel(at("2027-02-01T09:00")):
        if how == "left":
            leave_team(seat(team, "bo"), by=team.bo)
        elif how == "away":
            mark_away(seat(team, "bo"), at("2027-02-01T09:00").date(), by=team.mo)
        elif how == "shut out":
            type(team.bo).objects.filter(pk=team.bo.pk).update(is_active=False)
        elif how == "observes":
            team.memberships.filter(person=team.bo).update(role="observer")
        else:
            RoleAssignment.objects.filter(person=team.bo).update(state="declined")
    assert tick(WEEK) == [("Ann", "deadline")]


def test_where_nobody_answers_for_it_the_lead_is_reminded(pilot):
    team = pilot.team
    team.memberships.filter(person=team.cy).update(role="lead")
    team.memberships.filter(person=team.ann).update(left_at=at("2027-02-01T09:00"))
    assert tick(WEEK) == [("Bo", "deadline"), ("Cy", "deadline")]
    assert tick(DUE) == [("Bo", "deadline"), ("Cy", "deadline")]
    assert tick(LATE) == [("Cy", "overdue")]


def test_a_charter_that_was_closed_reminds_nobody(pilot):
    with time_machine.travel(at("2027-02-01T09:00")):
        close_charter(pilot.charter, "stopped", "The harbour closed.", by=pilot.team.ann)
    Charter.objects.update(next_review_on="2027-02-26")
    assert tick(WEEK) == tick(DUE) == tick(LATE) == []


def test_an_old_version_reminds_nobody(pilot):
    pilot.charter.versions.update(state="superseded")
    assert tick(WEEK) == []


# Signatures, approvals, votes


def asked(team, **how):
    """A charter that is up for agreement until 19 January, asked for on the 5th."""
    with time_machine.travel(at("2027-01-05T12:00")):
        version = charter_at("signing", team, **how)
    type(version).objects.update(sign_by="2027-01-19")
    version.refresh_from_db()
    version.team = version.charter.team = team
    return version


def test_who_has_not_signed_hears_a_week_and_a_day_before_and_on_the_day(team):
    version = asked(team)
    with time_machine.travel(at("2027-01-13T12:00")):
        signing.sign(version, typed_name="Bo", seen=version.content_hash, by=team.bo)
    rest = [("Ann", "signature"), ("Cy", "signature")]
    assert [tick(f"2027-01-{day}T08:00") for day in (12, 18, 19, 20, 26)] == [rest, rest, rest, [], []]
    assert Notice.objects.filter(is_reminder=True).latest("created_at").url == reverse("charters:sign", args=[version.charter_id])  # fmt: skip


def test_everyone_hears_in_time(team):
    asked(team)
    assert tick("2027-01-12T08:00") == [("Ann", "signature"), ("Bo", "signature"), ("Cy", "signature")]
    assert set(Notice.objects.filter(is_reminder=True).values_list("text", flat=True)) == {
        "Please read and sign “Harbour App charter” by 19 January 2027."
    }


def test_a_day_of_ones_own_counts(team):
    version = asked(team)
    version.signatures.filter(person=team.cy).update(sign_by="2027-01-26")
    assert tick("2027-01-19T08:00") == [("Ann", "signature"), ("Bo", "signature"), ("Cy", "signature")]
    assert tick("2027-01-25T08:00") == [("Cy", "signature")]


def test_a_sponsor_is_asked_to_approve(team):
    asked(team, adoption="sponsor", sponsor=team.mo)
    assert tick("2027-01-18T08:00") == [("Mo", "signature")]
    assert (
        Notice.objects.get(is_reminder=True).text
        == "Please read “Harbour App charter” and approve it by 19 January 2027."
    )


def test_who_has_not_voted_is_reminded_of_the_vote(team):
    version = asked(team, adoption="vote")
    with time_machine.travel(at("2027-01-13T12:00")):
        signing.vote(version, choice="yes", seen=version.content_hash, by=team.cy)
    assert tick("2027-01-18T08:00") == [("Ann", "vote"), ("Bo", "vote")]


def test_a_round_that_ended_reminds_nobody(team):
    version = asked(team)
    with time_machine.travel(at("2027-01-13T12:00")):
        signing.decline(version, reason="It is too long.", seen=version.content_hash, by=team.bo)
    assert tick("2027-01-18T08:00") == []


# Reviews


def test_all_who_write_hear_that_the_charter_is_looked_at_again(pilot):
    Deadline.objects.all().delete()
    Charter.objects.update(next_review_on="2027-03-21")  # a Sunday
    writers = [("Ann", "review"), ("Bo", "review"), ("Cy", "review")]
    assert [tick(f"2027-03-{day}T08:00") for day in ("04", "05", "18", "19", "22")] == [[], writers, [], writers, []]


# Mornings


def test_everyone_hears_in_their_own_morning(pilot):
    team = pilot.team
    type(team.bo).objects.filter(pk=team.bo.pk).update(time_zone="America/New_York")
    assert tick(WEEK) == [("Ann", "deadline")]
    assert tick("2027-02-19T12:59") == []
    assert tick("2027-02-19T13:00") == [("Bo", "deadline")]


@pytest.mark.parametrize(
    ("zone", "moment"),
    [("Pacific/Kiritimati", "2027-02-21T18:00"), ("Pacific/Pago_Pago", "2027-02-19T19:00"), ("Asia/Kolkata", "2027-02-19T13:00")],
)  # fmt: skip
def test_who_moves_between_two_mornings_hears_once(pilot, zone, moment):
    """Friday has not begun in their old zone, or is over in the new one."""
    team = pilot.team
    people = type(team.bo).objects.filter(pk=team.bo.pk)
    people.update(time_zone="America/New_York")
    tick("2027-02-18T13:00")
    people.update(time_zone=zone)
    heard = [tick(f"2027-02-{day:02}T{hour}") for day in range(19, 24) for hour in ("02:30", "08:00", "13:00", "18:00", "19:00")]  # fmt: skip
    assert sum(told.count(("Bo", "deadline")) for told in heard) == 1
    assert Notice.objects.get(person=team.bo, is_reminder=True).created_at == at(moment)


def test_a_clock_that_ticks_again_or_died_before_its_end_tells_nobody_twice_and_nobody_not(pilot):
    with time_machine.travel(at(WEEK), tick=False):
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            clock.tick(at(WEEK))
            raise KeyboardInterrupt
        assert Notice.objects.filter(is_reminder=True).count() == 0
    assert tick(WEEK) == [("Ann", "deadline"), ("Bo", "deadline")]
    assert tick(WEEK) == []
    Morning.objects.update(told_until="2027-01-01", next_at=at(WEEK))
    assert tick(WEEK) == []


def test_a_clock_that_slept_tells_each_once_and_says_what_is_true_now(pilot):
    tick("2027-02-18T08:00")
    assert tick("2027-03-01T15:00") == [("Ann", "deadline")] * 2 + [("Bo", "deadline")] * 2
    assert set(Notice.objects.filter(is_reminder=True).values_list("text", flat=True)) == {
        "“Pilot on line 62” of “Harbour App charter” was due on 26 February 2027."
    }


def test_who_is_new_is_reminded_from_today_on(pilot):
    assert tick("2027-03-01T08:00") == []
    assert set(Morning.objects.values_list("told_until", flat=True)) == {at("2027-03-01T08:00").date()}
    dee = person("dee", time_zone="Asia/Tokyo")
    tick("2027-03-01T10:00")
    assert Morning.objects.get(person=dee).next_at == at("2027-03-01T23:00")


def test_a_minute_in_which_nothing_is_due_asks_two_questions(pilot, django_assert_num_queries):
    """Who is new, and whose morning has come."""
    tick(WEEK)
    with django_assert_num_queries(2):
        reminding.remind_due(at("2027-02-19T08:01"))


@pytest.mark.parametrize("number", [1, 6])  # many more rows than that are written in several statements
def test_a_morning_asks_as_often_for_one_as_for_several(pilot, number):
    for place in range(number - 1):
        other = person(f"p{place}")
        pilot.team.memberships.create(person=other, joined_at=at("2027-01-04T12:00"))
        holder = {"kind": "assignment", "parent": pilot.version.items.get(values__title="Release keeper").key}
        pilot.version.items.create(team=pilot.team, person=other, values={"name": str(other)}, **holder)
        item = pilot.version.items.create(team=pilot.team, kind="deliverable", values=pilot.version.items.get(key=pilot.key).values)  # fmt: skip
        Deadline.objects.create(
            team=pilot.team, charter=pilot.charter, key=item.key, kind="deliverable", title=f"Map {place}",
            due_on=pilot.due_on, baseline_on=pilot.baseline_on,
        )  # fmt: skip
    with time_machine.travel(at(WEEK), tick=False), CaptureQueriesContext(connection) as queries:
        reminding.remind_due(at(WEEK))
    assert Notice.objects.filter(is_reminder=True).count() == number * (number + 1)
    assert len(queries.captured_queries) == 18
