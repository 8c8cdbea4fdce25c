"""The mail with a new link for who has lost theirs. One an hour for each request, however often it is asked for."""

from django.utils import timezone

from feedback.models import FeedbackInvitation
from feedback.notify.asking import key_of
from notices import outbox

RECOVERED = "feedback/notices/recovered.txt"


def recovered(invitations: list[FeedbackInvitation]) -> None:
    """To the address that was asked, whatever the spelling that was typed."""
    hour = f"{timezone.now():%Y%m%d%H}"
    outbox.post([mail_to(one, hour) for one in invitations])


def mail_to(invitation, hour):
    key = key_of(invitation.request, f"recovered:{hour}:{invitation.pk}")
    return outbox.mail_to(invitation.address, key, RECOVERED, {"invitation": str(invitation.pk)}, None, None)
