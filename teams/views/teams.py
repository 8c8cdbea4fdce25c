"""The list of my teams, a team's page, its history."""

from copy import copy

from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from common.paging import page_of
from common.permissions import May, require
from teams import actions, permissions, telling
from teams.forms import ParentForm, TeamForm
from teams.models import Event, MemberRole, Membership, Team
from teams.views.finding import find_team

PEOPLE = 60
WAITING = 50
CHOICES = 200
RANK = {role: place for place, role in enumerate(MemberRole.values)}


@require_GET
def list_teams(request):
    mine = Membership.objects.present().filter(person=request.user).select_related("team")
    return render(request, "teams/list.html", {"page": page_of(mine, request, moment="joined_at")})


def create(request):
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        team = actions.create_team(given["name"], given["about"], by=request.user, key=given["key"])
        return redirect("teams:show", team.slug)
    return render(request, "teams/create.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def show(request, slug):
    team = find_team(request, slug)
    people = page_of(team.memberships.present().select_related("person"), request, moment="joined_at", size=PEOPLE)
    may = team_may(request, team)
    context = {
        "team": team,
        "people": people._replace(rows=sorted(people.rows, key=by_rank)),
        "invitations": team.invitations.waiting().select_related("invited_by")[:WAITING] if may.invite else [],
        "may": may,
        "family": family_of(request, team),
        "my_role": MemberRole(permissions.role_in(request.user, team.pk)).label,
    }
    return render(request, "teams/show.html", context)


def family_of(request, team) -> dict:
    """The team that this one is part of and its sub-groups, as far as the person is in them."""
    kin = Team.objects.visible_to(request.user).filter(Q(pk=team.parent_id) | Q(parent=team))
    found = list(kin.order_by("name", "pk")[:CHOICES])
    return {
        "parent": next((one for one in found if one.pk == team.parent_id), None),
        "subgroups": [one for one in found if one.pk != team.parent_id],
    }


def by_rank(membership):
    return RANK[membership.role], str(membership.person).casefold()


def team_may(request, team):
    return May(request.user, team, invite=permissions.can_invite, edit=permissions.can_edit_team)


def edit(request, slug):
    team = find_team(request, slug)
    require(permissions.can_edit_team(request.user, team))
    form = TeamForm(request.POST or None, instance=copy(team))
    if request.method == "POST" and form.is_valid():
        actions.edit_team(team, form.cleaned_data["name"], form.cleaned_data["about"], by=request.user)
        return redirect("teams:show", slug)
    return edit_page(request, team, form, parent_form(request, team))


def set_parent(request, slug):
    """The other form of the same page."""
    team = find_team(request, slug)
    require(permissions.can_set_parent(request.user, team, None))
    form = parent_form(request, team, request.POST or None)
    if request.method == "POST" and form.is_valid():
        parent = Team.objects.filter(pk=form.cleaned_data["parent"] or None).first()
        actions.set_parent(team, parent, by=request.user)
        return redirect("teams:show", slug)
    return edit_page(request, team, TeamForm(instance=copy(team)), form)


def edit_page(request, team, form, parent_form):
    context = {"form": form, "parent_form": parent_form, "team": team}
    return render(request, "teams/edit.html", context, status=422 if form.errors or parent_form.errors else 200)


def parent_form(request, team, data=None):
    """The teams that the person leads, but for this one."""
    led = Team.objects.filter(
        memberships__in=Membership.objects.present().filter(person=request.user, role=MemberRole.LEAD)
    )
    action = reverse("teams:set_parent", args=[team.slug])
    return ParentForm(team, led.exclude(pk=team.pk).order_by("name", "pk")[:CHOICES], data, action=action)


@require_GET
def history(request, slug):
    team = find_team(request, slug)
    page = page_of(Event.objects.filter(team=team).select_related("actor"), request, moment="at")
    told = [{"event": event, "sentence": telling.tell(event)} for event in page.rows]
    return render(request, "teams/history.html", {"team": team, "page": page, "told": told})
