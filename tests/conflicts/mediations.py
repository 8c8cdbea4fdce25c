"""Mediations, brought to their states by the real actions."""

from conflicts.actions import choosing, mediating
from conflicts.models import ConflictCase, MediationAssignment, Room
from tests.conflicts.disagreements import find


def people_in(case: ConflictCase) -> list:
    return [party.person for party in find(case).parties.all() if party.state == "joined"]


def choosing_in(case: ConflictCase) -> ConflictCase:
    """All want a mediator; nobody is proposed yet."""
    first, *others = people_in(case)
    mediating.request_mediation(case, by=first)
    for other in others:
        mediating.consent_to_mediation(case, by=other)
    return find(case)


def proposed_in(case: ConflictCase, person) -> MediationAssignment:
    return choosing.propose_mediator(case, person, by=people_in(case)[0])


def asked_at(case: ConflictCase, address="dee@out.example", name="Dee Outside", *, by=None) -> MediationAssignment:
    """Proposed by an address, by the first who takes part unless it is said."""
    return choosing.propose_at_address(find(case), name, address, by=by or people_in(case)[0])


def disclosed_in(case: ConflictCase, person, words="We worked together two years ago.") -> MediationAssignment:
    return choosing.disclose(proposed_in(case, person), by=person, has_ties=True, words=words)


def active_in(case: ConflictCase, person) -> MediationAssignment:
    """All accepted them: they read, and the rooms are open."""
    assignment = disclosed_in(case, person)
    for party in people_in(case):
        choosing.accept_mediator(assignment, by=party)
    return MediationAssignment.objects.get(pk=assignment.pk)


def mediated_by(case: ConflictCase, person) -> MediationAssignment:
    return active_in(choosing_in(case), person)


def brought_to(state: str, case: ConflictCase, person) -> MediationAssignment:
    """An assignment of that person in that state, in a case whose mediation is being chosen."""
    choosing_in(case)
    if state == "proposed":
        return proposed_in(case, person)
    if state == "active":
        return active_in(case, person)
    assignment = disclosed_in(case, person)
    {
        "disclosed": lambda: None,
        "objected": lambda: choosing.object_to_mediator(assignment, by=people_in(case)[0]),
        "recused": lambda: choosing.recuse(assignment, by=person),
        "ended": lambda: mediating.leave_mediation(case, by=people_in(case)[0]),
    }[state]()
    return MediationAssignment.objects.get(pk=assignment.pk)


def joint(assignment) -> Room:
    return assignment.rooms.get(kind=Room.Kind.JOINT)


def caucus(assignment, person) -> Room:
    return assignment.rooms.get(kind=Room.Kind.CAUCUS, party__person=person)
