"""From a sheet to what can be analysed: weights times scores, and limits as totals. Pure.

A weight that nobody gave counts as the average of those that are given for that side, or 1 where none is; a score that
nobody gave counts as the lowest one of its issue, or 0. `gaps` names them, so that pages can say so.
"""

from dataclasses import dataclass
from fractions import Fraction

from negotiations.analysis import problem as problems
from negotiations.content import Content, Issue, Package
from negotiations.kinds import OTHER, OWN

SIDES = (OWN, OTHER)
MOST_ISSUES, MOST_OPTIONS = 60, 200
MOST_TOGETHER = 1_200  # options of all issues of a sheet
HIGHEST = 1_000_000


@dataclass(frozen=True)
class Gap:
    """A number that is missing: of which side, of which issue, and of which option unless it is the weight."""

    party: str
    issue: Issue
    option: str = ""


def gaps(content: Content) -> list[Gap]:
    """All numbers that an analysis has to do without, in the order of the sheet."""
    found = []
    for issue in content.issues:
        for party in SIDES:
            if issue.of(party).points is None:
                found.append(Gap(party, issue))
            found += [Gap(party, issue, one.name) for one in issue.options if one.of(party).points is None]
    return found


def usable(content: Content) -> list[Issue]:
    """Issues with options; one without any cannot be part of a package."""
    return [issue for issue in content.issues if issue.options]


def weights_of(content: Content, party: str, overrides: dict | None = None) -> dict[str, int]:
    """Weight points by issue key, with what nobody gave filled in."""
    given = {issue.key: issue.of(party).points for issue in usable(content)}
    given |= {key: points for key, points in (overrides or {}).items() if key in given}
    known = [points for points in given.values() if points is not None]
    usual = max(1, round(sum(known) / len(known))) if known else 1
    return {key: usual if points is None else points for key, points in given.items()}


def scores_of(issue: Issue, party: str) -> list[int]:
    known = [option.of(party).points for option in issue.options if option.of(party).points is not None]
    lowest = min(known, default=0)
    points = [option.of(party).points for option in issue.options]
    return [lowest if one is None else one for one in points]


def problem_of(content: Content, overrides: dict | None = None) -> problems.Problem:
    """The sheet as a problem for the explorer; limits count only where the reader sees them. `overrides`: see Scenario."""
    overrides = overrides or {}
    weights = {
        OWN: weights_of(content, OWN),
        OTHER: weights_of(content, OTHER, overrides.get("weights")),
    }
    issues = tuple(as_issue(issue, weights) for issue in usable(content))
    links, exclusions = links_of(content)
    bare = problems.Problem(issues, links=links, exclusions=exclusions)
    if not content.limits:
        return bare
    own = overrides.get("own_reservation") or content.limits.reservation_score
    other = overrides.get("other_reservation") or content.limits.other_reservation
    return problems.Problem(
        issues, total_of(bare, OWN, own), total_of(bare, OTHER, other), links=links, exclusions=exclusions
    )


def as_issue(issue: Issue, weights: dict) -> problems.Issue:
    own, other = ([weights[party][issue.key] * score for score in scores_of(issue, party)] for party in SIDES)
    named = zip(issue.options, own, other, strict=True)
    return problems.Issue(issue.name, tuple(problems.Option(option.name, *points) for option, *points in named))


def links_of(content: Content) -> tuple[tuple[problems.Link, ...], tuple[frozenset, ...]]:
    """Links and exclusions by numbers; one that names an option which is gone says nothing any more."""
    places = places_of(content)
    links, exclusions = [], []
    for link in content.links:
        choices = frozenset(places[tuple(pair)] for pair in link.choices if tuple(pair) in places)
        if len(choices) < max(2, len(link.choices)):
            continue
        if link.kind == "exclusion":
            exclusions.append(choices)
        else:
            links.append(problems.Link(choices, link.own, link.other))
    return tuple(links), tuple(exclusions)


def places_of(content: Content) -> dict[tuple[str, str], tuple[int, int]]:
    """(issue key, option key) -> (number of the issue, number of the option)."""
    return {
        (issue.key, option.key): (at, choice)
        for at, issue in enumerate(usable(content))
        for choice, option in enumerate(issue.options)
    }


def range_of(problem: problems.Problem, party: str) -> tuple[int, int]:
    """The lowest and highest total of a side, issue by issue; links and exclusions may keep a package from reaching them."""
    of = [[getattr(option, party) for option in issue.options] for issue in problem.issues]
    return sum(map(min, of)), sum(map(max, of))


def total_of(problem: problems.Problem, party: str, score: dict | None) -> int | None:
    """A limit as a total: points as they are, percent between the lowest and the highest total, rounded up.

    Up, since a total just below a limit does not reach it.
    """
    if not score or score.get("value") is None:
        return None
    if score.get("unit") != "percent":
        return int(score["value"])
    low, high = range_of(problem, party)
    exact = Fraction(str(score["value"])) / 100 * (high - low) + low
    return -((-exact.numerator) // exact.denominator)


def percent_of(problem: problems.Problem, party: str, total: int) -> float:
    """Where a total lies between the lowest (0) and the highest (100) of that side; 0 where all are equal."""
    low, high = range_of(problem, party)
    return 100 * (total - low) / (high - low) if high > low else 0.0


def package_of(content: Content, package: Package) -> problems.Package | None:
    """A saved package by numbers, or None where it is incomplete or names an option that is gone."""
    places = places_of(content)
    chosen = [places.get((issue.key, package.choices.get(issue.key, ""))) for issue in usable(content)]
    return None if None in chosen or not chosen else tuple(place[1] for place in chosen)


def choices_of(content: Content, package: problems.Package) -> dict[str, str]:
    """The inverse of `package_of`: keys of issues and options."""
    return {issue.key: issue.options[choice].key for issue, choice in zip(usable(content), package, strict=True)}


def shares_of(content: Content, party: str) -> dict[str, float]:
    """How much each issue matters to a side, in percent: the span of its contributions in the sum of all spans."""
    weights = weights_of(content, party)
    spans = {
        issue.key: weights[issue.key] * (max(scores) - min(scores))
        for issue in usable(content)
        for scores in [scores_of(issue, party)]
    }
    whole = sum(spans.values())
    return {key: 100 * span / whole if whole else 0.0 for key, span in spans.items()}
