"""The page of one person in a team, and what is done there."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import May
from teams import actions, permissions
from teams.forms import AwayForm, HoursForm, RoleForm
from teams.views.finding import find_membership, own_membership


@require_GET
def show(request, slug, membership):
    return member_page(request, find_membership(request, slug, membership))


def member_page(request, membership, **bound):
    """All that may be done for one person; a form that was refused comes back as it was typed."""
    context = {"membership": membership, "team": membership.team, "may": member_may(request, membership)}
    forms = {
        "role_form": RoleForm(instance=membership, action=door("change_role", membership)),
        "hours_form": HoursForm(instance=membership, action=door("set_hours", membership)),
        "away_form": AwayForm(initial={"since": timezone.localdate()}, action=door("mark_away", membership)),
    }
    return render(request, "teams/member.html", context | forms | bound, status=422 if bound else 200)


def member_may(request, membership):
    return May(
        request.user,
        membership,
        change_role=permissions.can_change_role,
        set_hours=permissions.can_set_hours,
        mark_away=permissions.can_mark_away,
        mark_back=permissions.can_mark_back,
        remove=permissions.can_remove_member,
        leave=permissions.can_leave_team,
    )


def door(verb, membership):
    return reverse(f"teams:{verb}", args=[membership.team.slug, membership.pk])


@require_POST
def change_role(request, slug, membership):
    membership = find_membership(request, slug, membership)
    form = RoleForm(request.POST, action=request.path)
    if not form.is_valid():
        return member_page(request, membership, role_form=form)
    changed = actions.change_role(membership, form.cleaned_data["role"], by=request.user)
    said = _("%(person)s is now %(role)s.") % {"person": changed.person, "role": changed.get_role_display()}
    messages.success(request, said)
    return redirect("teams:show", slug)


@require_POST
def set_hours(request, slug, membership):
    membership = find_membership(request, slug, membership)
    form = HoursForm(request.POST, action=request.path)
    if not form.is_valid():
        return member_page(request, membership, hours_form=form)
    actions.set_hours(membership, form.cleaned_data["hours"], by=request.user)
    messages.success(request, _("The hours are saved."))
    return redirect("teams:member", slug, membership.pk)


@require_POST
def mark_away(request, slug, membership):
    membership = find_membership(request, slug, membership)
    form = AwayForm(request.POST, action=request.path)
    if not form.is_valid():
        return member_page(request, membership, away_form=form)
    actions.mark_away(membership, form.cleaned_data["since"], by=request.user)
    return redirect("teams:member", slug, membership.pk)


@require_POST
def mark_back(request, slug, membership):
    actions.mark_back(find_membership(request, slug, membership), by=request.user)
    return redirect("teams:member", slug, membership)


def remove(request, slug, membership):
    membership = find_membership(request, slug, membership)
    if request.method == "POST":
        actions.remove_member(membership, by=request.user)
        messages.success(request, _("%(person)s is no longer in the team.") % {"person": membership.person})
        return redirect("teams:show", slug)
    context = {"membership": membership, "team": membership.team, "may": member_may(request, membership)}
    return render(request, "teams/remove_member.html", context)


def leave(request, slug):
    membership = own_membership(request, slug)
    if request.method == "POST":
        actions.leave_team(membership, by=request.user)
        messages.success(request, _("You have left the team %(team)s.") % {"team": membership.team})
        return redirect("teams:list")
    context = {"membership": membership, "team": membership.team, "may": member_may(request, membership)}
    return render(request, "teams/leave.html", context)
