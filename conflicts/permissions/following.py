"""Rules of looking whether an agreement holds."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import ConflictCase, FollowUp
from conflicts.permissions.parties import can_work_on

State = ConflictCase.State


def can_answer_follow_up(user, case: ConflictCase, follow_up: FollowUp) -> Answer:
    """Once its day has come, and until all have looked or the time for it is over."""
    answer = can_work_on(user, case, State.FOLLOW_UP)
    if not answer:
        return answer
    if follow_up.state == FollowUp.State.PLANNED:
        return Denied(_("Its day has not come yet."))
    return follow_up.state == FollowUp.State.OPEN or Denied(_("This is over; you can read what was said."))
