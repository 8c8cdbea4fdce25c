"""Inviting people, and answering an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from common.permissions import require
from teams import actions
from teams.forms import InviteForm
from teams.models import Invitation
from teams.permissions import can_accept_invitation, can_invite
from teams.views.finding import find_team


def invite(request, slug):
    team = find_team(request, slug)
    require(can_invite(request.user, team))
    form = InviteForm(request.POST or None, team=team)
    if request.method == "POST" and form.is_valid():
        sent = actions.invite(team, by=request.user, **form.cleaned_data)
        messages.success(request, how_many(len(sent)))
        return redirect("teams:show", slug)
    return render(request, "teams/invite.html", {"form": form, "team": team}, status=422 if form.errors else 200)


def how_many(n):
    if not n:
        return _("They are invited already; nothing was sent twice.")
    return ngettext("%(n)s invitation is on its way.", "%(n)s invitations are on their way.", n) % {"n": n}


@require_POST
def resend(request, slug, invitation):
    invitation = get_object_or_404(find_team(request, slug).invitations, pk=invitation)
    actions.resend_invitation(invitation, by=request.user, after=number(request.POST.get("after")))
    messages.success(request, _("A new link is on its way to %(address)s.") % {"address": invitation.email})
    return redirect("teams:show", slug)


def number(text):
    return int(text) if text and text.isdecimal() and len(text) < 6 else None


@require_POST
def withdraw(request, slug, invitation):
    invitation = get_object_or_404(find_team(request, slug).invitations, pk=invitation)
    actions.withdraw_invitation(invitation, by=request.user)
    messages.success(request, _("The invitation to %(address)s is withdrawn.") % {"address": invitation.email})
    return redirect("teams:show", slug)


@login_not_required
@sensitive_variables("token")
def accept(request, token):
    """The link in the mail: looking changes nothing, the button joins. Links that lead nowhere all look the same."""
    invitation = Invitation.objects.by_token(token).select_related("team", "invited_by").first()
    if is_my_team_now(request, invitation):
        return redirect("teams:show", invitation.team.slug)
    if invitation is None or not invitation.is_open:
        return render(request, "teams/no_invitation.html", status=404)
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.method == "POST":
        return join(request, invitation)
    return render(request, "teams/accept.html", invitation_context(request, invitation))


def is_my_team_now(request, invitation):
    return (
        invitation is not None
        and invitation.state == Invitation.State.ACCEPTED
        and request.user.is_authenticated
        and invitation.accepted_by_id == request.user.pk
    )


def join(request, invitation):
    membership = actions.accept_invitation(invitation, by=request.user)
    messages.success(request, _("Welcome to the team %(team)s.") % {"team": membership.team})
    return redirect("teams:show", membership.team.slug)


def invitation_context(request, invitation):
    known = request.user.is_authenticated
    return {
        "invitation": invitation,
        "team": invitation.team,
        "may_accept": can_accept_invitation(request.user, invitation) if known else None,
        "next": urlencode({"next": request.path}),
    }


def answer(request, invitation):
    """The same without a link, for who has confirmed the invited address; for everybody else it is not there."""
    mine = Invitation.objects.addressed_to(request.user).select_related("team", "invited_by")
    invitation = get_object_or_404(mine, pk=invitation)
    if is_my_team_now(request, invitation):
        return redirect("teams:show", invitation.team.slug)
    if not invitation.is_open:
        return render(request, "teams/no_invitation.html", status=404)
    if request.method == "POST":
        return join(request, invitation)
    return render(request, "teams/accept.html", invitation_context(request, invitation))
