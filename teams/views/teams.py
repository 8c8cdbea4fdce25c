"""The list of my teams, a team's page, its history."""

from copy import copy

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from common.paging import page_of
from common.permissions import May, require
from teams import actions, permissions, telling
from teams.forms import TeamForm
from teams.models import Event, MemberRole, Membership
from teams.views.finding import find_team

PEOPLE = 60
WAITING = 50
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
        "my_role": MemberRole(permissions.role_in(request.user, team.pk)).label,
    }
    return render(request, "teams/show.html", context)


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
    return render(request, "teams/edit.html", {"form": form, "team": team}, status=422 if form.errors else 200)


@require_GET
def history(request, slug):
    team = find_team(request, slug)
    page = page_of(Event.objects.filter(team=team).select_related("actor"), request, moment="at")
    told = [{"event": event, "sentence": telling.tell(event)} for event in page.rows]
    return render(request, "teams/history.html", {"team": team, "page": page, "told": told})
