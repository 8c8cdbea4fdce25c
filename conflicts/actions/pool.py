"""What administrators keep: who can be proposed as a mediator, and whom the site names where a matter does not belong here."""

from django.db import transaction

from common.permissions import require
from conflicts.models import Mediator, SafeContact
from conflicts.permissions import can_keep_contact, can_keep_mediator


@transaction.atomic
def keep_mediator(mediator: Mediator, *, by) -> Mediator:
    """Somebody can be proposed, or what people read of them has changed. It opens no case to them."""
    require(can_keep_mediator(by, mediator))
    mediator.save()
    return mediator


@transaction.atomic
def drop_mediator(mediator: Mediator, *, by) -> None:
    """No longer offered; where they mediate now, that goes on."""
    require(can_keep_mediator(by, mediator))
    Mediator.objects.filter(pk=mediator.pk).delete()


@transaction.atomic
def keep_contact(contact: SafeContact, *, by) -> SafeContact:
    require(can_keep_contact(by, contact))
    contact.save()
    return contact


@transaction.atomic
def drop_contact(contact: SafeContact, *, by) -> None:
    require(can_keep_contact(by, contact))
    SafeContact.objects.filter(pk=contact.pk).delete()
