"""What becomes of disagreements when somebody closes their account. Called by the verb of accounts, in its transaction."""

from django.db import transaction

from conflicts.actions.choosing import stand_aside
from conflicts.actions.ending import people_in
from conflicts.actions.holding import held, move, record
from conflicts.actions.opening import end_if_alone
from conflicts.actions.parting import part_with
from conflicts.actions.purging import forget_drafts
from conflicts.models import CaseParty, ConflictCase, Mediator, RoomMessage
from conflicts.notify import telling
from conflicts.permissions import joined_parties

State, Part = ConflictCase.State, CaseParty.State


@transaction.atomic
def close(person, *, by) -> None:
    """Drafts go, what is open ends or goes on without them, and what was signed stays readable for those who signed it."""
    drop_drafts(person)
    for party in CaseParty.objects.inside(person).select_related("case").order_by("case_id"):
        party.case = held(party.case)
        go(party, by)
    stand_aside(person)
    Mediator.objects.filter(person=person).delete()
    RoomMessage.objects.filter(author=person).exclude(room__kind="joint").delete()


def drop_drafts(person) -> None:
    """Their own, and their place in those of others who meant to ask them."""
    ConflictCase.objects.filter(state=State.DRAFT, parties__person=person, parties__is_opener=True).delete()
    CaseParty.objects.filter(person=person, case__state=State.DRAFT).delete()


def go(party: CaseParty, by) -> None:
    """Out of one case, in whatever state it is."""
    if party.state == Part.INVITED:
        decline(party, by)
    elif party.case.is_over:
        leave_what_is_over(party)
    elif len(joined_parties(party.case)) > 2:
        leave(party, by)
    else:
        end(party, by)


def decline(party: CaseParty, by) -> None:
    telling.unask(party)
    party.become(Part.DECLINED)
    party.person = by
    party.save(update_fields=["state", "person"])
    if party.case.is_over:
        return
    record("party.declined", party.case, by=by)
    end_if_alone(party.case)
    telling.others(party.case, by=by, what=f"declined:{party.pk}")


def leave_what_is_over(party: CaseParty) -> None:
    """So that nobody takes it up again with somebody who is gone."""
    party.become(Part.LEFT)
    party.save(update_fields=["state"])
    forget_drafts([party])


def leave(party: CaseParty, by) -> None:
    part_with(party, by=by)
    record("party.left", party.case, by=by)
    telling.others(party.case, by=by, what=f"left:{party.pk}")


def end(party: CaseParty, by) -> None:
    """Nobody is left to settle it with. Where all have signed it counts as settled, and nobody is asked whether it holds."""
    case, people = party.case, people_in(party.case)
    if case.state == State.SIGNED:
        move(case, State.FOLLOW_UP)
    move(case, State.RESOLVED if case.state == State.FOLLOW_UP else State.CLOSED)
    leave_what_is_over(party)
    record("party.left", case, by=by)
    telling.tell(case, [person for person in people if person.pk != by.pk], f"left:{party.pk}")
