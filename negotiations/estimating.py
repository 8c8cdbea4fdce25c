"""How far what was heard moves an estimate of the other side. Pure. A proposal; whoever wrote the entry has the last word.

Two things decide: the direction (matters more, less, as thought) and how sure the hearing is. The steps are ours, chosen
so that one sentence moves a number visibly and never decides alone:

| how sure              | weight, as a share of its points | score, of its issue's span | reservation, of the whole span | range kept |
| heard only            | 15 %                             | 10 %                       | 5 %                            | all        |
| said back to them     | 25 %                             | 20 %                       | 10 %                           | 3/4        |
| confirmed by them     | 40 %                             | 30 %                       | 15 %                           | 1/2        |

Only what they confirmed raises the confidence, by one level. "As thought" moves no number; said back or confirmed it
still narrows a range. More and less undo each other, up to rounding. A step is at least one whole point; a number that
is on the edge of its scale stays there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from negotiations.content import Estimate
from negotiations.kinds import OTHER

MORE, LESS, SAME = "more", "less", "same"
HEARD, SAID_BACK, CONFIRMED = "heard", "said_back", "confirmed"
SURENESS = {HEARD: _("heard only"), SAID_BACK: _("said back to them"), CONFIRMED: _("confirmed by them")}

WEIGHT, SCORE, RESERVATION = "weight", "score", "reservation"
STEPS = {
    WEIGHT: {HEARD: Fraction(15, 100), SAID_BACK: Fraction(25, 100), CONFIRMED: Fraction(40, 100)},
    SCORE: {HEARD: Fraction(10, 100), SAID_BACK: Fraction(20, 100), CONFIRMED: Fraction(30, 100)},
    RESERVATION: {HEARD: Fraction(5, 100), SAID_BACK: Fraction(10, 100), CONFIRMED: Fraction(15, 100)},
}
KEPT = {HEARD: Fraction(1), SAID_BACK: Fraction(3, 4), CONFIRMED: Fraction(1, 2)}
LEVELS = ("low", "medium", "high")
SIGN = {MORE: 1, SAME: 0, LESS: -1}
PERCENT = (0, 100)


def sure_of(*, reflected_back: bool, confirmed_by_them: bool) -> str:
    """How sure the hearing is. What they confirmed counts as said back."""
    if confirmed_by_them:
        return CONFIRMED
    return SAID_BACK if reflected_back else HEARD


def raised(confidence: str, sure: str) -> str:
    """The confidence after it: one level higher when they confirmed, else as it was."""
    at = LEVELS.index(confidence) + (sure == CONFIRMED)
    return LEVELS[min(at, len(LEVELS) - 1)]


def weight(now: Estimate, direction: str, sure: str, *, usual: int = 1, highest: int = 1_000_000) -> Estimate:
    """The weight as it is proposed. `usual` stands in where nobody has given one (negotiations.scoring.weights_of)."""
    points = usual if now.points is None else now.points
    factor = (1 + STEPS[WEIGHT][sure]) ** SIGN[direction]
    return moved(now, points, at_least_one(points, points * factor, direction), sure, (0, highest))


def score(now: Estimate, direction: str, sure: str, *, scores: Iterable[int]) -> Estimate:
    """The score of an option as it is proposed. `scores` are those of its issue, as far as they are known."""
    known = list(scores)
    low, high = min(known, default=0), max(known, default=100)
    points = low if now.points is None else now.points
    step = STEPS[SCORE][sure] * ((high - low) or 100)
    wanted = at_least_one(points, points + SIGN[direction] * step, direction)
    return moved(now, points, wanted, sure, PERCENT if low >= 0 and high <= 100 else None)


def reservation(now: Mapping | None, direction: str, sure: str, *, span: tuple[int, int] = PERCENT) -> dict:
    """Their reservation point as it is proposed: {"value", "unit", "confidence"}. MORE means that they need more.

    `span` is the lowest and the highest total of theirs, for a value in points. Where nothing is known it begins in the
    middle, in percent, with low confidence.
    """
    now = dict(now or {"value": 50, "unit": "percent", "confidence": "low"})
    low, high = PERCENT if now.get("unit") == "percent" else span
    value = Fraction(str(now["value"]))
    wanted = value + SIGN[direction] * STEPS[RESERVATION][sure] * (high - low)
    return now | {
        "value": min(max(round(wanted), min(low, int(value))), max(high, int(value))),
        "confidence": raised(now.get("confidence", "low"), sure),
    }


def at_least_one(points: int, wanted, direction: str) -> int:
    """A step in whole points, never none where one is meant."""
    if direction == SAME:
        return points
    return max(round(wanted), points + 1) if direction == MORE else min(round(wanted), points - 1)


def moved(now: Estimate, points: int, wanted: int, sure: str, bounds: tuple[int, int] | None) -> Estimate:
    if bounds:
        wanted = min(max(wanted, min(bounds[0], points)), max(bounds[1], points))
    low, high = narrowed(now, points, wanted, sure)
    if bounds and low is not None:
        low, high = max(low, min(bounds[0], wanted)), min(high, max(bounds[1], wanted))
    confidence = raised(now.confidence, sure)
    return replace(now, points=wanted, low=low, high=high, confidence=confidence, origin="heard")


def narrowed(now: Estimate, points: int, wanted: int, sure: str) -> tuple[int | None, int | None]:
    """The range goes along with its number and keeps a part of each half; the number stays inside."""
    if now.low is None or now.high is None:
        return None, None
    below, above = max(0, points - now.low), max(0, now.high - points)
    return wanted - int(below * KEPT[sure]), wanted + int(above * KEPT[sure])


def overruled(proposed: Estimate, points: int | None, *, lowest: int | None = None) -> Estimate:
    """The proposal with the number that a person puts in its place; the range moves along, never below `lowest`."""
    if points is None or points == proposed.points:
        return proposed
    by = points - (proposed.points or 0)
    low, high = (None if edge is None else edge + by for edge in (proposed.low, proposed.high))
    if low is not None and lowest is not None:
        low = max(low, lowest)
    return replace(proposed, points=points, low=low, high=high)


def revealed(preferred: Mapping, others: Iterable[Mapping], issues) -> list[str]:
    """Which weights of theirs a choice speaks for: issues in which the preferred offer was better for them than the others.

    Offers map issue keys to option keys; `issues` are negotiations.content.Issue. Better means: by their scores as we
    guess them at least as good as each other offer, and better than one. Returns keys of issues in their order.
    """
    others = list(others)
    return [issue.key for issue in issues if is_better(issue, preferred, others)]


def is_better(issue, preferred: Mapping, others: list) -> bool:
    mine = theirs_of(issue, preferred)
    known = [one for one in (theirs_of(issue, other) for other in others) if one is not None]
    return mine is not None and bool(known) and mine >= max(known) and mine > min(known)


def theirs_of(issue, choices: Mapping) -> int | None:
    option = issue.by_key.get(choices.get(issue.key, ""))
    return option.of(OTHER).points if option else None
