"""Whether it holds: on two days all look at each term, and what they say is read when all have looked."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from common.permissions import require
from conflicts.actions import stepping
from conflicts.actions.holding import held, move, record
from conflicts.models import ConflictCase, FollowUp, FollowUpAnswer, ResolutionAgreement, TermCheck
from conflicts.notify import telling
from conflicts.permissions import can_answer_follow_up, joined_parties, joined_party

State, Look = ConflictCase.State, FollowUp.State
DAYS = (14, 60)
TO_COME = (Look.PLANNED, Look.OPEN)
# How long people have to look, and where on earth a day begins first.
TIME, EAST = timedelta(days=14), timedelta(hours=14)


def plan(agreement: ResolutionAgreement) -> None:
    """Counted from the day of the last signature."""
    today = timezone.localdate()
    FollowUp.objects.bulk_create(
        FollowUp(case_id=agreement.case_id, agreement=agreement, after_days=days, due_on=today + timedelta(days=days))
        for days in DAYS
    )


def open_follow_ups(now: datetime) -> int:
    """Time alone: where the day has come for all of them. Late or twice is the same."""
    due = FollowUp.objects.filter(
        state=Look.PLANNED, due_on__lte=(now.astimezone(UTC) + EAST).date(), case__state__in=ConflictCase.HOLDING
    )
    return sum(open_follow_up(one, now) for one in due.select_related("case"))


@transaction.atomic
def open_follow_up(follow_up: FollowUp, now: datetime) -> bool:
    case = held(follow_up.case)
    follow_up = FollowUp.objects.get(pk=follow_up.pk)
    if not stands_open(case, follow_up, Look.PLANNED) or follow_up.due_on > day_of_all(case, now):
        return False
    follow_up.become(Look.OPEN)
    follow_up.save(update_fields=["state"])
    if case.state == State.SIGNED:
        move(case, State.FOLLOW_UP)
    told(case, "follow_up.opened", follow_up)
    return True


def stands_open(case: ConflictCase, follow_up: FollowUp, state: str) -> bool:
    """The case holds, and nobody was quicker."""
    return case.state in ConflictCase.HOLDING and follow_up.state == state


def day_of_all(case: ConflictCase, now: datetime) -> date:
    """The day that it is by now for each of them, wherever they live."""
    zones = [zoneinfo.ZoneInfo(person.time_zone) for person in people_of(case)]
    return min((now.astimezone(zone).date() for zone in zones), default=now.date())


def told(case: ConflictCase, verb: str, follow_up: FollowUp) -> None:
    record(verb, case, by=None)
    telling.tell(case, people_of(case), f"{verb}:{follow_up.pk}")


def people_of(case: ConflictCase) -> list:
    return [party.person for party in case.parties.joined().select_related("person")]


@transaction.atomic
def answer_follow_up(
    follow_up: FollowUp, checks: dict[UUID, tuple[str, str]], *, easier: str, left_over: str, reopens: bool, by
) -> FollowUpAnswer:
    """How one of them sees each term: {term: (outcome, note)}. It may be said anew until all have looked.

    Nothing tells the others before that: neither what happened in the case, nor when it was last moved.
    """
    case = held(follow_up.case)
    follow_up = FollowUp.objects.get(pk=follow_up.pk)
    require(can_answer_follow_up(by, case, follow_up))
    answer, _ = FollowUpAnswer.objects.update_or_create(
        follow_up=follow_up, party=joined_party(by, case),
        defaults={"case": case, "easier": easier, "left_over": left_over, "reopens": reopens, "at": timezone.now()},
    )  # fmt: skip
    answer.checks.all().delete()
    TermCheck.objects.bulk_create(
        TermCheck(case=case, answer=answer, term=term, outcome=checks[term.pk][0], note=checks[term.pk][1])
        for term in follow_up.agreement.terms.present()
        if term.pk in checks
    )
    if not waited_for(case, follow_up):
        finish(case, follow_up, Look.DONE, "follow_up.done")
    return answer


def waited_for(case: ConflictCase, follow_up: FollowUp) -> bool:
    answered = set(follow_up.answers.values_list("party", flat=True))
    return any(party.pk not in answered for party in joined_parties(case))


def settle_looks(case: ConflictCase) -> None:
    """Somebody has left: nobody waits for them any more, and what they said alone goes with them. The case is held."""
    looks = FollowUp.objects.filter(case=case, state=Look.OPEN).select_related("agreement")
    FollowUpAnswer.objects.filter(follow_up__in=looks).exclude(party__in=joined_parties(case)).delete()
    for follow_up in list(looks):
        if stands_open(case, follow_up, Look.OPEN) and not waited_for(case, follow_up):
            finish(case, follow_up, Look.DONE, "follow_up.done")


def finish(case: ConflictCase, follow_up: FollowUp, state: str, verb: str) -> None:
    """All read what was said. A wish to look again is enough; after the last look without one it is settled."""
    follow_up.become(state)
    follow_up.save(update_fields=["state"])
    told(case, verb, follow_up)
    if follow_up.answers.filter(reopens=True).exists():
        reopened(case)
    elif not follow_up.agreement.follow_ups.filter(state__in=TO_COME).exists():
        settled(case)


def reopened(case: ConflictCase) -> None:
    """What was signed holds until it is replaced."""
    move(case, State.OPTIONS)
    stepping.open_round(case)
    record("case.looked_again", case, by=None)


def settled(case: ConflictCase) -> None:
    if case.state == State.SIGNED:
        move(case, State.FOLLOW_UP)
    move(case, State.RESOLVED, ended_at=timezone.now())
    record("case.resolved", case, by=None)


def lapse_follow_ups(now: datetime) -> int:
    """Time alone: fourteen days after its day a look is over, whoever has looked. Late or twice is the same."""
    late = (now.astimezone(UTC) - TIME).date()
    over = FollowUp.objects.filter(state__in=TO_COME, due_on__lt=late, case__state__in=ConflictCase.HOLDING)
    return sum(lapse_follow_up(one) for one in over.select_related("case").order_by("due_on", "pk"))


@transaction.atomic
def lapse_follow_up(follow_up: FollowUp) -> bool:
    case = held(follow_up.case)
    follow_up = FollowUp.objects.select_related("agreement").get(pk=follow_up.pk)
    if case.state not in ConflictCase.HOLDING or follow_up.state not in TO_COME:
        return False
    finish(case, follow_up, Look.LAPSED, "follow_up.lapsed")
    return True
