"""Answering: a draft, sending it, sending it again until the request closes. Nothing here says when, or who is signed in."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.permissions import Stale, require
from feedback.actions.holding import held_invitation
from feedback.models import FeedbackInvitation, FeedbackResponse
from feedback.permissions import (
    can_decline,
    can_lock_answers,
    can_save_draft,
    can_say_not_me,
    can_submit,
    can_undo_decline,
)

State = FeedbackInvitation.State


@transaction.atomic
def save_draft(invitation: FeedbackInvitation, draft: dict, *, revision: int) -> FeedbackResponse:
    """What stands in the form, as it was typed: {question key: raw answer}. It counts for nothing until it is sent."""
    invitation = held_invitation(invitation)
    require(can_save_draft(invitation))
    response = response_to(invitation)
    if response.draft == draft:
        return response
    if response.revision != revision:
        raise Stale(_("You changed this in another window meanwhile. Nothing was overwritten."))
    return keep(response, draft=draft)


@transaction.atomic
def submit(invitation: FeedbackInvitation, answers: dict, *, revision: int | None = None) -> FeedbackInvitation:
    """The answers as they are now count, in place of those sent before. `answers` are clean: {question key: value}.

    `revision` is the one that the sender looked through; sending the same twice sends once.
    """
    invitation = held_invitation(invitation)
    require(can_submit(invitation))
    response = response_to(invitation)
    if is_sent(invitation, response, answers):
        return invitation
    if revision is not None and response.revision != revision:
        raise Stale(_("You changed this in another window meanwhile. Look through it once more."))
    keep(response, draft=None, answers=answers)
    if invitation.state != State.SUBMITTED:
        move(invitation, State.SUBMITTED)
    return invitation


@transaction.atomic
def lock_answers(invitation: FeedbackInvitation) -> FeedbackInvitation:
    """From now on the link shows a receipt without content, whoever holds it."""
    invitation = held_invitation(invitation)
    require(can_lock_answers(invitation))
    FeedbackResponse.objects.filter(invitation=invitation).update(draft=None)
    invitation.is_locked = True
    invitation.save(update_fields=["is_locked"])
    return invitation


@transaction.atomic
def decline(invitation: FeedbackInvitation, reason: str = "") -> FeedbackInvitation:
    """The person rather says nothing. What they wrote stays theirs until the close, so that they can think again."""
    invitation = held_invitation(invitation)
    require(can_decline(invitation))
    if invitation.state == State.DECLINED:
        return invitation
    invitation.reason = reason
    return move(invitation, State.DECLINED)


@transaction.atomic
def undo_decline(invitation: FeedbackInvitation) -> FeedbackInvitation:
    """As it was before: what had been sent counts again."""
    invitation = held_invitation(invitation)
    require(can_undo_decline(invitation))
    if invitation.state != State.DECLINED:
        return invitation
    has_sent = response_to(invitation).answers is not None
    invitation.reason = ""
    return move(invitation, State.SUBMITTED if has_sent else State.SENT)


@transaction.atomic
def say_not_me(invitation: FeedbackInvitation) -> FeedbackInvitation:
    """The mail reached somebody else: the invitation ends, all its links die, and nothing written by them remains."""
    invitation = held_invitation(invitation)
    require(can_say_not_me(invitation))
    FeedbackResponse.objects.filter(invitation=invitation).delete()
    invitation.links.all().delete()
    invitation.reason = ""
    return move(invitation, State.REVOKED)


def response_to(invitation: FeedbackInvitation) -> FeedbackResponse:
    """The one of this invitation, which is held."""
    return FeedbackResponse.objects.get_or_create(invitation=invitation)[0]


def is_sent(invitation, response, answers) -> bool:
    return invitation.state == State.SUBMITTED and response.draft is None and response.answers == answers


def keep(response: FeedbackResponse, **fields) -> FeedbackResponse:
    for name, value in fields.items():
        setattr(response, name, value)
    response.revision += 1
    response.save(update_fields=[*fields, "revision"])
    return response


def move(invitation: FeedbackInvitation, state: str) -> FeedbackInvitation:
    invitation.become(state)
    invitation.save(update_fields=["state", "reason"])
    return invitation
