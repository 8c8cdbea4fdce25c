"""The first page: what waits for me, my roles, my next deadlines; and the search."""

from django.contrib.auth.decorators import login_not_required
from django.core.validators import slug_re
from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from charters.models import Charter, CharterReview, CharterVersion, Signature
from charters.permissions import can_start
from common.paging import page_of
from common.permissions import May
from dashboard import duties, searching, vacancies, waiting
from dashboard.care import care_of
from teams.models import Team
from teams.permissions import is_lead

MANY_TEAMS = 50
FOLDED = 5


@login_not_required
def home(request):
    if not request.user.is_authenticated:
        return render(request, "dashboard/welcome.html")
    seats, roles = waiting.seats_of(request.user), waiting.roles_of(request.user)
    due = duties.of_person(request.user, seats, roles)
    context = {
        "waiting": waiting.for_person(request.user, seats, roles, due),
        "roles": waiting.roles_held(roles),
        "deadlines": duties.upcoming(due),
        "cares": bool(waiting.teams_as(seats, *vacancies.CARE)),
        "memberships": seats[:MANY_TEAMS],
    }
    return render(request, "dashboard/home.html", context)


@require_GET
def care(request):
    """What waits for a hand in the teams one leads or manages: a part of home, or a page of its own."""
    template = "dashboard/_care.html" if request.htmx else "dashboard/care.html"
    return render(request, template, {"care": care_of(request.user)})


@require_GET
def team_charters(request, slug):
    """The charters of a team: a part of the team's page, or a page of its own where no script asks for it."""
    team = get_object_or_404(Team.objects.visible_to(request.user), slug=slug)
    is_reviewed = Exists(CharterReview.objects.open().filter(charter=OuterRef("pk")))
    charters = Charter.objects.visible_to(request.user).filter(team=team)
    states = CharterVersion.objects.only("charter_id", "team_id", "state", "major", "minor", "created_at")
    running = charters.running().annotate(is_reviewed=is_reviewed).prefetch_related(Prefetch("versions", states))
    page = page_of(running, request, moment="created_at", size=20)
    closed = list(charters.closed().order_by("-closed_at", "-pk")[: FOLDED + 1])
    context = {
        "team": team,
        "page": page,
        "badges": badges_of(page.rows),
        "closed": closed[:FOLDED],
        "has_more_closed": len(closed) > FOLDED,
        "vacant": vacancies.vacant_in([team.pk]),
        "leads": [team.pk] if is_lead(request.user, team.pk) else [],
        "may": May(request.user, team, start=can_start),
    }
    return render(request, "dashboard/_team_charters.html" if request.htmx else "dashboard/team_charters.html", context)


def badges_of(charters) -> dict:
    """How many have signed what is being signed or in force."""
    asked = CharterVersion.objects.filter(charter__in=charters, state__in=CharterVersion.ASKING)
    return Signature.objects.badges(asked.values("pk"))


@require_GET
def search(request):
    """A page of its own, and its list alone where a script asks while somebody types. An unknown kind is none."""
    kind, slug = request.GET.get("kind", ""), request.GET.get("team", "")
    team = Team.objects.visible_to(request.user).filter(slug=slug).first() if slug_re.fullmatch(slug) else None
    question = searching.Question(request.GET.get("q", ""), kind if kind in searching.NAMES else "", team)
    context = {"question": question, "found": searching.find(request.user, question), "kinds": searching.NAMES}
    return render(request, "dashboard/_found.html" if request.htmx else "dashboard/search.html", context)


@require_GET
def closed_charters(request, slug):
    """What the team has behind it, the latest first."""
    team = get_object_or_404(Team.objects.visible_to(request.user), slug=slug)
    closed = Charter.objects.visible_to(request.user).closed().filter(team=team)
    page = page_of(closed, request, moment="closed_at")
    return render(request, "dashboard/closed_charters.html", {"team": team, "page": page})
