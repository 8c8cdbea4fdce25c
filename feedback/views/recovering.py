"""Without a link of one's own: a new one for who lost theirs, and the first one for who came by an open link."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from common.addresses import normal
from feedback.actions import opening, recovering
from feedback.forms.stopping import AddressForm, NamedAddressForm
from feedback.models import OpenLink
from feedback.views.limits import from_one_machine, is_too_often
from feedback.views.outside import gone, outsiders
from teams.models import hash_of

MAILS_AN_HOUR, TRIES_AN_HOUR = 3, 30


@outsiders
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request):
    """Says the same for every address, and mails what is open for it."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "feedback/answer/recover.html", {"form": form}, status=422 if form.errors else 200)
    if from_one_machine(request, "feedback.mailed", TRIES_AN_HOUR):
        return render(request, "429.html", status=429)
    address = form.cleaned_data["address"]
    if not is_mailed_enough(address):
        recovering.recover(address)
    return render(request, "feedback/answer/mailed.html")


def is_mailed_enough(address) -> bool:
    return is_too_often("feedback.mailed", normal(address), MAILS_AN_HOUR)


@outsiders
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request, token):
    """Who has no mail from us types an address; the answer is the same for all, and a personal link goes there."""
    link = OpenLink.objects.filter(token_hash=hash_of(token)).select_related("request__subject").first()
    if link is None or not link.is_alive or not link.request.takes_answers:
        return gone(request)
    form = NamedAddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "ask": link.request}
        return render(request, "feedback/answer/open_link.html", context, status=422 if form.errors else 200)
    if from_one_machine(request, "feedback.mailed", TRIES_AN_HOUR):
        return render(request, "429.html", status=429)
    if not is_mailed_enough(form.cleaned_data["address"]):
        opening.come_by_open_link(link, **form.cleaned_data)
    return render(request, "feedback/answer/mailed.html")
