"""What a person makes of their result: cards are advice to follow or put away, one thing to keep and one to change."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locks import lock
from common.permissions import Stale, require
from feedback.actions import insights, learning
from feedback.actions.holding import held
from feedback.models import FeedbackRequest, Insight, LearningItem, NextStep, ResultNote, ResultReading
from feedback.notify import steps as notify
from feedback.permissions import (
    can_choose_step,
    can_drop_step,
    can_finish_step,
    can_read_result,
    can_tag_card,
    can_write_insight,
)

Form = NextStep.Form
ADVICE, HIDDEN = "advice", "hidden"
TAGS = (ADVICE, HIDDEN)


class Chosen(NamedTuple):
    """A step as it was typed. `question`: that of the snapshot which it answers, or none."""

    purpose: str
    form: str
    words: str
    due_on: date
    question: dict | None = None


@transaction.atomic
def read_result(request: FeedbackRequest, form: str, *, by) -> ResultReading | None:
    """Who reads another person's result leaves a trace that this person sees; one's own reading leaves none."""
    require(can_read_result(by, request))
    if request.subject_id == by.pk:
        return None
    return ResultReading.objects.create(request=request, reader=by, form=form)


@transaction.atomic
def tag_card(request: FeedbackRequest, place: str, tag: str, *, by) -> ResultNote:
    """A card of the snapshot gets a tag, another one, or none. Nobody else reads it."""
    request = held(request)
    require(can_tag_card(by, request))
    note, _made = ResultNote.objects.get_or_create(request=request)
    note.tags.pop(place, None)
    if tag in TAGS:
        note.tags[place] = tag
    note.save(update_fields=["tags"])
    return note


@transaction.atomic
def choose_step(request: FeedbackRequest, chosen: Chosen, *, by) -> NextStep:
    """One thing to keep, or one to change, with a day. The same form sent twice chooses once; another one has to wait."""
    request = held(request)
    require(can_choose_step(by, request))
    step = request.next_steps.filter(purpose=chosen.purpose).first()
    if step and (step.words, step.due_on, step.form) == (chosen.words, chosen.due_on, chosen.form):
        return step
    if step:
        raise Stale(_("You chose one already. Take it back first if you would rather do something else."))
    return NextStep.objects.create(
        request=request, person=by, purpose=chosen.purpose, form=chosen.form, words=chosen.words, due_on=chosen.due_on,
        question_key=(chosen.question or {}).get("key", ""), **grown(request, chosen, by),
    )  # fmt: skip


def grown(request: FeedbackRequest, chosen: Chosen, by) -> dict:
    """The insight or the thing to learn that it becomes, beside the step itself."""
    if chosen.form == Form.INSIGHT:
        return {"insight": insights.write_insight(chosen.words, origin=origin(request, chosen, by), by=by)}
    if chosen.form == Form.LEARNING:
        return {"learning": learning.start_learning(as_learning(chosen), request=request, by=by)}
    return {}


def origin(request: FeedbackRequest, chosen: Chosen, by) -> insights.Origin:
    """Who left the team keeps the insight, without the charter."""
    question, charter = chosen.question or {}, request.charter
    here = charter if charter and can_write_insight(by, charter) else None
    clause = UUID(question["clause"]) if here and question.get("clause") else None
    return insights.Origin(
        Insight.Source.RESULT, here, clause_key=clause, request=request, question_key=question.get("key", "")
    )


def as_learning(chosen: Chosen) -> dict:
    return {
        "kind": LearningItem.Kind.OTHER,
        "title": chosen.words.split("\n")[0][:200],
        "competency": (chosen.question or {}).get("competency", ""),
    }


@transaction.atomic
def finish_step(step: NextStep, *, by) -> NextStep:
    """It is done; nobody is reminded of it any more."""
    step = lock(step)
    require(can_finish_step(by, step))
    if step.done_on is None:
        step.done_on = timezone.localdate()
        step.save(update_fields=["done_on"])
        notify.take_back(step)
    return step


@transaction.atomic
def drop_step(step: NextStep, *, by) -> None:
    """It makes room for another one. An insight or a thing to learn that came of it stays."""
    step = lock(step)
    require(can_drop_step(by, step))
    notify.take_back(step)
    step.delete()
