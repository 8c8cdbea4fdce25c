"""Mails that never arrived: the person who asks hears that somebody cannot be reached, and can type another address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from feedback.actions.holding import held
from feedback.models import FeedbackInvitation, FeedbackRequest, Mode
from feedback.notify import asking as notify
from notices.models import Mail

State, Asked = FeedbackRequest.State, FeedbackInvitation.State
# Longer than a mail is tried for.
TRIED = timedelta(days=5)


def note_missed(now: datetime) -> None:
    """Each request in a transaction of its own. Run again, it finds nothing new."""
    missed = given_up(now)
    rows = FeedbackInvitation.objects.filter(pk__in=missed, state=Asked.SENT, request__state=State.COLLECTING)
    for request in FeedbackRequest.objects.filter(pk__in=rows.values("request")).order_by("pk"):
        note_missed_of(request, missed, now)


def given_up(now: datetime) -> dict[UUID, str]:
    """{invitation: the address that refused}, of mails of the last days; their keys are ordered by time."""
    mails = Mail.objects.filter(pk__gte=first_key(now - TRIED), state=Mail.State.FAILED, template=notify.ASKED)
    return {UUID(context["invitation"]): to for context, to in mails.values_list("context", "to")}


def first_key(moment: datetime) -> UUID:
    """No row that was made since has a smaller one (see common.ids)."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


@transaction.atomic
def note_missed_of(request: FeedbackRequest, missed: dict[UUID, str], now: datetime) -> None:
    request = held(request)
    if request.state != State.COLLECTING:
        return
    found = unreached_in(request, missed)
    for one in found:
        one.become(Asked.BOUNCED)
    FeedbackInvitation.objects.bulk_update(found, ["state"])
    if found:
        notify.not_reached(request, now)


def unreached_in(request: FeedbackRequest, missed: dict[UUID, str]) -> Iterable[FeedbackInvitation]:
    """Still waited for under the address that refused; another may have been typed since.

    Members who are asked in confidence find it in the app, too: that one of them is still waited for would tell of the
    others whose mails are refused that they have answered.
    """
    waiting = request.invitations.filter(pk__in=missed, state=Asked.SENT)
    waiting = waiting.exclude(group__mode=Mode.CONFIDENTIAL, person__isnull=False)
    return [one for one in waiting if missed[one.pk] == one.address]
