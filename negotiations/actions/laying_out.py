"""Lays issues with their options and numbers onto a sheet, as files, tests and the demo bring them."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from common.permissions import Denied, require
from negotiations import content as plain
from negotiations import scoring
from negotiations.actions.recording import held, record, touch
from negotiations.kinds import OTHER, OWN
from negotiations.models import Issue, IssueOption, IssueWeight, OptionScore, PrepSheet
from negotiations.permissions import can_write


@transaction.atomic
def lay_out(sheet: PrepSheet, issues, *, by) -> list[Issue]:
    """Adds `issues` (negotiations.content.Issue) behind those that are there, with all that is known of both sides."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    rows = lay(sheet, issues)
    record("numbers.laid_out", sheet, by=by, number=len(rows))
    touch(sheet)
    return rows


def lay(sheet, issues) -> list[Issue]:
    """Called by verbs that hold the sheet and have asked for permission."""
    there = Issue.objects.filter(sheet=sheet).count()
    require(there + len(issues) <= scoring.MOST_ISSUES or Denied(too_many()))
    require_room(sheet, sum(len(one.options) for one in issues))
    rows = Issue.objects.bulk_create(
        [row_of(sheet, Issue, name=one.name, note=one.note, position=there + at) for at, one in enumerate(issues)]
    )
    pairs = list(zip(rows, issues, strict=True))
    IssueWeight.objects.bulk_create(
        [number(sheet, IssueWeight, party, one.of(party), issue=row) for row, one in pairs for party in (OWN, OTHER)]
    )
    for row, one in pairs:
        lay_options(sheet, row, one)
    return rows


def too_many() -> str:
    return _("A sheet has room for %(most)d issues.") % {"most": scoring.MOST_ISSUES}


def require_room(sheet, more: int) -> None:
    """Asked before options are added, wherever they come from: pages and analyses of more would take too long."""
    there = IssueOption.objects.filter(sheet=sheet).count() if more else 0
    words = _("A sheet has room for %(most)s options in all.") % {"most": f"{scoring.MOST_TOGETHER:,}"}
    require(there + more <= scoring.MOST_TOGETHER or Denied(words))


def lay_options(sheet, row: Issue, issue: plain.Issue) -> None:
    options = IssueOption.objects.bulk_create(
        [row_of(sheet, IssueOption, issue=row, name=one.name, position=at) for at, one in enumerate(issue.options)]
    )
    OptionScore.objects.bulk_create(
        [
            number(sheet, OptionScore, party, one.of(party), option=option)
            for option, one in zip(options, issue.options, strict=True)
            for party in (OWN, OTHER)
        ]
    )


def after_last(rows: QuerySet) -> int:
    """The position behind these rows."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def row_of(sheet, model, **fields):
    return model(sheet=sheet, team_id=sheet.team_id, **fields)


def number(sheet, model, party: str, given: plain.Estimate, **about):
    """One number of one side; also where it is not known yet, so that it has a place for its history."""
    fields = {"points": given.points, "low": given.low, "high": given.high, "evidence_note": given.evidence_note}
    return row_of(sheet, model, party=party, confidence=given.confidence, origin=given.origin, **fields, **about)
