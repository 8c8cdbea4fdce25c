"""Rules of fair yardsticks: by what those who take part would measure. One's own is changed as any point is (cards)."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import ConflictCase, Point
from conflicts.permissions.cards import can_add_point, can_mark_point
from conflicts.permissions.parties import can_work_on


def can_measure(user, case: ConflictCase) -> Answer:
    """Whether there is a form at all: asked without counting."""
    return can_work_on(user, case, *ConflictCase.WORKING)


def can_add_criterion(user, case: ConflictCase) -> Answer:
    """Beside the options, where all read it at once."""
    answer = can_measure(user, case)
    return answer and can_add_point(user, case)


def can_mark_criterion(user, point: Point) -> Answer:
    """`point.case` is the case."""
    if point.kind != Point.Kind.CRITERION:
        return Denied(_("This is no yardstick."))
    return can_mark_point(user, point)
