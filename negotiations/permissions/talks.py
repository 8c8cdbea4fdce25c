"""Who holds talks, writes their log and lets what was heard move an estimate."""

from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import PrepSheet
from negotiations.permissions.seats import can_write, can_write_limits

State = PrepSheet.State
TALKING = (State.ACTIVE, State.IMPROVING)


def can_start_session(user, sheet: PrepSheet) -> Answer:
    """The first one begins the negotiation; after the deal there are talks again only to improve it."""
    may = can_write(user, sheet)
    if not may:
        return may
    return sheet.state in PrepSheet.PREPARING + TALKING or Denied(
        _("The talks are over. Reopen them, or talk about a better deal.")
    )


def can_log(user, sheet: PrepSheet) -> Answer:
    """Also afterwards, since people write down what they heard when they come to it."""
    return can_write(user, sheet)


def can_settle_assumption(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)


def can_move_estimate(user, sheet: PrepSheet) -> Answer:
    return can_write(user, sheet)


def can_move_reservation(user, sheet: PrepSheet) -> Answer:
    return can_write_limits(user, sheet)
