"""Domains and profiles of other programs as issues of a sheet, and a sheet as a domain and profiles. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from negotiations.analysis.problem import Problem
from negotiations.content import Content, Estimate, Issue, Option
from negotiations.exchange import geniusweb, negmas
from negotiations.exchange.scale import CannotWrite, scaled
from negotiations.exchange.scenario import BadFile, Domain, Profile, check_count, issue_place
from negotiations.numbering import LONGEST_NAME
from negotiations.scoring import HIGHEST, MOST_ISSUES, MOST_OPTIONS, MOST_TOGETHER, problem_of, usable

# format -> (module that writes it, ending, content type)
WRITERS = {
    "geniusweb": (geniusweb, "json", "application/json"),
    "negmas": (negmas, "yml", "application/yaml"),
}
HEAVIEST = 100_000  # more would be searched for too long, in a file that was made for it
NAMES = {"domain": "negotiation", "own": "ours", "other": "theirs"}


@dataclass(frozen=True)
class Found:
    """What files say: issues, and the reservation points of both sides as totals in points of this sheet, or None."""

    issues: tuple[Issue, ...]
    own_reservation: int | None = None
    other_reservation: int | None = None


@dataclass(frozen=True)
class Side:
    """One side in whole points: for each issue a weight, and scores of its options."""

    weights: list[int]
    scores: list[list[int]]
    limit: int | None


def laid_out(domain: Domain, ours: Profile | None, theirs: Profile | None) -> Found:
    """The issues of the domain with all that the profiles say; BadFile where a sheet has no room for it."""
    check_room(domain)
    own, other = (side_of(domain, profile) for profile in (ours, theirs))
    issues = tuple(issue_of(at, *named, own, other) for at, named in enumerate(domain.issues))
    return Found(issues, own.limit if own else None, other.limit if other else None)


def check_room(domain: Domain) -> None:
    check_count(len(domain.issues), MOST_ISSUES, "", "issues")
    check_count(sum(len(options) for _issue, options in domain.issues), MOST_TOGETHER, "", "options in all")
    for issue, options in domain.issues:
        check_count(len(options), MOST_OPTIONS, issue_place(issue), "options")
        for name in (issue, *options):
            if len(name) > LONGEST_NAME:
                raise BadFile(issue_place(issue), f"A name is longer than {LONGEST_NAME} characters.")


def side_of(domain: Domain, profile: Profile | None) -> Side | None:
    """Contributions divided by all that they and the limit have in common: the same proportions in small numbers."""
    if profile is None:
        return None
    contributions, limit = profile.contributions(), profile.limit()
    common = gcd(limit or 0, *(value for values in contributions for value in values)) or 1
    small = [[value // common for value in values] for values in contributions]
    weights = [weight_of(issue, values) for (issue, _options), values in zip(domain.issues, small, strict=True)]
    scores = [[value // weight for value in values] for weight, values in zip(weights, small, strict=True)]
    return Side(weights, scores, None if limit is None else limit // common)


def weight_of(issue: str, values: Sequence[int]) -> int:
    """1 where the values are scores as they are; else the smallest whole number that divides them into scores."""
    least = -(-max(map(abs, values)) // HIGHEST) or 1
    shared = gcd(*values)
    weight = next((one for one in range(least, min(shared, HEAVIEST) + 1) if shared % one == 0), 1)
    if least > weight:
        raise BadFile(issue_place(issue), f"The numbers are too large; scores go up to {HIGHEST:,}.")
    return weight


def issue_of(at: int, name: str, options: tuple[str, ...], own: Side | None, other: Side | None) -> Issue:
    sides = (own, other)
    weights = [from_file(side and side.weights[at]) for side in sides]
    named = (
        Option("", option, *(from_file(side and side.scores[at][place]) for side in sides))
        for place, option in enumerate(options)
    )
    return Issue("", name, "", *weights, options=tuple(named))


def from_file(points: int | None) -> Estimate:
    return Estimate(points, origin="file")


def domain_of(content: Content) -> Domain:
    """The issues that have options, under a neutral name: a title may be secret, a domain is shared. BadFile if two share a name."""
    return Domain(
        NAMES["domain"], tuple((issue.name, tuple(one.name for one in issue.options)) for issue in usable(content))
    )


def domain_file(content: Content, kind: str) -> str:
    return WRITERS[kind][0].write_domain(domain_of(content))


def profile_file(content: Content, kind: str, party: str) -> str:
    """What one side wants, with its limit where the content has it. CannotWrite for what these files cannot say."""
    domain, problem = domain_of(content), problem_of(content)
    if problem.links or problem.exclusions:
        raise CannotWrite("Options of this sheet are linked with each other; files of this kind cannot say that.")
    reservation = problem.own_reservation if party == "own" else problem.other_reservation
    return WRITERS[kind][0].write_profile(domain, NAMES[party], scaled(contributions(problem, party), reservation))


def contributions(problem: Problem, party: str) -> list[list[int]]:
    return [[getattr(option, party) for option in issue.options] for issue in problem.issues]
