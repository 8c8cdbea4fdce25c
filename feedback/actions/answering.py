"""Answering: a draft, sending it, sending it again until the request closes. Nothing here says when, or who is signed in."""

from django.db import transaction

from common.permissions import require
from feedback.actions.holding import held_invitation
from feedback.models import FeedbackInvitation, FeedbackResponse
from feedback.permissions import can_answer

State = FeedbackInvitation.State


@transaction.atomic
def submit(invitation: FeedbackInvitation, answers: dict) -> FeedbackInvitation:
    """The answers as they are now count, in place of those sent before. `answers` are clean: {question key: value}."""
    invitation = held_invitation(invitation)
    require(can_answer(invitation))
    response, _ = FeedbackResponse.objects.get_or_create(invitation=invitation)
    response.draft, response.answers, response.revision = None, answers, response.revision + 1
    response.save(update_fields=["draft", "answers", "revision"])
    if invitation.state != State.SUBMITTED:
        invitation.become(State.SUBMITTED)
        invitation.save(update_fields=["state"])
    return invitation
