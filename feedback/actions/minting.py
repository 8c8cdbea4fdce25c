"""The secret of a personal link, made at the moment a mail is rendered; only its hash is kept."""

import secrets

from django.conf import settings
from django.urls import reverse

from feedback.models import FeedbackInvitation, PersonalLink
from feedback.notify import asking
from notices.minters import minted
from teams.models import hash_of

State = FeedbackInvitation.State


@minted(asking.ASKED)
def mint_asked(mail) -> dict | None:
    return minted_for(mail)


def minted_for(mail) -> dict | None:
    """What a mail to a respondent says, with a link of its own; None when nobody is waited for any more."""
    rows = FeedbackInvitation.objects.filter(pk=mail.context["invitation"], state=State.SENT)
    invitation = rows.select_related("request__subject", "group__version__questionnaire").first()
    if invitation is None or not invitation.request.takes_answers:
        return None
    return asking.words_for(invitation) | {"link": link_to(invitation)}


def link_to(invitation: FeedbackInvitation) -> str:
    token = secrets.token_urlsafe(32)
    PersonalLink.objects.create(invitation=invitation, token_hash=hash_of(token))
    return settings.SITE_URL + reverse("feedback:answer", args=[token])
