"""What the verbs of signing share: freezing a text, ending a round, putting a charter in force. Called inside their transaction."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from charters import adoption
from charters.actions import deadlines, ending, heirs, holding, terms
from charters.agreements import next_look
from charters.content import canonical, content_hash, to_document
from charters.models import Charter, CharterVersion, Signature
from charters.notify import signing as notify
from charters.permissions import is_running
from charters.windows import last_today
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record

State, Size = CharterVersion.State, CharterVersion.Materiality
DAYS_FOR_JOINERS = 7


def freeze(version: CharterVersion) -> None:
    """The text becomes the exact document that people sign, with its number and its hash; a new round begins."""
    document = to_document(version.content())
    base = version.based_on or version.charter.versions.standing().first()
    version.last_document = version.last_document or (base.document if base else "")
    version.document, version.content_hash = canonical(document), content_hash(document)
    version.major, version.minor = next_number(version, base)
    version.frozen_at = timezone.now()
    version.round += 1
    version.absent = absent_from(version)


def next_number(version: CharterVersion, base: CharterVersion | None) -> tuple[int, int]:
    """A material change begins a new major version. A number that people were asked to sign is never given twice."""
    if base is None:
        return 1, 0
    frozen = version.charter.versions.filter(round__gt=0).exclude(pk=version.pk)
    if version.materiality not in (Size.EDITORIAL, Size.SCOPED):
        return frozen.aggregate(last=Max("major"))["last"] + 1, 0
    return base.major, frozen.filter(major=base.major).aggregate(last=Max("minor"))["last"] + 1


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


def request(version: CharterVersion, person_id, **more) -> Signature:
    return Signature(
        version=version, team_id=version.team_id, round=version.round, person_id=person_id,
        content_hash=version.content_hash, **more,
    )  # fmt: skip


def carried(version: CharterVersion, people) -> list[Signature]:
    """The signatures of these people under the version before: not asked again, they stand under this one too."""
    before = Signature.objects.of_round(version.based_on).filter(person__in=people).select_related("carried_from")
    given = before.filter(state__in=[Signature.State.SIGNED, Signature.State.CARRIED])
    return [
        request(version, one.person_id, state=Signature.State.CARRIED, carried_from=one.carried_from or one)
        for one in given
    ]


def end_round(version: CharterVersion, state, reason: str) -> None:
    """People can write again or give up; what was signed stays to be read, and says why it no longer counts."""
    void = {"state": Signature.State.VOID, "void_reason": reason}
    counted = [Signature.State.REQUESTED, Signature.State.SIGNED, Signature.State.CARRIED]
    Signature.objects.of_round(version).filter(state__in=counted).update(**void)
    version.last_document = version.document or version.last_document
    version.become(state)
    version.document = version.content_hash = ""
    version.frozen_at = version.sign_by = version.objections_until = None
    version.absent = []
    version.save(update_fields=[*FROZEN, "objections_until"])


def activate(version: CharterVersion, *, by) -> None:
    """From now on this version is what the team agreed; the one before is history."""
    charter = lock(version.charter)
    for old in charter.versions.standing():
        supersede(old, version)
    version.become(State.ACTIVE)
    version.activated_at = timezone.now()
    version.absent = absent_from(version)
    version.save(update_fields=["state", "activated_at", "absent"])
    ending.settle(version)
    keep(charter, version)
    deadlines.settle(version)
    record("charter.activated", version, by=by, about=charter, number=version.number, round=version.round)
    notify.activated(version, by=by)
    if version.is_amendment:
        holding.follow(version)
        ask_rest(version)
    heirs.tell(version)
    terms.settle(version)


def supersede(old: CharterVersion, new: CharterVersion) -> None:
    """Who was still asked to sign the old text is asked for the new one instead."""
    old.become(State.SUPERSEDED)
    old.save(update_fields=["state"])
    void = {"state": Signature.State.VOID, "void_reason": adoption.replaced_words(new.number)}
    Signature.objects.of_round(old).filter(state=Signature.State.REQUESTED).update(**void)


def keep(charter: Charter, version: CharterVersion) -> None:
    """What the charter itself knows of the version in force. A small change does not put off the next look at the whole."""
    charter.title = version.title
    if version.materiality not in (Size.EDITORIAL, Size.SCOPED):
        charter.next_review_on = next_look(version.content(), timezone.localdate(), charter.review_every)
    charter.save(update_fields=["title", "next_review_on"])


def ask_rest(version: CharterVersion) -> None:
    """Members under whose name nothing stands yet get the new text to sign, as joiners do; it is in force all the same."""
    if version.charter.adoption != Charter.Adoption.SIGNATURES:
        return
    known = Signature.objects.of_round(version).values("person")
    missing = version.team.memberships.signers().exclude(person__in=known).people()
    sign_by = timezone.localdate() + timedelta(days=DAYS_FOR_JOINERS)
    Signature.objects.bulk_create([request(version, person.pk, sign_by=sign_by) for person in missing])
    for person in missing:
        notify.joiner_asked(version, person, until=sign_by)


def ask_again(version: CharterVersion) -> None:
    """A version that holds again asks again those whom its successor had released."""
    released = Signature.objects.of_round(version).filter(state=Signature.State.VOID, signed_at=None)
    here = version.team.memberships.signers().values("person")
    for one in released.filter(person__in=here):
        one.become(Signature.State.REQUESTED)
        one.void_reason = ""
        one.save(update_fields=["state", "void_reason"])


def require_same_text(version: CharterVersion, seen: str) -> None:
    """Nobody agrees to words other than those on their screen."""
    if version.state in (State.SIGNING, State.ACTIVE) and version.content_hash == seen:
        return
    require(is_running(version.charter))
    raise Stale(adoption.moved_on(version))


def settle_signatures(version: CharterVersion) -> None:
    """In force as soon as nobody is waited for, somebody agreed, and the time to object is over."""
    if version.materiality == Size.SCOPED and version.based_on.state != State.ACTIVE:
        return  # what a few may change is what holds; it must be taken over first
    states = set(Signature.objects.of_round(version).values_list("state", flat=True))
    if Signature.State.REQUESTED not in states and Signature.State.SIGNED in states and not may_be_objected(version):
        activate(version, by=None)


def may_be_objected(version: CharterVersion) -> bool:
    """Whether somebody who is not asked again, is here, and has not said "I do not object", still has time to."""
    if version.objections_until is None or version.objections_until < last_today(timezone.now()):
        return False
    here = version.team.memberships.signers().values("person")
    silent = Signature.objects.of_round(version).filter(state=Signature.State.CARRIED, cleared_at=None, person__in=here)
    return silent.exists()


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
