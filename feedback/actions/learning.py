"""The learning log of one person: something to learn is noted, changed, moved along, finished, removed."""

from datetime import date
from uuid import UUID

from django.db import transaction

from common import merging
from common.locks import lock
from common.permissions import require
from feedback.models import FeedbackRequest, LearningItem
from feedback.notify import learning as notify
from feedback.permissions import (
    can_edit_learning,
    can_finish_learning,
    can_move_learning,
    can_remove_learning,
    can_start_learning,
)

State = LearningItem.State
# What is changed together, so that two windows cannot make nonsense of it: an end before its start, money of another kind.
TOGETHER = {"days": ("starts_on", "ends_on", "done_on"), "price": ("cost", "currency")}
PARTS = {
    **{name: (name,) for name in ("kind", "title", "provider", "link", "hours", "competency", "insight_id", "takeaway")},
    **TOGETHER,
}  # fmt: skip


@transaction.atomic
def start_learning(
    values: dict, *, by, state: str = State.IDEA, request: FeedbackRequest | None = None, key: UUID | None = None
) -> LearningItem:
    """Something to learn. `values` are fields of the item; the same `key` notes it once, however often the form is sent."""
    begun = LearningItem.objects.filter(person=by, pk=key).first() if key else None
    if begun:
        return begun
    require(can_start_learning(by))
    named = {"id": key} if key and not LearningItem.objects.filter(pk=key).exists() else {}
    return LearningItem.objects.create(**named, **values, person=by, state=state, request=request)


@transaction.atomic
def edit_learning(item: LearningItem, values: dict, base: str, *, by) -> tuple[LearningItem, list[str]]:
    """The item as it is now; with the parts that another window changed meanwhile, when nothing was written."""
    item = lock(item)
    require(can_edit_learning(by, item))
    mine, theirs = parts_of(values), parts_of(fields_of(item))
    merged = merging.merge(base, mine, theirs)
    if merged.conflicts:
        return item, merged.conflicts
    notify.take_back(item)
    for part, value in merged.values.items():
        if value == mine.get(part):
            put(item, part, values)
    item.revision += 1
    item.save()
    return item, []


def fields_of(item: LearningItem) -> dict:
    return {name: getattr(item, name) for names in PARTS.values() for name in names}


def parts_of(values: dict) -> dict:
    """{part: its fields as plain text}, for comparing. What is not among the values is as if empty."""
    return {
        part: " ".join("" if values.get(name) is None else str(values[name]) for name in names)
        for part, names in PARTS.items()
        if names[0] in values
    }


def put(item: LearningItem, part: str, values: dict) -> None:
    for name in PARTS[part]:
        setattr(item, name, values.get(name, getattr(item, name)))


@transaction.atomic
def move_learning(item: LearningItem, state: str, *, by) -> LearningItem:
    """It is planned, begun, dropped, taken up again. What is done is finished instead, see `finish_learning`."""
    item = lock(item)
    require(can_move_learning(by, item, state))
    if item.state == state:
        return item
    notify.take_back(item)
    item.become(state)
    item.done_on = None
    item.revision += 1
    item.save(update_fields=["state", "done_on", "revision"])
    return item


@transaction.atomic
def finish_learning(item: LearningItem, done_on: date, takeaway: str, *, by) -> LearningItem:
    """It is done, with what one takes from it. What was taken down in another window before stays."""
    item = lock(item)
    require(can_finish_learning(by, item))
    if item.state == State.DONE and item.takeaway:
        return item
    notify.take_back(item)
    if item.state != State.DONE:
        item.become(State.DONE)
    item.done_on, item.takeaway, item.revision = done_on, takeaway, item.revision + 1
    item.save(update_fields=["state", "done_on", "takeaway", "revision"])
    return item


@transaction.atomic
def remove_learning(item: LearningItem, *, by) -> None:
    """It is gone for good, with what was reminded of it."""
    item = lock(item)
    require(can_remove_learning(by, item))
    notify.take_back(item)
    item.delete()
