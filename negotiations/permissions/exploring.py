"""Rules of the explorer: who keeps analyses and packages, and who asks for equal offers."""

from common.permissions import Answer
from negotiations.models import PrepSheet
from negotiations.permissions.seats import can_write, can_write_limits


def can_keep_analysis(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)


def can_save_package(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)


def can_make_offers(user, sheet: PrepSheet) -> Answer:
    """The score that the offers are worth lies near the target, so it is for those who see limits."""
    return can_write_limits(user, sheet)


def can_prefer(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)
