"""Who has a seat at a sheet, and what its owner does about it."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import May
from negotiations.actions import seats as actions
from negotiations.forms.seats import ChangeSeatForm, GiveSeatForm
from negotiations.models import PrepSheet, Seat
from negotiations.permissions import can_change_seat, can_leave_sheet, can_manage_seats
from negotiations.views.finding import find_on, find_sheet

RULES = {"manage": can_manage_seats, "leave": can_leave_sheet}


@dataclass(frozen=True)
class Row:
    """One seat; `form` where the reader may change it."""

    seat: Seat
    is_own: bool
    form: ChangeSeatForm | None


@require_GET
def seats(request, sheet):
    """Everyone who has a seat sees who else has one."""
    return page(request, find_sheet(request, sheet))


def page(request, sheet: PrepSheet, form=None, status=200):
    may = May(request.user, sheet, **RULES)
    context = {
        "sheet": sheet,
        "tab": "people",
        "may": may,
        "rows": [row_of(request.user, sheet, seat) for seat in sheet.seats.all()],
        "form": form or (GiveSeatForm(sheet) if may.manage else None),
    }
    return render(request, "negotiations/seats.html", context, status=status)


def row_of(reader, sheet: PrepSheet, seat: Seat) -> Row:
    seat.sheet = sheet
    return Row(seat, seat.person_id == reader.pk, ChangeSeatForm(seat) if can_change_seat(reader, seat) else None)


@require_POST
def give_seat(request, sheet):
    sheet = find_sheet(request, sheet)
    form = GiveSeatForm(sheet, request.POST)
    if not form.is_valid():
        return page(request, sheet, form, status=422)
    said = form.cleaned_data
    seat = actions.give_seat(sheet, said["person"], said["role"], sees_limits=form.sees_limits, by=request.user)
    messages.success(request, _("%(person)s has a seat now.") % {"person": seat.person})
    return redirect("negotiations:seats", sheet.pk)


@require_POST
def change_seat(request, sheet, seat):
    sheet = find_sheet(request, sheet)
    seat = find_on(request, Seat.objects, sheet, seat)
    form = ChangeSeatForm(seat, request.POST)
    if not form.is_valid():
        return page(request, sheet, status=422)
    actions.change_seat(seat, form.cleaned_data["role"], sees_limits=form.sees_limits, by=request.user)
    messages.success(request, _("Changed."))
    return redirect("negotiations:seats", sheet.pk)


@require_POST
def take_seat(request, sheet, seat):
    sheet = find_sheet(request, sheet)
    seat = find_on(request, Seat.objects, sheet, seat)
    actions.take_seat(seat, by=request.user)
    messages.success(request, _("%(person)s has no seat here any more.") % {"person": seat.person})
    return redirect("negotiations:seats", sheet.pk)


@require_POST
def hand_over_sheet(request, sheet, seat):
    sheet = find_sheet(request, sheet)
    seat = actions.hand_over_sheet(find_on(request, Seat.objects, sheet, seat), by=request.user)
    messages.success(request, _("%(person)s owns the sheet now. You are an editor.") % {"person": seat.person})
    return redirect("negotiations:seats", sheet.pk)


@require_POST
def leave_sheet(request, sheet):
    actions.leave_sheet(find_sheet(request, sheet), by=request.user)
    messages.success(request, _("You have no seat there any more."))
    return redirect("negotiations:list")
