"""On to the next step, or back to the one before."""

from django.db import transaction

from common.permissions import require
from conflicts.actions.holding import held, move, record
from conflicts.models import ConflictCase, RatingRound
from conflicts.notify import telling
from conflicts.permissions import can_hear_again, can_look_for_options

State = ConflictCase.State


@transaction.atomic
def look_for_options(case: ConflictCase, *, by) -> ConflictCase:
    """All have said what they need; now they look together for what serves it."""
    case = held(case)
    require(can_look_for_options(by, case))
    move(case, State.OPTIONS)
    open_round(case)
    record("options.begun", case, by=by)
    telling.others(case, by=by, what=f"options:{case.moved_at.timestamp()}")
    return case


def open_round(case: ConflictCase) -> RatingRound:
    """The round that is not rated yet; the next one where all are."""
    last = case.rounds.last()
    if last and last.state != RatingRound.State.REVEALED:
        return last
    return RatingRound.objects.create(case=case, number=last.number + 1 if last else 1)


@transaction.atomic
def hear_again(case: ConflictCase, *, by) -> ConflictCase:
    """Back to what people need. Options and ratings stay."""
    case = held(case)
    require(can_hear_again(by, case))
    move(case, State.EXCHANGING)
    record("case.heard_again", case, by=by)
    telling.others(case, by=by, what=f"heard_again:{case.moved_at.timestamp()}")
    return case
