"""The sheets of a person, and how one begins."""

from uuid import UUID

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from charters.models import Charter, Item
from common.ids import as_uuid, uuid7
from common.permissions import require
from negotiations.actions import starting
from negotiations.forms.preparing import StartForm
from negotiations.kinds import SUDDEN
from negotiations.models import PrepSheet, SideInvitation
from negotiations.permissions import can_start_sheet, teams_to_prepare_in

MOST = 200


@require_GET
def sheets(request):
    """All sheets at which the person has a seat, the latest first: those that run, and those that are behind us."""
    visible = PrepSheet.objects.visible_to(request.user).select_related("team").prefetch_related("seats")
    found = list(visible[:MOST])
    for sheet in found:
        sheet.seat = next(seat for seat in sheet.seats.all() if seat.person_id == request.user.pk)
    running = [sheet for sheet in found if not sheet.is_behind_us]
    behind = [sheet for sheet in found if sheet.is_behind_us]
    context = {"sheets": found, "running": running, "behind": behind, "invitations": invitations_of(request.user)}
    return render(request, "negotiations/list.html", context)


def invitations_of(user) -> list[SideInvitation]:
    """Where somebody asks the person to prepare another side, and waits for the answer."""
    asked = SideInvitation.objects.visible_to(user).filter(state=SideInvitation.State.ASKED)
    return list(asked.select_related("invited_by", "team")[:MOST])


def start(request):
    """A title and a depth; then the sheet is there. From a charter it says what it is about."""
    teams = teams_to_prepare_in(request.user)
    about = about_asked(request)
    form = StartForm(
        [about["charter"].team] if about else teams, request.POST or None,
        initial={"key": uuid7(), "depth": SUDDEN, "title": about["words"] if about else ""},
    )  # fmt: skip
    if teams and form.is_valid():
        return begin(request, form, about)
    context = {"form": form, "teams": teams, "about": about}
    return render(request, "negotiations/start.html", context, status=422 if form.errors else 200)


def about_asked(request) -> dict | None:
    """The charter that the address names, of a team in which the person may prepare; and the clause."""
    charter = as_uuid(request.GET.get("charter"))
    if charter is None:
        return None
    found = get_object_or_404(Charter.objects.visible_to(request.user).select_related("team"), pk=charter)
    require(can_start_sheet(request.user, found.team))
    return about_of(found, as_uuid(request.GET.get("item")))


def about_of(charter: Charter, key: UUID | None) -> dict:
    item = (
        Item.objects.filter(version__charter=charter, key=key).order_by("-version__created_at").first() if key else None
    )
    heading = item.clause().heading[:200] if item else ""
    return {"charter": charter, "key": item and item.key, "heading": heading, "words": heading or charter.title}


def begin(request, form, about):
    given = form.cleaned_data
    sheet = starting.start_sheet(
        form.team_chosen, given["title"], by=request.user, key=given["key"], depth=given["depth"],
        counterpart=given["counterpart"], meets_on=given["meets_on"],
        charter=about and about["charter"], item_key=about and about["key"],
    )  # fmt: skip
    return redirect("negotiations:show", sheet.pk)
