"""Whom one may propose as a neutral by an address. Nothing here asks who has an account: the answer would tell.

Whether they can be neutral is asked when they come (conflicts.permissions.choosing.can_take_on).
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from common.addresses import normal
from common.permissions import Answer, Denied
from conflicts.models import CaseEvent, ConflictCase, MediationAssignment
from conflicts.permissions.choosing import TRIED, can_choose_mediator, not_too_many
from conflicts.permissions.starting_addresses import (
    DAY,
    MAILS_A_DAY,
    OPEN_ASKS,
    mails_left,
    own_addresses,
    unreachable,
)

# How such a proposal is recorded.
BY_ADDRESS = "mediator.asked_at_address"


def can_propose_at_address(user, case: ConflictCase, address: str) -> Answer:
    answer = can_choose_mediator(user, case)
    if not answer:
        return answer
    asked, proposed = normal(address), proposed_addresses(case)
    if asked in own_addresses(user):
        return Denied(_("This is your own address."))
    if asked in proposed["waiting"]:
        return Denied(_("This address is proposed already."))
    if asked in proposed["tried"]:
        return Denied(_("This address was asked before, and it did not come about."))
    return not_too_many(case) and has_mails_left(user, case)


def proposed_addresses(case: ConflictCase) -> dict[str, set[str]]:
    """As all who take part read them: who asked to be proposed by a name is not among them, whatever their address."""
    rows = MediationAssignment.objects.filter(case=case, person=None).values_list("state", "address")
    return {
        "waiting": {normal(address) for state, address in rows if state in MediationAssignment.OPEN},
        "tried": {normal(address) for state, address in rows if state in TRIED},
    }


def has_mails_left(user, case: ConflictCase) -> Answer:
    """Counted with those whom they ask to take part: it is the same person who mails. Whoever answered counts still."""
    mailed = CaseEvent.objects.filter(actor=user, verb=BY_ADDRESS, at__gt=timezone.now() - DAY).count()
    return mailed < mails_left(user, case) or Denied(
        _("You can ask at most %(most)d people a day by mail.") % {"most": MAILS_A_DAY}
    )


def can_mail_proposed(user, address: str) -> Answer:
    """Where not, the proposal stands all the same, and no mail goes: a refusal would tell what this address once said."""
    asked = normal(address)
    own = MediationAssignment.objects.waiting().filter(proposed_by__person=user, person=None)
    waiting = own.values_list("address", flat=True)
    often = [normal(one) for one in waiting].count(asked) >= OPEN_ASKS
    return (not often and not unreachable({asked}, user)) or Denied(_("No mail goes to this address."))
