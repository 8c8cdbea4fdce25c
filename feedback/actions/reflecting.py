"""Looking back, alone: what is written is kept at once, and shared item by item. No event and no notice tells that somebody wrote."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.models import Charter, Item
from common.locks import lock
from common.permissions import Stale, require
from feedback.models import Reflection, ReflectionItem
from feedback.permissions import (
    can_finish_reflection,
    can_remove_item,
    can_save_item,
    can_share_item,
    can_take_back_item,
)

Kind = ReflectionItem.Kind
MOST, KEPT_WORDS = 200, 2_000


class Words(NamedTuple):
    """What one item says. `to_whom` belongs to what is owed, `due_on` to a next step, `clause` to a clause to rewrite."""

    text: str
    to_whom: str = ""
    due_on: date | None = None
    clause: UUID | None = None


def own_reflection(charter: Charter, user) -> Reflection | None:
    return Reflection.objects.filter(charter=charter, person_id=user.pk).first()


@transaction.atomic
def save_item(charter: Charter, key: UUID, kind: str, words: Words, *, revision: int, by) -> ReflectionItem:
    """An item is written, or begins with these words. `revision` is the one that the writer had before them; 0 of a new one."""
    require(can_save_item(by, charter))
    reflection, _new = Reflection.objects.get_or_create(charter=charter, person=by, defaults={"team": charter.team})
    reflection = lock(reflection)
    item = reflection.items.filter(pk=key).first()
    if item is None:
        return begin(reflection, key, kind, words)
    if words == words_of(item):
        return item
    if item.revision != revision:
        raise Stale(_("You changed this in another window meanwhile. Nothing was overwritten."))
    return write(item, words, item.revision + 1)


def begin(reflection: Reflection, key: UUID, kind: str, words: Words) -> ReflectionItem:
    """A key that somebody else has, or that is gone, begins nothing."""
    if ReflectionItem.objects.filter(pk=key).exists():
        raise Stale(_("This was not found. Open the page again."))
    if reflection.items.count() >= MOST:
        raise Stale(_("A reflection has room for %(most)d lines.") % {"most": MOST})
    return write(ReflectionItem(pk=key, reflection=reflection, kind=kind), words, 1)


def write(item: ReflectionItem, words: Words, revision: int) -> ReflectionItem:
    """Only what belongs to its question is kept. A clause keeps the words that it had when it was chosen."""
    if item.kind == Kind.CLAUSE and words.clause != item.clause_key:
        item.clause_key, item.clause_words = words.clause, words_of_clause(item.reflection.charter_id, words.clause)
    item.text, item.revision = words.text, revision
    item.to_whom = words.to_whom if item.kind == Kind.OWE else ""
    item.due_on = words.due_on if item.kind == Kind.NEXT else None
    item.save()
    return item


def words_of(item: ReflectionItem) -> Words:
    return Words(item.text, item.to_whom, item.due_on, item.clause_key)


def words_of_clause(charter_id, key: UUID | None) -> str:
    """How the clause reads in what the team agreed last."""
    rows = Item.objects.filter(version__charter_id=charter_id, key=key).order_by("-version__major", "-version__minor")
    found = rows.filter(version__state__in=["active", "expired"]).first() if key else None
    return "\n".join(filter(None, found.said()))[:KEPT_WORDS] if found else ""


@transaction.atomic
def remove_item(item: ReflectionItem, *, by) -> None:
    """It is gone for good, wherever it was shared; an insight made of it stays with its words."""
    item = held(item)
    require(can_remove_item(by, item))
    item.delete()


@transaction.atomic
def share_item(item: ReflectionItem, *, by) -> ReflectionItem:
    """The team reads this one item on its debrief page, under the writer's name."""
    item = held(item)
    require(can_share_item(by, item))
    if item.shared_at:
        return item
    item.shared_at = timezone.now()
    item.save(update_fields=["shared_at"])
    return item


@transaction.atomic
def take_back_item(item: ReflectionItem, *, by) -> ReflectionItem:
    """Only the writer reads it again."""
    item = held(item)
    require(can_take_back_item(by, item))
    item.shared_at = None
    item.save(update_fields=["shared_at"])
    return item


@transaction.atomic
def finish_reflection(charter: Charter, *, by) -> Reflection | None:
    """The writer is done for now. They can write on at any time; without a line there is nothing to finish."""
    require(can_finish_reflection(by, charter))
    reflection = own_reflection(charter, by)
    if reflection is None or reflection.finished_at:
        return reflection
    reflection = lock(reflection)
    reflection.finished_at = timezone.now()
    reflection.save(update_fields=["finished_at"])
    return reflection


def held(item: ReflectionItem) -> ReflectionItem:
    reflection = lock(item.reflection)
    item = lock(item)
    item.reflection = reflection
    return item
