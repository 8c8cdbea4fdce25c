"""Writing clauses of a draft: save, remove, bring back. Adding many is in `adding`, their order in `ordering`."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import merging
from charters.actions import holding, links
from charters.actions.writing import append_clause, as_item, rewrite
from charters.content import Clause
from charters.kinds import KINDS
from charters.models import CharterVersion, Item
from charters.permissions import can_edit
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record, retell
from teams.models import Event

GOES_ON = timedelta(minutes=10)
ADDED, CHANGED, REMOVED, RESTORED = (
    f"charter.clause_{verb}" for verb in ("added", "changed", "removed", "restored")
)  # fmt: skip


class Saved(NamedTuple):
    """What became of a save. With `conflicts` nothing was written; without an `item` somebody removed it meanwhile."""

    item: Item | None
    conflicts: list[str]
    kept: list[str]


@transaction.atomic
def save(version: CharterVersion, key, fields: dict, stamp: str, *, by, kind="", parent=None, **story) -> Saved:
    """Lays a person's fields over the clause; one that is not there yet begins with them, if `kind` says what it is.

    `fields` are flat (see charters.merging), `stamp` is what the person had read. `story` goes into the history.
    """
    version = lock(version)
    require(can_edit(by, version))
    item = find(version, key) or the_one(version, kind)
    if item is None:
        return begin(version, key, fields, by, kind, parent, story)
    return lay(version, item, fields, stamp, by, story)


@transaction.atomic
def bring_back(version: CharterVersion, key, fields: dict, stamp: str, *, by) -> Saved:
    """A removed clause comes back with the words that somebody was writing meanwhile."""
    version = lock(version)
    require(can_edit(by, version))
    item = put_back(version, key, by)
    return lay(version, item, fields, stamp, by, {}) if item else Saved(None, [], [])


def lay(version, item: Item, fields: dict, stamp: str, by, story) -> Saved:
    """My fields over theirs; with a conflict nothing is written."""
    theirs = theirs_of(item)
    merged = merging.merge(stamp, fields, theirs)
    if merged.conflicts or merged.values == theirs:
        return Saved(item, merged.conflicts, merged.kept)
    before = item.clause()
    write(version, item, merged.values, by)
    remember(version, before, item, by, story)
    return Saved(item, [], merged.kept)


def find(version, key) -> Item | None:
    return Item.objects.filter(version=version, key=key).first()


def the_one(version, kind: str) -> Item | None:
    """Of a kind that exists once, a second is no second but the same, written by two people at once."""
    if kind not in KINDS or not KINDS[kind].single:
        return None
    return Item.objects.filter(version=version, kind=kind).first()


def theirs_of(item: Item) -> dict:
    return merging.flat(item.clause().values, item.clause().person)


def whole(kind: str, values: dict) -> dict:
    return {field.name: values.get(field.name, field.empty) for field in KINDS[kind].fields}


def begin(version, key, fields, by, kind, parent, story) -> Saved:
    if not kind or removal_of(version, key):
        return Saved(None, [], [])
    require_place(version, kind, parent)
    values, person = merging.folded(fields)
    role = str(parent) if KINDS[kind].parent else ""
    clause = Clause(str(key), kind, whole(kind, values), role, person=person)
    item = append_clause(version, clause, by=by)
    told = {"values": item.values} | story
    record(ADDED, item, by=by, about=version.charter, **named(version, clause), **told)
    ask_holders(version, item, by)
    return Saved(item, [], [])


def require_place(version, kind, parent) -> None:
    """A part of a role needs its role, which somebody may just have removed."""
    if not KINDS[kind].parent:
        return
    if not Item.objects.filter(version=version, key=parent, kind=KINDS[kind].parent).exists():
        raise Stale(_("What this belongs to was removed meanwhile. Put it back first; it is under “Removed lately”."))


def require_free(version, kind: str) -> None:
    """What exists once does not come back beside another that was begun meanwhile."""
    if the_one(version, kind):
        raise Stale(_("This was written anew meanwhile. Remove the new one first."))


def write(version, item: Item, fields: dict, by) -> None:
    """The gap that an import left is closed by whoever writes the clause anew."""
    values, person = merging.folded(fields)
    item.person_id, item.gap = UUID(person) if person else None, ""
    rewrite(item, whole(item.kind, values), by=by)
    item.save(update_fields=["person", "gap"])
    ask_holders(version, item, by)


def ask_holders(version, item: Item, by) -> None:
    role = item.parent if item.kind == "assignment" else item.key if item.kind == "role" else None
    if role:
        holding.keep_in_step(version, [role], by=by)


def named(version, clause: Clause) -> dict:
    """What every event of a clause tells."""
    heading = clause.heading[:300]
    return {
        "version": str(version.pk),
        "key": clause.key,
        "kind": clause.kind,
        "parent": clause.parent,
        "heading": heading,
    }


def remember(version, before: Clause, item: Item, by, story) -> None:
    """Who goes on writing a clause within ten minutes tells one story of it, from its first words to its last."""
    after = item.clause()
    last = last_event(version, item)
    if last and not story and last.actor_id == by.pk and last.at > timezone.now() - GOES_ON:
        if last.verb == ADDED:
            return retell(last, heading=after.heading[:300], values=after.values)
        if last.verb == CHANGED and "suggested_by" not in last.data:
            return retell(last, heading=after.heading[:300], **difference(before, after, last.data["before"]))
    record(CHANGED, item, by=by, about=version.charter, **named(version, after), **difference(before, after), **story)
    return None


def last_event(version, item) -> Event | None:
    return Event.objects.filter(about_id=version.charter_id, subject_id=item.pk).order_by("-at", "-id").first()


def difference(before: Clause, after: Clause, told: dict | None = None) -> dict:
    """The fields that are not what they were, with both texts; `told` are the first texts of the story so far."""
    first = {name: before[name] for name in after.values} | (told or {})
    changed = [name for name in after.values if first[name] != after[name]]
    return {"before": {name: first[name] for name in changed}, "after": {name: after[name] for name in changed}}


@transaction.atomic
def replace(version: CharterVersion, key, field: str, old: str, new: str, *, by, **story) -> Saved:
    """One field gets new words, if it still says `old`; otherwise it is named as a conflict."""
    known = {field: old}
    return save(version, key, {field: new}, merging.stamp(0, known), by=by, **story)


@transaction.atomic
def remove(version: CharterVersion, key, *, by) -> Event | None:
    """A clause and its parts leave the draft; the history keeps them whole, so that they can come back."""
    version = lock(version)
    require(can_edit(by, version))
    item = find(version, key)
    if item is None:
        return removal_of(version, key)

    gone = [item, *Item.objects.filter(version=version, parent=item.key).order_by("position", "id")]
    cut = links.cut(version, item, by=by)
    Item.objects.filter(pk__in=[one.pk for one in gone]).delete()
    ask_holders(version, item, by)
    told = {"clauses": [packed(one) for one in gone], "links": cut}
    return record(REMOVED, item, by=by, about=version.charter, **named(version, item.clause()), **told)


def removal_of(version, key) -> Event | None:
    """The event of a clause's removal, if it has not come back since."""
    events = Event.objects.filter(about_id=version.charter_id, verb__in=[REMOVED, RESTORED], data__key=str(key))
    last = events.order_by("-at", "-id").first()
    return last if last and last.verb == REMOVED and last.data["version"] == str(version.pk) else None


def packed(item: Item) -> dict:
    return {
        "id": str(item.pk), "key": str(item.key), "kind": item.kind, "parent": str(item.parent or ""), "position": item.position,
        "values": item.values, "gap": item.gap, "person": str(item.person_id or ""), "revision": item.revision,
    }  # fmt: skip


def unpacked(version, kept: dict, by) -> Item:
    clause = Clause(kept["key"], kept["kind"], kept["values"], kept["parent"], kept["gap"], kept["person"] or None)
    item = as_item(version, clause, kept["position"], by)
    item.pk, item.revision = UUID(kept["id"]), kept["revision"]
    return item


@transaction.atomic
def restore(version: CharterVersion, key, *, by) -> Item | None:
    """What was removed comes back to its place, with its parts. A second click finds it there."""
    version = lock(version)
    require(can_edit(by, version))
    return put_back(version, key, by)


def put_back(version, key, by) -> Item | None:
    removal = removal_of(version, key)
    if removal is None:
        return find(version, key)

    kept = removal.data["clauses"]
    require_place(version, kept[0]["kind"], kept[0]["parent"] or None)
    require_free(version, kept[0]["kind"])
    here = {str(key) for key in version.items.values_list("key", flat=True)}
    items = Item.objects.bulk_create([unpacked(version, one, by) for one in kept if one["key"] not in here])
    links.mend(version, removal.data["links"], by=by)
    ask_holders(version, items[0], by)
    record(RESTORED, items[0], by=by, about=version.charter, **named(version, items[0].clause()))
    return items[0]
