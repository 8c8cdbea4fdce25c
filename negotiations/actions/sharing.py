"""One side asks somebody to prepare the other side here. Each prepares on a sheet of its own and sees nothing of the other."""

from django.db import transaction
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from negotiations.actions.recording import record
from negotiations.actions.seats import held_with_negotiation
from negotiations.actions.starting import open_sheet
from negotiations.models import PrepSheet, SideInvitation
from negotiations.notify import sharing as notify
from negotiations.permissions import can_accept_side, can_ask_person, can_decline_side, can_withdraw_side, other_side

State = SideInvitation.State


@transaction.atomic
def ask_side(sheet: PrepSheet, person, *, by, title="") -> SideInvitation:
    """`title` is shared: both sides read it. Of the sheet itself nothing is told."""
    sheet = held_with_negotiation(sheet)
    waiting = invitation_of(sheet)
    if waiting and waiting.person_id == person.pk:
        return waiting
    require(can_ask_person(by, sheet, person))
    negotiation = sheet.negotiation
    negotiation.title = title
    negotiation.save(update_fields=["title"])
    asked = SideInvitation.objects.create(negotiation=negotiation, team_id=sheet.team_id, person=person, invited_by=by)
    record("side.asked", sheet, by=by, what=str(person))
    notify.side_asked(asked)
    return asked


def invitation_of(sheet: PrepSheet) -> SideInvitation | None:
    return SideInvitation.objects.filter(negotiation_id=sheet.negotiation_id, state=State.ASKED).first()


@transaction.atomic
def withdraw_side(sheet: PrepSheet, *, by) -> None:
    """The question is taken back, as long as it is not answered."""
    sheet = held_with_negotiation(sheet)
    require(can_withdraw_side(by, sheet))
    answer(invitation_of(sheet), State.WITHDRAWN)
    record("side.withdrawn", sheet, by=by)


@transaction.atomic
def accept_side(invitation: SideInvitation, *, by, title="") -> PrepSheet:
    """The person begins a sheet of their own; its title is theirs alone."""
    invitation = held_invitation(invitation)
    begun = PrepSheet.objects.visible_to(by).filter(negotiation_id=invitation.negotiation_id).first()
    if begun and invitation.state == State.ACCEPTED and invitation.person_id == by.pk:
        return begun
    require(can_accept_side(by, invitation))
    answer(invitation, State.ACCEPTED)
    sheet = open_sheet(invitation.negotiation, by, title=title)
    told(invitation, other_side(sheet))
    return sheet


@transaction.atomic
def decline_side(invitation: SideInvitation, *, by) -> SideInvitation:
    invitation = held_invitation(invitation)
    if invitation.state == State.DECLINED and invitation.person_id == by.pk:
        return invitation
    require(can_decline_side(by, invitation))
    answer(invitation, State.DECLINED)
    told(invitation, invitation.negotiation.sheets.first())
    return invitation


def held_invitation(invitation: SideInvitation) -> SideInvitation:
    lock(invitation.negotiation)
    return lock(invitation)


def answer(invitation: SideInvitation, state: str) -> None:
    invitation.become(state)
    invitation.answered_at = timezone.now()
    invitation.save(update_fields=["state", "answered_at"])


def told(invitation: SideInvitation, asking: PrepSheet | None) -> None:
    """The side that asked hears the answer, and nothing else."""
    if asking:
        record("side.answered", asking, by=None, what=str(invitation.person))
        notify.side_answered(invitation, asking)
