"""Rules about the other side: asking for it, the agenda that both see, and the joint result. Consent is of a side, by its owner."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.permissions import Answer, Denied
from negotiations.models import Issue, PrepSheet, Seat, SheetEvent, SideInvitation
from negotiations.permissions.seats import can_start_sheet, can_write, is_asked, is_owner, knows_a_side, seat_of
from teams.models import MemberRole, Membership


def other_side(sheet: PrepSheet) -> PrepSheet | None:
    """The sheet of the other side: for its consent and its owner's notices alone, never for what stands on it."""
    others = PrepSheet.objects.filter(negotiation_id=sheet.negotiation_id).exclude(pk=sheet.pk)
    return others.only("id", "team_id", "negotiation_id", "agenda_opened_at", "joint_agreed_at").first()


def asks(sheet: PrepSheet) -> SideInvitation | None:
    """The last question whether somebody prepares the other side. Both sides know who asked whom."""
    found = SideInvitation.objects.filter(negotiation_id=sheet.negotiation_id)
    return found.select_related("person", "invited_by").first()


def consents(user, sheet: PrepSheet) -> Answer:
    """Only the owner says yes or no for a side."""
    if not is_owner(user, sheet):
        return Denied(_("Only the owner of this sheet decides what its side shares."))
    return can_write(user, sheet)


def can_ask_side(user, sheet: PrepSheet) -> Answer:
    if not consents(user, sheet):
        return consents(user, sheet)
    if other_side(sheet):
        return Denied(_("The other side prepares here already."))
    waiting = SideInvitation.objects.filter(negotiation_id=sheet.negotiation_id, state=SideInvitation.State.ASKED)
    return not waiting.exists() or Denied(_("Somebody is asked already. Withdraw that first."))


def can_ask_person(user, sheet: PrepSheet, person) -> Answer:
    return can_ask_side(user, sheet) and can_be_asked(person, sheet)


def can_be_asked(person, sheet: PrepSheet) -> Answer:
    """Somebody who works in the team and has no seat in this negotiation."""
    return (
        person is not None
        and person.is_active
        and working_in(sheet).filter(person_id=person.pk).exists()
        and not has_seat(person, sheet.negotiation_id)
        and not knows_a_side(person, SheetEvent.objects.all(), sheet.negotiation_id)
    ) or Denied(_("This person cannot be asked here."))


def working_in(sheet: PrepSheet) -> QuerySet[Membership]:
    """Who is in the team and does more than read along."""
    return Membership.objects.present().filter(team_id=sheet.team_id).exclude(role=MemberRole.OBSERVER)


def has_seat(person, negotiation_id) -> bool:
    return Seat.objects.filter(negotiation_id=negotiation_id, person_id=person.pk).exists()


def can_withdraw_side(user, sheet: PrepSheet) -> Answer:
    if not is_owner(user, sheet):
        return Denied(_("Only the owner of this sheet decides what its side shares."))
    return SideInvitation.objects.filter(
        negotiation_id=sheet.negotiation_id, state=SideInvitation.State.ASKED
    ).exists() or Denied(_("Nobody is asked at the moment."))


def can_accept_side(user, invitation: SideInvitation) -> Answer:
    if not can_decline_side(user, invitation):
        return can_decline_side(user, invitation)
    if not can_start_sheet(user, invitation.team):
        return can_start_sheet(user, invitation.team)
    return not has_seat(user, invitation.negotiation_id) or Denied(_("You cannot prepare this side."))


def can_decline_side(user, invitation: SideInvitation) -> Answer:
    return (invitation.person_id == user.pk and is_asked(user, invitation.negotiation_id)) or Denied(
        _("This question is no longer open.")
    )


def can_open_agenda(user, sheet: PrepSheet) -> Answer:
    if not consents(user, sheet):
        return consents(user, sheet)
    if other_side(sheet) is None:
        return Denied(_("Nobody prepares the other side here."))
    return sheet.agenda_opened_at is None or Denied(_("Your side has opened the agenda already."))


def can_close_agenda(user, sheet: PrepSheet) -> Answer:
    """Consent ends at any time, also when the sheet is put away."""
    if not is_owner(user, sheet):
        return Denied(_("Only the owner of this sheet decides what its side shares."))
    return sheet.agenda_opened_at is not None or Denied(_("Your side has not opened the agenda."))


def can_see_agenda(user, sheet: PrepSheet) -> Answer:
    """Everyone with a seat, once both sides have opened it."""
    if seat_of(user, sheet) is None:
        return Denied(_("You have no seat at this sheet."))
    return is_agenda_open(sheet) or Denied(_("The agenda is open only when both sides have opened it."))


def is_agenda_open(sheet: PrepSheet) -> bool:
    other = other_side(sheet) if sheet.agenda_opened_at else None
    return bool(other and other.agenda_opened_at)


def can_write_agenda(user, sheet: PrepSheet) -> Answer:
    return can_see_agenda(user, sheet) and can_write(user, sheet)


def can_agree_joint(user, sheet: PrepSheet) -> Answer:
    """What is asked here is about one's own side alone; that of the other side is never the reason."""
    if not consents(user, sheet):
        return consents(user, sheet)
    if not can_see_agenda(user, sheet):
        return can_see_agenda(user, sheet)
    if sheet.joint_agreed_at:
        return Denied(_("Your side has agreed already."))
    linked = Issue.objects.filter(sheet=sheet, options__agenda_option__isnull=False, agenda_issue__isnull=False)
    return linked.exists() or Denied(
        _("Take topics of the agenda into your sheet first: it works on your own numbers.")
    )


def can_withdraw_joint(user, sheet: PrepSheet) -> Answer:
    if not is_owner(user, sheet):
        return Denied(_("Only the owner of this sheet decides what its side shares."))
    return sheet.joint_agreed_at is not None or Denied(_("Your side has not agreed to a joint result."))
