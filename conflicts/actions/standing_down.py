"""Somebody is the neutral no longer, or is not asked to be one any more: whatever ends it, the same follows at once."""

from django.utils import timezone

from conflicts.models import ConflictCase, Mediation, MediationAssignment, Room, RoomMessage
from conflicts.notify import mediating as mediators

State = MediationAssignment.State


def end_asking(assignments) -> None:
    for assignment in assignments.select_related("case", "person"):
        end_assignment(assignment, State.ENDED)
        mediators.over(assignment)


def end_assignment(assignment: MediationAssignment, state: str) -> None:
    """From this moment on nothing of the case opens to them, and what they noted for themselves is gone."""
    assignment.become(state)
    assignment.ended_at = timezone.now()
    assignment.save(update_fields=["state", "ended_at"])
    if not assignment.person_id:
        mediators.unask(assignment)
    RoomMessage.objects.filter(room__assignment=assignment, room__kind=Room.Kind.NOTES).delete()


def end_mediation(case: ConflictCase) -> None:
    """The case is over: whoever helped in it reads nothing of it any more, and hears that it is over."""
    now = timezone.now()
    end_asking(case.mediationassignments.waiting())
    case.mediations.filter(state__in=Mediation.OPEN).update(state=Mediation.State.ENDED, moved_at=now, ended_at=now)
