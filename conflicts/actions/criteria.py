"""Fair yardsticks: a rule, a custom, what others do. Each adds theirs, all say by which they would be measured too.

One's own is changed and removed as any point is (conflicts.actions.points).
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.permissions import Stale, require
from conflicts.actions.holding import held, record
from conflicts.actions.options import today
from conflicts.models import ConflictCase, Point, PointMark
from conflicts.notify import telling
from conflicts.permissions import can_add_criterion, can_mark_criterion, joined_party
from conflicts.wording import CHANGED_MEANWHILE


@transaction.atomic
def add_criterion(case: ConflictCase, text: str, *, by, why: str = "", key: UUID | None = None) -> Point:
    """Read by all at once. The same `key` adds once."""
    case = held(case)
    if key and (sent_before := case.points.filter(pk=key).first()):
        return sent_before
    require(can_add_criterion(by, case))
    point = Point.objects.create(
        **({"id": key} if key and not Point.objects.filter(pk=key).exists() else {}), case=case, party=joined_party(by, case),
        kind=Point.Kind.CRITERION, text=text, why=why, shared_at=timezone.now(), position=case.points.count(),
    )  # fmt: skip
    record("criterion.added", case, by=by)
    telling.others(case, by=by, what=f"criteria:{point.party_id}:{today()}")
    return point


@transaction.atomic
def mark_criterion(point: Point, revision: int, *, by, is_fair: bool) -> None:
    """It is fair to the person too, or no longer. `revision` is the text they said it of."""
    case = held(point.case)
    found = Point.objects.filter(pk=point.pk, revision=revision).first()
    if found is None:
        raise Stale(CHANGED_MEANWHILE)
    found.case = case
    require(can_mark_criterion(by, found))
    marks = PointMark.objects.filter(point=found, party=joined_party(by, case))
    if is_fair and not marks.exists():
        PointMark.objects.create(case=case, point=found, party=joined_party(by, case), kind=PointMark.Kind.SHARES)
    if not is_fair:
        marks.delete()
