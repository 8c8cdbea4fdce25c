"""How competencies went over time: only from what results show, joined only where they can be compared."""

from datetime import date, timedelta
from random import Random

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback import snapshots
from feedback.builtin import FORMS
from feedback.models import LearningItem
from feedback.over_time import Project, competencies
from feedback.thresholds import Thresholds
from tests.factories import team_with
from tests.feedback.requests import answer
from tests.feedback.results import asked_by, close
from tests.test_budgets import MOST

QUESTIONS = tuple(FORMS["teammate"].questions)


def project(month, scores, edition="1", asked=("listening",)):
    """One result in which so many gave these scores for each competency asked."""
    form = tuple(one for one in QUESTIONS if one.key in asked)
    given = [snapshots.Given("teammate", {key: {"score": score} for key in asked}) for score in scores]
    group = snapshots.Group("teammate", False, len(scores), form)
    snapshot = snapshots.build([group], given, None, Thresholds(), Random(1))
    return Project(date(2026, month, 1), f"Project {month}", snapshot, {"teammate": edition})


def of(key, projects, learned=()):
    found = {one.key: one for one in competencies(projects, learned)}
    return found.get(key)


def test_each_project_is_a_point_with_its_day_and_who_gave_it():
    seen = of("listening", [project(1, [3, 3, 4]), project(2, [5, 5, 5, 4])]).seen
    assert [(one.on.month, one.median, one.replies) for one in seen] == [
        (1, 3.0, "Teammates, 3 replies"), (2, 5.0, "Teammates, 4 replies"),
    ]  # fmt: skip


def test_the_same_form_is_joined():
    found = of("listening", [project(1, [3, 3, 4]), project(2, [5, 5, 5])])
    assert len(found.line.spans) == 1
    assert found.words == "Up by 2 since the project before."


def test_another_edition_is_not_joined():
    found = of("listening", [project(1, [3, 3, 4]), project(2, [5, 5, 5], "2")])
    assert (found.line.spans, found.words) == ((), "")


def test_too_few_replies_are_a_gap():
    found = of("listening", [project(1, [3, 3, 4]), project(2, [5, 5]), project(3, [4, 4, 4])])
    assert [one.median for one in found.seen] == [3.0, None, 4.0]
    assert found.line.spans == ()


def test_where_it_was_not_asked_there_is_no_gap():
    found = of("listening", [project(1, [3, 3, 4]), project(2, [5, 5, 5], asked=("time",)), project(3, [4, 4, 4])])
    assert [one.on.month for one in found.seen] == [1, 3]


def test_what_was_never_shown_is_not_there():
    assert of("listening", [project(1, [3, 3])]) is None
    assert competencies([]) == []


def test_half_a_point_is_the_least_that_is_called_a_change():
    assert (
        of("listening", [project(1, [3, 3, 3, 3]), project(2, [3, 3, 4, 4])]).words
        == "Up by 0.5 since the project before."
    )
    assert (
        of("listening", [project(1, [3, 3, 3]), project(2, [3, 3, 3])]).words
        == "No clear change since the project before."
    )
    assert (
        of("listening", [project(1, [3, 3, 3]), project(2, [1, 2, 2])]).words == "Down by 1 since the project before."
    )


def test_what_was_learned_stands_with_its_competency():
    found = of(
        "listening",
        [project(1, [3, 3, 4])],
        [("listening", date(2026, 2, 1), "Workshop"), ("time", date(2026, 2, 1), "B")],
    )
    assert found.learned == [(date(2026, 2, 1), "Workshop")]


@pytest.fixture
def team(db):
    return team_with(
        {"ann": "lead", "bo": "member", "cy": "member", "di": "member", "ed": "member", "fi": "member", "gu": "member"}
    )


@pytest.mark.django_db
def test_without_a_result_the_page_says_what_it_is_for(team, new_client):
    page = new_client(team.bo).get(reverse("feedback:trend")).content.decode()
    assert "Nothing to compare yet" in page


@pytest.mark.django_db
def test_one_sees_ones_own_alone_and_as_cheaply_with_several(team, new_client):
    LearningItem.objects.create(
        person=team.bo, title="Listening lab", state="done", done_on=timezone.localdate(), competency="listening"
    )
    client, costs = new_client(team.bo), []
    for number, givers in enumerate(((team.ann, team.cy, team.di), (team.ed, team.fi, team.gu))):
        with time_machine.travel(timezone.now() + timedelta(days=100 * number)):
            ask = asked_by(team.bo, team, givers, about=f"Release {number}")
            for who in givers:
                answer(ask, who, listening={"score": 2 + 2 * number})
            close(ask)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("feedback:trend")).content.decode()
        costs.append(len(asked))
    assert costs[0] == costs[1] <= MOST
    assert "Release 0" in page and "Release 1" in page and "Listening lab" in page
    assert page.count('class="trend-line"') == 10
    assert "Up by 2 since the project before." in page
    other = new_client(team.ann).get(reverse("feedback:trend")).content.decode()
    assert "Release" not in other
