"""First numbers for people who would rather use words. Suggestions to be edited, never results. Pure."""

from fractions import Fraction


def weights_from_ranking(issues: int, total: int = 100) -> tuple[int, ...]:
    """Weight points for ranked issues, the most important first. They sum to `total` and never rise.

    Rank-order centroid (Barron and Barrett 1996, Management Science 42:1515): the average of all weights that keep the
    order, the nth being (1/n + 1/(n+1) + ... + 1/N) / N. Each issue has at least one point, and the rest is rounded by
    largest remainders. ValueError when the points do not suffice for one each.
    """
    if not 0 <= issues <= total:
        raise ValueError("There must be at least one point for each issue.")
    spare = total - issues
    exact = [
        spare * sum(Fraction(1, place) for place in range(first, issues + 1)) / issues for first in range(1, issues + 1)
    ]
    points = [int(share) for share in exact]
    left = spare - sum(points)
    by_remainder = sorted(range(issues), key=lambda place: (points[place] - exact[place], place))
    for place in by_remainder[:left]:
        points[place] += 1
    return tuple(sorted((1 + share for share in points), reverse=True))


def scores_in_order(options: int) -> tuple[int, ...]:
    """Scores 100 to 0 in even steps, rounded, for options listed from best to worst; a single option scores 100."""
    if options == 1:
        return (100,)
    return tuple(round(Fraction(100 * (options - 1 - place), options - 1)) for place in range(options))
