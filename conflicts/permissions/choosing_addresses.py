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
    BY_ADDRESS,
    MAILS_A_DAY,
    OPEN_ASKS,
    REMEMBERED,
    mails_left,
    own_addresses,
    unreachable,
)
from notices.models import Mail

ASKS = "conflicts/notices/asked.txt"


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
    often = mailed_lately(user).count(asked) >= OPEN_ASKS
    return (not often and not unreachable({asked}, user)) or Denied(_("No mail goes to this address."))


def mailed_lately(user) -> list[str]:
    """Read from the mails: of a case that is over, those who were asked are forgotten. Nobody else's cases count."""
    since = timezone.now() - REMEMBERED
    own = CaseEvent.objects.filter(actor=user, verb=BY_ADDRESS, at__gt=since).values_list("case", flat=True)
    keys = {f"private:{case}" for case in own}
    mails = Mail.objects.filter(template=ASKS, created_at__gt=since).exclude(state=Mail.State.WITHDRAWN)
    return [
        normal(to) for key, to in mails.values_list("key", "to") if key.rpartition(":")[0].rpartition(":")[0] in keys
    ]
