"""The first page: what waits for me, my roles, my next deadlines."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from dashboard import waiting
from teams.models import Membership

MANY_TEAMS = 50


@login_not_required
def home(request):
    if not request.user.is_authenticated:
        return render(request, "dashboard/welcome.html")
    roles = list(waiting.roles_held(request.user))
    memberships = Membership.objects.present().filter(person=request.user).select_related("team")
    context = {
        "waiting": waiting.for_person(request.user),
        "roles": roles,
        "deadlines": waiting.deadlines(request.user, roles, timezone.localdate()),
        "memberships": memberships.order_by("team__name")[:MANY_TEAMS],
    }
    return render(request, "dashboard/home.html", context)
