"""What stands in the way of sending: nobody to ask, nothing that could be shown, too many mails, a day that is none."""

import zoneinfo
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.permissions import Answer, Denied
from feedback import days
from feedback.digests import digest_of
from feedback.models import DoNotContact, FeedbackInvitation, FeedbackRequest
from feedback.permissions.asking import can_edit_request
from feedback.permissions.asking_people import People, showing
from feedback.permissions.sending_again import regrouped

OUTSIDE_A_DAY, OPEN_ASKS = 30, 3


@dataclass(frozen=True)
class Obstacle:
    """Why it cannot be sent, and the part of the page at which that is said."""

    place: str
    reason: str


def can_send(user, request: FeedbackRequest) -> Answer:
    """`request` as it is to be sent: with its last day."""
    answer = can_edit_request(user, request)
    found = obstacles(People(request)) if answer else []
    return Denied(found[0].reason) if found else answer


def obstacles(people: People) -> list[Obstacle]:
    """Everything that must change before it can be sent, in the order of the page."""
    gone = unreachable(people) if people.asked else set()
    found = [
        too_few(people),
        shows_nothing(people, gone),
        asked_again(people, gone),
        writes_too_many(people),
        wrong_day(people),
    ]
    return [one for one in found if one]


def too_few(people: People) -> Obstacle | None:
    if people.asked:
        return None
    return Obstacle("who", _("Please choose at least one person to ask."))


def shows_nothing(people: People, gone: set[str]) -> Obstacle | None:
    """A promise that could only be kept by showing nothing at all."""
    asked = [one for one in people.asked if not one.group.is_named]
    if not asked or not showing(people, gone).withheld:
        return None
    counting = [one for one in asked if one.normal_address in people.known and one.normal_address not in gone]
    n, least = len(counting), settings.FEEDBACK_LEAST_SCORES
    words = ngettext(
        "Nothing could be shown of the confidential answers, even if everybody answers: %(n)d person counts and can be reached, %(least)d are needed. Ask more people, or ask by name.",
        "Nothing could be shown of the confidential answers, even if everybody answers: %(n)d people count and can be reached, %(least)d are needed. Ask more people, or ask by name.",
        n,
    )
    return Obstacle("who", words % {"n": n, "least": least})


def asked_again(people: People, gone: set[str]) -> Obstacle | None:
    words = regrouped(people, gone)
    return Obstacle("who", words) if words else None


def writes_too_many(people: People) -> Obstacle | None:
    """Mails to people outside the team are counted by person and day, since anybody can be mailed from here."""
    outside = sum(one.normal_address not in people.members for one in people.asked)
    left = OUTSIDE_A_DAY - written_today(people.request.subject_id)
    if outside <= left:
        return None
    words = _("You can write to %(most)d people outside your team a day; today %(left)d more. Here are %(n)d.")
    return Obstacle("who", words % {"most": OUTSIDE_A_DAY, "left": max(left, 0), "n": outside})


def written_today(subject_id) -> int:
    """Also what was cancelled since: the mails are out."""
    sent = FeedbackInvitation.objects.filter(request__subject=subject_id, sent_on=timezone.localdate(), person=None)
    return sent.count()


def wrong_day(people: People) -> Obstacle | None:
    request = people.request
    if request.closes_on is None:
        return Obstacle("until", _("Please choose until when people can answer."))
    try:
        days.closing(request.closes_on, zoneinfo.ZoneInfo(request.time_zone), timezone.now())
    except ValueError as error:
        return Obstacle("until", str(error))
    return None


def unreachable(people: People) -> set[str]:
    """Addresses that want no mail, or wait for three answers already. The two are told apart by nobody."""
    wanted = {one.normal_address for one in people.asked}
    return stopped(wanted) | busy(wanted - set(people.members), people.request)


def stopped(addresses: set[str]) -> set[str]:
    digests = {digest_of(one): one for one in addresses}
    found = DoNotContact.objects.filter(digest__in=digests).values_list("digest", flat=True)
    return {digests[one] for one in found}


def busy(addresses: set[str], request: FeedbackRequest) -> set[str]:
    """Asked by three running requests, answered or not: else being reached would tell that somebody answered."""
    asks = FeedbackInvitation.objects.filter(
        normal_address__in=addresses, request__state=FeedbackRequest.State.COLLECTING, sent_on__isnull=False
    ).exclude(request=request)
    counted = asks.order_by().values("normal_address").annotate(n=Count("pk")).filter(n__gte=OPEN_ASKS)
    return {one["normal_address"] for one in counted}
