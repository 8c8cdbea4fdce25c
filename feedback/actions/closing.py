"""A request closes: what was sent becomes a result that never changes, and nothing is left that tells who gave what, or
whether they gave anything. Time alone does it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.locks import lock
from common.turns import each
from feedback import pooling, snapshots
from feedback.actions.comparing import compared
from feedback.actions.gathering import Gathered, gather
from feedback.actions.holding import held
from feedback.models import (
    GRACE,
    FeedbackInvitation,
    FeedbackRequest,
    FeedbackResponse,
    GroupKey,
    Mode,
    PersonalLink,
    PooledAnswer,
    ResultSnapshot,
)
from feedback.notify import asking as notify
from feedback.thresholds import Thresholds

State = FeedbackRequest.State
Invited = FeedbackInvitation.State
WAITING = [Invited.CREATED, Invited.SENT, Invited.BOUNCED, Invited.REVOKED]
IN_CONFIDENCE = Q(group__mode=Mode.CONFIDENTIAL) & ~Q(group__key=GroupKey.SELF)


def close_due(now: datetime) -> None:
    """All that are over, each in a transaction of its own, also after one that failed."""
    each(FeedbackRequest.objects.due(now).order_by("closes_at", "pk"), lambda request: close(request, now))


@transaction.atomic
def close(request: FeedbackRequest, now: datetime | None = None) -> FeedbackRequest:
    """However often it is run, it happens once, and whole. An answer that is being sent is waited for; none comes later.

    Those of one person close one after the other: each is set against all that closed before.
    """
    lock(request.subject)
    request, now = held(request), now or timezone.now()
    if request.state != State.COLLECTING or now < request.closes_at + GRACE:
        return request
    gathered = gather(request)
    keep_result(request, gathered, now)
    forget_givers(request)
    end_the_rest(request)
    forget_ways(request)
    become_closed(request, now)
    return request


def keep_result(request: FeedbackRequest, gathered: Gathered, now: datetime) -> None:
    """The snapshot, set against earlier ones, and what was answered without its givers."""
    thresholds = Thresholds(settings.FEEDBACK_LEAST_SCORES, settings.FEEDBACK_LEAST_TEXTS)
    built = snapshots.build(gathered.groups, gathered.given, gathered.own, thresholds, named=gathered.named)
    data = compared(request, built)
    ResultSnapshot.objects.create(request=request, data=data, made_on=timezone.localdate(now))
    pool_answers(request, gathered, {one["key"] for one in data["questions"] if one.get("held_back")})


def pool_answers(request: FeedbackRequest, gathered: Gathered, closed: set[str]) -> None:
    """Each score, pick and card by itself, in an order that means nothing. Of questions that stay closed nothing is kept."""
    questions = snapshots.questions_of(gathered.confidential)
    PooledAnswer.objects.bulk_create(
        [
            PooledAnswer(request=request, group=one.group, question=one.question, part=one.part, value=one.value)
            for one in pooling.pool(gathered.given, questions)
            if one.question not in closed
        ],
        batch_size=500,
    )


def forget_givers(request: FeedbackRequest) -> None:
    """Everybody who was asked in confidence looks alike, whatever they did.

    The rows are written anew, in the order of their random identifiers: changed rows lie in a table in the order of
    their changes, which would tell who answered, and in which order.
    """
    confidential = request.invitations.filter(IN_CONFIDENCE)
    rows = sorted(confidential, key=lambda row: row.pk)
    confidential.delete()
    for row in rows:
        row.state, row.reason, row.is_locked, row.sent_on = Invited.ENDED, "", False, request.sent_on
    FeedbackInvitation.objects.bulk_create(rows)


def end_the_rest(request: FeedbackRequest) -> None:
    """With a name on it, or by the person themselves: what was sent stays theirs, what was not is gone."""
    responses = FeedbackResponse.objects.filter(invitation__request=request)
    responses.filter(answers__isnull=True).delete()
    responses.update(draft=None)
    others = request.invitations.exclude(IN_CONFIDENCE)
    others.filter(state__in=WAITING).update(state=Invited.ENDED)
    others.update(sent_on=request.sent_on)


def forget_ways(request: FeedbackRequest) -> None:
    """All links are dead, and no mail or notice tells who was reminded of what."""
    PersonalLink.objects.filter(invitation__request=request).delete()
    request.open_links.all().delete()
    notify.forget(request)


def become_closed(request: FeedbackRequest, now: datetime) -> None:
    """How many answered or declined is not kept either: of one or two nobody shall hear."""
    request.become(State.CLOSED)
    request.closed_on = timezone.localdate(now)
    request.answered, request.declined, request.counted_on, request.reminded_on = 0, 0, None, None
    request.save(update_fields=["state", "closed_on", "answered", "declined", "counted_on", "reminded_on"])
