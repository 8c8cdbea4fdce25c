"""An open link for people whose mail is blocked, and who of those that came by it are confirmed. The asker's side."""

import secrets
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from feedback.actions.holding import held, held_invitation
from feedback.models import FeedbackInvitation, FeedbackResponse, OpenLink, PersonalLink, RespondentGroup
from feedback.permissions import can_confirm_person, can_make_open_link, can_refuse_person, can_revoke_open_link
from feedback.permissions.asking_people import People
from teams.models import hash_of

Asked = FeedbackInvitation.State


@transaction.atomic
def make_open_link(group: RespondentGroup, key: UUID, *, by) -> str:
    """The address of a link that anybody may use for three days; it is shown this once. The same `key` makes one,
    and a second time gives ""."""
    request = held(group.request)
    if OpenLink.objects.filter(pk=key).exists():
        return ""
    require(can_make_open_link(by, request))
    token = secrets.token_urlsafe(32)
    OpenLink.objects.create(
        pk=key, request=request, group=group, token_hash=hash_of(token), expires_at=timezone.now() + OpenLink.LASTS
    )
    return settings.SITE_URL + reverse("feedback:open_link", args=[token])


@transaction.atomic
def revoke_open_link(link: OpenLink, *, by) -> OpenLink:
    request = held(link.request)
    link = lock(link)
    link.request = request
    require(can_revoke_open_link(by, link))
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
    return link


@transaction.atomic
def confirm_person(invitation: FeedbackInvitation, *, by) -> FeedbackInvitation:
    """Whoever came by an open link is known to the person who asks. They count if the team or its charter knows them, too.

    It waits for a request that is being sent: the two are compared with each other.
    """
    lock(by)
    invitation = held_invitation(invitation)
    if invitation.is_confirmed and invitation.state in (Asked.SENT, Asked.SUBMITTED, Asked.DECLINED):
        return invitation
    require(can_confirm_person(by, invitation))
    people = People(invitation.request)
    invitation.is_confirmed = True
    invitation.person = people.members.get(invitation.normal_address)
    invitation.counts = invitation.normal_address in people.known
    invitation.save(update_fields=["is_confirmed", "person", "counts"])
    return invitation


@transaction.atomic
def refuse_person(invitation: FeedbackInvitation, *, by) -> FeedbackInvitation:
    """Somebody came by an open link who was not meant: what they wrote is deleted, unread."""
    invitation = held_invitation(invitation)
    if invitation.state == Asked.REVOKED:
        return invitation
    require(can_refuse_person(by, invitation))
    FeedbackResponse.objects.filter(invitation=invitation).delete()
    PersonalLink.objects.filter(invitation=invitation).delete()
    invitation.become(Asked.REVOKED)
    invitation.save(update_fields=["state"])
    return invitation
