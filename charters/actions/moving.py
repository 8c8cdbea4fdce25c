"""The lead's moves: to review, back to draft, to signing, withdrawn; and more time to sign.

A move that has been made already is not made again: the same click may arrive twice.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from charters import adoption
from charters.actions import adopting, consulting
from charters.models import Charter, CharterVersion, Signature
from charters.notify import reviewing
from charters.notify import signing as notify
from charters.permissions import (
    can_ask_signatures,
    can_declare,
    can_extend,
    can_put_in_force,
    can_return_to_draft,
    can_send_to_review,
    can_withdraw,
)
from charters.permissions.gates import (
    can_be_adopted,
    consulted,
    endorsed_or_explained,
    is_editorial,
    nothing_blocks,
    objections_answered,
    somebody_adopts,
    window_is_over,
)
from charters.weighing import Amendment, amendment_of
from charters.windows import working_days_after
from common.locks import lock
from common.permissions import require
from teams.history import record

State, Adoption, Size = CharterVersion.State, Charter.Adoption, CharterVersion.Materiality
DAYS_TO_SIGN = 14
DAYS_TO_OBJECT = 5


@transaction.atomic
def send_to_review(version: CharterVersion, *, by) -> CharterVersion:
    """The team looks at the whole; managers review the roles."""
    version = lock(version)
    if version.state == State.IN_REVIEW:
        return version
    require(can_send_to_review(by, version))
    require(nothing_blocks(version))
    require(can_be_adopted(version))

    version.become(State.IN_REVIEW)
    version.save(update_fields=["state"])

    record("charter.sent_to_review", version, by=by, about=version.charter)
    notify.sent_to_review(version, by=by)
    ask_for_words(version, by)
    return version


def ask_for_words(version: CharterVersion, by) -> None:
    """Managers look at roles that are new or other; those with a C are heard before what they are named for changes."""
    if version.is_amendment:
        consulting.consult(version, by)
    if not version.is_amendment or amendment_of(version).changed_roles:
        reviewing.review_asked(version, by=by)


@transaction.atomic
def return_to_draft(version: CharterVersion, *, reason: str, by) -> CharterVersion:
    """The text must change: it opens again, and what was signed no longer counts."""
    version = lock(version)
    if version.state == State.DRAFT:
        return version
    require(can_return_to_draft(by, version))

    was = version.state
    adopting.end_round(version, State.DRAFT, adoption.returned_words(by, timezone.localdate()))

    record("charter.returned_to_draft", version, by=by, about=version.charter, was=was, reason=reason)
    notify.returned_to_draft(version, reason, by=by)
    return version


@transaction.atomic
def ask_signatures(version: CharterVersion, *, by, sign_by: date | None = None, unendorsed_reason="") -> CharterVersion:
    """The text is frozen, and each signer, or the sponsor, is asked; where the team votes, the vote opens."""
    lock(version.team)  # nobody joins or leaves while the signers are counted
    version = lock(version)
    if version.state == State.SIGNING:
        return version
    require(can_ask_signatures(by, version))
    require_settled(version, unendorsed_reason)

    amendment = measured(version)
    version.sign_by = sign_by or timezone.localdate() + timedelta(days=DAYS_TO_SIGN)
    version.unendorsed_reason = unendorsed_reason
    put_up(version)
    Signature.objects.bulk_create(requests(version, amendment))

    record(
        "charter.signatures_asked", version, by=by, about=version.charter, round=version.round, number=version.number,
        adoption=version.charter.adoption, sign_by=version.sign_by.isoformat(), unendorsed_reason=unendorsed_reason,
        size=version.materiality,
    )  # fmt: skip
    if version.materiality == Size.EDITORIAL:
        adopting.activate(version, by=by)
    else:
        notify.asked(version, by=by)
    return version


def put_up(version: CharterVersion) -> None:
    """From now on nobody changes a word of it."""
    version.become(State.SIGNING)
    adopting.freeze(version)
    version.save(update_fields=[*adopting.FROZEN, *MEASURED, "unendorsed_reason"])


MEASURED = ["materiality", "sort", "objections_until"]


def measured(version: CharterVersion) -> Amendment | None:
    """The size of an amendment is computed at the moment its text is frozen; a team that votes, votes on the whole."""
    if not version.is_amendment:
        return None
    amendment = amendment_of(version)
    require(window_is_over(amendment))
    version.materiality, version.sort = amendment.size, amendment.verdict.sort
    by_signatures = version.charter.adoption == Adoption.SIGNATURES
    has_window = version.materiality == Size.EDITORIAL or (version.materiality == Size.SCOPED and by_signatures)
    version.objections_until = working_days_after(timezone.localdate(), DAYS_TO_OBJECT) if has_window else None
    return amendment


def requests(version: CharterVersion, amendment: Amendment | None) -> list[Signature]:
    charter = version.charter
    if amendment and (charter.adoption == Adoption.SIGNATURES or amendment.size == Size.EDITORIAL):
        asked = [adopting.request(version, one.person_id) for one in amendment.signers]
        return asked + adopting.carried(version, [one.person_id for one in amendment.others])
    if charter.adoption == Adoption.SPONSOR:
        return [adopting.request(version, charter.sponsor_id, is_sponsor=True)]
    if charter.adoption == Adoption.VOTE:
        return []
    signers = version.team.memberships.signers().values_list("person_id", flat=True)
    return [adopting.request(version, person) for person in signers]


def require_settled(version: CharterVersion, unendorsed_reason: str) -> None:
    """Checked again here: comments and edits went on while the charter was in review."""
    require(can_be_adopted(version))
    require(nothing_blocks(version))
    require(consulted(version))
    require(objections_answered(version))
    require(endorsed_or_explained(version, unendorsed_reason))
    require(somebody_adopts(version))


@transaction.atomic
def declare(version: CharterVersion, *, by, unendorsed_reason="") -> CharterVersion:
    """The lead says that the charter holds; the text is frozen all the same."""
    lock(version.team)
    version = lock(version)
    if version.state == State.ACTIVE:
        return version
    require(can_declare(by, version))
    require_settled(version, unendorsed_reason)

    measured(version)
    version.unendorsed_reason = unendorsed_reason
    put_up(version)

    record("charter.declared", version, by=by, about=version.charter, number=version.number)
    adopting.activate(version, by=by)
    return version


@transaction.atomic
def put_in_force(version: CharterVersion, *, by) -> CharterVersion:
    """An editorial amendment holds at once; for five working days any member may call it material."""
    lock(version.team)
    version = lock(version)
    if version.state == State.ACTIVE:
        return version
    require(can_put_in_force(by, version))
    require(is_editorial(amendment_of(version)))
    require_settled(version, "")
    amendment = measured(version)

    if version.state == State.DRAFT:
        version.become(State.IN_REVIEW)
    put_up(version)
    Signature.objects.bulk_create(requests(version, amendment))

    record("charter.put_in_force", version, by=by, about=version.charter, number=version.number)
    adopting.activate(version, by=by)
    return version


@transaction.atomic
def withdraw(version: CharterVersion, *, reason: str, by) -> CharterVersion:
    """This version is given up; the one in force, if there is one, stays."""
    version = lock(version)
    if version.state == State.WITHDRAWN:
        return version
    require(can_withdraw(by, version))

    was = version.state
    adopting.end_round(version, State.WITHDRAWN, adoption.withdrawn_words(by, timezone.localdate()))

    record("charter.withdrawn", version, by=by, about=version.charter, was=was, reason=reason)
    notify.withdrawn(version, reason, by=by)
    return version


@transaction.atomic
def extend(version: CharterVersion, *, sign_by: date, by) -> CharterVersion:
    """More time for those who have not answered; nobody is skipped."""
    version = lock(version)
    require(can_extend(by, version))
    if version.sign_by == sign_by:
        return version

    version.sign_by = sign_by
    version.save(update_fields=["sign_by"])
    Signature.objects.of_round(version).filter(sign_by__lt=sign_by).update(sign_by=sign_by)

    record("charter.extended", version, by=by, about=version.charter, sign_by=sign_by.isoformat())
    notify.extended(version, by=by)
    return version
