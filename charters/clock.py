"""What time alone makes happen to charters: windows close, terms and charters end, looks begin, questions wait, people are reminded."""

from datetime import datetime, timedelta

from django.utils import timezone

from charters.actions import amending, charter_reviewing, consulting, ending, reminding, talking, terms
from charters.models import Charter, CharterReview, CharterVersion, ClauseComment, charters_to_look_at
from charters.permissions import can_open_charter_review
from common.turns import each

AHEAD = timedelta(days=14)


def tick(now: datetime) -> None:
    """Safe to run twice, late, or in two places at once. Every step gets its turn, even after one that failed."""
    steps = (
        close_windows,
        end,
        look_again,
        terms.look_after,
        nudge,
        consulting.tell_deciders,
        reminding.remind_due,
    )
    each(steps, lambda step: step(now))


def close_windows(now: datetime) -> None:
    """Scoped changes to which nobody objected in time come into force."""
    amending.close_windows()


def look_again(now: datetime) -> None:
    """Each due day opens one review; two weeks later, or when all have answered, it closes."""
    today = timezone.localdate(now)
    for review in CharterReview.objects.to_close(today).select_related("charter__team"):
        charter_reviewing.close_charter_review(review, by=None)
    for charter in charters_to_look_at(today).select_related("team"):
        if can_open_charter_review(None, charter):
            charter_reviewing.open_charter_review(charter, by=None)


def nudge(now: datetime) -> None:
    """Who leads hears once of each question that the agreed time has left behind."""
    waiting = ClauseComment.objects.unanswered(now).select_related("version", "charter", "author")
    for comment in waiting.defer(*CharterVersion.JOINED_TEXTS):
        talking.nudge(comment)


def end(now: datetime) -> None:
    """On the day after its last a charter has ended; two weeks before, its leads hear of it."""
    today = timezone.localdate(now)
    for charter in in_force().filter(ends_on__lt=today):
        ending.expire(charter, today)
    for charter in in_force().filter(ends_on__gte=today, ends_on__lte=today + AHEAD):
        ending.warn(charter)


def in_force():
    return Charter.objects.running().filter(versions__state=CharterVersion.State.ACTIVE).order_by("ends_on", "pk")
