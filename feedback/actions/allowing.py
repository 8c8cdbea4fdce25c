"""Mails go through again to an address whose owner asks for it."""

from django.db import transaction

from common.permissions import require
from feedback.models import DoNotContact
from feedback.permissions import can_allow_mails


@transaction.atomic
def allow_mails(stop: DoNotContact, *, by) -> None:
    """Members can ask this address again. Its owner has asked an administrator for it; nobody else can."""
    require(can_allow_mails(by, stop))
    stop.delete()
