"""A disagreement ends, for one or for all, or is taken up again. Nobody is asked why, and no verb says who was right."""

from django.db import transaction

from common.permissions import require
from conflicts.actions.holding import held, move, record
from conflicts.actions.parting import part_with
from conflicts.actions.stepping import open_round
from conflicts.models import ConflictCase
from conflicts.notify import telling
from conflicts.permissions import (
    can_close_case,
    can_leave_case,
    can_refer,
    can_reopen,
    can_withdraw,
    joined_party,
)

State = ConflictCase.State


@transaction.atomic
def withdraw(case: ConflictCase, *, by) -> ConflictCase:
    """Who began it takes it back."""
    case = held(case)
    if case.state == State.WITHDRAWN:
        return case
    require(can_withdraw(by, case))
    return end(case, State.WITHDRAWN, "case.withdrawn", by)


@transaction.atomic
def refer(case: ConflictCase, *, by) -> ConflictCase:
    """It is taken to somebody whom the organisation names for it, or elsewhere. The site passes nothing on."""
    case = held(case)
    if case.state == State.REFERRED:
        return case
    require(can_refer(by, case))
    return end(case, State.REFERRED, "case.referred", by)


@transaction.atomic
def close_case(case: ConflictCase, *, by) -> ConflictCase:
    """Somebody has had enough of it. What was signed stays signed."""
    case = held(case)
    if case.state == State.CLOSED:
        return case
    require(can_close_case(by, case))
    return end(case, State.CLOSED, "case.closed", by)


def end(case: ConflictCase, state: str, verb: str, by) -> ConflictCase:
    people = people_in(case)
    move(case, state)
    record(verb, case, by=by)
    telling.tell(case, [person for person in people if person.pk != by.pk], f"{verb}:{case.moved_at.timestamp()}")
    return case


def people_in(case: ConflictCase) -> list:
    """Those who are in it or still asked to be, as far as they have an account."""
    present = case.parties.present().exclude(person=None).select_related("person")
    return [party.person for party in present if party.person.is_active]


@transaction.atomic
def leave_case(case: ConflictCase, *, by) -> ConflictCase:
    """One of three or more goes, and the others go on. What they shared stays with the others until it is deleted."""
    case = held(case)
    require(can_leave_case(by, case))
    part_with(joined_party(by, case), by=by)
    record("party.left", case, by=by)
    telling.others(case, by=by, what=f"left:{case.moved_at.timestamp()}")
    return case


@transaction.atomic
def reopen(case: ConflictCase, *, by) -> ConflictCase:
    """It was not over yet. What was private and is gone does not come back."""
    case = held(case)
    require(can_reopen(by, case))
    agreed = case.state == State.RESOLVED
    move(case, State.OPTIONS if agreed else State.EXCHANGING, ended_at=None, purged_at=None)
    if agreed:
        open_round(case)
    record("case.reopened", case, by=by)
    telling.others(case, by=by, what=f"reopened:{case.moved_at.timestamp()}")
    return case
