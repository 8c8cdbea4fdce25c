"""The open link of a request, and who came by it: the asker's side."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from feedback.actions import asking_links as actions
from feedback.forms.sending import OpenLinkForm
from feedback.models import FeedbackInvitation, GroupKey, OpenLink
from feedback.views import sending
from feedback.views.finding import find_on, find_own


@require_POST
@sensitive_variables("made")
def make_open_link(request, ask):
    """The link is on this page alone; only its hash is kept."""
    ask = find_own(request, ask)
    form = OpenLinkForm(ask.groups.exclude(key=GroupKey.SELF).select_related("request"), request.POST)
    if not form.is_valid():
        return sending.page(request, ask, 422, link=form)
    made = actions.make_open_link(form.group_chosen, form.cleaned_data["key"], by=request.user)
    return sending.page(request, ask, made=made) if made else redirect("feedback:show", ask.pk)


@require_POST
def revoke_open_link(request, ask, link):
    ask = find_own(request, ask)
    actions.revoke_open_link(find_on(OpenLink.objects, ask, link), by=request.user)
    messages.success(request, _("The link leads nowhere any more."))
    return redirect("feedback:show", ask.pk)


@require_POST
def confirm_person(request, ask, invitation):
    actions.confirm_person(find_newcomer(request, ask, invitation), by=request.user)
    return redirect("feedback:show", ask)


@require_POST
def refuse_person(request, ask, invitation):
    actions.refuse_person(find_newcomer(request, ask, invitation), by=request.user)
    return redirect("feedback:show", ask)


def find_newcomer(request, ask, invitation) -> FeedbackInvitation:
    ask = find_own(request, ask)
    return find_on(FeedbackInvitation.objects.select_related("group", "request"), ask, invitation)
