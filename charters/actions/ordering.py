"""The order in which clauses of one kind stand. Parts of a role go with it, since they are ordered within it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from charters.actions.items import GOES_ON, find, last_event, named
from charters.actions.writing import STEP
from charters.models import CharterVersion, Item
from charters.permissions import can_edit
from common.locks import lock
from common.permissions import require
from teams.history import record, retell

MOVED = "charter.clause_moved"


@transaction.atomic
def move(version: CharterVersion, key, direction: str, *, by) -> Item | None:
    """One step up or down among its like."""
    version = lock(version)
    require(can_edit(by, version))
    item = find(version, key)
    if item is None:
        return None

    order = siblings(item)
    place = order.index(item)
    target = place - 1 if direction == "up" else place + 1
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        keep(version, order, item, by)
    return item


@transaction.atomic
def reorder(version: CharterVersion, keys: Sequence[str], *, by) -> None:
    """The clauses named take the places that they hold together, in the order named; all others stay where they are.

    So a list that somebody else added to, or removed from, meanwhile loses nothing.
    """
    version = lock(version)
    require(can_edit(by, version))
    first = Item.objects.filter(version=version, key__in=keys).first()
    if first is None:
        return

    order = siblings(first)
    known = {str(item.key): item for item in order}
    changed = in_places(order, [known[key] for key in dict.fromkeys(keys) if key in known])
    if changed != order:
        keep(version, changed, furthest(order, changed), by)


def in_places(order: Sequence, wanted: Sequence) -> list:
    """`wanted` in its own order on the places that it holds in `order`; all others where they are."""
    rest = iter(wanted)
    return [next(rest) if one in wanted else one for one in order]


def siblings(item: Item) -> list[Item]:
    return list(
        Item.objects.filter(version=item.version_id, kind=item.kind, parent=item.parent).order_by("position", "id")
    )


def furthest(before: list[Item], after: list[Item]) -> Item:
    """The one that was taken and put elsewhere; the others only made room."""
    return max(after, key=lambda item: abs(before.index(item) - after.index(item)))


def keep(version, order: list[Item], moved: Item, by) -> None:
    for place, item in enumerate(order, 1):
        item.position = place * STEP
    Item.objects.bulk_update(order, ["position"])
    last = last_event(version, moved)
    place = {"place": order.index(moved) + 1, "of": len(order)}
    if last and last.verb == MOVED and last.actor_id == by.pk and last.at > timezone.now() - GOES_ON:
        retell(last, **place)
        return
    record(MOVED, moved, by=by, about=version.charter, **named(version, moved.clause()), **place)
