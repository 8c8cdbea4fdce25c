"""The verbs of an invitation."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from common.locks import lock
from common.permissions import require
from notices.minters import minted
from teams import notify
from teams.actions.members import follow, seat, when_joining
from teams.history import record
from teams.models import EXPIRES_AFTER_DAYS, Invitation, MemberRole, Membership, Team, hash_of
from teams.permissions import can_accept_invitation, can_invite, can_resend_invitation, can_withdraw_invitation

State = Invitation.State


@transaction.atomic
def invite(team: Team, addresses: Iterable[str], role: str, message: str = "", *, by) -> list[Invitation]:
    """The lead asks people by their addresses. Who is asked already is not asked twice; what expired is sent anew."""
    team = lock(team)
    require(can_invite(by, team))

    wanted = list(dict.fromkeys(address.lower() for address in addresses))
    waiting = {found.email: found for found in team.invitations.filter(state=State.SENT, email__in=wanted)}
    sent = [renew(waiting[address], role, message, by) for address in wanted if has_expired(waiting, address)]
    sent += Invitation.objects.bulk_create(
        [new_invitation(team, address, role, message, by) for address in wanted if address not in waiting]
    )

    for invitation in sent:
        record("invitation.sent", invitation, by=by, about=team, email=invitation.email, role=invitation.role)
    notify.invited(sent, team, by=by)
    return sent


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by, after: int | None = None) -> Invitation:
    """A new link for another fortnight; the old one is dead. `after` is the number of sendings the sender saw."""
    invitation = hold(invitation)
    require(can_resend_invitation(by, invitation))
    if after is not None and invitation.sendings != after:
        return invitation

    notify.take_back(invitation)
    renew(invitation, invitation.role, invitation.message, invitation.invited_by)

    record("invitation.resent", invitation, by=by, about=invitation.team, email=invitation.email)
    notify.invited([invitation], invitation.team, by=invitation.invited_by)
    return invitation


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by) -> Invitation:
    """The lead thinks again; the link is dead."""
    invitation = hold(invitation)
    if invitation.state == State.WITHDRAWN:
        return invitation
    require(can_withdraw_invitation(by, invitation))

    close(invitation, State.WITHDRAWN)
    record("invitation.withdrawn", invitation, by=by, about=invitation.team, email=invitation.email)
    notify.take_back(invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by) -> Membership:
    """The person invited joins the team; a second click finds them in it."""
    invitation = hold(invitation)
    if invitation.accepted_by_id == by.pk and (present := membership_of(by, invitation)):
        return present
    require(can_accept_invitation(by, invitation))

    invitation.accepted_by_id = by.pk
    close(invitation, State.ACCEPTED)
    membership, is_new = seat(invitation.team, by, invitation.role)

    event = record("invitation.accepted", invitation, by=by, about=invitation.team, role=membership.role)
    if is_new:
        follow(when_joining, membership, by)
    notify.take_back(invitation)
    notify.accepted(invitation, event, by=by)
    return membership


@minted(notify.INVITED)
def mint_link(mail) -> dict | None:
    """A fresh secret for a mail about to be sent, of which only the hash is kept; None when nobody is waited for."""
    token = secrets.token_urlsafe(32)
    found = Invitation.objects.waiting().filter(pk=mail.context["invitation"], sendings=mail.context["sending"])
    if not found.update(token_hash=hash_of(token)):
        return None
    return {"link": settings.SITE_URL + reverse("teams:accept", args=[token])}


def hold(invitation: Invitation) -> Invitation:
    """The team first, as in every verb of a team."""
    lock(invitation.team)
    return lock(invitation)


def close(invitation: Invitation, state: str) -> None:
    invitation.become(state)
    invitation.closed_at = timezone.now()
    invitation.save(update_fields=["state", "closed_at", "accepted_by"])


def renew(invitation: Invitation, role: str, message: str, by) -> Invitation:
    invitation.role, invitation.message, invitation.invited_by_id = MemberRole(role), message, by.pk
    invitation.sendings += 1
    invitation.token_hash = ""
    invitation.expires_at = in_a_fortnight()
    invitation.save(update_fields=["role", "message", "invited_by", "sendings", "token_hash", "expires_at"])
    return invitation


def new_invitation(team: Team, address: str, role: str, message: str, by) -> Invitation:
    return Invitation(
        team=team, email=address, role=role, message=message, invited_by_id=by.pk, expires_at=in_a_fortnight()
    )


def in_a_fortnight():
    return timezone.now() + timedelta(days=EXPIRES_AFTER_DAYS)


def has_expired(waiting: dict[str, Invitation], address: str) -> bool:
    return address in waiting and waiting[address].has_expired


def membership_of(person, invitation: Invitation) -> Membership | None:
    return Membership.objects.present().filter(person_id=person.pk, team_id=invitation.team_id).first()
