"""A draft is opened: the others are asked, and read what its opener says. Each answers for themselves."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from common.locks import lock
from common.permissions import Stale, require
from conflicts.actions import cards
from conflicts.actions.holding import held, move, record
from conflicts.models import CaseParty, ConflictCard, ConflictCase, Point
from conflicts.notify import telling
from conflicts.opened_words import mark_of
from conflicts.permissions import (
    can_decline_part,
    can_join,
    can_open_case,
    can_remove_invited,
    is_opener,
    joined_parties,
    party_of,
)
from conflicts.wording import CHANGED_MEANWHILE

State, Part = ConflictCase.State, CaseParty.State


@transaction.atomic
def open_case(case: ConflictCase, *, by, seen: str | None = None) -> ConflictCase:
    """The others are told that somebody wants to settle something with them. From here on all have the same rights.

    `seen` is the mark of what the opener saw that the others will read; other words open nothing.
    """
    # Held first: how much somebody may send by mail is counted over all that they open.
    lock(by)
    case = held(case)
    if case.opened_at and is_opener(by, case):
        return case
    require(can_open_case(by, case))
    card, now = cards.own_card(case, by), timezone.now()
    if seen not in (None, words_now(case, card)):
        raise Stale(CHANGED_MEANWHILE)
    cards.share(card)
    case.parties.filter(state=Part.INVITED).update(asked_at=now)
    move(case, State.OPENED, opened_at=now)
    record("case.opened", case, by=by)
    telling.asked(case, by=by)
    return case


def words_now(case: ConflictCase, card: ConflictCard) -> str:
    """The mark of what would be read, and by whom."""
    points = Point.objects.filter(party=card.party_id, kind=Point.Kind.INTEREST)
    readers = case.parties.order_by("pk").values_list("pk", flat=True)
    clause, interests = str(case.clause_key or ""), [(one.text, one.why) for one in points]
    return mark_of(case.about, clause, card.draft, interests, list(map(str, readers)))


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
    telling.unask(party)
    record("party.declined", case, by=by)
    end_if_alone(case)
    telling.others(case, by=by, what=f"declined:{party.pk}")
    return party


def answered(party: CaseParty, state: str, by) -> CaseParty:
    party.become(state)
    party.person, party.answered_at = by, timezone.now()
    party.save(update_fields=["state", "person", "answered_at"])
    stop_asking_elsewhere(party.case, by)
    return party


def stop_asking_elsewhere(case: ConflictCase, by) -> None:
    """The same person, asked at further addresses of theirs: they answer once."""
    addresses = EmailAddress.objects.filter(user_id=by.pk, verified=True).values("email")
    for other in case.parties.filter(person=None, state=Part.INVITED, address__in=addresses):
        telling.unask(other)
        take_off(other)


@transaction.atomic
def remove_invited(party: CaseParty, *, by) -> None:
    """Who began it takes a question back. Whoever was asked sees nothing of it any more; the others see that."""
    case = held(party.case)
    party = CaseParty.objects.select_related("case", "person").get(pk=party.pk)
    require(can_remove_invited(by, party))
    telling.unask(party)
    take_off(party)
    record("party.removed", case, by=by)
    end_if_alone(case)
    telling.others(case, by=by, what=f"removed:{party.pk}")


def take_off(party: CaseParty) -> None:
    party.become(Part.REMOVED)
    party.save(update_fields=["state"])


def end_if_alone(case: ConflictCase) -> None:
    """Nobody is left to settle it with: somebody said no, or the question was taken back."""
    if len(joined_parties(case)) > 1 or case.parties.filter(state=Part.INVITED).exists():
        return
    declined = case.parties.filter(state=Part.DECLINED).exists()
    wanted = State.DECLINED if declined else State.WITHDRAWN
    move(case, wanted if case.can_become(wanted) else State.CLOSED)
