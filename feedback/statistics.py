"""What is said of the scores and picks in one cell; of few people less than of many. Pure.

Scores are whole numbers from 1 to 5. From fewer than `MANY` people there are only the median with its band, and the
values named most often: the rest would show single answers.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median as middle
from statistics import quantiles

MANY = 5
LOW, HIGH = 2.5, 3.5
WIDE = 2
NOTABLE_GAP = 1
SCALE = range(1, 6)
OTHERS_MORE, SELF_MORE = "others_more", "self_more"


def median(values: Sequence[float]) -> float:
    """The middle value, or half way between the two in the middle."""
    return float(middle(values))


def band(value: float) -> str:
    """Where a median lies: "low" below 2.5, "high" above 3.5, "middle" between."""
    if value < LOW:
        return "low"
    return "high" if value > HIGH else "middle"


def histogram(scores: Sequence[int]) -> list[int]:
    """How many gave 1, 2, 3, 4 and 5."""
    return [scores.count(score) for score in SCALE]


def differ(scores: Sequence[float]) -> bool:
    """Whether views differ: the middle half of the scores spans two points or more.

    The interquartile range, with quartiles interpolated between the ordered scores (Hyndman and Fan 1996, type 7).
    """
    if len(scores) < 2:
        return False
    first, _, third = quantiles(scores, n=4, method="inclusive")
    return third - first >= WIDE


def gap(own: float | None, others: float | None) -> str | None:
    """Whether others or the person see more in the person, a point or more apart; None when either is not known.

    The median of others is known only where enough people stand behind it.
    """
    if own is None or others is None or abs(others - own) < NOTABLE_GAP:
        return None
    return OTHERS_MORE if others > own else SELF_MORE


def tally(picked: Sequence[str], options: Sequence[str]) -> list[dict]:
    """How often each option was picked, in the order of the options: [{"value", "n"}]."""
    return [{"value": option, "n": picked.count(option)} for option in options]


def most_named(picked: Sequence[str], options: Sequence[str]) -> list[dict]:
    """The options picked most often, by two people or more, without saying how often: [{"value", "n": None}].

    A pick of a single person stands out as little as that person.
    """
    counts = Counter(picked)
    most = max(counts.values(), default=0)
    return [{"value": option, "n": None} for option in options if most > 1 and counts[option] == most]
