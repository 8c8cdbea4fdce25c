"""A draft is opened: the others are asked, and read what its opener says. Each answers for themselves."""

from django.db import transaction
from django.utils import timezone

from common.permissions import require
from conflicts.actions import cards
from conflicts.actions.holding import held, move, record
from conflicts.models import CaseParty, ConflictCard, ConflictCase
from conflicts.notify import telling
from conflicts.permissions import can_decline_part, can_join, can_open_case, joined_parties, party_of

State, Part = ConflictCase.State, CaseParty.State


@transaction.atomic
def open_case(case: ConflictCase, *, by) -> ConflictCase:
    """The others are told that somebody wants to settle something with them. From here on all have the same rights."""
    case = held(case)
    if case.state == State.OPENED and party_of(by, case):
        return case
    require(can_open_case(by, case))
    now = timezone.now()
    cards.share(cards.own_card(case, by))
    case.parties.filter(state=Part.INVITED).update(asked_at=now)
    move(case, State.OPENED, opened_at=now)
    record("case.opened", case, by=by)
    telling.asked(case, by=by)
    return case


@transaction.atomic
def join(case: ConflictCase, *, by) -> CaseParty:
    """Somebody takes part: they will say how they see it."""
    case = held(case)
    before = party_of(by, case)
    if before and before.state == Part.JOINED:
        return before
    require(can_join(by, case))
    party = answered(before, Part.JOINED, by)
    ConflictCard.objects.get_or_create(case=case, party=party)
    if case.state == State.OPENED:
        move(case, State.EXCHANGING)
    record("party.joined", case, by=by)
    telling.others(case, by=by, what=f"joined:{party.pk}")
    return party


@transaction.atomic
def decline_part(case: ConflictCase, *, by) -> CaseParty:
    """Somebody does not want to. Nobody asks why; when nobody else is left, it is over."""
    case = held(case)
    require(can_decline_part(by, case))
    party = answered(party_of(by, case), Part.DECLINED, by)
    record("party.declined", case, by=by)
    if len(joined_parties(case)) < 2 and not case.parties.filter(state=Part.INVITED).exists():
        move(case, State.DECLINED, ended_at=timezone.now())
    telling.others(case, by=by, what=f"declined:{party.pk}")
    return party


def answered(party: CaseParty, state: str, by) -> CaseParty:
    party.become(state)
    party.person, party.answered_at = by, timezone.now()
    party.save(update_fields=["state", "person", "answered_at"])
    return party
