"""Rules of the explorer: who keeps analyses and packages, and who asks for equal offers."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import Outcome, Package, PrepSheet
from negotiations.permissions.seats import can_write, can_write_limits


def can_keep_analysis(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)


def can_save_package(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)


def can_remove_package(user, package: Package) -> Answer:
    may = can_write(user, package.sheet)
    if may and Outcome.objects.filter(package=package).exists():
        return Denied(_("The outcome names this package, so it stays."))
    return may


def can_make_offers(user, sheet: PrepSheet) -> Answer:
    """The score that the offers are worth lies near the target, so it is for those who see limits."""
    return can_write_limits(user, sheet)


def can_prefer(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)
