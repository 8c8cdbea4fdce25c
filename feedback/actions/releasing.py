"""A closed request is released, or withheld where too few answered. Two who asked each other read on the same day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common.turns import each
from feedback.actions.holding import held
from feedback.models import FeedbackRequest, GroupKey, PooledAnswer
from feedback.notify import closing as notify

State = FeedbackRequest.State
# How long what was withheld is kept, unread.
KEPT = timedelta(days=30)


def release_due(now: datetime) -> None:
    """Those that closed and wait for nobody, also where the work stopped between closing and releasing."""
    closed = FeedbackRequest.objects.filter(state=State.CLOSED).order_by("closes_at", "pk")
    each(closed, lambda request: release(request, now))


@transaction.atomic
def release(request: FeedbackRequest, now: datetime | None = None) -> FeedbackRequest:
    """The person hears of it once, in the same words whether there is much, little or nothing to read."""
    request = held(request)
    if request.state != State.CLOSED or partners(request).exists():
        return request
    request.become(State.WITHHELD if request.snapshot.data["withheld"] else State.RELEASED)
    request.released_on = timezone.localdate(now or timezone.now())
    request.save(update_fields=["state", "released_on"])
    notify.closed(request)
    return request


def partners(request: FeedbackRequest):
    """Requests on the same charter that are still open, of people who were asked here and who asked this person, too.

    Only those that had begun when this one closed: nobody can hold up a result by asking afterwards.
    """
    asked = request.invitations.exclude(group__key=GroupKey.SELF).exclude(person=None)
    return FeedbackRequest.objects.collecting().filter(
        charter__isnull=False, charter=request.charter_id, sent_on__lte=request.closed_on,
        subject__in=asked.values("person"), invitations__person=request.subject_id,
    ).exclude(pk=request.pk)  # fmt: skip


def purge_withheld(now: datetime) -> None:
    """What too few said to be shown is gone after a month."""
    long_ago = timezone.localdate(now) - KEPT
    PooledAnswer.objects.filter(request__state=State.WITHHELD, request__released_on__lte=long_ago).delete()
