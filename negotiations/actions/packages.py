"""Packages on a sheet: put together by hand, taken from the map, or offered by them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from common.permissions import Denied, require
from negotiations.actions.once import key_for, made
from negotiations.actions.recording import held, record, touch
from negotiations.models import IssueOption, Package, PrepSheet
from negotiations.permissions import can_remove_package, can_save_package

MOST = 200
Origin = Package.Origin


@transaction.atomic
def save_package(
    sheet: PrepSheet, name: str, choices: dict[str, str], *, by, origin: str = Origin.MANUAL, key: UUID | None = None
) -> Package:
    """A possible deal is kept: `choices` maps keys of issues to keys of options. The same `key` saves once."""
    sheet = held(sheet)
    require(can_save_package(by, sheet))
    saved = made(Package.objects.filter(sheet=sheet), key)
    if saved:
        return saved
    there = Package.objects.filter(sheet=sheet).count()
    require(there < MOST or Denied(_("A sheet has room for %(most)d packages. Remove one first.") % {"most": MOST}))
    package = Package.objects.create(
        **key_for(Package, key), sheet=sheet, team_id=sheet.team_id, origin=origin,
        name=name or _("Package %(number)d") % {"number": there + 1}, choices=known(sheet, choices),
    )  # fmt: skip
    record("package.saved", sheet, by=by, package=str(package.pk), what=package.name)
    touch(sheet)
    return package


def known(sheet: PrepSheet, choices: dict[str, str]) -> dict[str, str]:
    """The choices that name an issue of this sheet and an option of that issue."""
    there = {(str(issue), str(pk)) for pk, issue in IssueOption.objects.filter(sheet=sheet).values_list("pk", "issue")}
    return {issue: option for issue, option in choices.items() if (issue, option) in there}


@transaction.atomic
def rename_package(package: Package, name: str, *, by) -> Package:
    sheet, package = held_with(package)
    require(can_save_package(by, sheet))
    if not name or package.name == name:
        return package
    package.name = name
    package.save(update_fields=["name"])
    record("package.renamed", sheet, by=by, package=str(package.pk), what=package.name)
    return package


@transaction.atomic
def mark_theirs(package: Package, *, by) -> Package:
    """They offered it."""
    sheet, package = held_with(package)
    require(can_save_package(by, sheet))
    if package.origin == Origin.THEIRS:
        return package
    return marked(package, Origin.THEIRS, "package.marked_theirs", by)


@transaction.atomic
def mark_ours(package: Package, *, by) -> Package:
    """It was not their offer after all."""
    sheet, package = held_with(package)
    require(can_save_package(by, sheet))
    if package.origin != Origin.THEIRS:
        return package
    return marked(package, Origin.MESO if package.offer_set_id else Origin.MANUAL, "package.marked_ours", by)


def marked(package: Package, origin: str, verb: str, by) -> Package:
    package.origin = origin
    package.save(update_fields=["origin"])
    record(verb, package.sheet, by=by, package=str(package.pk), what=package.name)
    return package


@transaction.atomic
def remove_package(package: Package, *, by) -> None:
    """It goes for good; lines of the log that named it keep their words."""
    sheet, package = held_with(package)
    require(can_remove_package(by, package))
    record("package.removed", sheet, by=by, package=str(package.pk), what=package.name)
    package.delete()


def held_with(package: Package) -> tuple[PrepSheet, Package]:
    """The sheet held, and the package as it is now."""
    sheet = held(package.sheet)
    return sheet, Package.objects.select_related("sheet").get(pk=package.pk)
