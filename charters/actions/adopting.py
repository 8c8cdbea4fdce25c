"""What the verbs of signing share: freezing a text, ending a round, putting a charter in force. Called inside their transaction."""

from django.utils import timezone

from charters import adoption
from charters.actions import deadlines
from charters.content import canonical, content_hash, to_document
from charters.due import added
from charters.models import Charter, CharterVersion, Signature
from charters.notify import signing as notify
from common.locks import lock
from common.permissions import Stale
from teams.history import record

State = CharterVersion.State


def freeze(version: CharterVersion) -> None:
    """The text becomes the exact document that people sign, with its number and its hash; a new round begins."""
    document = to_document(version.content())
    active = version.charter.versions.active().first()
    version.last_document = version.last_document or (active.document if active else "")
    version.document, version.content_hash = canonical(document), content_hash(document)
    version.major, version.minor = (active.major + 1 if active else 1), 0
    version.frozen_at = timezone.now()
    version.round += 1
    version.absent = absent_from(version)


FROZEN = [
    "state", "document", "content_hash", "last_document", "major", "minor", "frozen_at", "round", "sign_by", "absent",
]  # fmt: skip


def absent_from(version: CharterVersion) -> list[dict]:
    """Who would have been asked, was it not for a long absence; who answered before it began is not among them."""
    if version.charter.adoption not in (Charter.Adoption.SIGNATURES, Charter.Adoption.VOTE):
        return []
    agreed = [Signature.State.SIGNED, Signature.State.CARRIED]
    signed = Signature.objects.of_round(version).filter(state__in=agreed).values("person")
    voted = version.votes.filter(round=version.round).values("person")
    away = version.team.memberships.writers().filter(away_since__isnull=False)
    rows = away.exclude(person__in=signed).exclude(person__in=voted).select_related("person")
    return [{"name": str(one.person), "since": one.away_since.isoformat()} for one in rows]


def request(version: CharterVersion, person_id, *, is_sponsor=False) -> Signature:
    return Signature(
        version=version, team_id=version.team_id, round=version.round, person_id=person_id,
        content_hash=version.content_hash, is_sponsor=is_sponsor,
    )  # fmt: skip


def end_round(version: CharterVersion, state, reason: str) -> None:
    """People can write again or give up; what was signed stays to be read, and says why it no longer counts."""
    void = {"state": Signature.State.VOID, "void_reason": reason}
    counted = [Signature.State.REQUESTED, Signature.State.SIGNED]
    Signature.objects.of_round(version).filter(state__in=counted).update(**void)
    version.last_document = version.document or version.last_document
    version.become(state)
    version.document = version.content_hash = ""
    version.frozen_at = version.sign_by = None
    version.absent = []
    version.save(update_fields=FROZEN)


def activate(version: CharterVersion, *, by) -> None:
    """From now on this version is what the team agreed; the one before is history."""
    charter = lock(version.charter)
    for old in charter.versions.active():
        old.become(State.SUPERSEDED)
        old.save(update_fields=["state"])
    version.become(State.ACTIVE)
    version.activated_at = timezone.now()
    version.absent = absent_from(version)
    version.save(update_fields=["state", "activated_at", "absent"])
    charter.next_review_on = added(timezone.localdate(), charter.review_every, "month")
    charter.save(update_fields=["next_review_on"])
    deadlines.settle(version)
    record("charter.activated", version, by=by, about=charter, number=version.number, round=version.round)
    notify.activated(version, by=by)


def require_same_text(version: CharterVersion, seen: str) -> None:
    """Nobody agrees to words other than those on their screen."""
    if version.state in (State.SIGNING, State.ACTIVE) and version.content_hash == seen:
        return
    raise Stale(adoption.moved_on(version))


def settle_signatures(version: CharterVersion) -> None:
    """In force as soon as nobody is waited for and somebody agreed."""
    states = set(Signature.objects.of_round(version).values_list("state", flat=True))
    if Signature.State.REQUESTED not in states and Signature.State.SIGNED in states:
        activate(version, by=None)


def settle_vote(version: CharterVersion) -> None:
    """The vote closes by itself when the majority is there, or can no longer be."""
    count = tally_of(version)
    if count.is_carried:
        close_vote(version, count)
        activate(version, by=None)
    elif count.is_lost:
        close_vote(version, count)
        end_round(version, State.DRAFT, adoption.lost_words(count))
        notify.vote_lost(version, count)


def close_vote(version: CharterVersion, count: adoption.Tally) -> None:
    counts = {"members": count.members, "yes": count.yes, "no": count.no, "abstain": count.abstain}
    record("charter.vote_closed", version, by=None, about=version.charter, round=version.round, **counts)


def tally_of(version: CharterVersion) -> adoption.Tally:
    members = version.team.memberships.signers().values_list("person_id", flat=True)
    votes = version.votes.filter(round=version.round).values_list("person_id", "choice")
    return adoption.tally(members, dict(votes))


def settle(version: CharterVersion) -> None:
    """After an answer, or after somebody came or went."""
    if version.charter.adoption == Charter.Adoption.VOTE:
        settle_vote(version)
    else:
        settle_signatures(version)
