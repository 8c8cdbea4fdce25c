"""What the person who asks can still do once the mails are out: more time, a second mail, an end, a better address."""

import zoneinfo
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.addresses import display_name, normal
from common.locks import lock
from common.permissions import require
from feedback import days
from feedback.actions.holding import held, held_invitation
from feedback.models import (
    FeedbackInvitation,
    FeedbackRequest,
    FeedbackResponse,
    GroupKey,
    PersonalLink,
    PooledAnswer,
    ResultSnapshot,
)
from feedback.notify import asking, reminding
from feedback.permissions import can_cancel_request, can_extend_request, can_readdress, can_remind_all
from feedback.permissions.asking_people import People
from feedback.permissions.sending import unreachable

State, Asked = FeedbackRequest.State, FeedbackInvitation.State


@transaction.atomic
def extend_request(request: FeedbackRequest, closes_on: date, *, by) -> FeedbackRequest:
    """More time for everybody; for single people it would tell who is missing. Sent twice, it is given once."""
    request = held(request)
    if request.closes_on == closes_on and request.extended:
        return request
    require(can_extend_request(by, request, closes_on))
    request.closes_on, request.extended = closes_on, request.extended + 1
    request.closes_at = days.end_of(closes_on, zoneinfo.ZoneInfo(request.time_zone))
    request.save(update_fields=["closes_on", "closes_at", "extended"])
    return request


@transaction.atomic
def cancel_request(request: FeedbackRequest, *, by) -> FeedbackRequest:
    """All of it ends: answers are deleted, links are dead, mails that wait are not sent. That mails went out is kept."""
    request = held(request)
    if request.state == State.CANCELLED:
        return request
    require(can_cancel_request(by, request))
    request.become(State.CANCELLED)
    request.answered, request.declined, request.counted_on, request.reminded_on = 0, 0, None, None
    request.save(update_fields=["state", "answered", "declined", "counted_on", "reminded_on"])
    delete_answers(request)
    forget_people(request)
    asking.forget(request)
    return request


def delete_answers(request: FeedbackRequest) -> None:
    FeedbackResponse.objects.filter(invitation__request=request).delete()
    PooledAnswer.objects.filter(request=request).delete()
    ResultSnapshot.objects.filter(request=request).delete()


def forget_people(request: FeedbackRequest) -> None:
    """Rows are written anew, in the order of their random identifiers, so that not even their order tells who answered."""
    PersonalLink.objects.filter(invitation__request=request).delete()
    request.open_links.all().delete()
    rows = sorted(request.invitations.exclude(group__key=GroupKey.SELF), key=lambda row: row.pk)
    request.invitations.all().delete()
    for row in rows:
        row.state, row.reason, row.is_locked = Asked.REVOKED, "", False
    FeedbackInvitation.objects.bulk_create([row for row in rows if row.sent_on], batch_size=500)


@transaction.atomic
def remind_all(request: FeedbackRequest, *, by) -> FeedbackRequest:
    """A second mail to all who have not answered, whoever and however many that is. Sent twice, one mail goes."""
    request = held(request)
    today = timezone.localdate()
    if request.reminded_on == today:
        return request
    require(can_remind_all(by, request))
    request.reminded_on = today
    request.save(update_fields=["reminded_on"])
    waiting = request.invitations.open().exclude(group__key=GroupKey.SELF)
    reminding.reminded(request, list(waiting), f"remind:{today}")
    return request


@transaction.atomic
def readdress(invitation: FeedbackInvitation, name: str, address: str, *, by) -> FeedbackInvitation:
    """The same person under another address, which gets a mail. Whether it can be reached is tried anew.

    A draft that was begun under the old one is deleted: whoever reads the new one must not find it.
    It waits for a request that is being sent: the two are compared with each other.
    """
    lock(by)
    invitation = held_invitation(invitation)
    if invitation.state != Asked.BOUNCED and invitation.normal_address == normal(address):
        return invitation
    require(can_readdress(by, invitation, normal(address)))
    known = addressed(invitation, name, address)
    PersonalLink.objects.filter(invitation=known).delete()
    FeedbackResponse.objects.filter(invitation=known).delete()
    known.save(update_fields=["name", "address", "normal_address", "person", "counts", "state", "sent_on"])
    if known.state == Asked.SENT:
        asking.asked(invitation.request, [known], again=str(known.sent_on))
    return known


def addressed(invitation: FeedbackInvitation, name: str, address: str) -> FeedbackInvitation:
    """With the address, who that is, whether they count, and whether a mail may reach them."""
    people = People(invitation.request)
    known = next(one for one in people.all if one.pk == invitation.pk)
    known.name, known.address, known.normal_address = display_name(name) or known.name, address, normal(address)
    known.person, known.counts = people.members.get(known.normal_address), known.normal_address in people.known
    if known.normal_address not in unreachable(people):
        known.become(Asked.SENT)
        known.sent_on = timezone.localdate()
    return known
