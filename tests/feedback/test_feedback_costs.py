"""What 200 people asked and 150 answers cost: a result no more than three, a reminder of them no more than of three."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.actions import closing, counting, nudging
from feedback.models import FeedbackInvitation, FeedbackResponse, PooledAnswer
from tests.factories import team_with
from tests.feedback.requests import answer
from tests.feedback.results import asked_by, close, over
from tests.test_budgets import MOST

pytestmark = pytest.mark.django_db
FEW, MANY, OF = 3, 150, 200


@pytest.fixture
def team(db):
    return team_with({"ann": "lead", "bo": "member", "cy": "member", "di": "member", "ed": "member"})


def sent_to(subject, team, more, answered):
    """Three of the team have answered, and of `more` people beside them so many."""
    givers = [one for one in (team.ann, team.cy, team.di, team.ed, team.bo) if one != subject][:3]
    request = asked_by(subject, team, givers)
    for who in givers:
        answer(request, who, keep_doing={"cards": ["Warned us"]})
    group = request.groups.get(key="teammate")
    people = [
        FeedbackInvitation(
            request=request, group=group, address=f"p{n}@example.org", normal_address=f"p{n}@example.org", counts=True,
            name=f"P {n}", state="submitted" if n < answered else "sent",
        )
        for n in range(more)
    ]  # fmt: skip
    FeedbackInvitation.objects.bulk_create(people)
    scores = {one.key: {"score": 1 + place % 5} for place, one in enumerate(group.questions()) if one.kind == "scale"}
    FeedbackResponse.objects.bulk_create(
        FeedbackResponse(invitation=one, answers=scores | {"advice": {"cards": [f"Advice of {one.name}", "More"]}})
        for one in people[:answered]
    )
    return request


@pytest.fixture
def few(team):
    return sent_to(team.bo, team, 0, 0)


@pytest.fixture
def many(team):
    return sent_to(team.cy, team, OF - FEW, MANY - FEW)


def cost(call, *args):
    with CaptureQueriesContext(connection) as asked:
        call(*args)
    return len(asked)


def test_a_result_of_many_costs_no_more_than_of_few(few, many, new_client):
    spent = []
    for ask in map(close, (few, many)):
        client = new_client(ask.subject)
        spent.append([cost(client.get, reverse("feedback:results", args=[ask.pk])) for _ in range(2)][1])
    assert spent[0] == spent[1] <= MOST
    assert many.snapshot.data["people"][-1]["n"] == MANY


@pytest.mark.parametrize("extension", ["json", "csv", "pdf"])
def test_a_file_costs_as_little(few, many, new_client, extension):
    spent = [
        cost(new_client(ask.subject).get, reverse("feedback:export", args=[ask.pk, extension]))
        for ask in map(close, (few, many))
    ]
    assert spent[0] == spent[1] <= MOST


def test_reminders_of_many_are_written_in_as_many_statements_as_of_few(few, many):
    moment = few.closes_at - timedelta(days=6)
    assert cost(nudging.nudge, few, moment) == cost(nudging.nudge, many, moment)


def test_counting_is_done_in_two_statements_for_all(few, many):
    assert cost(counting.count_due, few.closes_at) == 3
    many.refresh_from_db()
    assert many.answered == MANY


def test_closing_many_is_done_in_batches(few, many):
    small, large = (cost(closing.close, ask, over(ask)) for ask in (few, many))
    assert large - small <= 20
    assert PooledAnswer.objects.filter(request=many).count() == 10 * MANY + 2 * (MANY - FEW) + FEW
