"""Who hears that a request has closed: the person, and those with whom it was shared from the start. No number, no subject."""

from django.urls import reverse
from django.utils.translation import gettext as _

from feedback.models import FeedbackRequest
from feedback.notify.asking import key_of
from notices import outbox
from teams.models import MemberRole, Membership

CLOSED, SHARED = "feedback/notices/closed.txt", "feedback/notices/shared.txt"
KEEPERS = [MemberRole.LEAD, MemberRole.MANAGER]


def closed(request: FeedbackRequest) -> None:
    outbox.tell(
        [request.subject], key=key_of(request, "closed"), kind="feedback.closed", url=door(request), template=CLOSED,
        text=_("A request for feedback of yours has closed."),
    )  # fmt: skip
    if request.share == FeedbackRequest.Share.KEEPERS:
        shared(request)


def shared(request: FeedbackRequest) -> None:
    outbox.tell(
        keepers(request), key=key_of(request, "shared"), kind="feedback.shared", url=door(request), template=SHARED,
        text=_("%(who)s shares with you what came of a request for feedback.") % {"who": request.subject},
        team_id=request.team_id,
    )  # fmt: skip


def keepers(request: FeedbackRequest) -> list:
    """Lead and managers of the team as it is now, but the person."""
    rows = Membership.objects.present().filter(team=request.team_id, role__in=KEEPERS)
    return [one.person for one in rows.exclude(person=request.subject_id).select_related("person")]


def door(request: FeedbackRequest) -> str:
    return reverse("feedback:results", args=[request.pk])
