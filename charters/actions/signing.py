"""What each person answers: sign, approve, decline, vote. The same answer sent twice acts once."""

from django.db import transaction
from django.utils import timezone

from charters import adoption
from charters.actions import adopting
from charters.models import CharterVersion, Signature, Vote
from charters.notify import signing as notify
from charters.permissions import can_approve, can_clear, can_decline, can_sign, can_sign_as, can_vote
from common.locks import lock
from common.permissions import require
from teams.history import record

State = CharterVersion.State


@transaction.atomic
def sign(version: CharterVersion, *, typed_name: str, seen: str, by) -> Signature:
    """A member agrees to exactly this text. The last signature puts the charter in force.

    `seen` is the hash of the text on their screen.
    """
    version = lock(version)
    if before := answered(version, by, Signature.State.SIGNED):
        return before
    adopting.require_same_text(version, seen)
    require(can_sign(by, version))
    require(can_sign_as(by, typed_name))

    words = adoption.statement(by, version.charter.title, version.number, version.team.name)
    signature = agree(version, by, typed_name, words)

    record("charter.signed", version, by=by, about=version.charter, round=version.round, number=version.number)
    if version.state == State.SIGNING:
        adopting.settle(version)
    return signature


@transaction.atomic
def approve(version: CharterVersion, *, typed_name: str, seen: str, by) -> Signature:
    """The sponsor agrees for those the team works for, which puts the charter in force."""
    version = lock(version)
    if before := answered(version, by, Signature.State.SIGNED):
        return before
    adopting.require_same_text(version, seen)
    require(can_approve(by, version))
    require(can_sign_as(by, typed_name))

    words = adoption.approval(by, version.charter.title, version.number, version.team.name)
    signature = agree(version, by, typed_name, words)

    record("charter.approved", version, by=by, about=version.charter, round=version.round, number=version.number)
    adopting.settle(version)
    return signature


def agree(version: CharterVersion, person, typed_name: str, words: str) -> Signature:
    """The signature keeps all that it says: who, when, which words about which text."""
    signature = Signature.objects.of_round(version).get(person=person)
    signature.become(Signature.State.SIGNED)
    signature.statement = words
    signature.typed_name = " ".join(typed_name.split())
    signature.content_hash, signature.document = version.content_hash, version.document
    signature.signed_at = timezone.now()
    signature.save()
    return signature


@transaction.atomic
def decline(version: CharterVersion, *, reason: str, seen: str, by) -> Signature:
    """Someone does not agree to this text. Everyone reads why, the round ends and the text opens again.

    Who joined later declines for themself only: the charter in force stays.
    """
    version = lock(version)
    if before := answered(version, by, Signature.State.DECLINED):
        return before
    adopting.require_same_text(version, seen)
    require(can_decline(by, version))

    verb = "charter.objected" if answered(version, by, Signature.State.CARRIED) else "charter.declined"
    signature = refuse(version, by, reason)
    ends_round = version.state == State.SIGNING
    if ends_round:
        adopting.end_round(version, State.DRAFT, adoption.declined_words(by, timezone.localdate()))

    record(verb, version, by=by, about=version.charter, round=version.round, reason=reason)
    tell = notify.declined if ends_round else notify.joiner_declined
    tell(version, reason, by=by)
    return signature


@transaction.atomic
def clear(version: CharterVersion, *, seen: str, by) -> Signature:
    """Who is not asked again says that they do not object, so that the team need not wait for the last day."""
    version = lock(version)
    adopting.require_same_text(version, seen)
    require(can_clear(by, version))
    signature = answered(version, by, Signature.State.CARRIED)
    if signature.cleared_at:
        return signature

    signature.cleared_at = timezone.now()
    signature.save(update_fields=["cleared_at"])

    record("charter.cleared", version, by=by, about=version.charter, round=version.round, number=version.number)
    adopting.settle(version)
    return signature


def refuse(version: CharterVersion, person, reason: str) -> Signature:
    signature = Signature.objects.of_round(version).get(person=person)
    signature.become(Signature.State.DECLINED)
    signature.reason, signature.document = reason, version.document
    signature.signed_at = timezone.now()
    signature.save()
    return signature


def answered(version: CharterVersion, person, state) -> Signature | None:
    """The answer that this person gave in this round, when a form arrives again."""
    return Signature.objects.of_round(version).filter(person=person, state=state).first()


@transaction.atomic
def vote(version: CharterVersion, *, choice: str, seen: str, by, reason="") -> Vote:
    """A member says yes, no or abstains, and may change it until the vote is closed."""
    version = lock(version)
    before = Vote.objects.filter(version=version, round=version.round, person=by).first()
    if before and (before.choice, before.reason, before.content_hash) == (choice, reason, seen):
        return before
    adopting.require_same_text(version, seen)
    require(can_vote(by, version))

    cast, was_first = write_vote(version, by, choice, reason)

    verb = "charter.voted" if was_first else "charter.vote_changed"
    record(verb, version, by=by, about=version.charter, choice=choice, reason=reason, round=version.round)
    adopting.settle(version)
    return cast


def write_vote(version: CharterVersion, person, choice: str, reason: str) -> tuple[Vote, bool]:
    """The vote, and whether it is the first of this person in this round."""
    said = {
        "team_id": version.team_id, "name": str(person), "choice": choice, "reason": reason,
        "content_hash": version.content_hash, "voted_at": timezone.now(),
    }  # fmt: skip
    return Vote.objects.update_or_create(version=version, round=version.round, person=person, defaults=said)
