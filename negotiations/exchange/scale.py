"""One side's whole points as weights that sum to 1 and values from 0 to 1, such that they come back exactly. Pure.

The unit is the number of points that make the utility 1: the smallest divisor of 10^6 that is not below the side's
range (its best total minus its worst). So every contribution is a whole number of millionths. A range above 10^6 is
first shrunk to it, which rounds: `rounded` says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from negotiations.analysis.problem import Package
from negotiations.exchange.scenario import GRID

UNITS = sorted(2**twos * 5**fives for twos in range(7) for fives in range(7))  # the divisors of 10^6
DIGITS = 15


class CannotWrite(ValueError):
    """What is to be written has no place in the other program's file; the words say why."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """Utility = points above the worst total / unit = sum of weight x value.

    `points` are the contributions above the lowest of their issue, and `reservation` the points asked for, 0 or more.
    """

    points: tuple[tuple[int, ...], ...]
    reservation: int | None
    unit: int
    weights: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    rounded: bool

    @property
    def reserved_value(self) -> float | None:
        return None if self.reservation is None else decimal(Fraction(self.reservation, self.unit))


def scaled(contributions: Sequence[Sequence[int]], reservation: int | None = None) -> Scaled:
    """From the contributions of one side, issue by issue, and its reservation (a total), all in whole points."""
    points = tuple(tuple(value - min(issue) for value in issue) for issue in contributions)
    asked = None if reservation is None else max(reservation - sum(map(min, contributions)), 0)
    rounded = span(points) > GRID
    if rounded:
        points, asked = shrunk(points, asked)
    unit = next(unit for unit in UNITS if unit >= span(points))
    weights = shares(points)
    return Scaled(points, asked, unit, tuple(map(float, weights)), values_of(points, weights, unit), rounded)


def span(points: tuple[tuple[int, ...], ...]) -> int:
    return sum(map(max, points))


def shrunk(points: tuple[tuple[int, ...], ...], asked: int | None) -> tuple[tuple[tuple[int, ...], ...], int | None]:
    """Rounded down, so that the range does not exceed 10^6."""
    whole = span(points)
    smaller = tuple(tuple(value * GRID // whole for value in issue) for issue in points)
    return smaller, None if asked is None else asked * GRID // whole


def shares(points: tuple[tuple[int, ...], ...]) -> list[Fraction]:
    """Each issue's share of the range, with 15 digits; the heaviest takes what is left, so that they sum to exactly 1."""
    ranges = [max(issue) for issue in points]
    heaviest = ranges.index(max(ranges))
    weights = [rounded_to(Fraction(one, sum(ranges) or 1)) for one in ranges]
    weights[heaviest] = 1 - (sum(weights) - weights[heaviest])
    return weights


def values_of(points: tuple[tuple[int, ...], ...], weights: list[Fraction], unit: int) -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(decimal(value / (weight * unit)) if value else 0.0 for value in issue)
        for issue, weight in zip(points, weights, strict=True)
    )


def rounded_to(value: Fraction) -> Fraction:
    return Fraction(round(value * 10**DIGITS), 10**DIGITS)


def decimal(value: Fraction) -> float:
    """15 digits after the point are written, and read, as they are."""
    return float(rounded_to(value))


def package_worth(wanted: Scaled) -> Package:
    """A package whose points are the reservation, or else as little above it as can be.

    The totals that the first issues can reach are the bits of a number: with one more issue they are shifted by each
    of its options. No package is enumerated. CannotWrite if no package is worth that much.
    """
    reached = [1]
    for issue in wanted.points:
        reached.append(shifted(reached[-1], issue))
    above = reached[-1] >> wanted.reservation
    if not above:
        raise CannotWrite("No package reaches the reservation, so it cannot be written as a bid.")
    total = wanted.reservation + lowest_bit(above)
    return tuple(reversed(list(choices(wanted.points, reached, total))))


def shifted(reached: int, issue: tuple[int, ...]) -> int:
    further = 0
    for value in set(issue):
        further |= reached << value
    return further


def lowest_bit(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def choices(points: tuple[tuple[int, ...], ...], reached: list[int], total: int):
    """From the last issue to the first: an option that leaves a total which the issues before it can reach."""
    for issue, before in zip(reversed(points), reversed(reached[:-1]), strict=True):
        chosen = next(index for index, value in enumerate(issue) if value <= total and before >> (total - value) & 1)
        total -= issue[chosen]
        yield chosen
