"""Issues and their options with the numbers of both sides: add, write, order, remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common import merging
from common.permissions import Denied, Stale, require
from negotiations import content as plain
from negotiations import issue_fields, numbering, scoring
from negotiations.actions.laying_out import after_last, require_room, row_of, too_many
from negotiations.actions.numbers import move, number_of
from negotiations.actions.recording import held, record, record_on, touch
from negotiations.issue_fields import PARTIES
from negotiations.models import Issue, IssueLink, IssueOption, IssueWeight, OptionScore, PrepSheet
from negotiations.numbering import SCORE, WEIGHT
from negotiations.permissions import can_write
from negotiations.reading import NONE, key_of
from negotiations.reading import estimate as plain_estimate

CHANGED = "issue.changed"


class Saved(NamedTuple):
    """What became of a save. With `conflicts` nothing was written; `kept` names what the others changed meanwhile."""

    whole: "Whole"
    conflicts: list[str]
    kept: list[str]


@dataclass
class Whole:
    """An issue with the rows of its options and numbers, by key and side."""

    row: Issue
    options: dict[str, IssueOption]
    weights: dict[str, IssueWeight]
    scores: dict[tuple[str, str], OptionScore]

    def as_plain(self) -> plain.Issue:
        own, other = (self.estimate(self.weights.get(party)) for party in PARTIES)
        options = tuple(self.plain_option(key, row) for key, row in self.options.items())
        return plain.Issue(
            str(self.row.pk), self.row.name, self.row.note, own, other, options, key_of(self.row.agenda_issue_id)
        )

    def plain_option(self, key, row) -> plain.Option:
        own, other = (self.estimate(self.scores.get((key, party))) for party in PARTIES)
        return plain.Option(key, row.name, own, other, key_of(row.agenda_option_id))

    @staticmethod
    def estimate(row) -> plain.Estimate:
        return plain_estimate(row) if row else NONE


def find(sheet: PrepSheet, key) -> Whole | None:
    """One issue of the sheet with all that belongs to it, in four statements."""
    row = Issue.objects.filter(sheet=sheet, pk=key).first()
    if row is None:
        return None
    return Whole(
        row,
        {str(one.pk): one for one in IssueOption.objects.filter(issue=row)},
        {one.party: one for one in IssueWeight.objects.filter(issue=row)},
        {(str(one.option_id), one.party): one for one in OptionScore.objects.filter(option__issue=row)},
    )


@transaction.atomic
def add_issue(sheet: PrepSheet, name: str, options: Sequence[str] = (), *, key, by) -> Issue:
    """A topic with its choices, if they are known already. The same `key` adds it once."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    pk = uuid5(sheet.pk, str(key))
    there = Issue.objects.filter(sheet=sheet)
    if begun := there.filter(pk=pk).first():
        return begun
    require(there.count() < scoring.MOST_ISSUES or Denied(too_many()))
    issue = row_of(sheet, Issue, id=pk, name=name, position=after_last(there))
    issue.save(force_insert=True)
    append(sheet, issue, numbering.without_known(options, ()))
    record("issue.added", sheet, by=by, issue=str(pk), name=name)
    touch(sheet)
    return issue


@transaction.atomic
def add_options(sheet: PrepSheet, issue: Issue, names: Sequence[str], *, by) -> int:
    """Further choices behind those that are there; names that are there already are not added again."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    known = [one.name for one in IssueOption.objects.filter(issue=issue)]
    fresh = numbering.without_known(names, known)
    if not fresh:
        return 0
    append(sheet, issue, fresh, len(known))
    record("issue.options_added", sheet, by=by, issue=str(issue.pk), name=issue.name, number=len(fresh))
    touch(sheet)
    return len(fresh)


def append(sheet, issue: Issue, names: Sequence[str], there: int = 0) -> None:
    require(there + len(names) <= scoring.MOST_OPTIONS or Denied(too_many_options()))
    require_room(sheet, len(names))
    start = after_last(IssueOption.objects.filter(issue=issue))
    IssueOption.objects.bulk_create(
        [row_of(sheet, IssueOption, issue=issue, name=name, position=start + at) for at, name in enumerate(names)]
    )


def too_many_options() -> str:
    return _("An issue has room for %(most)d options.") % {"most": scoring.MOST_OPTIONS}


@transaction.atomic
def save_issue(sheet: PrepSheet, issue: Issue, fields: dict, stamp: str, bars: frozenset = frozenset(), *, by) -> Saved:
    """Lays a person's fields over the issue (negotiations.issue_fields); `stamp` is what they had read.

    `bars` names the numbers that were set by dragging. With a conflict nothing is written.
    """
    sheet = held(sheet)
    require(can_write(by, sheet))
    whole = find(sheet, issue.pk)
    if whole is None:
        raise Stale(_("Somebody removed this issue meanwhile."))
    theirs = issue_fields.flat(whole.as_plain())
    merged = merging.merge(stamp, fields, theirs)
    if merged.conflicts or merged.values == theirs:
        return Saved(whole, merged.conflicts, merged.kept)
    write(sheet, whole, merged.values, bars, by)
    return Saved(find(sheet, issue.pk), [], merged.kept)


def write(sheet, whole: Whole, values: dict, bars: frozenset, by) -> None:
    write_words(whole.row, values)
    write_weights(sheet, whole, values, bars, by)
    for key in issue_fields.option_keys(values):
        write_option(sheet, whole, key, values, bars, by)
    record_on(CHANGED, sheet, by=by, about={"issue": str(whole.row.pk)}, name=whole.row.name)
    touch(sheet)


def write_words(row: Issue, values: dict) -> None:
    row.name, row.note = values["name"], values["note"]
    row.revision += 1
    row.updated_at = timezone.now()
    row.save(update_fields=["name", "note", "revision", "updated_at"])


def write_weights(sheet, whole: Whole, values: dict, bars, by) -> None:
    for party in PARTIES:
        row = whole.weights.get(party) or number_of(sheet, WEIGHT, whole.row, party)
        estimate = issue_fields.weight_in(values, party, plain_estimate(row), bars)
        if words := numbering.fault_of(WEIGHT, numbering.settled(estimate)):
            raise Stale(words)
        move(sheet, WEIGHT, row, estimate, by=by, goes_on=True)


def write_option(sheet, whole: Whole, key: str, values: dict, bars, by) -> None:
    name = values[f"name-{key}"]
    row = whole.options.get(key)
    if row is None:
        if not name:
            return
        row = begin_option(sheet, whole, key, name)
    elif row.name != name:
        row.name = name
        row.save(update_fields=["name"])
    for party in PARTIES:
        write_score(sheet, whole, row, party, values.get(f"{party}-{key}"), f"{party}-{key}" in bars, by)


def begin_option(sheet, whole: Whole, key: str, name: str) -> IssueOption:
    """A filled line becomes an option; one that somebody removed while its words were changed comes back."""
    require(len(whole.options) < scoring.MOST_OPTIONS or Denied(too_many_options()))
    require_room(sheet, 1)
    taken = IssueOption.objects.filter(pk=key).exists()
    pk = uuid5(whole.row.pk, key) if taken else key
    row = row_of(sheet, IssueOption, id=pk, issue=whole.row, name=name)
    row.position = after_last(IssueOption.objects.filter(issue=whole.row))
    row.save(force_insert=True)
    whole.options[key] = row
    return row


def write_score(sheet, whole: Whole, option: IssueOption, party: str, points, by_bar: bool, by) -> None:
    row = whole.scores.get((str(option.pk), party))
    before = plain_estimate(row) if row else NONE
    after = issue_fields.with_points(before, points, by_bar)
    if after != before:
        move(sheet, SCORE, row or number_of(sheet, SCORE, option, party), after, by=by, goes_on=True)


@transaction.atomic
def remove_issue(sheet: PrepSheet, issue: Issue, *, by) -> None:
    """The topic goes with its options and numbers, and with every link that names them."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    unlink(sheet, lambda pair: pair[0] == str(issue.pk))
    record("issue.removed", sheet, by=by, issue=str(issue.pk), name=issue.name)
    Issue.objects.filter(sheet=sheet, pk=issue.pk).delete()
    touch(sheet)


@transaction.atomic
def remove_option(sheet: PrepSheet, option: IssueOption, *, by) -> None:
    sheet = held(sheet)
    require(can_write(by, sheet))
    unlink(sheet, lambda pair: pair[1] == str(option.pk))
    record("issue.option_removed", sheet, by=by, issue=str(option.issue_id), name=option.name)
    IssueOption.objects.filter(sheet=sheet, pk=option.pk).delete()
    touch(sheet)


def unlink(sheet, names) -> None:
    """Links that name what goes say nothing any more."""
    gone = [link.pk for link in IssueLink.objects.filter(sheet=sheet) if any(map(names, link.choices))]
    IssueLink.objects.filter(pk__in=gone).delete()


@transaction.atomic
def move_issue(sheet: PrepSheet, key: str, direction: str, *, by) -> None:
    """One step up or down; an issue that is gone moves nowhere."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    order = order_of(sheet)
    keep_order(sheet, order, numbering.moved(list(order), key, direction), by)


@transaction.atomic
def reorder_issues(sheet: PrepSheet, keys: Sequence[str], *, by) -> None:
    """The issues named stand in this order; any that somebody added meanwhile stay where they are."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    order = order_of(sheet)
    keep_order(sheet, order, numbering.in_places(list(order), keys), by)


def order_of(sheet) -> dict[str, Issue]:
    return {str(row.pk): row for row in Issue.objects.filter(sheet=sheet)}


def keep_order(sheet, rows: dict[str, Issue], order: Sequence[str], by) -> None:
    if list(rows) == list(order):
        return
    for at, key in enumerate(order):
        rows[key].position = at
    Issue.objects.bulk_update(rows.values(), ["position"])
    record("issue.moved", sheet, by=by)
    touch(sheet)
