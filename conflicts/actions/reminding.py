"""What time says in a disagreement: nobody has answered, nothing has happened. All in it are told alike, and can read it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from common.turns import each
from conflicts.actions.holding import held
from conflicts.models import CaseEvent, CaseParty, ConflictCase
from conflicts.notify import reminding as notify
from conflicts.permissions import joined_parties

State, Part = ConflictCase.State, CaseParty.State
UNANSWERED, IDLE = "time.unanswered", "time.idle"
ANSWERS_WITHIN, IDLE_AFTER = timedelta(days=7), timedelta(days=14)


def remind_of_answers(now: datetime) -> None:
    each(unanswered(now).only("pk"), lambda case: remind_of_answer(case, now))


def unanswered(now: datetime) -> QuerySet:
    """Where somebody who was asked a week ago has said neither yes nor no, and nobody was told of that yet."""
    told = CaseEvent.objects.filter(case=OuterRef("case"), verb=UNANSWERED, at__gt=OuterRef("asked_at"))
    waited_for = CaseParty.objects.filter(
        ~Exists(told), case=OuterRef("pk"), state=Part.INVITED, asked_at__lte=now - ANSWERS_WITHIN
    )
    return ConflictCase.objects.filter(Exists(waited_for), state__in=[State.OPENED, State.EXCHANGING])


@transaction.atomic
def remind_of_answer(case: ConflictCase, now: datetime) -> None:
    case = held(case)
    if not unanswered(now).filter(pk=case.pk).exists():
        return
    note(UNANSWERED, case, now)
    invited = case.parties.filter(state=Part.INVITED, asked_at__lte=now - ANSWERS_WITHIN).select_related("person")
    notify.unanswered(case, joined_parties(case), list(invited))


def remind_of_idleness(now: datetime) -> None:
    each(idle(now).only("pk"), lambda case: remind_of_idle(case, now))


def idle(now: datetime) -> QuerySet:
    """Where nobody did anything for two weeks, and nobody was told of that since."""
    told = CaseEvent.objects.filter(case=OuterRef("pk"), verb=IDLE, at__gt=OuterRef("moved_at"))
    waiting = [State.OPENED, *ConflictCase.WORKING]
    return ConflictCase.objects.filter(~Exists(told), state__in=waiting, moved_at__lte=now - IDLE_AFTER)


@transaction.atomic
def remind_of_idle(case: ConflictCase, now: datetime) -> None:
    case = held(case)
    if not idle(now).filter(pk=case.pk).exists():
        return
    note(IDLE, case, now)
    notify.idle(case, list(case.parties.present().select_related("person")))


def note(verb: str, case: ConflictCase, now: datetime) -> None:
    """Time did it: the clock of idleness goes on."""
    CaseEvent.objects.create(case=case, verb=verb, actor=None, at=now)
