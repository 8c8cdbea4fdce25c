"""Fair yardsticks: a rule, a custom, what others do. Each adds theirs, all say by which they would be measured too."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.permissions import Stale, require
from conflicts.actions.holding import held, record
from conflicts.actions.options import today
from conflicts.models import ConflictCase, Point, PointMark
from conflicts.notify import telling
from conflicts.permissions import (
    can_add_criterion,
    can_edit_criterion,
    can_mark_criterion,
    can_remove_criterion,
    party_of,
)
from conflicts.wording import CHANGED_MEANWHILE


@transaction.atomic
def add_criterion(case: ConflictCase, text: str, *, by, why: str = "", key: UUID | None = None) -> Point:
    """Read by all at once. The same `key` adds once."""
    case = held(case)
    if key and (sent_before := case.points.filter(pk=key).first()):
        return sent_before
    require(can_add_criterion(by, case))
    point = Point.objects.create(
        **({"id": key} if key and not Point.objects.filter(pk=key).exists() else {}), case=case, party=party_of(by, case),
        kind=Point.Kind.CRITERION, text=text, why=why, shared_at=timezone.now(), position=case.points.count(),
    )  # fmt: skip
    record("criterion.added", case, by=by)
    telling.others(case, by=by, what=f"criteria:{point.party_id}:{today()}")
    return point


def held_point(point: Point) -> Point | None:
    """Read again, with the held case around it."""
    case = held(point.case)
    found = Point.objects.filter(pk=point.pk).first()
    if found:
        found.case = case
    return found


@transaction.atomic
def edit_criterion(point: Point, revision: int, *, by, text: str, why: str = "") -> Point:
    """In other words, to which nobody has said yes. `revision` is what the writer saw."""
    found = held_point(point)
    if found is None:
        raise Stale(CHANGED_MEANWHILE)
    require(can_edit_criterion(by, found))
    if (found.text, found.why) == (text, why):
        return found
    if found.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    found.text, found.why, found.revision = text, why, found.revision + 1
    found.save(update_fields=["text", "why", "revision"])
    found.marks.all().delete()
    record("criterion.edited", found.case, by=by)
    return found


@transaction.atomic
def remove_criterion(point: Point, *, by) -> None:
    found = held_point(point)
    if found is None:
        return
    require(can_remove_criterion(by, found))
    found.delete()
    record("criterion.removed", found.case, by=by)


@transaction.atomic
def mark_criterion(point: Point, revision: int, *, by, is_fair: bool) -> None:
    """It is fair to the person too, or no longer. `revision` is the text they said it of."""
    found = held_point(point)
    if found is None:
        raise Stale(CHANGED_MEANWHILE)
    require(can_mark_criterion(by, found))
    if found.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    marks = PointMark.objects.filter(point=found, party=party_of(by, found.case))
    if is_fair and not marks.exists():
        PointMark.objects.create(
            case=found.case, point=found, party=party_of(by, found.case), kind=PointMark.Kind.SHARES
        )
    if not is_fair:
        marks.delete()
