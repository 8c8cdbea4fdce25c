"""The secret of a personal link, made at the moment a mail is rendered; only its hash is kept."""

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from feedback.actions.holding import held
from feedback.actions.stopping import is_stopped
from feedback.models import FeedbackInvitation, GroupKey, PersonalLink
from feedback.notify import asking, recovering, reminding
from feedback.permissions import can_open
from notices.minters import minted
from teams.models import hash_of

State = FeedbackInvitation.State


@minted(asking.ASKED)
def mint_asked(mail) -> dict | None:
    return minted_for(mail)


@minted(reminding.REMINDED)
def mint_reminded(mail) -> dict | None:
    return minted_for(mail)


@minted(recovering.RECOVERED)
def mint_recovered(mail) -> dict | None:
    """Also for who has answered or declined: they may come back until it closes."""
    return minted_for(mail, states=[State.SENT, State.SUBMITTED, State.DECLINED])


@transaction.atomic
def minted_for(mail, states=(State.SENT,)) -> dict | None:
    """What a mail to a respondent says, with a link of its own; None when nobody is waited for any more.

    The request is held: closing, which deletes all links, comes before or after, and none is made behind it.
    """
    rows = FeedbackInvitation.objects.filter(pk=mail.context["invitation"])
    for one in rows.select_related("request"):
        held(one.request)
    rows = rows.filter(state__in=states).exclude(group__key=GroupKey.SELF)
    invitation = rows.select_related("request__subject", "group__version__questionnaire").first()
    if invitation is None or not can_open(invitation) or is_stopped(invitation.normal_address):
        return None
    return asking.words_for(invitation) | {"link": link_to(invitation)}


def link_to(invitation: FeedbackInvitation) -> str:
    token = secrets.token_urlsafe(32)
    PersonalLink.objects.create(invitation=invitation, token_hash=hash_of(token))
    return settings.SITE_URL + reverse("feedback:answer", args=[token])
