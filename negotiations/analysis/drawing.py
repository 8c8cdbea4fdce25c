"""How the other side's weights are drawn, from what is known of each: a range, how far it is trusted, or an order. Pure."""

from collections.abc import Sequence
from random import Random
from typing import Literal, NamedTuple

from negotiations.analysis.problem import Problem

# Standard deviation of the logarithm of a weight. Two thirds of the draws are within 65-154%, 80-125% and 92-109%.
SPREAD = {"low": 0.43, "medium": 0.22, "high": 0.085}


class Within(NamedTuple):
    """The weight is anywhere between these percentages of the estimate, evenly."""

    low: int
    high: int


class Trusted(NamedTuple):
    """The weight is log-normal around the estimate; the more it is trusted, the narrower (`SPREAD`)."""

    confidence: Literal["low", "medium", "high"]


class Ranked(NamedTuple):
    """Only the order of the issues is known, by number, the most important first; all such weights are as likely."""

    order: tuple[int, ...]


Guess = Within | Trusted | None


def all_within(problem: Problem, percent: int) -> tuple[Guess, ...]:
    """The same range for each issue: plus or minus so many percent."""
    return (Within(100 - percent, 100 + percent),) * len(problem.issues)


def check(problem: Problem, guesses: Sequence[Guess] | Ranked) -> None:
    """ValueError when the guesses do not fit the issues."""
    if isinstance(guesses, Ranked):
        if sorted(guesses.order) != list(range(len(problem.issues))):
            raise ValueError("A ranking names each issue once.")
    elif len(guesses) != len(problem.issues):
        raise ValueError("There must be one guess for each issue.")
    elif any(isinstance(guess, Within) and not 0 <= guess.low <= guess.high for guess in guesses):
        raise ValueError("A range goes from a low percentage, 0 or more, to a high one.")


def factors(random: Random, guesses: Sequence[Guess] | Ranked, spans: Sequence[int]) -> list[float]:
    """One draw: a factor for each issue, before anything is scaled. `spans`: those of the issues, in the other's points."""
    if isinstance(guesses, Ranked):
        # Sorted exponentials, divided by their sum: evenly spread over all weights that keep the order.
        drawn = sorted((random.expovariate(1) for _ in spans), reverse=True)
        weights = dict(zip(guesses.order, (one / sum(drawn) for one in drawn), strict=True))
        return [weights[number] / span if span else 0 for number, span in enumerate(spans)]
    return [_one(random, guess) for guess in guesses]


def _one(random, guess):
    if guess is None:
        return 1.0
    if isinstance(guess, Within):
        return random.uniform(guess.low, guess.high) / 100
    return random.lognormvariate(0, SPREAD[guess.confidence])
