"""What is said in the rooms of a mediation, and what a mediator notes and opens."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from conflicts.actions.holding import held
from conflicts.models import (
    AccessEntry,
    ConflictCase,
    Room,
    RoomMessage,
)
from conflicts.notify import mediating as mediators
from conflicts.notify import telling
from conflicts.permissions import (
    can_change_note,
    can_keep_notes,
    can_read_as_mediator,
    can_speak,
    mediating,
)

Kind = Room.Kind


@transaction.atomic
def say(room: Room, text: str, *, by, key: UUID | None = None, may_pass_on: bool = False) -> RoomMessage:
    """Somebody says something to those in the room, and to nobody else. The same `key` says it once."""
    room = held_room(room)
    require(can_speak(by, room))
    if said := already(room, key, by):
        return said
    passing = may_pass_on and room.kind == Kind.CAUCUS and room.assignment.person_id != by.pk
    message = RoomMessage.objects.create(
        **named(key), case=room.case, room=room, author=by, text=text, may_pass_on=passing
    )
    tell_room(message)
    return message


def held_room(room: Room) -> Room:
    case = held(room.case)
    found = Room.objects.select_related("assignment__person", "party__person").get(pk=room.pk)
    found.case = found.assignment.case = case
    return found


def already(room: Room, key: UUID | None, by) -> RoomMessage | None:
    return room.messages.filter(pk=key, author=by).first() if key else None


def named(key: UUID | None) -> dict:
    """The key that the form brought, unless something else has it."""
    return {"id": key} if key and not RoomMessage.objects.filter(pk=key).exists() else {}


def tell_room(message: RoomMessage) -> None:
    """Who reads the room. A private talk leaves no trace in the case: not even that it was held."""
    room, what = message.room, f"said:{message.pk}"
    if room.assignment.person_id != message.author_id:
        mediators.mediator(room.assignment, what)
    if room.kind == Kind.JOINT:
        ConflictCase.objects.filter(pk=room.case_id).update(moved_at=message.at)
        telling.others(room.case, by=message.author, what=what)
    elif room.party.person_id != message.author_id:
        telling.tell(room.case, [room.party.person], what)


@transaction.atomic
def keep_note(case: ConflictCase, text: str, *, by, key: UUID | None = None) -> RoomMessage:
    """A mediator's own note: read by nobody else, gone when they stop."""
    case = held(case)
    require(can_keep_notes(by, case))
    room = Room.objects.get(assignment=mediating(by, case), kind=Kind.NOTES)
    return already(room, key, by) or RoomMessage.objects.create(
        **named(key), case=case, room=room, author=by, text=text
    )  # fmt: skip


@transaction.atomic
def edit_note(note: RoomMessage, text: str, *, by) -> RoomMessage:
    note = held_note(note)
    require(can_change_note(by, note))
    note.text = text
    note.save(update_fields=["text"])
    return note


@transaction.atomic
def drop_note(note: RoomMessage, *, by) -> None:
    note = held_note(note)
    require(can_change_note(by, note))
    note.delete()


def held_note(note: RoomMessage) -> RoomMessage:
    case = held(note.case)
    note = lock(note)
    note.case = case
    return note


@transaction.atomic
def open_page(case: ConflictCase, page: str, *, by) -> AccessEntry:
    """A mediator opens a page of the case: the parties can read that, and when. Who was removed meanwhile opens none."""
    case = held(case)
    assignment = mediating(by, case)
    require(can_read_as_mediator(by, case, assignment))
    return AccessEntry.objects.create(case=case, assignment=assignment, page=page, at=timezone.now())
