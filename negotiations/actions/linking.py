"""Options of different issues that do not go together, or are worth another score together; and what-ifs."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from common import merging
from common.permissions import Denied, Stale, require
from negotiations import what_ifs
from negotiations.actions.laying_out import row_of
from negotiations.actions.recording import held, record, touch
from negotiations.models import IssueLink, IssueOption, PrepSheet, Scenario
from negotiations.permissions import can_write, sees_limits

MOST_LINKS, MOST_SCENARIOS = 200, 20


@transaction.atomic
def link_options(
    sheet: PrepSheet, kind: str, options: Sequence[IssueOption], own: int = 0, other: int = 0, *, by
) -> IssueLink:
    """`options` exclude each other ("exclusion"), or change both totals together ("bonus", by `own` and `other` points)."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    require(len({one.issue_id for one in options}) == len(options) >= 2 or Denied(_("Choose options of two issues.")))
    choices = sorted([str(one.issue_id), str(one.pk)] for one in options)
    links = list(IssueLink.objects.filter(sheet=sheet))
    same = [one for one in links if (one.kind, one.choices, one.own, one.other) == (kind, choices, own, other)]
    if same:
        return same[0]
    require(len(links) < MOST_LINKS or Denied(_("A sheet has room for %(most)d of these.") % {"most": MOST_LINKS}))
    link = row_of(sheet, IssueLink, kind=kind, choices=choices, own=own, other=other)
    link.save()
    record("link.added", sheet, by=by, kind=kind)
    touch(sheet)
    return link


@transaction.atomic
def unlink_options(sheet: PrepSheet, link: IssueLink, *, by) -> None:
    sheet = held(sheet)
    require(can_write(by, sheet))
    record("link.removed", sheet, by=by, kind=link.kind)
    link.delete()
    touch(sheet)


@transaction.atomic
def add_scenario(sheet: PrepSheet, fields: dict, *, key, by) -> Scenario:
    """A what-if with its name and what it supposes (negotiations.what_ifs). The same `key` adds it once."""
    sheet = held(sheet)
    require(can_write(by, sheet))
    there = {str(one.pk): one for one in Scenario.objects.filter(sheet=sheet)}
    pk = what_ifs.key_on(str(sheet.pk), str(key))
    if pk in there:
        return there[pk]
    require(len(there) < MOST_SCENARIOS or Denied(too_many_scenarios()))
    scenario = row_of(sheet, Scenario, id=pk, name=fields["name"])
    scenario.overrides = what_ifs.overrides(fields, {}, with_limits=sees_limits(by, sheet))
    scenario.save(force_insert=True)
    record("scenario.added", sheet, by=by, name=scenario.name)
    touch(sheet)
    return scenario


def too_many_scenarios() -> str:
    return _("A sheet has room for %(most)d what-ifs.") % {"most": MOST_SCENARIOS}


@transaction.atomic
def change_scenario(sheet: PrepSheet, scenario: Scenario, fields: dict, stamp: str, *, by) -> list[str]:
    """Lays a person's fields over it. Returns the names of those that somebody else changed too; then nothing is written.

    Who may not see limits neither sends nor changes those that it supposes.
    """
    sheet = held(sheet)
    require(can_write(by, sheet))
    scenario = Scenario.objects.filter(sheet=sheet, pk=scenario.pk).first()
    if scenario is None:
        raise Stale(_("Somebody removed this meanwhile."))
    sees = sees_limits(by, sheet)
    theirs = what_ifs.flat(scenario.name, scenario.overrides, with_limits=sees)
    merged = merging.merge(stamp, fields, theirs)
    if merged.conflicts or merged.values == theirs:
        return merged.conflicts
    scenario.name = merged.values["name"]
    scenario.overrides = what_ifs.overrides(merged.values, scenario.overrides, with_limits=sees)
    scenario.save(update_fields=["name", "overrides"])
    record("scenario.changed", sheet, by=by, name=scenario.name)
    touch(sheet)
    return []


@transaction.atomic
def remove_scenario(sheet: PrepSheet, scenario: Scenario, *, by) -> None:
    sheet = held(sheet)
    require(can_write(by, sheet))
    record("scenario.removed", sheet, by=by, name=scenario.name)
    scenario.delete()
    touch(sheet)
