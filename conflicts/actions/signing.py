"""Signing exact words: they are fixed when they are offered, each signs what was on their screen, a changed word voids it all."""

from django.db import transaction
from django.utils import timezone

from charters.permissions import can_sign_as
from common.permissions import Stale, require
from conflicts import terms
from conflicts.actions import following
from conflicts.actions.agreeing import both, step, touch, written_again
from conflicts.actions.holding import move, record
from conflicts.models import AgreementSignature, ConflictCase, FollowUp, ResolutionAgreement
from conflicts.notify import telling
from conflicts.permissions import can_change_text, can_offer, can_sign_agreement, joined_parties, joined_party
from conflicts.wording import PEOPLE_CHANGED, TEXT_CHANGED

State, Text = ConflictCase.State, ResolutionAgreement.State


@transaction.atomic
def offer(agreement: ResolutionAgreement, *, by) -> ResolutionAgreement:
    """The words are fixed, and all are asked to sign them. Offered twice is offered once."""
    case, agreement = both(agreement)
    if agreement.state == Text.OFFERED and joined_party(by, case):
        return agreement
    require(can_offer(by, case, agreement))
    agreement.terms.exclude(removed_at=None).delete()
    fix(case, agreement)
    step(case, "agreement.offered", by)
    return agreement


def fix(case: ConflictCase, agreement: ResolutionAgreement) -> None:
    names = {str(party.pk): str(party) for party in case.parties.joined().select_related("person")}
    written = terms.document(agreement.number, agreement.opening, names, agreement.written_terms())
    agreement.become(Text.OFFERED)
    agreement.document = terms.canonical(written)
    agreement.content_hash = terms.content_hash(agreement.document)
    agreement.offered_at = timezone.now()
    agreement.save(update_fields=["state", "document", "content_hash", "offered_at"])


@transaction.atomic
def sign_agreement(agreement: ResolutionAgreement, *, typed_name: str, seen: str, by) -> AgreementSignature:
    """Somebody agrees to exactly these words; `seen` is the hash of those on their screen. The last signature seals it."""
    case, agreement = both(agreement)
    party = joined_party(by, case)
    if before := agreement.signatures.filter(party=party, content_hash=seen, voided_at=None).first():
        return before
    require_seen(case, agreement, seen)
    require(can_sign_agreement(by, case, agreement))
    require(can_sign_as(by, typed_name))
    signature = AgreementSignature.objects.create(
        case=case, agreement=agreement, party=party, typed_name=" ".join(typed_name.split()),
        content_hash=agreement.content_hash, document=agreement.document,
    )  # fmt: skip
    record("agreement.signed", case, by=by)
    settle(case, agreement, by)
    return signature


def require_seen(case: ConflictCase, agreement: ResolutionAgreement, seen: str) -> None:
    """Nobody signs other words than they read, nor words that name other people than those who take part."""
    if case.state == State.AGREEING and agreement.state in (Text.DRAFT, Text.OFFERED):
        if agreement.content_hash != seen:
            raise Stale(TEXT_CHANGED)
        if agreement.state == Text.OFFERED and named(agreement) != {str(party.pk) for party in joined_parties(case)}:
            raise Stale(PEOPLE_CHANGED)


def named(agreement: ResolutionAgreement) -> set[str]:
    return set(terms.parties_of(agreement.document))


def settle(case: ConflictCase, agreement: ResolutionAgreement, by) -> None:
    """With the last signature it holds, and what it replaces holds no more."""
    signed = set(agreement.signatures.filter(voided_at=None).values_list("party", flat=True))
    if {party.pk for party in joined_parties(case)} - signed:
        telling.others(case, by=by, what=f"signed:{agreement.pk}:{len(signed)}:{agreement.offered_at.timestamp()}")
        return
    replace_older(case)
    agreement.become(Text.SIGNED)
    agreement.signed_at = timezone.now()
    agreement.save(update_fields=["state", "signed_at"])
    following.plan(agreement)
    move(case, State.SIGNED)
    record("agreement.agreed", case, by=None)
    telling.tell(case, following.people_of(case), f"agreed:{agreement.pk}")


def replace_older(case: ConflictCase) -> None:
    for older in case.agreements.signed():
        older.become(Text.AMENDED)
        older.save(update_fields=["state"])
        older.follow_ups.filter(state__in=following.TO_COME).update(state=FollowUp.State.LAPSED)


@transaction.atomic
def change_text(agreement: ResolutionAgreement, *, by) -> ResolutionAgreement:
    """Somebody cannot sign it yet, or wants other words: it is a draft again, and every signature on it is void."""
    case, agreement = both(agreement)
    if agreement.state == Text.DRAFT and case.state == State.AGREEING and joined_party(by, case):
        return agreement
    require(can_change_text(by, case, agreement))
    take_back_offer(agreement)
    step(case, "agreement.changed", by)
    return agreement


def take_back_offer(agreement: ResolutionAgreement) -> ResolutionAgreement:
    """Also when somebody whom it names takes part no more. The case is held already."""
    touch(agreement.case)
    return written_again(agreement)
