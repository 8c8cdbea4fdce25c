"""Sheets for tests, made through the real actions."""

from negotiations.actions import laying_out, starting
from negotiations.content import Estimate, Issue, Option
from negotiations.models import PrepSheet, Seat
from tests.negotiations.cases import EMPLOYMENT


def sheet_of(team, owner, title="Night berth", **fields) -> PrepSheet:
    """A sheet of `owner` in `team`, who may be anyone of it but an observer."""
    return starting.start_sheet(team, title, by=owner, **fields)


def seat(sheet, person, role, *, sees_limits=None) -> Seat:
    """A seat as the owner would give it: editors see limits unless said otherwise."""
    sees = role in ("owner", "editor") if sees_limits is None else sees_limits
    return Seat.objects.create(
        sheet=sheet,
        team_id=sheet.team_id,
        negotiation_id=sheet.negotiation_id,
        person=person,
        role=role,
        sees_limits=sees,
    )


def issues_from(problem) -> list[Issue]:
    """An analysis.Problem (tests.negotiations.cases) as issues of a sheet: weight 1, and its table as scores."""
    one = Estimate(1)
    return [
        Issue("", issue.name, own=one, other=one, options=tuple(
            Option("", option.name, Estimate(option.own), Estimate(option.other)) for option in issue.options
        ))
        for issue in problem.issues
    ]  # fmt: skip


def with_problem(sheet, problem, *, by) -> PrepSheet:
    """Puts the tables and the reservation points of a problem onto a sheet."""
    laying_out.lay_out(sheet, issues_from(problem), by=by)
    for name, total in (
        ("reservation_score", problem.own_reservation),
        ("other_reservation", problem.other_reservation),
    ):
        setattr(sheet, name, None if total is None else {"value": total, "unit": "points"})
    sheet.save()
    return sheet


def employment_issues() -> list[Issue]:
    """Employment with its weights apart from its scores; what we believe of them is trusted little."""
    return [employment_issue(name, *row) for name, row in EMPLOYMENT.items()]


def employment_issue(name, own, other, options) -> Issue:
    levels = [100, 75, 50, 25, 0]
    theirs = levels if name == "Job assignment" else levels[::-1]
    rows = [
        Option("", option, Estimate(mine), Estimate(yours, confidence="low"))
        for option, mine, yours in zip(options, levels, theirs, strict=True)
    ]
    return Issue("", name, own=Estimate(own), other=Estimate(other, confidence="low"), options=tuple(rows))
