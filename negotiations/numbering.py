"""Numbers of a sheet before they are stored: what they may be, options from a range, points from a ranking. Pure.

Points are whole numbers: weights from 0 to 1,000,000, scores from -1,000,000 to 1,000,000.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from negotiations.content import Estimate
from negotiations.scoring import HIGHEST, MOST_OPTIONS

WEIGHT, SCORE, RESERVATION = "weight", "score", "reservation"
LOWEST = {WEIGHT: 0, SCORE: -HIGHEST}
CONFIDENCES = ("low", "medium", "high")
ORIGINS = ("typed", "bars", "ranking", "heard", "file")
LONGEST_NAME, LONGEST_NOTE = 200, 2_000
LONGEST_NUMBER = 30


class BadNumber(ValueError):
    """A number that cannot be; its words are for the person who wrote it."""


def as_points(kind: str, text: str) -> int | None:
    """What somebody typed for a weight or a score; None where nothing is written, BadNumber where it is none."""
    written = text.strip().replace("−", "-")
    if not written:
        return None
    if not written.removeprefix("-").removeprefix("+").isdecimal() or len(written) > LONGEST_NUMBER:
        raise BadNumber(_("Write a whole number, such as 40."))
    points = int(written)
    if words := fault_of_points(kind, points):
        raise BadNumber(words)
    return points


def fault_of_points(kind: str, points: int | None) -> str:
    """Why a number cannot be a weight or a score; empty where it can."""
    if points is None:
        return ""
    if kind == WEIGHT and points < 0:
        return _("A weight says how much an issue matters, so it is 0 or more. For what you would rather avoid, give "
                 "its options lower scores.")  # fmt: skip
    if not LOWEST[kind] <= points <= HIGHEST:
        return _("Numbers go up to 1,000,000.") if kind == WEIGHT else _("Scores go from -1,000,000 to 1,000,000.")
    return ""


def fault_of(kind: str, estimate: Estimate) -> str:
    """Why an estimate cannot be stored; empty where it can. A range has both ends, and the number lies within it."""
    for points in (estimate.points, estimate.low, estimate.high):
        if words := fault_of_points(kind, points):
            return words
    if words := fault_of_range(estimate.points, estimate.low, estimate.high):
        return words
    if estimate.confidence not in CONFIDENCES or estimate.origin not in ORIGINS:
        return _("This is no confidence or origin that a number can have.")
    return ""


def fault_of_range(points: int | None, low: int | None, high: int | None) -> str:
    if (low is None) != (high is None):
        return _("A range needs both ends, the lowest and the highest number.")
    if low is None:
        return ""
    if low > high:
        return _("The range begins above its end.")
    if points is not None and not low <= points <= high:
        return _("The number lies outside its range, %(low)d to %(high)d.") % {"low": low, "high": high}
    return ""


def settled(estimate: Estimate) -> Estimate:
    """With a range and no number, the number is the middle of the range."""
    if estimate.points is not None or estimate.low is None or estimate.high is None:
        return estimate
    return replace(estimate, points=(estimate.low + estimate.high) // 2)


def steps(first: str, last: str, step: str, unit: str = "") -> list[str]:
    """Names of the options from `first` to `last`, upwards or downwards, at most MOST_OPTIONS; BadNumber otherwise."""
    start, end, by = (as_decimal(text) for text in (first, last, step))
    if by == 0:
        raise BadNumber(_("The step is 0, so the range would never end."))
    by = abs(by) if end >= start else -abs(by)
    count = int((end - start) / by) + 1
    if count > MOST_OPTIONS:
        raise BadNumber(
            _("That makes %(count)s options; an issue has room for %(most)d. Take a larger step.")
            % {"count": f"{count:,}", "most": MOST_OPTIONS}
        )
    return [f"{number:,f} {unit}".strip() for number in (start + by * at for at in range(count))]


def as_decimal(text: str) -> Decimal:
    """A plain number of at most a trillion; commas between thousands are let be."""
    written = text.strip().replace(",", "")
    try:
        number = Decimal(written) if len(written) <= LONGEST_NUMBER else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > 10**12 or number.as_tuple().exponent < -6:
        raise BadNumber(_("“%(text)s” is not a number that can be read.") % {"text": text[:40]})
    return number


def weights_from_places(places: dict[str, int]) -> dict[str, int]:
    """Points from a ranking: `places` maps keys to 1, 2, 3 …; those on the same place share what they would have got.

    Rank-order centroids (Barron and Barrett 1996): of n, place i gets 1/n x the sum of 1/k for k from i to n. They are
    the mean of all weights with that order. Up to ten they add up to about 100; more need a finer unit, n squared, so
    that the last still gets a point.
    """
    order = sorted(places, key=places.get)
    count = len(order)
    unit = max(100, count * count)
    shares = [sum(Fraction(1, rank) for rank in range(at, count + 1)) / count for at in range(1, count + 1)]
    of_place = {}
    for key, share in zip(order, shares, strict=True):
        of_place.setdefault(places[key], []).append(share)
    mean = {place: sum(found) / len(found) for place, found in of_place.items()}
    return {key: max(1, round(mean[places[key]] * unit)) for key in places}


def scores_from_places(places: dict[str, int]) -> dict[str, int]:
    """Points from best to worst: the first place 100, the last 0, those between evenly; all the same: 100."""
    ranks = {place: at for at, place in enumerate(sorted(set(places.values())))}
    last = max(ranks.values(), default=0)
    return {key: round(Fraction(100 * (last - ranks[place]), last)) if last else 100 for key, place in places.items()}


def lines_of(text: str) -> list[str]:
    """One name a line; empty lines and spaces around do not count."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def without_known(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Names that are not there yet, each once, whatever their capitals."""
    seen, fresh = {name.casefold() for name in known}, []
    for name in names:
        if name.casefold() not in seen:
            seen.add(name.casefold())
            fresh.append(name)
    return fresh


def moved(keys: Sequence, key, direction: str) -> list:
    """One step up or down; at the end, or for a key that is gone, nothing changes."""
    order = list(keys)
    if key not in order:
        return order
    at = order.index(key)
    to = at - 1 if direction == "up" else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def in_places(order: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """`wanted` in its own order on the places that it holds in `order`; all others stay where they are."""
    known = [key for key in dict.fromkeys(wanted) if key in order]
    rest, chosen = iter(known), set(known)
    return [next(rest) if one in chosen else one for one in order]
