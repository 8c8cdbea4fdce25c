"""Keeping an analysis as it came out, so that one sees later how it moved."""

from django.db import transaction

from common.permissions import require
from negotiations import explored, scoring
from negotiations.actions.recording import held, record
from negotiations.analysis.compounding import TooMany
from negotiations.content import Content
from negotiations.guesses import guesses_of
from negotiations.models import AnalysisRun, PrepSheet
from negotiations.permissions import can_keep_analysis
from negotiations.reading import read, read_whole


@transaction.atomic
def keep_analysis(sheet: PrepSheet, *, by) -> AnalysisRun | None:
    """Somebody keeps what they see: with limits where they see limits. None where there is nothing to analyse yet."""
    sheet = held(sheet)
    require(can_keep_analysis(by, sheet))
    run = kept(sheet, read(sheet, by), by)
    if run:
        record("analysis.kept", sheet, by=by, is_limit=run.with_limits)
    return run


@transaction.atomic
def keep_run(sheet: PrepSheet, *, by) -> AnalysisRun | None:
    """The analysis before and after a number moves, for the history: with limits, whoever moved it. Tells nobody."""
    require(can_keep_analysis(by, sheet))
    return kept(sheet, read_whole(sheet), by)


def kept(sheet: PrepSheet, content: Content, by) -> AnalysisRun | None:
    """One row for one state of the numbers: where the last one has the same, that one. None where nothing can be analysed."""
    if not scoring.usable(content):
        return None
    digest = explored.hash_of(scoring.problem_of(content), guesses_of(content))
    last = AnalysisRun.objects.filter(sheet=sheet, with_limits=content.sees_limits).first()
    if last and (last.input_hash, last.engine) == (digest, explored.ENGINE):
        return last
    try:
        result = explored.result_of(content)
    except TooMany:
        return None
    return AnalysisRun.objects.create(
        sheet=sheet, team_id=sheet.team_id, input_hash=digest, engine=explored.ENGINE, seed=explored.SEED, by=by,
        with_limits=content.sees_limits, result=result,
    )  # fmt: skip
