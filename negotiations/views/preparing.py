"""The sheets of a person, and the page on which one prepares."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from negotiations.models import PrepSheet
from negotiations.reading import read
from negotiations.views.finding import find_sheet


@require_GET
def sheets(request):
    """All sheets at which the person has a seat, the latest first."""
    found = PrepSheet.objects.visible_to(request.user).select_related("team")
    return render(request, "negotiations/list.html", {"sheets": found[:200]})


@require_GET
def show(request, sheet):
    """The sheet as it stands."""
    found = find_sheet(request, sheet)
    return render(
        request, "negotiations/show.html", {"sheet": found, "tab": "prepare", "content": read(found, request.user)}
    )
