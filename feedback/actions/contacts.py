"""Naming people outside with whom a charter's work is done, and confirming that they are who they are said to be."""

from django.db import transaction
from django.utils.translation import gettext as _

from charters.models import Charter
from common.addresses import display_name, normal
from common.locks import lock
from common.permissions import require
from feedback.models import FeedbackInvitation, FeedbackRequest, OutsideContact
from feedback.notify import contacts as notify
from feedback.permissions import can_add_contacts, can_confirm_contact, can_remove_contact, own_addresses
from feedback.permissions.contacts import MOST_CONTACTS
from teams.models import Membership

Refusals = list[tuple[str, str]]


@transaction.atomic
def add_contacts(
    charter: Charter, people: list[tuple[str, str]], group: str, *, by
) -> tuple[list[OutsideContact], Refusals]:
    """`people` are (name, address). Who is there already is not added again; where somebody cannot be, nobody is added.

    Returns those who were added, and (address, reason) of each who cannot be.
    """
    charter = lock(charter)
    require(can_add_contacts(by, charter))
    known = set(OutsideContact.objects.filter(charter=charter).values_list("normal_address", flat=True))
    wanted = {normal(address): (name, address) for name, address in people if normal(address) not in known}
    refused = refusals(charter, wanted, MOST_CONTACTS - len(known), by)
    if refused or not wanted:
        return [], refused
    rows = OutsideContact.objects.bulk_create(contacts_of(charter, wanted, group, by))
    notify.added(charter, by=by)
    return rows, []


def contacts_of(charter: Charter, wanted: dict, group: str, by) -> list[OutsideContact]:
    return [
        OutsideContact(
            team_id=charter.team_id, charter=charter, name=(display_name(name) or address)[:80], address=address,
            normal_address=compared, group=group, added_by=by,
        )
        for compared, (name, address) in wanted.items()
    ]  # fmt: skip


def refusals(charter: Charter, wanted: dict, room: int, by) -> Refusals:
    own, team = own_addresses(by), addresses_in(charter)
    found = [
        (address, _("This is your own address.")) for compared, (_name, address) in wanted.items() if compared in own
    ]
    found += [
        (address, _("This is the address of somebody in the team."))
        for compared, (_name, address) in wanted.items()
        if compared in team - own
    ]
    found += [(address, _("The list is full.")) for _name, address in list(wanted.values())[max(room, 0) :]]
    return found


def addresses_in(charter: Charter) -> set[str]:
    people = Membership.objects.present().filter(team=charter.team_id).people()
    return {normal(one.email) for one in people}


@transaction.atomic
def confirm_contact(contact: OutsideContact, *, by) -> OutsideContact:
    """A second member knows this person too: what they answer counts towards the least number of replies."""
    contact = lock(contact)
    if contact.confirmed_by_id:
        return contact
    require(can_confirm_contact(by, contact))
    contact.confirmed_by = by
    contact.save(update_fields=["confirmed_by"])
    set_counts(contact, True)
    notify.settled(contact)
    return contact


@transaction.atomic
def remove_contact(contact: OutsideContact, *, by) -> None:
    """They work with the team no more, or were a mistake. Whom a request was sent to stays as it was sent."""
    contact = lock(contact)
    require(can_remove_contact(by, contact))
    contact.delete()
    set_counts(contact, False)
    notify.settled(contact)


def set_counts(contact: OutsideContact, counts: bool) -> None:
    """In requests that are still being prepared; what was sent is fixed. People of the team count in any case."""
    State = FeedbackRequest.State
    FeedbackInvitation.objects.filter(
        request__charter=contact.charter_id, request__state__in=[State.PROPOSED, State.DRAFT], person=None,
        normal_address=contact.normal_address,
    ).update(counts=counts)  # fmt: skip
