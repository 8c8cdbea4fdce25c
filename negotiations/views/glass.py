"""What an administrator reads after opening the sheets of a person; for an hour, and each look is written down."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from negotiations import plainly
from negotiations.actions import glass as actions
from negotiations.models import BreakGlass
from negotiations.permissions import can_read_opened, opened_sheets
from negotiations.reading import read_whole


def find_glass(request, pk) -> BreakGlass:
    """Open, and one's own; else a 404, as if it had never been."""
    open_now = BreakGlass.objects.open_for(request.user).select_related("owner", "team")
    glass = get_object_or_404(open_now, pk=pk)
    if not can_read_opened(request.user, glass):
        raise Http404
    return glass


@require_GET
def opened(request, glass):
    """The sheets of that person in that team, by title."""
    glass = find_glass(request, glass)
    return render(request, "negotiations/opened.html", {"glass": glass, "sheets": opened_sheets(glass)})


@require_POST
def read_opened(request, glass, sheet):
    """A page that only a deed leads to, since reading is one: nothing shows it again without writing it down again."""
    glass = find_glass(request, glass)
    sheet = actions.read_opened(glass, get_object_or_404(opened_sheets(glass), pk=sheet), by=request.user)
    sections = plainly.sections(read_whole(sheet, with_talks=True))
    return render(request, "negotiations/read_opened.html", {"glass": glass, "sheet": sheet, "sections": sections})


@require_POST
def close_glass(request, glass):
    actions.close_glass(find_glass(request, glass), by=request.user)
    return redirect("admin:negotiations_breakglass_changelist")
