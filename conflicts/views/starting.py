"""One's own disagreements, and the door by which mails lead to them."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from conflicts.models import ConflictCase
from conflicts.views.finding import PARTIES, find_case

MOST = 200


@require_GET
def cases(request):
    rows = ConflictCase.objects.visible_to(request.user).prefetch_related(PARTIES)
    return render(request, "conflicts/list.html", {"cases": rows[:MOST]})


@require_GET
def door(request, case):
    """An address that names no topic, for mails and for whoever looks over a shoulder."""
    return redirect("conflicts:show", find_case(request, case).pk)


@require_GET
def show(request, case):
    return render(request, "conflicts/show.html", {"case": find_case(request, case), "tab": "show"})
