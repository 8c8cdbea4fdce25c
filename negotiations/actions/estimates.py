"""What was heard moves what we believe of them: with its evidence, and with the analysis before and after kept."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from common import merging
from common.permissions import Denied, Stale, require
from negotiations.actions import exploring, numbers, offers
from negotiations.actions.recording import held, record, touch
from negotiations.content import Estimate
from negotiations.kinds import OTHER
from negotiations.models import EstimateChange, IssueWeight, OfferSet, PrepSheet, SessionEntry
from negotiations.numbering import fault_of
from negotiations.permissions import can_move_estimate, can_move_reservation
from negotiations.reading import estimate as plain_estimate

WEIGHT, RESERVATION = EstimateChange.Kind.WEIGHT, EstimateChange.Kind.RESERVATION
NUMBER = 12


def mark_of(estimate) -> str:
    """What a form knows of the number that it was read at: an Estimate, or a score with its unit."""
    return merging.mark(asdict(estimate) if isinstance(estimate, Estimate) else estimate, NUMBER)


@transaction.atomic
def move_estimate(
    entry: SessionEntry, kind: str, about, estimate: Estimate, seen: str, *, by
) -> EstimateChange | None:  # fmt: skip
    """The words of `entry` move a weight (`about` an issue) or a score (an option). `seen` is the mark of the number before.

    The same form sent twice moves once; a number that somebody else moved meanwhile is not written over.
    """
    sheet = held(entry.sheet)
    require(can_move_estimate(by, sheet))
    row = numbers.number_of(sheet, kind, about, OTHER)
    if mark_of(plain_estimate(row)) != seen:
        return moved_already(entry, kind=kind, **{numbers.ABOUT[kind][2]: about})
    exploring.keep_run(sheet, by=by)
    change = step(sheet, kind, row, estimate, entry, by)
    exploring.keep_run(sheet, by=by)
    touch(sheet)
    record("estimate.moved", sheet, by=by, kind=kind, entry=str(entry.pk))
    return change


def step(sheet: PrepSheet, kind: str, row, estimate: Estimate, entry: SessionEntry, by) -> EstimateChange:
    words = fault_of(kind, estimate)
    require(not words or Denied(words))
    return numbers.move(sheet, kind, row, replace(estimate, evidence=str(entry.pk)), by=by, entry=entry)


def moved_already(entry: SessionEntry, **about) -> EstimateChange:
    last = EstimateChange.objects.filter(sheet_id=entry.sheet_id, **about).first()
    if last is None or last.entry_id != entry.pk:
        raise Stale(_("Somebody moved this number meanwhile. Nothing was overwritten; look at it again."))
    return last


@transaction.atomic
def move_reservation(entry: SessionEntry, score: dict, seen: str, *, by) -> EstimateChange | None:
    """The words of `entry` move where we believe they walk away; for those alone who see limits."""
    sheet = held(entry.sheet)
    require(can_move_reservation(by, sheet))
    if mark_of(sheet.other_reservation) != seen:
        return moved_already(entry, kind=RESERVATION)
    exploring.keep_run(sheet, by=by)
    before, sheet.other_reservation = sheet.other_reservation, score
    sheet.save(update_fields=["other_reservation"])
    change = numbers.remember(sheet, RESERVATION, {}, before, score, by, entry, goes_on=False)
    exploring.keep_run(sheet, by=by)
    record("estimate.moved", sheet, by=by, is_limit=True, kind="reservation", entry=str(entry.pk))
    return change


@transaction.atomic
def learn_from_offer(entry: SessionEntry, weights: dict[str, Estimate], *, by) -> OfferSet:
    """Of several equal offers they liked that of `entry` best. `weights` by issue are what a person lets it change. Acts once."""
    sheet = held(entry.sheet)
    require(can_move_estimate(by, sheet))
    offer_set = offers.note_preferred(sheet, entry.package, by)
    if not weights or EstimateChange.objects.filter(sheet=sheet, entry=entry, issue__in=list(weights)).exists():
        return offer_set
    exploring.keep_run(sheet, by=by)
    for row in IssueWeight.objects.filter(sheet=sheet, issue__in=list(weights), party=OTHER):
        step(sheet, WEIGHT, row, weights[str(row.issue_id)], entry, by)
    exploring.keep_run(sheet, by=by)
    touch(sheet)
    record("estimate.moved", sheet, by=by, kind=WEIGHT, entry=str(entry.pk))
    return offer_set
