"""The first mail goes out: from then on the promise, the groups and the questions are fixed."""

import zoneinfo
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.permissions import require
from feedback import days
from feedback.actions.holding import held
from feedback.models import FeedbackInvitation, FeedbackRequest, QuestionnaireVersion
from feedback.notify import asking as notify
from feedback.permissions import can_send

State = FeedbackRequest.State


@transaction.atomic
def send(request: FeedbackRequest, closes_on: date, share: str, *, by) -> FeedbackRequest:
    """Everybody on the list is asked, each by a mail with a link of their own."""
    request = held(request)
    if request.state == State.COLLECTING:
        return request
    require(can_send(by, request))
    fix(request, closes_on, share)
    asked = ask_all(request)
    notify.asked(request, asked)
    return request


def fix(request: FeedbackRequest, closes_on: date, share: str) -> None:
    request.become(State.COLLECTING)
    request.share, request.closes_on = share, closes_on
    request.closes_at = days.end_of(closes_on, zoneinfo.ZoneInfo(request.time_zone))
    request.sent_on = timezone.localdate()
    request.save(update_fields=["state", "share", "closes_on", "closes_at", "sent_on"])
    QuestionnaireVersion.objects.filter(pk__in=request.groups.values("version")).update(is_used=True)


def ask_all(request: FeedbackRequest) -> list[FeedbackInvitation]:
    waiting = request.invitations.filter(state=FeedbackInvitation.State.CREATED)
    asked = list(waiting.select_related("person"))
    waiting.update(state=FeedbackInvitation.State.SENT, sent_on=timezone.localdate())
    return asked
