"""What time alone makes happen to feedback: requests are counted, reminded, closed and released, and days come that people set."""

from datetime import datetime, timedelta
from itertools import islice

from common.turns import each
from feedback.actions import closing, counting, looking_back, nudging, releasing, sending_missed
from feedback.models import NextStep
from feedback.notify import learning, steps

# A day begins up to this much earlier somewhere than in UTC.
EAST = timedelta(hours=14)
# How long after its day a reminder is still sent, where nothing ran meanwhile. The result shows the step until it is done.
LATE = timedelta(days=60)
BATCH = 500


def tick(now: datetime) -> None:
    """Safe to run twice, late, or in two places at once. Every step gets its turn, even after one that failed."""
    turns = (
        closing.close_due,
        releasing.release_due,
        counting.count_due,
        nudging.nudge_due,
        sending_missed.note_missed,
        remind_of_steps,
        learning.due,
        looking_back.tick,
        releasing.purge_withheld,
    )
    each(turns, lambda turn: turn(now))


def remind_of_steps(now: datetime) -> None:
    days = ((now - LATE).date(), (now + EAST).date())
    due = NextStep.objects.filter(due_on__range=days, done_on=None).select_related("person").defer("words")
    rows = due.order_by("due_on", "pk").iterator(BATCH)
    while some := list(islice(rows, BATCH)):
        steps.due(some, now)
