"""The private draft: what it is about, with whom, and whether it belongs here. Nobody is told of any of it."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from common.permissions import Stale, require
from conflicts.actions import cards
from conflicts.actions.holding import held, move, record
from conflicts.models import CaseParty, ConflictCard, ConflictCase
from conflicts.permissions import (
    can_ask_address,
    can_ask_party,
    can_drop_draft,
    can_edit_draft,
    can_start_case,
    can_take_elsewhere,
    is_opener,
)
from conflicts.wording import CHANGED_MEANWHILE

Part = CaseParty.State


@transaction.atomic
def start_case(
    about: str, *, by, team=None, charter=None, clause_key: UUID | None = None, key: UUID | None = None
) -> ConflictCase:
    """Somebody begins to put into words what went wrong. The same `key` begins once, however often the form is sent."""
    require(can_start_case(by))
    begun = ConflictCase.objects.of(by).filter(pk=key).first() if key else None
    if begun:
        return begun
    named = {"id": key} if key and not ConflictCase.objects.filter(pk=key).exists() else {}
    case = ConflictCase.objects.create(**named, about=about, team=team, charter=charter, clause_key=clause_key)
    party = CaseParty.objects.create(case=case, person=by, is_opener=True, state=Part.JOINED)
    ConflictCard.objects.create(case=case, party=party)
    return case


@transaction.atomic
def describe_case(case: ConflictCase, revision: int, *, by, about: str, team=None, charter=None) -> ConflictCase:
    """What it is about. `revision` is what the writer saw. With another charter its clause is left behind."""
    case = held(case)
    require(can_edit_draft(by, case))
    clause = case.clause_key if charter == case.charter else None
    given = {"about": about, "team": team, "charter": charter, "clause_key": clause}
    if all(getattr(case, name) == value for name, value in given.items()):
        return case
    if case.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    for name, value in given.items():
        setattr(case, name, value)
    case.revision += 1
    case.save(update_fields=["revision", *given])
    return case


@transaction.atomic
def ask_party(case: ConflictCase, *, by, person=None, name: str = "", address: str = "") -> CaseParty:
    """Somebody will be asked to take part once it is opened. Somebody without an account is known by an address."""
    case = held(case)
    require(can_edit_draft(by, case))
    known = case.parties.filter(person=person) if person else case.parties.filter(address=address)
    if found := known.first():
        return found
    require(can_ask_party(by, case))
    if not person:
        require(can_ask_address(by, case, address))
    return CaseParty.objects.create(
        case=case, person=person, name=name, address=address, position=case.parties.count()
    )  # fmt: skip


@transaction.atomic
def choose_people(case: ConflictCase, offered: Iterable, chosen: set[UUID], *, by) -> None:
    """Of the people `offered`, who is to be asked, by their keys. Whoever was not offered stays as they were."""
    case = held(case)
    require(can_edit_draft(by, case))
    offered = list(offered)
    left_out = [person.pk for person in offered if person.pk not in chosen]
    case.parties.filter(is_opener=False, person__in=left_out).delete()
    asked = set(case.parties.values_list("person", flat=True))
    fresh = [person for person in offered if person.pk in chosen - asked]
    if not fresh:
        return
    require(can_ask_party(by, case, len(fresh)))
    first = case.parties.count()
    parties = [CaseParty(case=case, person=person, position=first + at) for at, person in enumerate(fresh)]
    CaseParty.objects.bulk_create(parties)


@transaction.atomic
def drop_party(party: CaseParty, *, by) -> None:
    """Somebody will not be asked after all."""
    case = held(party.case)
    require(can_edit_draft(by, case))
    case.parties.filter(pk=party.pk, is_opener=False).delete()


@transaction.atomic
def answer_safety(case: ConflictCase, unfit: list[str], *, by) -> ConflictCase:
    """What speaks against settling it here (conflicts.safety), which may be nothing. It is read by nobody else."""
    case = held(case)
    require(can_edit_draft(by, case))
    case.unfit = unfit
    case.save(update_fields=["unfit"])
    return case


@transaction.atomic
def drop_draft(case: ConflictCase, *, by) -> None:
    """The draft is gone, with all that was written in it."""
    case = held(case)
    require(can_drop_draft(by, case))
    case.delete()


@transaction.atomic
def take_elsewhere(case: ConflictCase, *, by) -> ConflictCase:
    """It is not settled here. Nobody is told that it ever stood here; its writer can read it until it is deleted."""
    case = held(case)
    if case.state == ConflictCase.State.REFERRED and case.opened_at is None and is_opener(by, case):
        return case
    require(can_take_elsewhere(by, case))
    case.parties.filter(is_opener=False).delete()
    cards.share(cards.own_card(case, by))
    move(case, ConflictCase.State.REFERRED)
    record("case.taken_elsewhere", case, by=by)
    return case
