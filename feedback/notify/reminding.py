"""The mail that asks a second time. Who has answered, declined or is unconfirmed gets none; nothing tells how many do."""

from collections.abc import Iterable

from feedback.models import FeedbackInvitation, FeedbackRequest
from feedback.notify.asking import key_of
from notices import outbox

REMINDED = "feedback/notices/reminded.txt"


def reminded(request: FeedbackRequest, invitations: Iterable[FeedbackInvitation], moment: str) -> None:
    """One mail to each who is still waited for. The same `moment` ("half", "last", a day) reminds nobody twice."""
    outbox.post([mail_to(request, one, moment) for one in invitations if is_waited_for(one)])


def is_waited_for(invitation: FeedbackInvitation) -> bool:
    return invitation.state == FeedbackInvitation.State.SENT and invitation.is_confirmed


def mail_to(request, invitation, moment):
    key, context = key_of(request, f"{moment}:{invitation.pk}"), {"invitation": str(invitation.pk)}
    return outbox.mail_to(invitation.address, key, REMINDED, context, None, None)
