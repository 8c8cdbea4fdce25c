"""Reminders that time alone sends to those who have not answered: at half time, and two days before the end."""

import zoneinfo
from datetime import datetime, timedelta

from django.db import transaction

from feedback import days
from feedback.actions.holding import held
from feedback.models import FeedbackRequest, GroupKey
from feedback.notify import reminding as notify

HALF_TIME, LAST_DAYS = "half_time", "two_days_before"
BATCH = 500


def nudge_due(now: datetime) -> None:
    """Each reminder of a request goes out once; where nothing ran meanwhile, only the later one."""
    rows = FeedbackRequest.objects.collecting().filter(closes_at__gt=now).order_by("pk")
    for request in rows.iterator(BATCH):
        if is_due(request, now):
            nudge(request, now)


@transaction.atomic
def nudge(request: FeedbackRequest, now: datetime) -> None:
    request = held(request)
    if request.state != FeedbackRequest.State.COLLECTING or not is_due(request, now):
        return
    request.nudged = kind_at(request, now)
    request.save(update_fields=["nudged"])
    waiting = request.invitations.open().exclude(group__key=GroupKey.SELF).select_related("person")
    notify.reminded(request, list(waiting), request.nudged)


def is_due(request: FeedbackRequest, now: datetime) -> bool:
    """A day that was put off brings its own last reminder, and no second half time."""
    kind = kind_at(request, now)
    return kind not in ("", request.nudged) and not (kind == HALF_TIME and request.nudged)


def kind_at(request: FeedbackRequest, now: datetime) -> str:
    if now >= request.closes_at:
        return ""
    if now >= days.two_days_before(request.closes_at):
        return f"{LAST_DAYS}:{request.closes_on}"
    return HALF_TIME if now >= half_time(request) else ""


def half_time(request: FeedbackRequest) -> datetime:
    began = days.end_of(request.sent_on - timedelta(days=1), zoneinfo.ZoneInfo(request.time_zone))
    return days.half_time(began, request.closes_at)
