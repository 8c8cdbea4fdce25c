"""Another day: proposed, heard by those with a C, agreed or refused by who is accountable.

The signed text is never touched: the agreed day goes into the amendment, and holds once that is in force.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions import amending, consulting, items
from charters.actions.deadlines import end_proposal, held, keep, tell_of
from charters.actions.settling import PROPOSAL
from charters.consulting import due_of
from charters.models import Charter, CharterVersion, Deadline
from charters.notify import deadlines as notify
from charters.permissions import can_agree_to_date, can_propose_date, can_refuse_date, can_withdraw_date
from common.permissions import Stale, require

State = Deadline.State


@transaction.atomic
def propose_date(deadline: Deadline, on: date, why: str, *, by) -> Deadline:
    """Somebody needs another day. Those with a C are asked first; another proposal takes the place of this one."""
    duty = held(deadline)
    deadline = duty.deadline
    if (deadline.proposed_on, deadline.proposed_why, deadline.proposed_by_id) == (on, why, by.pk):
        return deadline
    require(can_propose_date(by, duty))

    end_proposal(deadline)
    deadline.proposed_on, deadline.proposed_why, deadline.proposed_by = on, why, by
    deadline.proposed_at = timezone.now()
    keep(deadline, *PROPOSAL)
    asked = consulting.ask_about_day(duty, by=by)

    tell_of("date_proposed", deadline, by, on=on.isoformat(), reason=why)
    notify.date_proposed(duty, asked, by=by)
    return deadline


@transaction.atomic
def agree_to_date(deadline: Deadline, *, by) -> CharterVersion | None:
    """Who is accountable agrees: the day is written into the amendment, for those to sign whom it concerns."""
    hold_charter(deadline)
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.agreed_at:
        return deadline.charter.versions.open().first()
    require(can_agree_to_date(by, duty))

    deadline.agreed_by, deadline.agreed_at = by, timezone.now()
    keep(deadline, *PROPOSAL)
    amendment = amending.begin(deadline.charter, by=by)
    write(amendment, deadline, duty.clause["due"], due_of(deadline.proposed_on), by)

    tell_of("date_agreed", deadline, by, on=deadline.proposed_on.isoformat())
    notify.date_agreed(duty, by=by)
    return amendment


@transaction.atomic
def refuse_date(deadline: Deadline, reason: str, *, by) -> Deadline:
    """The day stays, and it is said why."""
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.proposed_on is None:
        return deadline
    require(can_refuse_date(by, duty))

    proposed_on, proposed_by = deadline.proposed_on, deadline.proposed_by
    end_proposal(deadline)
    keep(deadline, *PROPOSAL)

    tell_of("date_refused", deadline, by, on=proposed_on.isoformat(), reason=reason)
    notify.date_refused(duty, proposed_on, proposed_by, reason, by=by)
    return deadline


@transaction.atomic
def withdraw_date(deadline: Deadline, *, by) -> Deadline:
    """The new day is not needed any more; where it was agreed, the amendment has the old one again."""
    hold_charter(deadline)
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.proposed_on is None:
        return deadline
    require(can_withdraw_date(by, duty))

    proposed_on = deadline.proposed_on
    take_back(deadline, duty, by)
    end_proposal(deadline)
    keep(deadline, *PROPOSAL)

    tell_of("date_withdrawn", deadline, by, on=proposed_on.isoformat())
    notify.date_withdrawn(duty, proposed_on, by=by)
    return deadline


def hold_charter(deadline: Deadline) -> None:
    """First the charter, then what is due in it: in this order an amendment that comes into force holds them too."""
    Charter.objects.select_for_update(no_key=True).get(pk=deadline.charter_id)


def write(amendment: CharterVersion, deadline: Deadline, old, new, by) -> None:
    """One field of one clause; what somebody wrote there meanwhile is not overwritten."""
    saved = items.replace(amendment, deadline.key, "due", old, new, by=by)
    if saved.item is None:
        raise Stale(_("The amendment removes this clause. Bring it back there first."))
    if saved.conflicts:
        raise Stale(_("The amendment has another day for this already. Settle it there first."))


def take_back(deadline: Deadline, duty, by) -> None:
    """Only where the amendment still says what was agreed here."""
    amendment = deadline.charter.versions.open().first()
    if not deadline.agreed_at or amendment is None or duty.clause is None:
        return
    agreed = due_of(deadline.proposed_on)
    clause = amendment.items.filter(key=deadline.key, values__due=agreed).first()
    if clause:
        items.replace(amendment, deadline.key, "due", agreed, duty.clause["due"], by=by)
