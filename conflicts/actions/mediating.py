"""Calling a neutral, by consent of all, and ending that. The disagreement itself stays where it is and goes on."""

from django.db import transaction
from django.utils import timezone

from common.permissions import require
from conflicts.actions.holding import held, record
from conflicts.actions.standing_down import end_asking
from conflicts.models import (
    Acceptance,
    ConflictCase,
    Mediation,
    MediationAssignment,
    MediationConsent,
    Room,
)
from conflicts.notify import mediating as mediators
from conflicts.notify import telling
from conflicts.permissions import (
    can_consent_to_mediation,
    can_leave_mediation,
    can_mediate,
    can_refuse_mediation,
    can_request_mediation,
    everybody_of,
    joined_parties,
    joined_party,
    open_mediation,
)

State, Asked = Mediation.State, MediationAssignment.State


@transaction.atomic
def request_mediation(case: ConflictCase, *, by) -> Mediation:
    """A party asks for a neutral. Two who ask at the same moment agree with each other."""
    case = held(case)
    mediation = open_mediation(case)
    if mediation and joined_party(by, case):
        return agree(mediation, by)
    require(can_request_mediation(by, case))
    mediation = Mediation.objects.create(case=case, requested_by=joined_party(by, case))
    record("mediation.requested", case, by=by)
    telling.others(case, by=by, what=f"mediation:{mediation.pk}")
    return agree(mediation, by)


@transaction.atomic
def consent_to_mediation(case: ConflictCase, *, by) -> Mediation:
    """A party wants it too. Who has said so is shown to nobody before all have."""
    case = held(case)
    require(can_consent_to_mediation(by, case))
    return agree(open_mediation(case), by)


def agree(mediation: Mediation, by) -> Mediation:
    mediation.consents.get_or_create(case=mediation.case, party=joined_party(by, mediation.case))
    settle(mediation, by=by)
    return mediation


@transaction.atomic
def refuse_mediation(case: ConflictCase, *, by) -> Mediation:
    """Not everybody wants one now. Nobody is told who."""
    case = held(case)
    require(can_refuse_mediation(by, case))
    return finish(open_mediation(case), State.REFUSED, by=by)


@transaction.atomic
def leave_mediation(case: ConflictCase, *, by) -> Mediation:
    """It is over for all, without a word of who or why."""
    case = held(case)
    require(can_leave_mediation(by, case))
    return finish(open_mediation(case), State.ENDED, by=by)


def finish(mediation: Mediation, state: str, *, by) -> Mediation:
    end_asking(mediation.assignments.waiting())
    move(mediation, state)
    record(f"mediation.{state}", mediation.case, by=None)
    telling.others(mediation.case, by=by, what=f"mediation:{mediation.pk}:{state}")
    return mediation


def party_left(case: ConflictCase, *, by) -> None:
    """Somebody leaves the case: whoever waited for their yes alone waits no longer. Part of the verb of leaving."""
    mediation = open_mediation(case)
    if mediation and len(joined_parties(case)) < 2:
        finish(mediation, State.ENDED, by=by)
    elif mediation:
        settle(mediation, by=by)


def move(mediation: Mediation, state: str) -> None:
    mediation.become(state)
    mediation.moved_at = timezone.now()
    mediation.ended_at = mediation.moved_at if state in (State.REFUSED, State.ENDED) else None
    mediation.save(update_fields=["state", "moved_at", "ended_at"])


def settle(mediation: Mediation, *, by) -> None:
    """What all have said yes to begins: choosing, then the mediation itself."""
    case, parties = mediation.case, {party.pk for party in joined_parties(mediation.case)}
    if mediation.state == State.REQUESTED and parties <= of_parties(MediationConsent, mediation=mediation):
        move(mediation, State.CHOOSING)
        record("mediation.begun", mediation.case, by=None)
        telling.others(mediation.case, by=by, what=f"mediation:{mediation.pk}:choosing")
    for assignment in mediation.assignments.filter(state=Asked.DISCLOSED).select_related("case", "person"):
        accepted = parties <= of_parties(Acceptance, assignment=assignment)
        # Asked again: since they were accepted they may have come to lead one of the parties.
        fits = accepted and can_mediate(case, assignment.person, everybody_of(case))
        if mediation.state == State.CHOOSING and fits:
            activate(mediation, assignment, by=by)


def of_parties(rows, **about) -> set:
    return set(rows.objects.filter(**about).values_list("party", flat=True))


def activate(mediation: Mediation, assignment: MediationAssignment, *, by) -> None:
    """All have accepted this one: now they read, and the rooms are open. Whoever else was asked is thanked."""
    assignment.become(Asked.ACTIVE)
    assignment.active_at = timezone.now()
    assignment.save(update_fields=["state", "active_at"])
    move(mediation, State.ACTIVE)
    open_rooms(assignment)
    end_asking(mediation.assignments.filter(state__in=(Asked.PROPOSED, Asked.DISCLOSED)))
    record("mediator.accepted", mediation.case, by=None)
    mediators.mediator(assignment, "accepted")
    telling.others(mediation.case, by=by, what=f"mediator:{assignment.pk}:active")


def open_rooms(assignment: MediationAssignment) -> None:
    """One for all, one for each party alone, one for notes; what is there stays."""
    there = set(assignment.rooms.values_list("kind", "party"))
    wanted = [(Room.Kind.JOINT, None), (Room.Kind.NOTES, None)]
    wanted += [(Room.Kind.CAUCUS, party.pk) for party in joined_parties(assignment.case)]
    Room.objects.bulk_create(
        Room(case=assignment.case, assignment=assignment, kind=kind, party_id=party)
        for kind, party in wanted
        if (kind, party) not in there
    )
