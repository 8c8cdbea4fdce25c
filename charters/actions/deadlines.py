"""What people say and do about what is due: a forecast, handing over, accepting, giving up. Changing the day is in `dates`.

A thing that has been said already is not said again: the same click may arrive twice.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from charters.actions.settling import PROJECTION, PROPOSAL, clear, settle
from charters.models import Consultation, Deadline
from charters.notify import deadlines as notify
from charters.permissions import (
    can_accept_result,
    can_hand_over,
    can_not_done,
    can_project,
    can_reopen,
    can_send_back,
    can_withdraw_projection,
)
from charters.permissions.deadlines import Duty, duty_of
from common.locks import lock
from common.permissions import require
from teams.history import record

__all__ = [
    "accept_result",
    "hand_over",
    "not_done",
    "project",
    "reopen",
    "send_back",
    "settle",
    "withdraw_projection",
]
State = Deadline.State
SETTLED = ("state", "reason", "settled_by", "settled_at")


def held(deadline: Deadline) -> Duty:
    """The row again, held, with the people whom its letters name now."""
    return duty_of(lock(deadline))


def keep(deadline: Deadline, *names: str) -> None:
    """Saves these fields, so that calendars notice."""
    deadline.sequence += 1
    deadline.updated_at = timezone.now()
    deadline.save(update_fields=[*names, "sequence", "updated_at"])


def tell_of(verb: str, deadline: Deadline, by, **story) -> None:
    record(f"deadline.{verb}", deadline, by=by, about=deadline.charter, heading=deadline.title[:300], **story)


@transaction.atomic
def project(deadline: Deadline, on: date, why: str = "", *, by) -> Deadline:
    """When it will probably be ready; no promise. Later than agreed it is a heads-up, which the others hear at once."""
    duty = held(deadline)
    deadline = duty.deadline
    if (deadline.projected_on, deadline.projected_why) == (on, why):
        return deadline
    require(can_project(by, duty))

    deadline.projected_on, deadline.projected_why, deadline.projected_by = on, why, by
    keep(deadline, *PROJECTION)

    is_heads_up = deadline.live().is_at_risk
    tell_of("heads_up" if is_heads_up else "projected", deadline, by, on=on.isoformat(), reason=why)
    if is_heads_up:
        notify.heads_up(duty, by=by)
    return deadline


@transaction.atomic
def withdraw_projection(deadline: Deadline, *, by) -> Deadline:
    """It will be ready as agreed after all."""
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.projected_on is None:
        return deadline
    require(can_withdraw_projection(by, duty))

    was_heads_up = deadline.live().is_at_risk
    clear(deadline, PROJECTION)
    keep(deadline, *PROJECTION)

    tell_of("projection_withdrawn", deadline, by)
    if was_heads_up:
        notify.on_time(duty, by=by)
    return deadline


@transaction.atomic
def hand_over(deadline: Deadline, what: str, *, by) -> Deadline:
    """Who did the work says that it is done; it waits for who is accountable, and is done where that is the same person."""
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.state in (State.DELIVERED, State.DONE):
        return deadline
    require(can_hand_over(by, duty))

    is_done = str(by.pk) in duty.deciders
    end(deadline, State.DONE if is_done else State.DELIVERED, what, by)

    tell_of("done" if is_done else "handed_over", deadline, by, reason=what)
    told = notify.done if is_done else notify.handed_over
    told(duty, by=by)
    return deadline


@transaction.atomic
def accept_result(deadline: Deadline, *, by) -> Deadline:
    """Who is accountable finds it done; what was handed over stays to be read."""
    duty = held(deadline)
    deadline, handed_over_by = duty.deadline, duty.deadline.settled_by
    if deadline.state == State.DONE:
        return deadline
    require(can_accept_result(by, duty))

    end(deadline, State.DONE, deadline.reason, by)

    tell_of("accepted", deadline, by)
    notify.accepted(duty, handed_over_by, by=by)
    return deadline


@transaction.atomic
def send_back(deadline: Deadline, reason: str, *, by) -> Deadline:
    """It is not done yet, and it is said what is missing."""
    duty = held(deadline)
    deadline, handed_over_by = duty.deadline, duty.deadline.settled_by
    if deadline.state == State.OPEN:
        return deadline
    require(can_send_back(by, duty))

    open_again(deadline)

    tell_of("sent_back", deadline, by, reason=reason)
    notify.sent_back(duty, handed_over_by, reason, by=by)
    return deadline


@transaction.atomic
def not_done(deadline: Deadline, reason: str, *, by) -> Deadline:
    """It will not be done, and everybody reads why."""
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.state == State.NOT_DONE:
        return deadline
    require(can_not_done(by, duty))

    end(deadline, State.NOT_DONE, reason, by)

    tell_of("not_done", deadline, by, reason=reason)
    notify.not_done(duty, by=by)
    return deadline


@transaction.atomic
def reopen(deadline: Deadline, reason: str, *, by) -> Deadline:
    """It was not settled after all."""
    duty = held(deadline)
    deadline = duty.deadline
    if deadline.state == State.OPEN:
        return deadline
    require(can_reopen(by, duty))

    open_again(deadline)

    tell_of("reopened", deadline, by, reason=reason)
    notify.reopened(duty, reason, by=by)
    return deadline


def end(deadline: Deadline, state: str, reason: str, by) -> None:
    """A new day that was proposed for it is no longer asked about."""
    deadline.become(state)
    deadline.reason, deadline.settled_by, deadline.settled_at = reason, by, timezone.now()
    end_proposal(deadline)
    keep(deadline, *SETTLED, *PROPOSAL)


def open_again(deadline: Deadline) -> None:
    deadline.become(State.OPEN)
    deadline.reason, deadline.settled_by, deadline.settled_at = "", None, None
    keep(deadline, *SETTLED)


def end_proposal(deadline: Deadline) -> None:
    """In memory; what was asked about it is closed."""
    clear(deadline, PROPOSAL)
    asked = Consultation.objects.counting().filter(charter_id=deadline.charter_id, key=deadline.key, version=None)
    asked.update(closed_at=timezone.now())
