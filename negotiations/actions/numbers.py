"""A number about them moves: with what it was, what it became, who moved it, and which words did.

Called by verbs that hold the sheet and have asked for permission.
"""

from dataclasses import asdict

from django.utils import timezone

from negotiations.actions.laying_out import row_of
from negotiations.actions.recording import is_recent
from negotiations.content import Estimate
from negotiations.kinds import OTHER
from negotiations.models import EstimateChange, Issue, IssueOption, IssueWeight, OptionScore, SessionEntry
from negotiations.numbering import RESERVATION, SCORE, WEIGHT, settled
from negotiations.reading import estimate as plain_estimate

# kind -> (what it is about, its number, name of the link between them)
ABOUT = {WEIGHT: (Issue, IssueWeight, "issue"), SCORE: (IssueOption, OptionScore, "option")}


def number_of(sheet, kind: str, owner, party: str):
    """The row of a number; a fresh one where there is none yet."""
    _about, model, name = ABOUT[kind]
    return model.objects.filter(**{name: owner}, party=party).first() or row_of(
        sheet, model, party=party, **{name: owner}
    )


def move(sheet, kind: str, row, estimate: Estimate, *, by, entry=None, goes_on=False) -> EstimateChange | None:
    """Stores a number; of theirs, with its history. Who goes on within ten minutes (`goes_on`) tells one story."""
    estimate = settled(estimate)
    before = plain_estimate(row)
    if before == estimate and not entry:
        return None
    put(sheet, row, estimate)
    if row.party != OTHER:
        return None
    about = {name: getattr(row, f"{name}_id") for name in (ABOUT[kind][2],)}
    return remember(sheet, kind, about, as_json(before), as_json(estimate), by, entry, goes_on)


def put(sheet, row, estimate: Estimate) -> None:
    row.points, row.low, row.high = estimate.points, estimate.low, estimate.high
    row.confidence, row.origin, row.evidence_note = estimate.confidence, estimate.origin, estimate.evidence_note
    known = estimate.evidence and SessionEntry.objects.filter(sheet=sheet, pk=estimate.evidence).exists()
    row.evidence_id = estimate.evidence if known else None
    row.save()


def as_json(estimate: Estimate) -> dict | None:
    return None if estimate.points is None else asdict(estimate)


def remember(sheet, kind, about: dict, before, after, by, entry, goes_on) -> EstimateChange:
    """One step of a number; where the person goes on (`goes_on`), one step from the first number to the last."""
    last = last_change(sheet, kind, about) if goes_on else None
    if last and is_same_story(last, after, by):
        last.after, last.at = after, timezone.now()
        last.save(update_fields=["after", "at"])
        return last
    ids = {f"{name}_id": pk for name, pk in about.items()}
    return EstimateChange.objects.create(
        sheet=sheet,
        team_id=sheet.team_id,
        kind=kind,
        party=OTHER,
        before=before,
        after=after,
        entry=entry,
        by=by,
        **ids,
    )


def is_same_story(last: EstimateChange, after, by) -> bool:
    """A number that was ranked, heard or read from a file is a story of its own; so is a bar after a typed number."""
    origins = {(one or {}).get("origin") for one in (last.after, after)}
    return last.entry_id is None and last.by_id == by.pk and len(origins) == 1 and is_recent(last.at)


def last_change(sheet, kind, about: dict) -> EstimateChange | None:
    ids = {f"{name}_id": pk for name, pk in about.items()}
    return EstimateChange.objects.filter(sheet=sheet, kind=kind, **ids).first()


def keep_reservation(sheet, score, note: str, by) -> EstimateChange | None:
    """Where we believe they walk away, with its history: a score {"value", "unit", "confidence"} or None."""
    before = (sheet.other_reservation, sheet.other_reservation_note)
    if before == (score, note):
        return None
    sheet.other_reservation, sheet.other_reservation_note = score, note
    sheet.save(update_fields=["other_reservation", "other_reservation_note"])
    if before[0] == score:
        return None
    return remember(sheet, RESERVATION, {}, before[0], score, by, None, goes_on=True)
