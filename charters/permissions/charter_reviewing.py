"""Rules of looking again at a charter in force. `user` is None where time itself opens or closes a review."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from charters.agreements import AGREEMENTS, DAYS_BETWEEN, ENOUGH
from charters.models import Charter, CharterReview
from charters.permissions.closing import is_running
from common.permissions import Answer, Denied
from teams.permissions import is_lead, is_writer

State = CharterReview.State


def can_open_charter_review(user, charter: Charter) -> Answer:
    """The lead at any time; when the day has come, whoever lives by the charter."""
    if user and not is_lead(user, charter.team_id) and not (is_due(charter) and is_writer(user, charter.team_id)):
        return Denied(_("Only the team's lead begins a review before its day."))
    if not is_running(charter):
        return is_running(charter)
    version = charter.versions.active().only("pk").first()
    if version is None:
        return Denied(_("Only a charter in force is looked at again."))
    if not version.items.filter(kind__in=AGREEMENTS).exists():
        return Denied(_("The charter holds no agreements to look at."))
    return not_looked_at_lately(charter)


def is_due(charter: Charter) -> bool:
    return charter.next_review_on is not None and charter.next_review_on <= timezone.localdate()


def not_looked_at_lately(charter: Charter) -> Answer:
    """Two results of nearly the same people, soon after each other, would tell by their difference who said what."""
    since = timezone.now() - timedelta(days=DAYS_BETWEEN)
    lately = charter.charter_reviews.filter(closed_at__gt=since, answered__gte=ENOUGH)
    return not lately.exists() or Denied(
        _("The team looked at it less than two weeks ago. Another look so soon could tell who said what.")
    )


def can_mark_agreements(user, review: CharterReview) -> Answer:
    if not is_writer(user, review.team_id):
        return Denied(_("The lead and the members look at their agreements."))
    return is_running(review.charter) and (review.state == State.OPEN or Denied(_("This review is closed.")))


def can_close_charter_review(user, review: CharterReview) -> Answer:
    if user and not is_lead(user, review.team_id):
        return Denied(_("Only the team's lead closes a review before its day."))
    return review.can_become(State.CLOSED) or Denied(_("This review is closed."))


def can_leave_unchanged(user, review: CharterReview) -> Answer:
    if not is_lead(user, review.team_id):
        return Denied(_("Only the team's lead says that nothing changes."))
    if review.state != State.CLOSED or not is_the_last(review):
        return Denied(_("Only the last review can be answered, once it is closed."))
    return review.left_unchanged_at is None or Denied(_("It is said already that nothing changes."))


def is_the_last(review: CharterReview) -> bool:
    later = CharterReview.objects.filter(charter_id=review.charter_id, opened_at__gt=review.opened_at)
    return not later.exists()


def can_set_review_every(user, charter: Charter) -> Answer:
    if not is_lead(user, charter.team_id):
        return Denied(_("Only the team's lead sets how often the team looks at it again."))
    return is_running(charter)
