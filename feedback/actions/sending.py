"""The first mail goes out: from then on the promise, the groups and the questions are fixed."""

import zoneinfo
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from feedback import days
from feedback.actions.holding import held
from feedback.models import FeedbackInvitation, FeedbackRequest, QuestionnaireVersion
from feedback.notify import asking as notify
from feedback.permissions import can_send
from feedback.permissions.asking_people import People
from feedback.permissions.sending import unreachable

State, Asked = FeedbackRequest.State, FeedbackInvitation.State


@transaction.atomic
def send(request: FeedbackRequest, closes_on: date | None = None, share: str | None = None, *, by) -> FeedbackRequest:
    """Everybody on the list is asked, each by a mail with a link of their own. `closes_on` and `share` as on the draft,
    unless given. Sent twice, it is sent once. Those of one person go out one after the other: each is compared with
    all that went before."""
    lock(by)
    request = held(request)
    if request.state == State.COLLECTING:
        return request
    request.closes_on, request.share = closes_on or request.closes_on, share or request.share
    require(can_send(by, request))
    fix(request)
    asked = ask_all(People(request))
    notify.asked(request, asked)
    return request


def fix(request: FeedbackRequest) -> None:
    request.become(State.COLLECTING)
    request.closes_at = days.end_of(request.closes_on, zoneinfo.ZoneInfo(request.time_zone))
    request.sent_on = timezone.localdate()
    request.save(update_fields=["state", "share", "closes_on", "closes_at", "sent_on"])
    QuestionnaireVersion.objects.filter(pk__in=request.groups.values("version")).update(is_used=True)


def ask_all(people: People) -> list[FeedbackInvitation]:
    """Those whom a mail may reach. The others are named to the person who asks, without a reason."""
    gone = unreachable(people)
    for one in people.asked:
        one.person, one.counts = people.members.get(one.normal_address), one.normal_address in people.known
        one.become(Asked.BOUNCED if one.normal_address in gone else Asked.SENT)
        one.sent_on = None if one.state == Asked.BOUNCED else people.request.sent_on
    FeedbackInvitation.objects.bulk_update(people.asked, ["person", "counts", "state", "sent_on"], batch_size=200)
    return [one for one in people.asked if one.state == Asked.SENT]
