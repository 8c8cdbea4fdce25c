"""A new link for who lost theirs. Whoever asks hears the same, whether the address is known or not."""

from django.db import transaction

from common.addresses import normal
from feedback.models import FeedbackInvitation, FeedbackRequest
from feedback.notify import recovering as notify

State = FeedbackInvitation.State
ANSWERABLE = [State.SENT, State.SUBMITTED, State.DECLINED]
MOST = 10


@transaction.atomic
def recover(address: str) -> None:
    """All that is open for this address gets a new mail, at the address to which it was sent."""
    found = FeedbackInvitation.objects.filter(
        normal_address=normal(address), state__in=ANSWERABLE, request__state=FeedbackRequest.State.COLLECTING
    )
    notify.recovered(list(found.select_related("request")[:MOST]))
