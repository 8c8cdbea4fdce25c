"""Numbers for people who would rather give none: from an order in words, as suggestions that anybody can change."""

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from common.permissions import require
from negotiations import numbering
from negotiations.actions.laying_out import row_of
from negotiations.actions.numbers import move
from negotiations.actions.recording import held, record, touch
from negotiations.models import Issue, IssueOption, IssueWeight, OptionScore, PrepSheet
from negotiations.numbering import SCORE, WEIGHT
from negotiations.permissions import can_write
from negotiations.reading import estimate as plain_estimate


@transaction.atomic
def rank_issues(sheet: PrepSheet, party: str, places: Mapping[str, int], *, by) -> int:
    """Weights for the issues that have a place, from what matters most; all others keep theirs. Returns how many."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    there = {str(row.pk): row for row in Issue.objects.filter(sheet=sheet)}
    points = numbering.weights_from_places({key: place for key, place in places.items() if key in there})
    rows = {str(row.issue_id): row for row in IssueWeight.objects.filter(sheet=sheet, party=party)}
    for key, suggested in points.items():
        row = rows.get(key) or row_of(sheet, IssueWeight, party=party, issue=there[key])
        suggest(sheet, WEIGHT, row, suggested, by)
    record("numbers.ranked", sheet, by=by, party=party, number=len(points))
    touch(sheet)
    return len(points)


@transaction.atomic
def rank_options(sheet: PrepSheet, issue: Issue, party: str, places: Mapping[str, int], *, by) -> int:
    """Scores from 100 for the best to 0 for the worst, evenly, for the options that have a place."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    there = {str(row.pk): row for row in IssueOption.objects.filter(sheet=sheet, issue=issue)}
    points = numbering.scores_from_places({key: place for key, place in places.items() if key in there})
    scores = OptionScore.objects.filter(option__in=there.values(), party=party)
    rows = {str(row.option_id): row for row in scores}
    for key, suggested in points.items():
        row = rows.get(key) or row_of(sheet, OptionScore, party=party, option=there[key])
        suggest(sheet, SCORE, row, suggested, by)
    record("numbers.options_ranked", sheet, by=by, party=party, name=issue.name)
    touch(sheet)
    return len(points)


def suggest(sheet, kind: str, row, points: int, by) -> None:
    """A suggestion is little sure, and no range that was written for another number holds for it."""
    before = plain_estimate(row)
    after = replace(
        before, points=points, low=None, high=None, confidence="low", origin="ranking", evidence=""
    )  # fmt: skip
    move(sheet, kind, row, after, by=by)
