"""A result is set against an earlier one about the same person; what would tell a few people stays closed, and says why."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from feedback.models import FeedbackRequest, PooledAnswer
from feedback.report import HELD_BACK
from feedback.wording import naming
from tests.factories import charter_at, team_with
from tests.feedback.requests import add, answer, draft_by, group_of, send
from tests.feedback.results import CARD, answers_of, close

NAMES = ("ann", "cy", "di", "ed", "fi")
SOME = "Some questions stay closed"
BEFORE = "If not everybody answers, questions may stay closed"


@pytest.fixture
def team(db):
    return team_with({"bo": "member", "ann": "lead"} | dict.fromkeys(NAMES[1:], "member"))


def about(team, title, slug="teammate") -> FeedbackRequest:
    """A draft of bo about a charter of its own, that asks all the others."""
    draft = draft_by(team.bo, about=title, charter=charter_at("draft", team, title=title).charter)
    add(group_of(draft, slug=slug), *(getattr(team, name) for name in NAMES))
    return draft


def result_of(team, title, *silent, slug="teammate") -> FeedbackRequest:
    """Closed and released; all answered but the silent ones."""
    request = send(about(team, title, slug))
    for name in set(NAMES) - set(silent):
        answer(request, getattr(team, name), **answers_of(name))
    return close(request)


def closed_questions(request) -> set:
    return {one["key"] for one in request.snapshot.data["questions"] if one.get("held_back")}


def shown_questions(request) -> set:
    return {one["key"] for one in request.snapshot.data["questions"] if one["cells"]}


def test_where_all_answered_twice_all_is_shown(team):
    results = [result_of(team, title) for title in ("First", "Second")]
    assert [closed_questions(one) for one in results] == [set(), set()]


def test_where_one_answered_only_once_no_question_of_both_is_shown(team):
    first, second = result_of(team, "First", "fi"), result_of(team, "Second", "ed")
    assert (closed_questions(first), shown_questions(second)) == (set(), set())
    assert closed_questions(second) == shown_questions(first)
    assert not PooledAnswer.objects.filter(request=second, question__in=closed_questions(second)).exists()
    assert second.state == FeedbackRequest.State.RELEASED


def test_other_questions_are_shown(team):
    first, second = result_of(team, "First", "fi"), result_of(team, "Second", "ed", slug="pulse")
    assert not shown_questions(first) & shown_questions(second)
    assert (closed_questions(second), bool(shown_questions(second))) == (set(), True)


def test_three_months_later_all_is_shown(team):
    result_of(team, "First", "fi")
    with time_machine.travel(timezone.now() + timedelta(days=14 + 91), tick=False):
        assert closed_questions(result_of(team, "Second", "ed")) == set()


def test_somebody_with_a_new_address_is_the_same_person(team):
    first = result_of(team, "First", "fi")
    for one in (team.ann, team.cy):
        first.invitations.filter(person=one).update(normal_address=f"{one.name}@old.example")
    first.invitations.exclude(person__in=[team.ann, team.cy]).delete()
    assert closed_questions(result_of(team, "Second", "ed")) == shown_questions(first)


def test_page_and_files_say_why(new_client, team):
    result_of(team, "First", "fi")
    second = result_of(team, "Second", "ed")
    bo = new_client(team.bo)
    page = bo.get(reverse("feedback:results", args=[second.pk])).content.decode()
    files = {kind: bo.get(reverse("feedback:export", args=[second.pk, kind])) for kind in ("csv", "json")}
    told = {kind: b"".join(answer).decode() for kind, answer in files.items()}
    assert SOME in page and str(HELD_BACK) in page
    lines = [row for row in csv.reader(io.StringIO(told["csv"])) if row[3:5] == ["not shown", str(HELD_BACK)]]
    labels = {naming(one["label"], team.bo) for one in second.snapshot.data["questions"] if one.get("held_back")}
    assert {row[0] for row in lines} == labels
    assert CARD.split(",")[0] not in page + told["csv"] + told["json"]


def test_whoever_asks_is_told_before_sending_and_from_when_on_it_is_different(new_client, team):
    first = result_of(team, "First", "fi")
    bo, draft = new_client(team.bo), about(team, "Second")
    page = bo.get(reverse("feedback:show", args=[draft.pk])).content.decode()
    day = first.closes_on + timedelta(days=91)
    assert BEFORE in page and f"From {day.day} {day:%B %Y} on this does not happen." in page
    assert BEFORE not in bo.get(reverse("feedback:show", args=[about(team, "Third", "pulse").pk])).content.decode()
