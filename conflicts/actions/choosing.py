"""Choosing a neutral: proposed, told of their ties, accepted by all. One objection is enough."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.locks import lock
from common.permissions import Denied, require
from conflicts import ties
from conflicts.actions.holding import held, record
from conflicts.actions.mediating import agree, move, open_rooms
from conflicts.actions.standing_down import end_assignment
from conflicts.models import (
    Acceptance,
    ConflictCase,
    ConflictOfInterestDisclosure,
    Mediation,
    MediationAssignment,
    Objection,
)
from conflicts.notify import mediating as mediators
from conflicts.notify import telling
from conflicts.permissions import (
    can_accept_mediator,
    can_disclose,
    can_mail_proposed,
    can_object_to_mediator,
    can_propose_at_address,
    can_propose_mediator,
    can_recuse,
    can_tell_no_ties,
    has_accepted,
    joined_party,
    open_mediation,
)

State = MediationAssignment.State


def held_assignment(assignment: MediationAssignment) -> MediationAssignment:
    """Read again with the case held: whatever was in flight meanwhile finds what stands now. Who was asked at an address
    and never answered is gone with the case (see actions.purging)."""
    case = held(assignment.case)
    found = MediationAssignment.objects.select_related("mediation", "person").filter(pk=assignment.pk).first()
    require(found or Denied(_("This is over.")))
    found.case = found.mediation.case = case
    return found


@transaction.atomic
def propose_mediator(case: ConflictCase, person, *, by) -> MediationAssignment:
    """Somebody is asked whether they would help. They read the names of the parties, and nothing else."""
    case = held(case)
    require(can_propose_mediator(by, case, person))
    assignment = proposed(case, by, person=person)
    record("mediator.proposed", case, by=by)
    mediators.mediator(assignment, "asked")
    return assignment


@transaction.atomic
def propose_at_address(case: ConflictCase, name: str, address: str, *, by) -> MediationAssignment:
    """Somebody is asked who may have no account here. The same is done and said, whoever they are: see docs/adr/0024."""
    # Held first: how much somebody may send by mail is counted over all that they ask.
    lock(by)
    case = held(case)
    require(can_propose_at_address(by, case, address))
    by_mail = bool(can_mail_proposed(by, address))
    assignment = proposed(case, by, name=name, address=address)
    record("mediator.asked_at_address", case, by=by)
    mediators.asked(assignment, by=by, by_mail=by_mail)
    return assignment


def proposed(case: ConflictCase, by, **whom) -> MediationAssignment:
    assignment = MediationAssignment.objects.create(
        case=case, mediation=open_mediation(case), proposed_by=joined_party(by, case), **whom
    )
    telling.others(case, by=by, what=f"mediator:{assignment.pk}")
    return assignment


@transaction.atomic
def disclose(assignment: MediationAssignment, *, by, has_ties: bool, words: str = "") -> MediationAssignment:
    """Whoever is asked would help, and tells what ties them to a party, before they see anything.

    From then on it is this account that was asked, and no other that may come to have the address.
    """
    assignment = held_assignment(assignment)
    require(can_disclose(by, assignment))
    known = ties.known(assignment.case, by)
    require(has_ties or can_tell_no_ties(known))
    ConflictOfInterestDisclosure.objects.create(
        case=assignment.case, assignment=assignment, has_ties=has_ties, words=words, known=[tie.code for tie in known]
    )
    assignment.become(State.DISCLOSED)
    assignment.person, assignment.name, assignment.address = by, "", ""
    assignment.save(update_fields=["state", "person", "name", "address"])
    record("mediator.disclosed", assignment.case, by=by)
    telling.others(assignment.case, by=by, what=f"mediator:{assignment.pk}:disclosed")
    return assignment


@transaction.atomic
def accept_mediator(assignment: MediationAssignment, *, by) -> MediationAssignment:
    """A party accepts this person. When all have, it begins in the same moment."""
    assignment = held_assignment(assignment)
    if assignment.state in MediationAssignment.OPEN and has_accepted(by, assignment):
        return assignment
    require(can_accept_mediator(by, assignment))
    party = joined_party(by, assignment.case)
    Acceptance.objects.create(case=assignment.case, assignment=assignment, party=party)
    if assignment.state == State.ACTIVE:
        open_rooms(assignment)
        telling.others(assignment.case, by=by, what=f"mediator:{assignment.pk}:{party.pk}")
    agree(assignment.mediation, by)
    assignment.refresh_from_db(fields=["state", "active_at"])
    return assignment


@transaction.atomic
def object_to_mediator(assignment: MediationAssignment, *, by, reason: str = "") -> MediationAssignment:
    """A party does not want this person. They see nothing from this moment on, and hear that it is over, never why."""
    assignment = held_assignment(assignment)
    if hasattr(assignment, "objection") and joined_party(by, assignment.case):
        return assignment
    require(can_object_to_mediator(by, assignment))
    Objection.objects.create(
        case=assignment.case, assignment=assignment, party=joined_party(by, assignment.case), reason=reason
    )
    without(assignment, State.OBJECTED, by=by)
    mediators.over(assignment)
    return assignment


@transaction.atomic
def recuse(assignment: MediationAssignment, *, by) -> MediationAssignment:
    """Whoever is asked, or mediates, steps aside. Nobody asks why."""
    assignment = held_assignment(assignment)
    require(can_recuse(by, assignment))
    return without(assignment, State.RECUSED, by=by)


def stand_aside(person) -> None:
    """Part of closing an account: nobody waits for who is gone."""
    for assignment in MediationAssignment.objects.asked(person).waiting():
        without(held_assignment(assignment), State.RECUSED, by=person)


def without(assignment: MediationAssignment, state: str, *, by) -> MediationAssignment:
    """This one is not the neutral, or no longer; the parties choose on."""
    end_assignment(assignment, state)
    if assignment.mediation.state == Mediation.State.ACTIVE and not is_led(assignment.mediation):
        move(assignment.mediation, Mediation.State.CHOOSING)
    record(f"mediator.{state}", assignment.case, by=None)
    telling.others(assignment.case, by=by, what=f"mediator:{assignment.pk}:{state}")
    return assignment


def is_led(mediation: Mediation) -> bool:
    return mediation.assignments.filter(state=State.ACTIVE).exists()
