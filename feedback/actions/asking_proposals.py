"""A lead suggests to somebody of the team to ask for feedback; that one decides, and from then on it is theirs alone."""

from uuid import UUID

from django.db import transaction

from charters.models import Charter
from common.permissions import require
from feedback.actions.asking import USUAL, today_of
from feedback.actions.holding import held
from feedback.models import FeedbackRequest
from feedback.notify import asking as notify
from feedback.permissions import can_accept_proposal, can_decline_proposal, can_propose_request

State = FeedbackRequest.State


@transaction.atomic
def propose_request(
    team, person, about: str, *, by, occasion: str, charter: Charter | None = None, key: UUID | None = None
) -> FeedbackRequest:
    """The person hears of it and decides. The same `key` proposes once."""
    require(can_propose_request(by, team, person))
    if key and (known := FeedbackRequest.objects.filter(pk=key, proposed_by=by).first()):
        return known
    named = {"id": key} if key and not FeedbackRequest.objects.filter(pk=key).exists() else {}
    request = FeedbackRequest.objects.create(
        **named, subject=person, proposed_by=by, team=team, charter=charter, occasion=occasion, about=about,
        time_zone=person.time_zone, state=State.PROPOSED,
    )  # fmt: skip
    notify.proposed(request)
    return request


@transaction.atomic
def accept_proposal(request: FeedbackRequest, *, by) -> FeedbackRequest:
    """It becomes the person's own draft; whom they ask, what, and whether they send it, the lead does not see."""
    request = held(request)
    if request.state == State.DRAFT:
        return request
    require(can_accept_proposal(by, request))
    request.become(State.DRAFT)
    request.closes_on = today_of(by) + USUAL
    request.save(update_fields=["state", "closes_on"])
    notify.proposal_answered(request)
    return request


@transaction.atomic
def decline_proposal(request: FeedbackRequest, *, by) -> FeedbackRequest:
    request = held(request)
    if request.state == State.CANCELLED:
        return request
    require(can_decline_proposal(by, request))
    request.become(State.CANCELLED)
    request.save(update_fields=["state"])
    notify.proposal_answered(request)
    return request
