"""What can still be done once a request is out: more time, a second mail, an end, an address that was wrong, an open link."""

import zoneinfo
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from common.addresses import normal
from common.permissions import Answer, Denied
from feedback import days
from feedback.models import FeedbackInvitation, FeedbackRequest
from feedback.permissions.asking import MOST_PEOPLE
from feedback.permissions.asking_people import People
from feedback.permissions.sending import OUTSIDE_A_DAY, written_today
from feedback.permissions.sending_again import regrouped

State, Asked = FeedbackRequest.State, FeedbackInvitation.State
MOST_EXTENSIONS, BETWEEN_REMINDERS = 2, timedelta(days=3)
WAITING = [Asked.SENT, Asked.SUBMITTED, Asked.DECLINED]


def is_collecting(user, request: FeedbackRequest) -> Answer:
    if request.subject_id != user.pk:
        return Denied(_("Only the person who asks may do this."))
    if request.state != State.COLLECTING or timezone.now() >= request.closes_at:
        return Denied(_("This request takes no more answers."))
    return True


def can_extend_request(user, request: FeedbackRequest, day=None) -> Answer:
    """For everybody at once, and at most twice; for single people it would tell who is missing. `day` is the new last one."""
    answer = is_collecting(user, request)
    if answer and request.extended >= MOST_EXTENSIONS:
        return Denied(_("It was given more time twice; that is as often as possible."))
    if not answer or day is None:
        return answer
    try:
        days.extended(day, zoneinfo.ZoneInfo(request.time_zone), request.closes_at, timezone.now())
    except ValueError as error:
        return Denied(str(error))
    return True


def can_cancel_request(user, request: FeedbackRequest) -> Answer:
    if request.subject_id != user.pk:
        return Denied(_("Only the person who asks may cancel it."))
    return request.state in (State.DRAFT, State.COLLECTING, State.CLOSED) or Denied(_("It is over already."))


def can_remind_all(user, request: FeedbackRequest) -> Answer:
    answer = is_collecting(user, request)
    if answer and timezone.localdate() < (request.reminded_on or request.sent_on) + BETWEEN_REMINDERS:
        return Denied(_("Please leave people at least three days between two mails."))
    return answer


def can_readdress(user, invitation: FeedbackInvitation, address: str = "") -> Answer:
    """Until somebody has been counted as answering: later a new name would tell by what the number does.
    `address` is the new one, as addresses are compared."""
    answer = is_collecting(user, invitation.request)
    if answer and invitation.state != Asked.BOUNCED:
        return Denied(_("This address can be reached."))
    if answer and invitation.request.answered:
        return Denied(_("Somebody has answered already; who is asked stays as it is."))
    return fits(invitation, address, user) if answer and address else answer


def fits(invitation: FeedbackInvitation, address: str, user) -> Answer:
    request = invitation.request
    if address == normal(user.email):
        return Denied(_("This is your own address."))
    if request.invitations.exclude(pk=invitation.pk).filter(normal_address=address).exists():
        return Denied(_("This address is here already."))
    people = People(request)
    if address not in people.members and written_today(user.pk) >= OUTSIDE_A_DAY:
        return Denied(_("You have written to %(most)d people outside your team today.") % {"most": OUTSIDE_A_DAY})
    return joins(people, invitation.group_id, address)


def joins(people: People, group_id, address: str) -> Answer:
    """Whether one more person of a group would tell, compared with former requests, what somebody said."""
    group = people.by_id[group_id]
    found = "" if group.is_named else regrouped(people, more=[(address, group)])
    return Denied(found) if found else True


def can_make_open_link(user, request: FeedbackRequest) -> Answer:
    answer = is_collecting(user, request)
    if answer and request.invitations.count() >= MOST_PEOPLE:
        return Denied(_("Please ask at most %(most)d people at once.") % {"most": MOST_PEOPLE})
    return answer


def can_revoke_open_link(user, link) -> Answer:
    return link.request.subject_id == user.pk or Denied(_("Only the person who asks may do this."))


def can_confirm_person(user, invitation: FeedbackInvitation) -> Answer:
    """Somebody who came by an open link. They count only if the team or its charter knows them."""
    answer = can_refuse_person(user, invitation)
    if not answer:
        return answer
    return joins(People(invitation.request), invitation.group_id, invitation.normal_address)


def can_refuse_person(user, invitation: FeedbackInvitation) -> Answer:
    answer = is_collecting(user, invitation.request)
    if answer and (invitation.is_confirmed or invitation.state not in WAITING):
        return Denied(_("You have decided on this person."))
    return answer
