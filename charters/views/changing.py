"""What happens to a clause besides its words: it moves, it goes, it comes back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from charters.actions import items, ordering
from charters.views.finding import open_version
from charters.views.items import as_uuid, changed, line, place_of


@require_POST
def remove(request, charter, key):
    """Out of the draft, and one button away from coming back."""
    version = open_version(request, charter)
    removal = items.remove(version, key, by=request.user)
    if removal is None:
        raise Http404
    if request.htmx:
        context = {"removal": removal, "charter": version.charter, "key": key}
        return changed(render(request, "charters/drafting/undo.html", context))
    if removal.data["parent"]:
        return redirect("charters:item", charter, removal.data["parent"])
    return redirect(reverse("charters:draft", args=[charter]) + "#removed")


@require_POST
def restore(request, charter, key):
    version = open_version(request, charter)
    item = items.restore(version, key, by=request.user)
    if item is None:
        raise Http404
    if request.htmx:
        return changed(line(request, version, key))
    return redirect(place_of(item))


@require_POST
def move(request, charter):
    """One step up or down."""
    version = open_version(request, charter)
    item = ordering.move(version, as_uuid(request.POST.get("item")), request.POST.get("direction", ""), by=request.user)
    if item is None:
        raise Http404
    return redirect(place_of(item))


@require_POST
def order(request, charter):
    """A list in a new order, after a drag."""
    version = open_version(request, charter)
    keys = [str(as_uuid(key)) for key in request.POST.getlist("order")[:1_000]]
    ordering.reorder(version, keys, by=request.user)
    return HttpResponse(status=204)
