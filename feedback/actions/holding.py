"""What every verb begins with: the request is held first, then what belongs to it."""

from common.locks import lock
from feedback.models import FeedbackInvitation, FeedbackRequest


def held(request: FeedbackRequest) -> FeedbackRequest:
    """The request read again and held until the transaction ends."""
    return lock(request)


def held_invitation(invitation: FeedbackInvitation) -> FeedbackInvitation:
    """The invitation and its request, both held: closing waits for an answer that is being written, and the other way round."""
    request = lock(invitation.request)
    invitation = lock(invitation)
    invitation.request = request
    return invitation
