"""Rules of a result: who it is about makes of it what they like; with whom it was shared reads along."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from feedback.models import FeedbackRequest, NextStep
from teams.models import MemberRole
from teams.permissions import role_in

OVER = [FeedbackRequest.State.RELEASED, FeedbackRequest.State.WITHHELD]
KEEPERS = (MemberRole.LEAD, MemberRole.MANAGER)


def is_readable(request: FeedbackRequest) -> bool:
    """There is a result, or the certainty that none is shown."""
    return request.state in OVER


def can_read_result(user, request: FeedbackRequest) -> Answer:
    """Its subject, and those with whom it was shared from the start."""
    if not is_readable(request):
        return Denied(_("There is no result yet."))
    is_shared = request.share == FeedbackRequest.Share.KEEPERS
    if request.subject_id == user.pk or (is_shared and role_in(user, request.team_id) in KEEPERS):
        return True
    return Denied(_("It was not shared with you."))


def can_use_result(user, request: FeedbackRequest) -> Answer:
    if request.subject_id != user.pk:
        return Denied(_("Only the person whom it is about does that."))
    return is_readable(request) or Denied(_("There is no result yet."))


def can_tag_card(user, request: FeedbackRequest) -> Answer:
    return can_use_result(user, request)


def can_choose_step(user, request: FeedbackRequest) -> Answer:
    return can_use_result(user, request)


def can_finish_step(user, step: NextStep) -> Answer:
    return step.person_id == user.pk or Denied(_("Only who set it to themselves does that."))


def can_drop_step(user, step: NextStep) -> Answer:
    if step.done_on:
        return Denied(_("It is done. That stays."))
    return can_finish_step(user, step)
