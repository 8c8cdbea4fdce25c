"""Writing an agreement together: any of the parties writes in all of it, and what another wrote meanwhile is never lost."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common import merging
from common.ids import uuid7
from common.permissions import Refused, Stale, require
from conflicts import terms
from conflicts.actions import following, stepping
from conflicts.actions.holding import held, move, record
from conflicts.actions.purging import void_signatures
from conflicts.models import AgreementTerm, ConflictCase, Option, RatingRound, ResolutionAgreement
from conflicts.notify import telling
from conflicts.permissions import (
    can_amend_agreement,
    can_begin_agreement,
    can_go_back_to_options,
    can_keep_agreement,
    can_look_again,
    can_write_agreement,
    joined_party,
)
from conflicts.wording import CHANGED_MEANWHILE, TOO_MANY_TERMS

State, Text = ConflictCase.State, ResolutionAgreement.State
STEP = 10


class Saved(NamedTuple):
    """With `conflicts` (names of fields) nothing was written. Without a `term` it was removed meanwhile."""

    term: AgreementTerm | None
    conflicts: list[str]
    kept: list[str]


@transaction.atomic
def begin_agreement(case: ConflictCase, options: Iterable[UUID] = (), *, by) -> ResolutionAgreement:
    """From options to words that all can sign. Chosen options become terms, each once; what holds already comes along."""
    case = held(case)
    begun = case.agreements.open().first()
    if begun and case.state == State.AGREEING and joined_party(by, case):
        return with_options(begun, options)
    require(can_begin_agreement(by, case))
    agreement = written_again(begun) if begun else next_agreement(case)
    move(case, State.AGREEING)
    step(case, "agreement.begun", by)
    return with_options(agreement, options)


def step(case: ConflictCase, verb: str, by) -> None:
    """The others hear that something waits, once for each time it happens."""
    event = record(verb, case, by=by)
    telling.others(case, by=by, what=f"{verb}:{event.pk}")


def written_again(agreement: ResolutionAgreement) -> ResolutionAgreement:
    """A draft once more. Signatures on its words are void; they stay to be seen as that."""
    if agreement.state == Text.DRAFT:
        return agreement
    agreement.become(Text.DRAFT)
    agreement.document = agreement.content_hash = ""
    agreement.offered_at = None
    agreement.save(update_fields=["state", "document", "content_hash", "offered_at"])
    void_signatures(agreement)
    return agreement


def next_agreement(case: ConflictCase) -> ResolutionAgreement:
    """An empty one; with the words of what holds, or of what was written before all ended, so that nothing is forgotten."""
    last = case.agreements.first()
    before = case.agreements.signed().first() or last
    agreement = ResolutionAgreement.objects.create(case=case, number=last.number + 1 if last else 1)
    return copied(before, agreement) if before else agreement


def copied(before: ResolutionAgreement, agreement: ResolutionAgreement) -> ResolutionAgreement:
    agreement.opening = before.opening
    agreement.save(update_fields=["opening"])
    rows = list(before.terms.present())
    for row in rows:
        row.pk, row._state.adding, row.agreement, row.revision = uuid7(), True, agreement, 1
    AgreementTerm.objects.bulk_create(rows)
    return agreement


def with_options(agreement: ResolutionAgreement, options: Iterable[UUID]) -> ResolutionAgreement:
    """Only what all have rated becomes a term, and only while the text is a draft."""
    if agreement.state != Text.DRAFT:
        return agreement
    known = agreement.terms.values("key")
    rated = Option.objects.filter(
        case_id=agreement.case_id, pk__in=list(options), round__state=RatingRound.State.REVEALED
    ).exclude(pk__in=known)
    room = terms.MOST - agreement.terms.present().count()
    place = last_place(agreement)
    AgreementTerm.objects.bulk_create(
        AgreementTerm(
            case_id=agreement.case_id, agreement=agreement, key=option.pk, text=words_of(option), position=place + at * STEP
        )
        for at, option in enumerate(rated[:room], 1)
    )  # fmt: skip
    return agreement


def words_of(option: Option) -> str:
    return "\n".join(filter(None, [option.text, option.detail]))[: terms.LONGEST]


def last_place(agreement: ResolutionAgreement) -> int:
    return agreement.terms.aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def go_back_to_options(case: ConflictCase, *, by) -> ConflictCase:
    """Something better is looked for. What was written stays, and is there when they come back to it."""
    case = held(case)
    require(can_go_back_to_options(by, case))
    for agreement in case.agreements.open():
        written_again(agreement)
    back(case, "agreement.left", by)
    return case


@transaction.atomic
def look_again(case: ConflictCase, *, by) -> ConflictCase:
    """What was agreed does not work well enough. It holds until all have signed something else."""
    case = held(case)
    require(can_look_again(by, case))
    back(case, "case.looked_again", by)
    return case


def back(case: ConflictCase, verb: str, by) -> None:
    move(case, State.OPTIONS)
    stepping.open_round(case)
    step(case, verb, by)


@transaction.atomic
def amend_agreement(case: ConflictCase, *, by) -> ResolutionAgreement:
    """A copy to change. What was signed holds until all have signed the copy."""
    case = held(case)
    begun = case.agreements.open().first()
    if begun and case.state == State.AGREEING and joined_party(by, case):
        return begun
    require(can_amend_agreement(by, case))
    agreement = written_again(begun) if begun else next_agreement(case)
    move(case, State.AGREEING)
    step(case, "agreement.amended", by)
    return agreement


@transaction.atomic
def keep_agreement(case: ConflictCase, *, by) -> ConflictCase:
    """What was signed stays as it is; the newer words are dropped, and can be read no more."""
    case = held(case)
    require(can_keep_agreement(by, case))
    for agreement in case.agreements.open():
        dropped(agreement)
    move(case, State.SIGNED)
    looked_at_from_today(case)
    step(case, "agreement.kept", by)
    following.settle_looks(case)
    return case


def dropped(agreement: ResolutionAgreement) -> None:
    """Also for what ends a case: nobody signs these words any more."""
    agreement.signatures.filter(voided_at=None).update(voided_at=timezone.now())
    agreement.become(Text.DROPPED)
    agreement.save(update_fields=["state"])


def looked_at_from_today(case: ConflictCase) -> None:
    """A look whose day went by meanwhile gets its days anew."""
    today = timezone.localdate()
    due = case.followups.filter(agreement__state=Text.SIGNED, state__in=["planned", "open"], due_on__lt=today)
    due.update(due_on=today)
    if case.followups.filter(agreement__state=Text.SIGNED, state="open").exists():
        move(case, State.FOLLOW_UP)


@transaction.atomic
def write_opening(agreement: ResolutionAgreement, opening: str, revision: int, *, by) -> ResolutionAgreement:
    """The sentence it begins with. `revision` is what the writer saw."""
    case, agreement = both(agreement)
    require(can_write_agreement(by, case, agreement))
    if agreement.opening == opening:
        return agreement
    if agreement.revision != revision:
        raise Stale(CHANGED_MEANWHILE)
    agreement.opening, agreement.revision = opening, agreement.revision + 1
    agreement.save(update_fields=["opening", "revision"])
    touch(case)
    return agreement


def both(agreement: ResolutionAgreement) -> tuple[ConflictCase, ResolutionAgreement]:
    """Case and agreement, held and read again."""
    case = held(agreement.case)
    return case, case.agreements.get(pk=agreement.pk)


def touch(case: ConflictCase) -> None:
    """It is worked on: the clock of idleness begins again. What happened tells nothing of each saved line."""
    case.moved_at = timezone.now()
    case.save(update_fields=["moved_at"])


@transaction.atomic
def write_term(agreement: ResolutionAgreement, pk: UUID, fields: dict[str, str], stamp: str, *, by) -> Saved:
    """Lays a person's words over the term (see AgreementTerm.fields); one that is not there yet begins with them.

    `stamp` is what the person had read (common.merging); that of a new one is "0.".
    """
    case, agreement = both(agreement)
    require(can_write_agreement(by, case, agreement))
    term = agreement.terms.filter(pk=pk).first()
    if term is None:
        return Saved(begun(case, agreement, pk, fields), [], [])
    if term.removed_at:
        return Saved(None, [], [])
    return laid(case, term, fields, stamp)


def begun(case: ConflictCase, agreement: ResolutionAgreement, pk: UUID, fields: dict[str, str]) -> AgreementTerm:
    if AgreementTerm.objects.filter(pk=pk).exists():
        raise Stale(CHANGED_MEANWHILE)
    if agreement.terms.present().count() >= terms.MOST:
        raise Refused(TOO_MANY_TERMS % {"most": terms.MOST})
    term = AgreementTerm(pk=pk, case=case, agreement=agreement, position=last_place(agreement) + STEP)
    fill(term, fields)
    term.save(force_insert=True)
    touch(case)
    return term


def laid(case: ConflictCase, term: AgreementTerm, fields: dict[str, str], stamp: str) -> Saved:
    """My fields over theirs; with a conflict nothing is written."""
    merged = merging.merge(stamp, fields, term.fields())
    if merged.conflicts or merged.values == term.fields():
        return Saved(term, merged.conflicts, merged.kept)
    fill(term, merged.values)
    term.revision += 1
    term.save()
    touch(case)
    return Saved(term, [], merged.kept)


def fill(term: AgreementTerm, fields: dict[str, str]) -> None:
    """An owner is one of those who take part, or all."""
    owner = fields["owner"]
    parties = {str(party.pk): party for party in term.case.parties.all()}
    term.by_all, term.owner = owner == terms.ALL, parties.get(owner)
    term.text, term.due_words = fields["text"], fields["due_words"]
    term.due_on = date.fromisoformat(fields["due_on"]) if fields["due_on"] else None


@transaction.atomic
def put_back_term(agreement: ResolutionAgreement, pk: UUID, fields: dict[str, str] | None = None, *, by) -> Saved:
    """A removed term comes back, with the words that somebody was writing meanwhile."""
    case, agreement = both(agreement)
    require(can_write_agreement(by, case, agreement))
    term = agreement.terms.filter(pk=pk).first()
    if term is None:
        return Saved(None, [], [])
    if fields:
        fill(term, fields)
    term.removed_at, term.revision = None, term.revision + 1
    term.save()
    touch(case)
    return Saved(term, [], [])


@transaction.atomic
def remove_term(agreement: ResolutionAgreement, pk: UUID, *, by) -> AgreementTerm | None:
    """It leaves the text; until that is offered it can be put back."""
    case, agreement = both(agreement)
    require(can_write_agreement(by, case, agreement))
    term = agreement.terms.filter(pk=pk).first()
    if term and not term.removed_at:
        term.removed_at = timezone.now()
        term.save(update_fields=["removed_at"])
        touch(case)
    return term


@transaction.atomic
def order_terms(agreement: ResolutionAgreement, order: list[UUID], *, by) -> None:
    """A list as it was dragged; what it does not name keeps its place behind."""
    case, agreement = both(agreement)
    require(can_write_agreement(by, case, agreement))
    lay_in_order(case, sorted(agreement.terms.present(), key=lambda term: place_in(order, term.pk)))


def place_in(order: list[UUID], pk: UUID) -> int:
    return order.index(pk) if pk in order else len(order)


def lay_in_order(case: ConflictCase, rows: list[AgreementTerm]) -> None:
    for place, term in enumerate(rows, 1):
        term.position = place * STEP
    AgreementTerm.objects.bulk_update(rows, ["position"])
    touch(case)


@transaction.atomic
def move_term(agreement: ResolutionAgreement, pk: UUID, direction: str, *, by) -> None:
    """One place up or down."""
    case, agreement = both(agreement)
    require(can_write_agreement(by, case, agreement))
    rows = list(agreement.terms.present())
    at = next((place for place, term in enumerate(rows) if term.pk == pk), None)
    to = None if at is None else at + {"up": -1, "down": 1}.get(direction, 0)
    if to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    lay_in_order(case, rows)
