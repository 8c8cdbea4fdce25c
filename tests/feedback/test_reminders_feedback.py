"""What time reminds of: those who have not answered, at half time and two days before the end; a step on its day."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from feedback import clock
from feedback.actions import results
from feedback.models import FeedbackInvitation, FeedbackRequest
from notices.models import Mail, Notice
from tests.factories import team_with
from tests.feedback.requests import CLIENT, answer, invitation_of
from tests.feedback.results import answered_by, asked_by, close

pytestmark = pytest.mark.django_db
CAST = {"ann": "lead", "bo": "member", "cy": "member", "di": "member", "ed": "member"}


@pytest.fixture
def team(db):
    return team_with(CAST)


@pytest.fixture
def ask(team):
    return asked_by(team.bo, team, [team.ann, team.cy, team.di, team.ed])


def reminded(request, kind=""):
    """(kind, address) of every reminder."""
    found = Mail.objects.filter(key__startswith=f"feedback:{request.pk}:").exclude(key__contains=":asked:")
    return sorted((one.key.split(":")[2], one.to) for one in found if kind in one.key)


def addresses(*people):
    return sorted([one.email for one in people] + [CLIENT[1]])


def tick(moment):
    with time_machine.travel(moment, tick=False):
        clock.tick(moment)


def test_at_half_time_and_two_days_before_those_who_are_waited_for(ask, team):
    half, last = ask.closes_at - timedelta(days=7), ask.closes_at - timedelta(hours=47)
    tick(half - timedelta(days=2))
    assert reminded(ask) == []
    answer(ask, team.ann)
    tick(half)
    assert reminded(ask) == [("half_time", to) for to in addresses(team.cy, team.di, team.ed)]
    answer(ask, team.cy)
    FeedbackInvitation.objects.filter(pk=invitation_of(ask, team.di).pk).update(state="declined")
    tick(last)
    assert reminded(ask, "two_days") == [("two_days_before", to) for to in addresses(team.ed)]


def test_however_often_it_is_run_each_goes_out_once(ask, team):
    for moment in (ask.closes_at - timedelta(days=6), ask.closes_at - timedelta(hours=30)):
        for minutes in range(3):
            tick(moment + timedelta(minutes=minutes))
    assert len(reminded(ask)) == 2 * 5


def test_whoever_takes_back_a_no_is_not_reminded_out_of_time(ask, team):
    invitation = invitation_of(ask, team.di)
    FeedbackInvitation.objects.filter(pk=invitation.pk).update(state="declined")
    tick(ask.closes_at - timedelta(days=6))
    FeedbackInvitation.objects.filter(pk=invitation.pk).update(state="sent")
    tick(ask.closes_at - timedelta(days=5))
    assert reminded(ask) == [("half_time", to) for to in addresses(team.ann, team.cy, team.ed)]


def test_where_nothing_ran_meanwhile_only_the_later_one_goes_out(ask, team):
    tick(ask.closes_at - timedelta(hours=20))
    assert {kind for kind, _ in reminded(ask)} == {"two_days_before"}


def test_after_the_end_nobody_is_reminded(ask):
    tick(ask.closes_at + timedelta(minutes=1))
    assert reminded(ask) == []


def test_a_later_end_brings_its_own_last_reminder_and_no_second_half_time(ask):
    tick(ask.closes_at - timedelta(hours=40))
    FeedbackRequest.objects.filter(pk=ask.pk).update(
        closes_at=ask.closes_at + timedelta(days=10), closes_on=ask.closes_on + timedelta(days=10)
    )
    ask.refresh_from_db()
    tick(ask.closes_at - timedelta(days=5))
    assert len(reminded(ask)) == 5
    tick(ask.closes_at - timedelta(hours=40))
    assert len(reminded(ask)) == 10


def test_whoever_nobody_confirmed_is_not_reminded(ask, team):
    FeedbackInvitation.objects.filter(pk=invitation_of(ask, team.di).pk).update(is_confirmed=False)
    tick(ask.closes_at - timedelta(days=6))
    assert reminded(ask) == [("half_time", to) for to in addresses(team.ann, team.cy, team.ed)]


# Steps


@pytest.fixture
def step(ask, team):
    """Set by bo for a day in the future."""
    done = close(answered_by(ask, team.ann, team.cy, team.di))
    due_on = done.closed_on + timedelta(days=28)
    return results.choose_step(done, results.Chosen("keep", "goal", "Tell Jon in time", due_on), by=team.bo)


def morning_after(day):
    """Nine o'clock in UTC, where bo lives, on the first working day from then on."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day, time(9), UTC)


def steps_told():
    return list(Notice.objects.filter(kind="reminder.next_step").values_list("person__email", "text"))


def test_a_step_is_told_once_on_its_day_without_a_word_of_it(step, team):
    moment = morning_after(step.due_on)
    tick(moment - timedelta(days=7))
    assert steps_told() == []
    tick(moment)
    tick(moment + timedelta(hours=1))
    tick(moment + timedelta(days=1))
    assert steps_told() == [(team.bo.email, "A step you set yourself is due.")]


def test_a_step_that_is_done_or_taken_back_is_not_told(step, team):
    moment = morning_after(step.due_on)
    results.finish_step(step, by=team.bo)
    tick(moment)
    assert steps_told() == []
