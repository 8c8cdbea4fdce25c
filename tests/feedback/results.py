"""Requests that are over: closed and released by the real actions, with answers that can be told apart."""

from datetime import datetime, timedelta

from feedback.actions import closing, releasing
from feedback.models import GRACE, FeedbackRequest
from tests.feedback.requests import CLIENT, add, answer, draft_by, group_of, send

SOON = timedelta(minutes=1)
# What stands in the answer of one giver and nowhere else.
CARD = "Warned us by Wednesday, says {}"


def over(request: FeedbackRequest) -> datetime:
    """A moment at which nothing more is taken."""
    return request.closes_at + GRACE + SOON


def close(request: FeedbackRequest) -> FeedbackRequest:
    """Closed and, unless it waits for another, released."""
    now = over(request)
    return releasing.release(closing.close(request, now), now)


def asked_by(subject, team, people, *, client=True, **fields) -> FeedbackRequest:
    """Confidential: `people`, as teammates; with a name: a client. Sent."""
    request = draft_by(subject, team, **fields)
    add(group_of(request), *people)
    if client:
        add(group_of(request, "client", "named"), CLIENT)
    return send(request)


def answers_of(who) -> dict:
    """What this person sends beside a 4 for everything: a card with their name in it."""
    return {"keep_doing": {"cards": [CARD.format(who)]}}


def answered_by(request: FeedbackRequest, *people) -> FeedbackRequest:
    for who in people:
        answer(request, who, **answers_of(who))
    return request
