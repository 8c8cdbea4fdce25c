"""Hand-overs: asked for when a term nears its end or a role is left, written by the holder, read by who comes next."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from charters import merging
from charters.models import HandOver, RoleAssignment
from charters.notify import terms as notify
from charters.permissions import can_begin_hand_over, can_finish_hand_over, can_resume_hand_over, can_write_hand_over
from common.locks import lock
from common.permissions import require
from teams.history import record


class Written(NamedTuple):
    """What became of a save. With `conflicts` nothing was written."""

    hand_over: HandOver
    conflicts: list[str]


def ask(assignment: RoleAssignment, *, is_told=False) -> HandOver | None:
    """One sheet for one time in a role; who has written theirs is not asked again. Called by what ends or nears its end."""
    if written(assignment):
        return None
    hand_over, is_new = opened(assignment)
    if is_new:
        record("hand_over.asked", hand_over, by=None, about=hand_over.charter, **told(hand_over))
    if is_new and is_told:
        notify.hand_over_asked(hand_over)
    return hand_over


def written(assignment: RoleAssignment) -> bool:
    """Since they took the role on."""
    since = assignment.answered_at or assignment.created_at
    return sheets_of(assignment).filter(done_at__gte=since).exists()


def sheets_of(assignment: RoleAssignment):
    return HandOver.objects.filter(
        charter_id=assignment.charter_id, role_key=assignment.role_key, holder_id=assignment.person_id
    )


def opened(assignment: RoleAssignment) -> tuple[HandOver, bool]:
    return HandOver.objects.get_or_create(
        charter_id=assignment.charter_id, role_key=assignment.role_key, holder_id=assignment.person_id, done_at=None,
        defaults={"team_id": assignment.team_id, "role_title": assignment.role_title, "opened_on": timezone.localdate()},
    )  # fmt: skip


def told(hand_over: HandOver) -> dict:
    return {"role": hand_over.role_title[:300], "person": str(hand_over.holder)}


@transaction.atomic
def begin_hand_over(assignment: RoleAssignment, *, by) -> HandOver:
    """A holder begins to write by themself, at any time; a second click finds what was begun."""
    assignment = lock(assignment)
    require(can_begin_hand_over(by, assignment))

    hand_over, is_new = opened(assignment)
    if is_new:
        record("hand_over.begun", hand_over, by=by, about=hand_over.charter, **told(hand_over))
    return hand_over


@transaction.atomic
def write_hand_over(hand_over: HandOver, fields: dict, stamp: str, *, by) -> Written:
    """Keeps what was typed; where another window changed the same field meanwhile, nothing is written."""
    hand_over = lock(hand_over)
    require(can_write_hand_over(by, hand_over))
    return Written(hand_over, laid(hand_over, fields, stamp, by))


@transaction.atomic
def finish_hand_over(hand_over: HandOver, fields: dict, stamp: str, *, by) -> Written:
    """Keeps the last words; from now on the team can read it, and who comes next and the lead hear of it."""
    hand_over = lock(hand_over)
    if hand_over.done_at:
        return Written(hand_over, unsaid(hand_over, fields))
    require(can_write_hand_over(by, hand_over))
    if conflicts := laid(hand_over, fields, stamp, by):
        return Written(hand_over, conflicts)
    require(can_finish_hand_over(by, hand_over))

    hand_over.done_at = timezone.now()
    hand_over.save(update_fields=["done_at"])

    record("hand_over.finished", hand_over, by=by, about=hand_over.charter, **told(hand_over))
    notify.hand_over_finished(hand_over, by=by)
    return Written(hand_over, [])


def unsaid(hand_over: HandOver, fields: dict) -> list[str]:
    """What another window still holds after the sheet was finished: it is shown beside what stands, and not lost."""
    theirs = hand_over.fields()
    return [name for name, words in fields.items() if words != theirs.get(name)]


def laid(hand_over: HandOver, fields: dict, stamp: str, by) -> list[str]:
    """My fields over what is saved; the fields that both changed, and then nothing was written."""
    theirs = hand_over.fields()
    merged = merging.merge(stamp, fields, theirs)
    if merged.conflicts or merged.values == theirs:
        return merged.conflicts
    hand_over.lay(merged.values)
    hand_over.revision += 1
    hand_over.updated_by, hand_over.updated_at = by, timezone.now()
    hand_over.save()
    return []


@transaction.atomic
def resume_hand_over(hand_over: HandOver, *, by) -> HandOver:
    """Something was missing: it is written on, and out of the team's sight until it is finished again."""
    hand_over = lock(hand_over)
    if hand_over.done_at is None:
        return hand_over
    require(can_resume_hand_over(by, hand_over))

    hand_over.done_at = None
    hand_over.save(update_fields=["done_at"])

    record("hand_over.resumed", hand_over, by=by, about=hand_over.charter, **told(hand_over))
    return hand_over
