"""Interests and yardsticks, one by one: written by one party, shared with their card, answered by the others."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from common.permissions import Stale, require
from conflicts.actions.holding import held, record
from conflicts.models import ConflictCase, Point, PointMark
from conflicts.notify import telling
from conflicts.permissions import can_add_point, can_edit_point, can_mark_point, can_write_card, joined_party
from conflicts.wording import CHANGED_MEANWHILE


@transaction.atomic
def add_point(case: ConflictCase, key: UUID, *, by, text: str, why: str = "", kind: str = Point.Kind.INTEREST) -> Point:
    """Something the person needs, or would measure by. The others read it once it is shared. The same `key` adds once."""
    case = held(case)
    added = Point.objects.filter(pk=key, case=case, party=joined_party(by, case)).first()
    if added:
        return added
    require(can_add_point(by, case))
    last = Point.objects.filter(party=joined_party(by, case)).order_by("position").last()
    return Point.objects.create(
        pk=key, case=case, party=joined_party(by, case), kind=kind, text=text, why=why,
        position=last.position + 1 if last else 0,
    )  # fmt: skip


@transaction.atomic
def write_point(point: Point, revision: int, *, by, text: str, why: str = "") -> Point:
    """In other words. Where others read it they read the new ones at once, and what they answered to the old ones is gone."""
    case = held(point.case)
    point = Point.objects.get(pk=point.pk)
    require(can_edit_point(by, point))
    if (point.text, point.why) == (text, why):
        return point
    if point.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    point.text, point.why, point.revision = text, why, point.revision + 1
    point.save(update_fields=["text", "why", "revision"])
    changed(case, point, by=by)
    return point


def changed(case: ConflictCase, point: Point, *, by) -> None:
    """What nobody else reads yet is changed without a word."""
    if point.shared_at is None:
        return
    point.marks.all().delete()
    record("point.changed", case, by=by)
    telling.others(case, by=by, what=f"point:{point.pk}:{case.moved_at.timestamp()}")


@transaction.atomic
def remove_point(point: Point, *, by) -> None:
    case = held(point.case)
    found = Point.objects.filter(pk=point.pk).first()
    if found is None:
        return
    require(can_edit_point(by, found))
    changed(case, found, by=by)
    found.delete()


@transaction.atomic
def move_point(case: ConflictCase, key: UUID, direction: str, *, by) -> None:
    """One step up or down among the person's own of the same kind."""
    case = held(case)
    require(can_write_card(by, case))
    points = list(Point.objects.filter(party=joined_party(by, case)))
    moved = next((one for one in points if one.pk == key), None)
    if moved is None:
        return
    alike = [one for one in points if one.kind == moved.kind]
    place = alike.index(moved) + (-1 if direction == "up" else 1)
    alike.remove(moved)
    alike.insert(max(place, 0), moved)
    number(alike)


@transaction.atomic
def order_points(case: ConflictCase, keys: Iterable[UUID], *, by) -> None:
    """As they were dragged; what the list does not know stays behind it."""
    case = held(case)
    require(can_write_card(by, case))
    place = {key: at for at, key in enumerate(keys)}
    points = list(Point.objects.filter(party=joined_party(by, case)))
    number(sorted(points, key=lambda one: place.get(one.pk, len(place))))


def number(points: list[Point]) -> None:
    for place, point in enumerate(points):
        point.position = place
    Point.objects.bulk_update(points, ["position"])


@transaction.atomic
def mark_point(point: Point, kind: str, *, by, revision: int | None = None) -> None:
    """That it matters to the person too, or that they understand it; nothing takes it back.

    `revision` is of the words that they saw: of other words nothing is said.
    """
    case = held(point.case)
    point = Point.objects.select_related("case").filter(pk=point.pk).first()
    if point is None or revision not in (None, point.revision):
        raise Stale(CHANGED_MEANWHILE)
    require(can_mark_point(by, point))
    party = joined_party(by, case)
    if kind:
        PointMark.objects.update_or_create(point=point, party=party, defaults={"kind": kind, "case": case})
    else:
        PointMark.objects.filter(point=point, party=party).delete()
