"""When what was said in a disagreement is deleted. Pure.

Not before the quarter in which it was opened is counted (conflicts.tallying): only then nothing of it is needed any more.
"""

from datetime import date, timedelta

from conflicts.tallying import next_quarter


def goes_on(opened_on: date, ended_on: date, days: int) -> date:
    """The day on which it is deleted; `days` after its end, as the site keeps it."""
    return max(ended_on + timedelta(days=days), next_quarter(opened_on))
