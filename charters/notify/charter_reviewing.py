"""Who hears that the team looks at its agreements again, and that the result is there. Never what anybody marked."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from charters.models import CharterReview
from notices import outbox


def opened(review: CharterReview, *, by) -> None:
    """Everyone who answers."""
    text = _("Look at “%(charter)s” again: what is kept, and what should change?")
    tell(review, "charter_review_opened", text, "mark_agreements", but=by)


def closed(review: CharterReview, *, by) -> None:
    text = _("The result of looking at “%(charter)s” again is there.")
    tell(review, "charter_review_closed", text, "charter_review", but=by)


def tell(review: CharterReview, kind: str, text: str, page: str, *, but) -> None:
    context = {
        "charter": review.charter.title,
        "closes_on": date_format(review.closes_on, "j F Y"),
        "next_on": date_format(review.charter.next_review_on, "j F Y") if review.charter.next_review_on else "",
    }
    outbox.tell(
        [person for person in review.charter.team.memberships.writers().people() if person != but],
        key=f"{kind}:{review.pk}",
        kind=kind,
        text=text % context,
        url=reverse(f"charters:{page}", args=[review.pk]),
        template=f"charters/notices/{kind}.txt",
        context=context,
        team_id=review.team_id,
    )
