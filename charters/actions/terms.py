"""The terms of roles: they begin to count when a version comes into force, and end by time alone."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from charters import terms
from charters.actions import handing_on
from charters.due import resolve
from charters.models import CharterVersion, RoleAssignment
from charters.notify import terms as notify
from charters.permissions import can_end_term, can_foretell_term
from common.locks import lock
from common.permissions import require
from teams.history import record

State = RoleAssignment.State


def settle(version: CharterVersion) -> None:
    """What the version in force says of terms, in days. A term whose words stayed goes on from where it began."""
    said = {(item.key, item.person_id): item.values.get("term_ends") for item in named(version)}
    changed = []
    for row in RoleAssignment.objects.filter(charter_id=version.charter_id).exclude(state=State.ENDED):
        term = said.get((row.key, row.person_id))
        if term != row.term:
            row.term, row.term_ends_on = term, resolve(term, timezone.localdate())
            changed.append(row)
    RoleAssignment.objects.bulk_update(changed, ["term", "term_ends_on"])


def named(version: CharterVersion):
    return version.items.filter(kind="assignment", person__isnull=False)


def look_after(now: datetime) -> None:
    """Ends what is over where its holder lives, and tells of what is near. Safe to run twice, late, or side by side."""
    for row in due(now):
        if can_end_term(row, now):
            end_term(row, now=now, by=None)
        elif can_foretell_term(row, now):
            foretell_term(row, now=now, by=None)


def due(now: datetime):
    """What may be over somewhere on earth, or near its end and nobody was told."""
    day = terms.latest_day(now)
    untold = Q(foretold_for=None) | ~Q(foretold_for=F("term_ends_on"))
    near = Q(term_ends_on__lte=day + terms.NOTICE) & untold
    rows = RoleAssignment.objects.on_term().filter(Q(term_ends_on__lt=day) | near)
    return rows.select_related("person", "charter", "team").order_by("term_ends_on", "id")


@transaction.atomic
def end_term(assignment: RoleAssignment, *, now: datetime, by) -> RoleAssignment:
    """The last day of a term is over where its holder lives: they hold the role no more, as the charter says."""
    assignment = lock(assignment)
    if assignment.state == State.ENDED:
        return assignment
    require(can_end_term(assignment, now))

    held = assignment.state == State.ACCEPTED
    assignment.become(State.ENDED)
    assignment.save(update_fields=["state"])
    told = {"role": assignment.role_title[:300], "person": str(assignment.person)}
    record(
        "role.term_ended", assignment, by=by, about=assignment.charter, on=assignment.term_ends_on.isoformat(), **told
    )
    if held:
        handing_on.ask(assignment)
    notify.term_ended(assignment)
    return assignment


@transaction.atomic
def foretell_term(assignment: RoleAssignment, *, now: datetime, by) -> RoleAssignment:
    """Thirty days before: holder and lead hear of it, and the holder finds a sheet for whoever comes next."""
    assignment = lock(assignment)
    if assignment.foretold_for == assignment.term_ends_on:
        return assignment
    require(can_foretell_term(assignment, now))

    assignment.foretold_for = assignment.term_ends_on
    assignment.save(update_fields=["foretold_for"])
    if assignment.state == State.ACCEPTED:
        handing_on.ask(assignment)
    notify.term_near(assignment)
    return assignment
