"""What becomes of feedback when somebody closes their account. Called by the verb of accounts, in its transaction."""

from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.addresses import normal
from feedback.actions.sending_later import cancel_request
from feedback.models import (
    CollaborationProfile,
    FeedbackInvitation,
    FeedbackRequest,
    FeedbackResponse,
    Insight,
    LearningItem,
    NextStep,
    PersonalLink,
    Questionnaire,
    QuoteConsent,
    Reflection,
    ReflectionItem,
    RespondentGroup,
    ResultNote,
)

State, Asked = FeedbackRequest.State, FeedbackInvitation.State


@transaction.atomic
def close(person, *, by) -> None:
    """Answers that were sent stay, pooled or to be pooled. What was the person's alone goes, and what is open ends."""
    end_requests(person, by)
    end_asks(person)
    drop_lessons(person)
    drop_showing(person)


def end_requests(person, by) -> None:
    """What was never sent goes, what collects is cancelled with all that was answered; what is over stays as it is."""
    own = FeedbackRequest.objects.of(person)
    own.filter(state__in=[State.PROPOSED, State.DRAFT]).delete()
    for request in own.filter(state__in=[State.COLLECTING, State.CLOSED]):
        cancel_request(request, by=by)
    ResultNote.objects.filter(request__subject=person).delete()
    used = RespondentGroup.objects.filter(version__questionnaire__owner=person).values("version__questionnaire")
    Questionnaire.objects.filter(owner=person).exclude(pk__in=used).delete()


def end_asks(person) -> None:
    """Nobody waits for them any more, and what was sent counts until close.

    Every row is written anew, whatever they did, and goes on counting as somebody who was asked: a number that changed,
    or did not, on the day somebody goes would tell others whether they had answered.
    """
    asks = asks_of(person)
    asks.filter(state=Asked.CREATED).delete()
    PersonalLink.objects.filter(invitation__in=asks).delete()
    drop_drafts(asks)
    forget_names(list(asks))


def drop_drafts(asks) -> None:
    begun = FeedbackResponse.objects.filter(invitation__in=asks)
    begun.filter(answers__isnull=True).delete()
    begun.update(draft=None)


def forget_names(rows: list[FeedbackInvitation]) -> None:
    for row in rows:
        row.state, row.reason = (Asked.ENDED if row.state == Asked.SENT else row.state), ""
        row.name, row.address = _("Former member"), f"{uuid4().hex}@closed.invalid"
        row.normal_address = row.address
    FeedbackInvitation.objects.bulk_update(
        rows, ["state", "reason", "name", "address", "normal_address"], batch_size=500
    )


def asks_of(person):
    """As one of a team, and under any address that they have confirmed."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    mine = Q(person=person) | Q(normal_address__in={normal(address) for address in confirmed})
    return FeedbackInvitation.objects.filter(mine)


def drop_lessons(person) -> None:
    """What was shared stays with those it was shared with."""
    NextStep.objects.filter(person=person).delete()
    LearningItem.objects.filter(person=person).delete()
    Insight.objects.filter(author=person, shared_at=None).delete()
    ReflectionItem.objects.filter(reflection__person=person, shared_at=None).delete()
    Reflection.objects.filter(person=person, items=None).delete()


def drop_showing(person) -> None:
    """The profile with its links, the quotes on it, and the person's own words on profiles of others."""
    CollaborationProfile.objects.filter(person=person).delete()
    QuoteConsent.objects.filter(subject=person).delete()
    QuoteConsent.objects.filter(author=person).delete()
