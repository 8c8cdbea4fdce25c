"""How many answered and declined, counted once a day: never when, never who."""

from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey

State = FeedbackInvitation.State
BATCH = 500


def count_due(now: datetime) -> None:
    """All open requests that were not counted today."""
    today = timezone.localdate(now)
    due = FeedbackRequest.objects.collecting().exclude(counted_on=today).order_by("pk").values_list("pk", flat=True)
    while some := list(due[:BATCH]):
        FeedbackRequest.objects.filter(pk__in=some).update(
            answered=number(State.SUBMITTED), declined=number(State.DECLINED), counted_on=today
        )


def number(state: str):
    people = FeedbackInvitation.objects.filter(request=OuterRef("pk"), state=state, is_confirmed=True)
    others = people.exclude(group__key=GroupKey.SELF).order_by().values("request")
    return Coalesce(Subquery(others.annotate(n=Count("pk")).values("n")), 0)
