"""Preparing alone, sharing some of it, and opening the draft with what all have thought."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from charters import proposing
from charters.models import CharterVersion, Preparation, Proposal
from charters.notify import preparing as notify
from charters.permissions import can_open_draft, can_prepare, can_share
from common.locks import lock
from common.permissions import Stale, require
from teams.history import record


@transaction.atomic
def prepare(version: CharterVersion, fields: dict, *, revision: int, by) -> Preparation:
    """A member keeps what they think. No event and no notice: nobody hears that they wrote, or what."""
    version = lock(version)
    require(can_prepare(by, version))
    preparation = Preparation.objects.of(version, by)
    if all(getattr(preparation, name) == value for name, value in fields.items()):
        return preparation
    if preparation.revision != revision:
        raise Stale(_("You changed this in another window meanwhile. Nothing was overwritten."))

    for name, value in fields.items():
        setattr(preparation, name, value)
    preparation.revision += 1
    preparation.updated_at = timezone.now()
    preparation.save()
    return preparation


@transaction.atomic
def share(version: CharterVersion, marks: Iterable[str], *, by) -> list[Proposal]:
    """A member shows the team some lines of their preparation, as proposals under their name. Lines shared before stay once."""
    version = lock(version)
    require(can_share(by, version))
    preparation = Preparation.objects.of(version, by)
    lines = [line for line in proposing.split(preparation.fields()) if line.mark in set(marks)]

    shared = propose(version, [(preparation, line) for line in lines])
    if not shared:
        return []
    record("charter.preparation_shared", version, by=by, about=version.charter, number=len(shared))
    notify.shared(version, shared, by=by)
    return shared


@transaction.atomic
def open_draft(version: CharterVersion, *, by) -> CharterVersion:
    """The lead ends preparing alone: what members wrote becomes proposals, except what they keep private."""
    version = lock(version)
    require(can_open_draft(by, version))

    version.opened_at = timezone.now()
    version.save(update_fields=["opened_at"])
    shared = propose(version, [(one, line) for one in to_merge(version) for line in proposing.split(one.fields())])
    record("charter.draft_opened", version, by=by, about=version.charter, number=len(shared))
    notify.draft_opened(version, by=by)
    return version


def to_merge(version) -> list[Preparation]:
    """What present members wrote and did not keep private. Read here and nowhere else on behalf of the team."""
    writers = version.team.memberships.writers()
    return list(
        Preparation.objects.filter(
            charter_id=version.charter_id, keep_private=False, person__in=writers.values("person")
        ).select_related("person")
    )


def propose(version, lines: list[tuple[Preparation, proposing.Line]]) -> list[Proposal]:
    """Writes the lines that their writers have not proposed yet, and remembers who has shared."""
    known = {(one.author_id, mark_of(one)) for one in version.proposals.all()}
    fresh = [(one, line) for one, line in lines if (one.person_id, line.mark) not in known]
    Preparation.objects.filter(pk__in={one.pk for one, _line in lines}).update(shared_at=timezone.now())
    return Proposal.objects.bulk_create(
        [
            Proposal(
                version=version,
                team_id=version.team_id,
                kind=line.kind,
                source=line.source,
                text=line.text,
                author=one.person,
            )
            for one, line in fresh
        ]
    )


def mark_of(proposal: Proposal) -> str:
    return proposing.Line(proposal.source, proposal.kind, proposal.text).mark
