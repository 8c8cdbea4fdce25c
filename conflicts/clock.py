"""What time alone makes happen to disagreements: silence is told, looks come and go, quarters are counted, and what is over is deleted."""

from datetime import datetime

from common.turns import each
from conflicts.actions import counting, following, purging, reminding


def tick(now: datetime) -> None:
    """Safe to run twice, late, or in two places at once. Every step gets its turn, even after one that failed."""
    turns = (
        reminding.remind_of_answers,
        reminding.remind_of_idleness,
        following.open_follow_ups,
        following.lapse_follow_ups,
        counting.count_quarters,
        purging.forget_old,
    )
    each(turns, lambda turn: turn(now))
