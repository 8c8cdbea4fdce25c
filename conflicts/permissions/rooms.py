"""Rules of the rooms of a mediation: who reads, who speaks. Nobody learns what another says in private."""

from django.db.models import Q
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from conflicts.models import Acceptance, CaseParty, ConflictCase, MediationAssignment, Room, RoomMessage
from conflicts.permissions.mediating import can_talk_of_mediation
from conflicts.permissions.parties import mediating

Kind = Room.Kind


def rooms_of(user, case: ConflictCase):
    """Rooms that a party reads: where all talk, once they accepted that mediator, and private talks of their own. Never notes."""
    accepted = Acceptance.objects.filter(case=case, party__person=user).values("assignment")
    here = Q(kind=Kind.JOINT, assignment__in=accepted) | Q(kind=Kind.CAUCUS, party__person=user)
    return case.rooms.filter(here).select_related("assignment__person", "party__person")


def rooms_led_by(user, case: ConflictCase):
    """Where the person talks as the mediator, with those who still take part; their notes are not a talk."""
    led = MediationAssignment.objects.open_to(user).filter(case=case)
    present = CaseParty.objects.filter(case=case).joined()
    here = Q(kind=Kind.JOINT) | Q(kind=Kind.CAUCUS, party__in=present)
    return case.rooms.filter(here, assignment__in=led).select_related("assignment__person", "party__person")


def can_read_as_mediator(user, case: ConflictCase, assignment: MediationAssignment | None = None) -> Answer:
    """`assignment`: what they mediate of it, where that was just read."""
    return bool(assignment or mediating(user, case)) or Denied(_("You do not mediate this."))


def can_keep_notes(user, case: ConflictCase) -> Answer:
    return bool(mediating(user, case)) or Denied(_("Only who mediates keeps notes."))


def can_speak(user, room: Room) -> Answer:
    """In a talk that goes on, whoever reads it."""
    if rooms_led_by(user, room.case).filter(pk=room.pk).exists():
        return True
    if not rooms_of(user, room.case).filter(pk=room.pk).exists():
        return Denied(_("Only those who talk here write here."))
    answer = can_talk_of_mediation(user, room.case)
    if answer and room.assignment.state != MediationAssignment.State.ACTIVE:
        return Denied(_("This talk is over. You can still read it."))
    return answer


def can_change_note(user, note: RoomMessage) -> Answer:
    leading = mediating(user, note.case)
    own = leading and note.author_id == user.pk and note.room.assignment_id == leading.pk
    return bool(own and note.room.kind == Kind.NOTES) or Denied(_("Only who mediates keeps notes."))
