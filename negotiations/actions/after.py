"""How it ended, whether a better deal is sought, whether it is kept, and what people learn from it."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common import merging
from common.locks import lock
from common.permissions import require
from negotiations.actions import snapshots
from negotiations.actions.once import key_for, made
from negotiations.actions.recording import held, record, touch
from negotiations.models import Outcome, Package, PrepSheet, Reflection, Snapshot
from negotiations.notify import after as notify
from negotiations.permissions import (
    can_answer_check,
    can_finish_reflecting,
    can_improve,
    can_leave_deal,
    can_record_outcome,
    can_reflect,
    can_resume_talks,
)

State = PrepSheet.State
Kind = Outcome.Kind
CHECK_AFTER = timedelta(days=90)


@transaction.atomic
def record_outcome(
    sheet: PrepSheet, kind: str, *, by, ended_on: date, package: Package | None = None, words="",
    check_on: date | None = None, key: UUID | None = None,
) -> Outcome:  # fmt: skip
    """It is over: agreed, with a package if there is one, or no deal. The same `key` ends it once.

    It is measured against the preparation as it was frozen when the talks began; all as it stands now is frozen too.
    """
    sheet = held(sheet)
    recorded = made(Outcome.objects.filter(sheet=sheet), key)
    if recorded:
        return recorded
    require(can_record_outcome(by, sheet))
    agreed = {"package": package, "check_on": check_on} if kind == Kind.AGREED else {}
    outcome = Outcome.objects.create(
        sheet=sheet, team_id=sheet.team_id, kind=kind, words=words, ended_on=ended_on, prepared=preparation_of(sheet),
        recorded_by=by, **agreed, **key_for(Outcome, key),
    )  # fmt: skip
    end_with(sheet, outcome, by)
    record("outcome.recorded", sheet, by=by, outcome=str(outcome.pk), ended=kind)
    return outcome


def end_with(sheet: PrepSheet, outcome: Outcome, by) -> None:
    """The sheet stands where the outcome leaves it, and is frozen as it stands."""
    settle_earlier(outcome)
    move(sheet, State.AGREED if outcome.kind == Kind.AGREED else after_no_deal(sheet))
    snapshots.take(sheet, by=by)


def after_no_deal(sheet: PrepSheet) -> str:
    """A better deal that was not found leaves the one that is there."""
    return State.AGREED if sheet.state == State.IMPROVING else State.NO_DEAL


def preparation_of(sheet: PrepSheet) -> Snapshot | None:
    """The preparation as the talks found it: what was frozen last before the first of them."""
    before = Snapshot.objects.filter(sheet=sheet, state__in=PrepSheet.PREPARING)
    return before.first() or Snapshot.objects.filter(sheet=sheet).last()


def settle_earlier(outcome: Outcome) -> None:
    """A newer deal takes the place of the one before: nobody is asked any more whether that one is kept."""
    earlier = Outcome.objects.filter(sheet_id=outcome.sheet_id, checked_at=None).exclude(pk=outcome.pk)
    if outcome.kind == Kind.AGREED:
        take_back(earlier)


def take_back(outcomes) -> None:
    for one in outcomes.exclude(check_on=None).select_related("sheet"):
        one.check_on = None
        one.save(update_fields=["check_on"])
        notify.take_back(one)


def move(sheet: PrepSheet, state: str) -> None:
    sheet.become(state)
    sheet.save(update_fields=["state"])
    touch(sheet)


@transaction.atomic
def improve(sheet: PrepSheet, *, by) -> PrepSheet:
    """The deal stands, and both sides look whether there is one that is better for both."""
    sheet = held(sheet)
    if sheet.state == State.IMPROVING:
        return sheet
    require(can_improve(by, sheet))
    move(sheet, State.IMPROVING)
    record("deal.improving", sheet, by=by)
    return sheet


@transaction.atomic
def leave_deal(sheet: PrepSheet, *, by) -> PrepSheet:
    """The deal stays as it was."""
    sheet = held(sheet)
    if sheet.state == State.AGREED:
        return sheet
    require(can_leave_deal(by, sheet))
    move(sheet, State.AGREED)
    record("deal.left", sheet, by=by)
    return sheet


@transaction.atomic
def resume_talks(sheet: PrepSheet, *, by) -> PrepSheet:
    """It is not over after all. What was recorded and frozen stays to be read; nobody is asked whether it is kept."""
    sheet = held(sheet)
    if sheet.state == State.ACTIVE:
        return sheet
    require(can_resume_talks(by, sheet))
    move(sheet, State.ACTIVE)
    take_back(Outcome.objects.filter(sheet=sheet, checked_at=None))
    record("talks.resumed", sheet, by=by)
    return sheet


@transaction.atomic
def answer_check(outcome: Outcome, words: str, *, by, again_on: date | None = None) -> Outcome:
    """How the deal is kept, on the day one wanted to look; with another day if one will look again."""
    sheet = held(outcome.sheet)
    require(can_answer_check(by, outcome))
    outcome = lock(outcome)
    if outcome.checked_at and outcome.check_words == words:
        return outcome
    notify.take_back(outcome)
    outcome.check_words, outcome.checked_at = words, None if again_on else timezone.now()
    outcome.check_on = again_on or outcome.check_on
    outcome.save(update_fields=["check_words", "checked_at", "check_on"])
    record("outcome.checked", sheet, by=by, outcome=str(outcome.pk))
    return outcome


@transaction.atomic
def reflect(sheet: PrepSheet, answers: dict, base: str, *, by) -> tuple[Reflection, list[str]]:
    """One person's answers; with fields that another window changed meanwhile, when nothing was written."""
    sheet = held(sheet)
    require(can_reflect(by, sheet))
    mine = Reflection.objects.filter(sheet=sheet, person=by).first()
    mine = mine or Reflection(sheet=sheet, team_id=sheet.team_id, person=by, revision=0)
    merged = merging.merge(base, answers, mine.answers)
    if mine.revision and merged.conflicts:
        return mine, merged.conflicts
    if mine.revision == 0:
        merged = merged._replace(values=answers)
    mine.answers, mine.revision, mine.updated_at = merged.values, mine.revision + 1, timezone.now()
    mine.save()
    return mine, []


@transaction.atomic
def finish_reflecting(sheet: PrepSheet, *, by) -> PrepSheet:
    """The side has looked back; what is left is to put the sheet away."""
    sheet = held(sheet)
    if sheet.state == State.REFLECTED:
        return sheet
    require(can_finish_reflecting(by, sheet))
    move(sheet, State.REFLECTED)
    record("sheet.reflected", sheet, by=by)
    return sheet
