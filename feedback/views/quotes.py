"""Quotes: asking an author for their words, and the author's page, by a personal link or signed in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import require
from feedback import profiles
from feedback.actions import quotes as actions
from feedback.forms.quotes import NO, AnswerQuoteForm, AskQuoteForm
from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey, Mode, QuoteConsent
from feedback.permissions import can_answer_quote, can_ask_quote
from feedback.quotable import texts
from feedback.views.finding import find_own
from feedback.views.outside import outsiders
from feedback.views.stopping import is_sure
from teams.models import hash_of

Attribution = QuoteConsent.Attribution
MOST = 200


@dataclass(frozen=True)
class Author:
    """Somebody whose named answer may be quoted, with a form for each of its texts."""

    invitation: FeedbackInvitation
    forms: list[AskQuoteForm]


@require_GET
def quotes(request):
    """What I asked for, and what of mine others may show or ask for."""
    rows = QuoteConsent.objects.select_related("subject", "request")
    context = {
        "tab": "profile",
        "asked": rows.filter(subject_id=request.user.pk)[:MOST],
        "given": rows.filter(author_id=request.user.pk).exclude(state=QuoteConsent.State.TAKEN_BACK)[:MOST],
        "results": FeedbackRequest.objects.of(request.user).filter(state=FeedbackRequest.State.RELEASED)[:MOST],
    }
    return render(request, "feedback/quotes.html", context)


def ask_quote(request, ask):
    """All texts of the named answers of one result; each may be cut before its author is asked."""
    ask = find_own(request, ask)
    require(can_ask_quote(request.user, ask))
    authors = authors_of(ask, request.POST or None)
    author, form = next(((one, form) for one in authors for form in one.forms if form.is_sent), (None, None))
    if form and form.is_valid():
        actions.ask_quote(author.invitation, form.text.place, form.cleaned_data["words"], by=request.user)
        messages.success(request, _("%(who)s is asked by mail.") % {"who": author.invitation})
        return redirect("feedback:quotes")
    context = {"ask": ask, "tab": "results", "authors": authors}
    return render(request, "feedback/ask_quote.html", context, status=422 if form else 200)


def authors_of(ask, data) -> list[Author]:
    """Only who answered with their name; of a confidential group there is nothing to choose from."""
    named = FeedbackInvitation.objects.filter(
        request=ask, group__mode=Mode.NAMED, response__answers__isnull=False
    ).exclude(group__key=GroupKey.SELF)
    found = []
    for invitation in named.select_related("group__version", "response", "person")[:MOST]:
        invitation.request = invitation.group.request = ask
        known = texts(invitation.group.questions(), invitation.response.answers)
        found.append(Author(invitation, [form_for(invitation, text, data) for text in known]))
    return [author for author in found if author.forms]


def form_for(invitation, text, data) -> AskQuoteForm:
    """The form that was sent gets what was typed; the others stay as they are."""
    form = AskQuoteForm(invitation, text, data)
    return form if form.is_sent else AskQuoteForm(invitation, text)


@require_POST
def take_back_quote(request, consent):
    consent = get_object_or_404(QuoteConsent.objects.filter(subject_id=request.user.pk), pk=consent)
    actions.take_back_quote(consent, by=request.user)
    messages.success(request, _("You no longer ask for these words. They are gone from your profile."))
    return redirect("feedback:quotes")


@outsiders
def quote(request, token):
    """The author's page by their personal link: no account, no session; looking changes nothing."""
    return behind(request, token, authors_page)


@outsiders
def stop_quotes_by_link(request, token):
    return behind(request, token, stop_page)


def behind(request, token, page):
    rows = QuoteConsent.objects.select_related("subject", "author").filter(subject__is_active=True)
    consent = rows.filter(links__token_hash=hash_of(token)).first()
    if consent is None or not can_answer_quote(consent):
        return render(request, "feedback/quotes/gone.html", status=404)
    if is_somebody_else(request.user, consent):
        return render(request, "feedback/quotes/somebody_else.html")
    return page(request, consent, ways("quote", "stop_quotes_by_link", token))


def is_somebody_else(user, consent: QuoteConsent) -> bool:
    """Signed in as the person who asked, or as another than the author. A link opens nothing for them."""
    return user.is_authenticated and (user.pk == consent.subject_id or consent.author_id not in (None, user.pk))


def quote_asked(request, consent):
    """The same for an author with an account, signed in."""
    return of_author(request, consent, authors_page)


def stop_quotes(request, consent):
    return of_author(request, consent, stop_page)


def of_author(request, consent, page):
    rows = QuoteConsent.objects.select_related("subject", "author").filter(author_id=request.user.pk)
    consent = get_object_or_404(rows, pk=consent)
    if not can_answer_quote(consent):
        raise Http404
    return page(request, consent, ways("quote_asked", "stop_quotes", consent.pk))


def ways(here: str, never: str, key) -> dict:
    return {"here": reverse(f"feedback:{here}", args=[key]), "never": reverse(f"feedback:{never}", args=[key])}


def stop_page(request, consent: QuoteConsent, ways: dict):
    """Never again, after a second, deliberate step."""
    if not is_sure(request):
        return render(request, "feedback/quotes/stop.html", {"consent": consent, "ways": ways})
    actions.stop_quotes(consent)
    return render(request, "feedback/answer/stopped.html")


def authors_page(request, consent: QuoteConsent, ways: dict):
    """Two steps: the choice shows how the words would stand, a second button lets it hold."""
    form = AnswerQuoteForm(request.POST or None, initial={"name": consent.author_name})
    if not form.is_valid():
        return choice_page(request, consent, ways, form)
    said = form.cleaned_data
    attribution = "" if said["choice"] == NO else said["choice"]
    if "sure" in request.POST:
        actions.answer_quote(consent, attribution, said["name"])
        return redirect(request.path)
    consent.author_name = said["name"] or consent.author_name
    entry = profiles.quote(consent, attribution) if attribution else None
    return render(request, "feedback/quotes/sure.html", {"consent": consent, "said": said, "entry": entry})


def choice_page(request, consent: QuoteConsent, ways: dict, form: AnswerQuoteForm):
    stands = {key: profiles.quote(consent, key) for key in Attribution}
    context = {"consent": consent, "form": form, "stands": stands, "ways": ways}
    return render(request, "feedback/quotes/answer.html", context, status=422 if form.errors else 200)
