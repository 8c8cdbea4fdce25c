"""What time alone makes happen to charters: they are looked at again, and a review that is over closes."""

from datetime import datetime

from django.utils import timezone

from charters.actions import amending, charter_reviewing
from charters.models import CharterReview, charters_to_look_at
from charters.permissions import can_open_charter_review


def tick(now: datetime) -> None:
    """Safe to run twice, late, or in two places at once."""
    amending.close_windows()
    look_again(now)


def look_again(now: datetime) -> None:
    """Each due day opens one review; two weeks later, or when all have answered, it closes."""
    today = timezone.localdate(now)
    for review in CharterReview.objects.to_close(today).select_related("charter__team"):
        charter_reviewing.close_charter_review(review, by=None)
    for charter in charters_to_look_at(today).select_related("team"):
        if can_open_charter_review(None, charter):
            charter_reviewing.open_charter_review(charter, by=None)
