"""Rules of fair yardsticks: by what those who take part would measure."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import ConflictCase, Point
from conflicts.permissions.cards import MOST_POINTS
from conflicts.permissions.parties import can_work_on, party_of


def can_add_criterion(user, case: ConflictCase) -> Answer:
    answer = can_work_on(user, case, *ConflictCase.WORKING)
    if answer and Point.objects.filter(party=party_of(user, case)).count() >= MOST_POINTS:
        return Denied(_("Keep it to %(most)d: more than that nobody can hear.") % {"most": MOST_POINTS})
    return answer


def can_edit_criterion(user, point: Point) -> Answer:
    """`point.case` is the case. Their own, and only yardsticks: what people need is written on their cards."""
    answer = can_measure(user, point)
    if answer and point.party_id != party_of(user, point.case).pk:
        return Denied(_("Only who wrote it changes it."))
    return answer


can_remove_criterion = can_edit_criterion


def can_measure(user, point: Point) -> Answer:
    answer = can_work_on(user, point.case, *ConflictCase.WORKING)
    return answer and (point.kind == Point.Kind.CRITERION or Denied(_("This is no yardstick.")))


def can_mark_criterion(user, point: Point) -> Answer:
    answer = can_measure(user, point)
    if answer and point.party_id == party_of(user, point.case).pk:
        return Denied(_("It is yours already."))
    return answer
