"""Whom one may propose as a neutral by an address. Nothing here asks who has an account: the answer would tell.

Whether they can be neutral is asked when they come (conflicts.permissions.choosing.can_take_on).
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from common.addresses import normal
from common.permissions import Answer, Denied
from conflicts.models import ConflictCase, MediationAssignment
from conflicts.permissions.choosing import TRIED, can_choose_mediator, not_too_many
from conflicts.permissions.starting_addresses import (
    MAILS_A_DAY,
    OPEN_ASKS,
    mails_left,
    own_addresses,
    unreachable,
)

# So long it counts that somebody was asked at an address and has not said yes, whatever became of it since.
REMEMBERED = timedelta(days=30)


def can_propose_at_address(user, case: ConflictCase, address: str) -> Answer:
    return (
        can_choose_mediator(user, case)
        and is_new(user, case, normal(address))
        and not_too_many(case)
        and has_mails_left(user, case)
    )


def is_new(user, case: ConflictCase, asked: str) -> Answer:
    proposed = proposed_addresses(case)
    if asked in own_addresses(user):
        return Denied(_("This is your own address."))
    if asked in proposed["waiting"]:
        return Denied(_("This address is proposed already."))
    return asked not in proposed["tried"] or Denied(_("This address was asked before, and it did not come about."))


def proposed_addresses(case: ConflictCase) -> dict[str, set[str]]:
    """As all who take part read them: who asked to be proposed by a name is not among them, whatever their address."""
    rows = MediationAssignment.objects.filter(case=case, person=None).values_list("state", "address")
    return {
        "waiting": {normal(address) for state, address in rows if state in MediationAssignment.OPEN},
        "tried": {normal(address) for state, address in rows if state in TRIED},
    }


def has_mails_left(user, case: ConflictCase) -> Answer:
    return mails_left(user, case) > 0 or Denied(
        _("You can ask at most %(most)d people a day by mail.") % {"most": MAILS_A_DAY}
    )


def can_mail_proposed(user, address: str) -> Answer:
    """Where not, the proposal stands all the same, and no mail goes: a refusal would tell what this address once said."""
    asked = normal(address)
    since = timezone.now() - REMEMBERED
    own = MediationAssignment.objects.filter(proposed_by__person=user, person=None, proposed_at__gt=since)
    often = [normal(one) for one in own.values_list("address", flat=True)].count(asked) >= OPEN_ASKS
    return (not often and not unreachable({asked}, user)) or Denied(_("No mail goes to this address."))
