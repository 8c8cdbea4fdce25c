"""Rules of the learning log. It is a person's own; nobody else reads or writes it."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import LearningItem

MOST = 1_000


def is_learner(user, item: LearningItem) -> bool:
    return item.person_id == user.pk


def can_start_learning(user) -> Answer:
    return LearningItem.objects.filter(person_id=user.pk).count() < MOST or Denied(
        _("Your log is full, with %(most)d entries. Remove what you no longer need.") % {"most": MOST}
    )


def can_edit_learning(user, item: LearningItem) -> Answer:
    return is_learner(user, item) or Denied(_("This is in the log of somebody else."))


def can_remove_learning(user, item: LearningItem) -> Answer:
    return can_edit_learning(user, item)


def can_move_learning(user, item: LearningItem, state: str) -> Answer:
    if not is_learner(user, item):
        return can_edit_learning(user, item)
    if state == item.state:
        return True
    return item.can_become(state) or Denied(
        _("From “%(before)s” it cannot become “%(after)s”.")
        % {"before": item.get_state_display(), "after": LearningItem.State(state).label}
    )


def can_finish_learning(user, item: LearningItem) -> Answer:
    return can_move_learning(user, item, LearningItem.State.DONE)
