"""Sending a request, and what can be done while it collects answers."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.ids import uuid7
from common.permissions import May, require
from feedback import days
from feedback.actions import sending as actions
from feedback.actions import sending_later as later
from feedback.forms.sending import ExtendForm, OpenLinkForm, ReaddressForm
from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey
from feedback.permissions import (
    can_cancel_request,
    can_edit_request,
    can_extend_request,
    can_make_open_link,
    can_readdress,
    can_remind_all,
)
from feedback.permissions.asking_people import People
from feedback.permissions.sending import obstacles
from feedback.views import asking_preparing
from feedback.views.finding import find_on, find_own
from feedback.wording import HEADINGS

State, Asked = FeedbackRequest.State, FeedbackInvitation.State
RULES = {
    "extend": can_extend_request,
    "cancel": can_cancel_request,
    "remind": can_remind_all,
    "open_link": can_make_open_link,
}


@require_POST
def send(request, ask):
    """Sent, or the page again with what stands in the way, each at its place."""
    ask = find_own(request, ask)
    if ask.state == State.DRAFT:
        require(can_edit_request(request.user, ask))
        if found := obstacles(People(ask)):
            return asking_preparing.page(request, ask, 422, refused=found)
    ask = actions.send(ask, by=request.user)
    messages.success(request, _("It is on its way. You read the result after it has closed."))
    return redirect("feedback:show", ask.pk)


def page(request, ask: FeedbackRequest, status=200, **bound):
    """How a request stands that was sent. Of whom it was shared with, nobody sees a deed."""
    people = People(ask)
    is_own = ask.subject_id == request.user.pk
    context = {
        "ask": ask,
        "tab": "show",
        "is_own": is_own,
        "is_open": ask.state == State.COLLECTING,
        "groups": [asked_in(people, group, request.user, bound) for group in people.groups if group.key != GroupKey.SELF],
        "n": sum(one.is_confirmed for one in people.asked),
        "answers_self": any(group.key == GroupKey.SELF for group in people.groups),
    }  # fmt: skip
    if is_own:
        context |= deeds(request, ask, people, bound)
    return render(request, "feedback/collecting.html", context, status=status)


def asked_in(people: People, group, user, bound) -> dict:
    """The people of a group. Whether somebody answered is told of nobody; only who could not be reached."""
    asked = [one for one in people.of(group) if one.is_confirmed]
    return {
        "group": group,
        "heading": HEADINGS[group.key],
        "reached": [one for one in asked if one.state != Asked.BOUNCED],
        "unreached": [unreached(one, people.request, user, bound) for one in asked if one.state == Asked.BOUNCED],
    }


def unreached(invitation: FeedbackInvitation, ask: FeedbackRequest, user, bound) -> dict:
    invitation.request = ask
    may = can_readdress(user, invitation)
    form = bound.get(f"readdress-{invitation.pk}") or ReaddressForm(invitation, user)
    return {"person": invitation, "form": form if may else None}


def deeds(request, ask: FeedbackRequest, people: People, bound) -> dict:
    waiting = [one for one in people.asked if not one.is_confirmed and one.state != Asked.REVOKED]
    groups = [group for group in people.groups if group.key != GroupKey.SELF]
    return {
        "may": May(request.user, ask, **RULES),
        "waiting": waiting if ask.state == State.COLLECTING else [],
        "extend": bound.get("extend") or ExtendForm(ask, request.user),
        "link": bound.get("link") or OpenLinkForm(groups, initial={"key": uuid7()}),
        "links": [one for one in ask.open_links.select_related("group") if one.is_alive],
        "made": bound.get("made", ""),
        "remind_from": next_reminder(ask),
    }


def next_reminder(ask: FeedbackRequest):
    last = ask.reminded_on or ask.sent_on
    return last and last + days.DAY * 3


@require_POST
def extend_request(request, ask):
    ask = find_own(request, ask)
    form = ExtendForm(ask, request.user, request.POST)
    if not form.is_valid():
        return page(request, ask, 422, extend=form)
    later.extend_request(ask, form.cleaned_data["closes_on"], by=request.user)
    messages.success(request, _("Everybody has more time now."))
    return redirect("feedback:show", ask.pk)


def cancel_request(request, ask):
    """One question first: all answers are deleted."""
    ask = find_own(request, ask)
    if request.method == "POST":
        later.cancel_request(ask, by=request.user)
        messages.success(request, _("It is cancelled. All answers and links are deleted."))
        return redirect("feedback:list")
    require(can_cancel_request(request.user, ask))
    return render(request, "feedback/cancel_request.html", {"ask": ask, "tab": "show"})


@require_POST
def remind_all(request, ask):
    later.remind_all(find_own(request, ask), by=request.user)
    messages.success(request, _("Everybody who has not answered gets one more mail."))
    return redirect("feedback:show", ask)


@require_POST
def readdress(request, ask, invitation):
    ask = find_own(request, ask)
    found = find_on(FeedbackInvitation.objects.select_related("group"), ask, invitation)
    found.request = ask
    form = ReaddressForm(found, request.user, request.POST)
    if not form.is_valid():
        return page(request, ask, 422, **{f"readdress-{found.pk}": form})
    name, address = form.cleaned_data["address"]
    done = later.readdress(found, name, address, by=request.user)
    tell_reached(request, done)
    return redirect("feedback:show", ask.pk)


def tell_reached(request, invitation: FeedbackInvitation) -> None:
    if invitation.state == Asked.BOUNCED:
        return messages.warning(request, _("%(address)s cannot be reached either.") % {"address": invitation.address})
    return messages.success(request, _("A mail is on its way to %(address)s.") % {"address": invitation.address})
