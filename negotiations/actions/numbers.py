"""A number about them moves: with what it was, what it became, who moved it, and which words did."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.permissions import Denied, require
from negotiations.actions.laying_out import row_of
from negotiations.actions.recording import held, is_recent, touch
from negotiations.content import Estimate
from negotiations.kinds import OTHER
from negotiations.models import EstimateChange, Issue, IssueOption, IssueWeight, OptionScore, PrepSheet, SessionEntry
from negotiations.numbering import RESERVATION, SCORE, WEIGHT, fault_of, settled
from negotiations.permissions import can_write, can_write_limits
from negotiations.reading import estimate as plain_estimate

# kind -> (what it is about, its number, name of the link between them)
ABOUT = {WEIGHT: (Issue, IssueWeight, "issue"), SCORE: (IssueOption, OptionScore, "option")}


@transaction.atomic
def set_estimate(
    sheet: PrepSheet, kind: str, about, estimate: Estimate, entry: SessionEntry | None = None, *, by
) -> EstimateChange | None:
    """What we believe of them: `kind` "weight" (`about` an issue) or "score" (an option), by row or key.

    With `entry` these words of the log are its evidence. Returns what changed, or None where it stands so already.
    """
    sheet = held(sheet)
    require(can_write(by, sheet))
    words = fault_of(kind, estimate)
    require(not words or Denied(words))
    owner = found(sheet, ABOUT[kind][0], about)
    row = number_of(sheet, kind, owner, OTHER)
    if entry:
        estimate = replace(estimate, evidence=str(entry.pk))
    change = move(sheet, kind, row, estimate, by=by, entry=entry)
    touch(sheet)
    return change


def found(sheet, model, about):
    """The row on this sheet; words of another sheet move nothing here."""
    row = model.objects.filter(sheet=sheet, pk=getattr(about, "pk", about)).first()
    require(row or Denied(_("This was removed meanwhile.")))
    return row


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


@transaction.atomic
def set_their_reservation(
    sheet: PrepSheet, score: dict | None, note: str, entry: SessionEntry | None = None, *, by
) -> EstimateChange | None:
    """Where we believe they walk away: a score {"value", "unit", "confidence"} or None. A limit, like ours."""
    sheet = held(sheet)
    require(can_write_limits(by, sheet))
    change = keep_reservation(sheet, score, note, entry, by)
    touch(sheet)
    return change


def keep_reservation(sheet, score, note: str, entry, by) -> EstimateChange | None:
    """The guess, with its history; asked and locked by the verb that calls this."""
    before = (sheet.other_reservation, sheet.other_reservation_note)
    if before == (score, note) and not entry:
        return None
    sheet.other_reservation, sheet.other_reservation_note = score, note
    sheet.save(update_fields=["other_reservation", "other_reservation_note"])
    if before[0] == score and not entry:
        return None
    return remember(sheet, RESERVATION, {}, before[0], score, by, entry, goes_on=entry is None)
