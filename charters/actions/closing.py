"""Closing a charter with what came of it, and opening it again. Nothing of its text is lost by either."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from charters import adoption
from charters.actions import charter_reviewing, leaving
from charters.actions.ending import has_ended
from charters.models import Charter, CharterVersion, Deadline, Signature
from charters.notify import closing as notify
from charters.permissions import can_close_charter, can_reopen_charter
from charters.permissions.closing import nothing_on_its_way, was_in_force
from common.locks import lock
from common.permissions import require
from teams.history import record

State = CharterVersion.State
MOST_TOLD = 200


@transaction.atomic
def close_charter(charter: Charter, outcome: str, words: str, *, by) -> Charter:
    """The lead says what came of it. From now on the charter binds nobody; everybody can read it."""
    charter = lock(charter)
    if charter.closed_at:
        return charter
    require(can_close_charter(by, charter))
    require(was_in_force(charter))
    require(nothing_on_its_way(charter))

    for review in charter.charter_reviews.open():
        charter_reviewing.close_charter_review(review, by=None)
    version = end(lock(charter.versions.standing().get()), by)
    keep(charter, timezone.now(), by, outcome, words)

    record(
        "charter.closed", version, by=by, about=charter, number=version.number, outcome=outcome, words=words,
        left_open=left_open(charter),
    )  # fmt: skip
    notify.closed(version, by=by)
    return charter


def keep(charter: Charter, closed_at: datetime | None, by, outcome: str, words: str) -> None:
    charter.closed_at, charter.closed_by = closed_at, by
    charter.outcome, charter.outcome_words = outcome, words
    charter.save(update_fields=["closed_at", "closed_by", "outcome", "outcome_words"])


def end(version: CharterVersion, by) -> CharterVersion:
    """What was in force ends, and nobody is waited for any more."""
    waiting = Signature.objects.of_round(version).filter(state=Signature.State.REQUESTED)
    waiting.update(state=Signature.State.VOID, void_reason=adoption.closed_words(by, timezone.localdate()))
    if version.state == State.ACTIVE:
        version.become(State.EXPIRED)
        version.save(update_fields=["state"])
    return version


def left_open(charter: Charter) -> list[str]:
    """The deliverables that were neither done nor given up: told before, and kept in the history."""
    unsettled = Deadline.objects.unsettled().filter(charter=charter, kind="deliverable")
    return [title[:300] for title in unsettled.values_list("title", flat=True)[:MOST_TOLD]]


@transaction.atomic
def reopen_charter(charter: Charter, *, by) -> Charter:
    """It was not over: what the team agreed last holds again, unless its own end has passed meanwhile."""
    charter = lock(charter)
    if charter.closed_at is None:
        return charter
    require(can_reopen_charter(by, charter))

    keep(charter, closed_at=None, by=None, outcome="", words="")
    version = bring_back(lock(charter.versions.standing().get()), charter, by)

    record("charter.reopened", version, by=by, about=charter, number=version.number)
    notify.reopened(version, by=by)
    return charter


def bring_back(version: CharterVersion, charter: Charter, by) -> CharterVersion:
    """In force again, with everybody asked who is in the team by now and has not answered."""
    if has_ended(charter, timezone.localdate()):
        return version
    version.become(State.ACTIVE)
    version.save(update_fields=["state"])
    for membership in version.team.memberships.signers().select_related("person"):
        leaving.ask(version, membership.person, by)
    return version
