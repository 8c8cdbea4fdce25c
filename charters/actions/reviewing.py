"""Holding a role: accepting, declining, being asked again. And the manager's verdicts on roles, with the holders' replies."""

from django.db import transaction
from django.utils import timezone

from charters.models import RoleAssignment
from charters.notify import reviewing as notify
from charters.permissions import can_answer_role, can_ask_role_again
from common.locks import lock
from common.permissions import require
from teams.history import record

State = RoleAssignment.State


@transaction.atomic
def accept_role(assignment: RoleAssignment, note: str = "", *, by) -> RoleAssignment:
    """Who is asked takes the role on."""
    assignment = lock(assignment)
    require(can_answer_role(by, assignment))
    if assignment.state == State.ACCEPTED:
        return assignment

    answered(assignment, State.ACCEPTED, note)
    record("role.accepted", assignment, by=by, about=assignment.charter, role=assignment.role_title[:300])
    notify.role_accepted(assignment)
    return assignment


@transaction.atomic
def decline_role(assignment: RoleAssignment, note: str, *, by) -> RoleAssignment:
    """Who is asked does not take the role, or gives it back, and says why."""
    assignment = lock(assignment)
    require(can_answer_role(by, assignment))
    if assignment.state == State.DECLINED:
        return assignment

    answered(assignment, State.DECLINED, note)
    record("role.declined", assignment, by=by, about=assignment.charter, role=assignment.role_title[:300], reason=note)
    notify.role_declined(assignment)
    return assignment


@transaction.atomic
def ask_role_again(assignment: RoleAssignment, *, by) -> RoleAssignment:
    """The team asks someone who declined once more, when something has changed."""
    assignment = lock(assignment)
    if assignment.state == State.PROPOSED:
        return assignment
    require(can_ask_role_again(by, assignment))

    answered(assignment, State.PROPOSED, assignment.note)
    told = {"role": assignment.role_title[:300], "person": str(assignment.person)}
    record("role.asked_again", assignment, by=by, about=assignment.charter, **told)
    notify.role_asked([assignment], by=by)
    return assignment


def answered(assignment, state, note) -> None:
    assignment.become(state)
    assignment.note = note
    assignment.answered_at = None if state == State.PROPOSED else timezone.now()
    assignment.save(update_fields=["state", "note", "answered_at"])
