"""After the deal: the result against the frozen preparation, what it leaves on the table, and what would be better for both. Pure.

Everything is reckoned from the content that the reader may see: without limits there is no target, reservation point or
BATNA in it, and the value left is that of all packages, not of those above the reservation points.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from negotiations import scoring
from negotiations.analysis import value_left as left
from negotiations.analysis.compounding import TooMany
from negotiations.analysis.frontier import frontier
from negotiations.analysis.problem import Problem
from negotiations.content import Content, Package, Part
from negotiations.kinds import OTHER, OWN
from negotiations.limits import Named, named

QUESTIONS = {
    "worked": (_("What worked?"), _("Something you did, in preparing or at the table, that you would do again.")),
    "surprised": (_("What surprised us about them?"), _("Where were our estimates wrong, and what could have told us?")),
    "ourselves": (_("What did we learn about ourselves?"), _("When did we stop listening? What mattered more than we thought?")),
    "prepare": (_("What would we prepare differently?"), _("A question we should have asked, a number we should have known.")),
    "promise": (_("What do we promise ourselves for the next time?"), _("One thing, small enough to happen.")),
}  # fmt: skip


@dataclass(frozen=True)
class Against:
    """A limit and the result beside it. `difference` is in the limit's unit, above 0 where the result is better for its side."""

    name: str
    limit: float
    result: float
    unit: str

    @property
    def difference(self) -> float:
        return self.result - self.limit

    @property
    def is_reached(self) -> bool:
        return self.result >= self.limit


@dataclass(frozen=True)
class Result:
    """A package measured. Totals in points, percents between the worst and the best total of a side.

    `left` is None where nothing can be reckoned; `better` is a package for both sides as keys of issues and options, or
    None where there is none; `against` is empty for who may not see limits. `content` is what it was measured on.
    """

    content: Content
    own: int
    other: int
    own_percent: float
    other_percent: float
    against: tuple[Against, ...]
    left: left.ValueLeft
    better: dict[str, str] | None
    better_own: int = 0
    better_other: int = 0


def measure(prepared: Content, package: Package) -> Result | None:
    """The package on the numbers of `prepared`; None where it is not complete, or its options were not there then."""
    chosen = scoring.package_of(prepared, package)
    if chosen is None:
        return None
    problem = scoring.problem_of(prepared)
    try:
        line = frontier(problem)
    except TooMany:
        return None
    own, other = problem.totals(chosen)
    better = left.better_for_both(problem, chosen, line)
    gains = problem.totals(better) if better else (own, other)
    return Result(
        content=prepared, own=own, other=other, own_percent=scoring.percent_of(problem, OWN, own),
        other_percent=scoring.percent_of(problem, OTHER, other), against=tuple(against(prepared, problem, own, other)),
        left=left.value_left(problem, chosen, line),
        better=scoring.choices_of(prepared, better) if better else None,
        better_own=gains[0] - own, better_other=gains[1] - other,
    )  # fmt: skip


def against(prepared: Content, problem: Problem, own: int, other: int) -> list[Against]:
    """Target and reservation points beside what came out, each in the unit in which it was given."""
    totals = {OWN: own, OTHER: other}
    return [beside(one, problem, totals[one.party]) for one in named(prepared.limits) if one.in_words]


def beside(limit: Named, problem: Problem, total: int) -> Against:
    percent = round(scoring.percent_of(problem, limit.party, total), 1)
    result, unit = (percent, "%") if limit.is_percent else (total, "")
    return Against(limit.name, limit.score["value"], result, unit)


def batna(prepared: Content) -> Part | None:
    """Our best alternative as it was prepared; None for who may not see it."""
    return next((part for part in prepared.parts_of("alternative", OWN) if part.values.get("is_best")), None)


def assumptions(prepared: Content, today: Mapping[str, str]) -> list[tuple[str, str]]:
    """(what we believed, its status `today` by key of the part) for each assumption of the preparation."""
    return [(part.heading, today.get(part.key, "untested")) for part in prepared.parts_of("assumption") if part.heading]


def changed_choices(content: Content, before: dict, after: dict) -> list[tuple[str, str, str]]:
    """(issue, option before, option after) where two packages differ, in the order of the issues."""
    return [
        (issue.name, name_of(issue, before), name_of(issue, after))
        for issue in content.issues
        if before.get(issue.key) != after.get(issue.key)
    ]


def name_of(issue, choices: dict) -> str:
    option = issue.by_key.get(choices.get(issue.key, ""))
    return option.name if option else "–"


def chosen_in_words(content: Content, choices: dict) -> list[tuple[str, str]]:
    """(issue, option) of a package, in the order of the issues."""
    return [(issue.name, name_of(issue, choices)) for issue in content.issues]
