"""What time alone makes happen to negotiations: on its day, people are asked whether a deal is kept."""

from datetime import datetime, timedelta
from itertools import islice

from negotiations.models import Outcome
from negotiations.notify import after as notify

# A day begins up to this much earlier somewhere than in UTC.
EAST = timedelta(hours=14)
# How long after its day a reminder is still sent, where nothing ran meanwhile. Home shows the question until it is answered.
LATE = timedelta(days=60)
BATCH = 500


def tick(now: datetime) -> None:
    """Safe to run twice, late, or in two places at once: each day of a deal is told to a person once."""
    days = ((now - LATE).date(), (now + EAST).date())
    due = Outcome.objects.filter(check_on__range=days, checked_at=None, kind=Outcome.Kind.AGREED)
    rows = due.select_related("sheet").order_by("check_on", "pk").iterator(BATCH)
    while some := list(islice(rows, BATCH)):
        notify.due(some, now)
