"""The last clock of all: the mail of the day, after the clocks below have said what is due in it."""

from datetime import datetime

from notices import actions


def tick(now: datetime) -> None:
    actions.gather(now)
