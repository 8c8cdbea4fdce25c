"""How far their weights may be from what a sheet says, for the explorer's draws. Pure.

A range in points counts as it stands. Without one the confidence decides; a weight that nobody gave is trusted little.
"""

from negotiations import scoring
from negotiations.analysis.drawing import Guess, Trusted, Within
from negotiations.content import Content, Estimate


def guesses_of(content: Content, percent: int | None = None) -> tuple[Guess, ...]:
    """One guess for each issue that can be analysed; with `percent` the same range, plus or minus, for all."""
    if percent is not None:
        return (Within(max(0, 100 - percent), 100 + percent),) * len(scoring.usable(content))
    return tuple(map(guess, (issue.other for issue in scoring.usable(content))))


def guess(estimate: Estimate) -> Guess:
    if estimate.points is None:
        return Trusted("low")
    if None in (estimate.low, estimate.high) or estimate.points <= 0:
        return Trusted(estimate.confidence)
    low, high = sorted(max(0, round(100 * end / estimate.points)) for end in (estimate.low, estimate.high))
    return Within(low, high)
