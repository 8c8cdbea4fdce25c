"""What every verb begins and ends with: the case is held, and its parties can read what was done."""

from django.utils import timezone

from common.locks import lock
from conflicts.actions import purging
from conflicts.models import CaseEvent, ConflictCase


def held(case: ConflictCase) -> ConflictCase:
    """The case read again and held until the transaction ends. All of it waits for that: steps, ratings, signatures."""
    return lock(case)


def record(verb: str, case: ConflictCase, *, by) -> CaseEvent:
    """`by` did it; read by the parties. It holds no word of what was said. The clock of idleness begins again."""
    case.moved_at = timezone.now()
    case.save(update_fields=["moved_at"])
    return CaseEvent.objects.create(case=case, verb=verb, actor=by, at=case.moved_at)


def move(case: ConflictCase, state: str, **fields) -> None:
    """On to another step, with what changes with it. Where that is the end of it, what was private in it goes at once."""
    case.become(state)
    for name, value in fields.items():
        setattr(case, name, value)
    case.save(update_fields=["state", *fields])
    if case.is_over:
        purging.wind_up(case)
