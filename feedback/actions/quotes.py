"""The verbs of quotes: asking an author for their words, and the author's answer, which may change at any time."""

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.addresses import display_name, normal
from common.locks import lock
from common.permissions import Stale, require
from feedback.actions.stopping import forbid
from feedback.models import FeedbackInvitation, FeedbackResponse, GroupKey, PersonalLink, QuoteConsent
from feedback.notify import quotes as notify
from feedback.permissions import can_answer_quote, can_ask_author, can_quote, can_stop_quotes, can_take_back_quote
from feedback.permissions.sending import stopped
from feedback.quotable import excerpt, texts
from notices.minters import minted
from teams.models import hash_of

State, Attribution = QuoteConsent.State, QuoteConsent.Attribution
# How somebody of a group is called by their role alone.
ROLES = {
    GroupKey.TEAMMATE: _("Teammate"),
    GroupKey.LEAD: _("Lead"),
    GroupKey.CLIENT: _("Client"),
    GroupKey.PARTNER: _("Partner"),
    GroupKey.OTHER: _("Somebody I worked with"),
}


@transaction.atomic
def ask_quote(invitation: FeedbackInvitation, place: str, words: str, *, by) -> QuoteConsent:
    """The subject of a result asks the author of a named answer for these words of it. The same words are asked for once."""
    invitation = lock(invitation)
    require(can_quote(by, invitation))
    quoted = exact(invitation, place, words)
    if same := asked_for(invitation, quoted):
        return same
    require(can_ask_author(by, invitation))

    consent = QuoteConsent.objects.create(
        subject=by, request=invitation.request, invitation=invitation, author=invitation.person,
        author_address=invitation.address, author_name=invitation.name, author_role=role_of(invitation), words=quoted,
        asked_on=timezone.localdate(),
    )  # fmt: skip
    notify.asked(consent)
    return consent


def asked_for(invitation: FeedbackInvitation, quoted: str) -> QuoteConsent | None:
    """These words are encrypted, so they are compared here."""
    asked = QuoteConsent.objects.filter(invitation=invitation, state__in=[State.ASKED, State.AGREED])
    return next((one for one in asked if one.words == quoted), None)


def exact(invitation: FeedbackInvitation, place: str, words: str) -> str:
    """The words as their author wrote them; what does not stand there cannot be asked for."""
    response = FeedbackResponse.objects.filter(invitation=invitation).first()
    answers = (response and response.answers) or {}
    found = {text.place: text.text for text in texts(invitation.group.questions(), answers)}
    quoted = excerpt(found.get(place, ""), words)
    if not quoted:
        raise Stale(_("These words do not stand in the answer. Quote them as they were written."))
    return quoted


def role_of(invitation: FeedbackInvitation) -> str:
    """ "Client, Harbour App": the group, and the team where there is one."""
    team = invitation.request.team
    return f"{ROLES[invitation.group.key]}, {team}" if team else str(ROLES[invitation.group.key])


@transaction.atomic
def answer_quote(consent: QuoteConsent, attribution: str, name: str = "") -> QuoteConsent:
    """The author lets the words stand, with their name or their role only; "" is no, or no longer. It holds from now on."""
    consent = lock(consent)
    require(can_answer_quote(consent))
    return decided(consent, attribution, name)


def decided(consent: QuoteConsent, attribution: str, name: str = "") -> QuoteConsent:
    if attribution:
        allow(consent, Attribution(attribution), display_name(name))
    else:
        refuse(consent)
    consent.answered_on = timezone.localdate()
    consent.save(update_fields=["state", "attribution", "author_name", "answered_on"])
    notify.answered(consent)
    return consent


@transaction.atomic
def stop_quotes(consent: QuoteConsent) -> QuoteConsent:
    """No member can mail this address any more. What was not answered is a no; what was agreed to stays."""
    consent = lock(consent)
    require(can_stop_quotes(consent))
    forbid(normal(consent.author_address))
    return decided(consent, "") if consent.state == State.ASKED else consent


def allow(consent: QuoteConsent, attribution: str, name: str) -> None:
    if consent.state != State.AGREED:
        consent.become(State.AGREED)
    consent.attribution = attribution
    consent.author_name = name or consent.author_name


def refuse(consent: QuoteConsent) -> None:
    if consent.state in (State.ASKED, State.AGREED):
        consent.become(State.REFUSED if consent.state == State.ASKED else State.WITHDRAWN)
    consent.attribution = ""


@transaction.atomic
def take_back_quote(consent: QuoteConsent, *, by) -> QuoteConsent:
    """The person no longer asks for the words; they are gone from the profile, and the author's link leads nowhere."""
    consent = lock(consent)
    if consent.state == State.TAKEN_BACK and consent.subject_id == by.pk:
        return consent
    require(can_take_back_quote(by, consent))
    consent.become(State.TAKEN_BACK)
    consent.save(update_fields=["state"])
    consent.links.all().delete()
    notify.taken_back(consent)
    return consent


@minted(notify.ASKED)
@transaction.atomic
def mint_quote_asked(mail) -> dict | None:
    """A link of its own for the author; None when nobody waits for the answer any more.

    The consent is held, so that none is made behind whoever takes it back.
    """
    rows = QuoteConsent.objects.filter(pk=mail.context["consent"], state=State.ASKED, subject__is_active=True)
    consent = rows.select_for_update(of=("self",), no_key=True).select_related("subject").first()
    if consent is None or stopped({normal(consent.author_address)}):
        return None
    token = secrets.token_urlsafe(32)
    PersonalLink.objects.create(consent=consent, token_hash=hash_of(token))
    return notify.words_for(consent) | {"link": settings.SITE_URL + reverse("feedback:quote", args=[token])}
