"""Talks with a mediator: of all parties, and of one of them alone. For the parties; a mediator has pages of their own."""

from django.http import Http404
from django.shortcuts import redirect, render

from common.paging import page_of
from common.permissions import require
from conflicts.actions import rooms
from conflicts.forms.mediating import SayAloneForm, SayForm
from conflicts.models import Room
from conflicts.permissions import can_speak, rooms_of
from conflicts.views.finding import find_case


def room(request, case, room):
    case = find_case(request, case)
    found = find_room(rooms_of(request.user, case), case, room)
    make = SayAloneForm if found.kind == Room.Kind.CAUCUS else SayForm

    def own_page(form, status=200):
        return shown(request, found, form, "conflicts/room.html", {"tab": "mediation"}, status)

    return talk(request, found, make, own_page)


def find_room(rows, case, pk) -> Room:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.case = found.assignment.case = case
    return found


def talk(request, found: Room, make, page_with):
    """What is said goes to the room. `make`: the form in which the reader speaks; `page_with`: the page that shows one."""
    if request.method != "POST":
        return page_with(make())
    require(can_speak(request.user, found))
    form = make(request.POST)
    is_hinted = found.kind == Room.Kind.JOINT and form.wants_a_second_look()
    if is_hinted or not form.is_valid():
        return page_with(form, 422)
    said = form.cleaned_data
    rooms.say(found, said["text"], by=request.user, key=said["key"], may_pass_on=said.get("may_pass_on", False))
    return redirect(request.path + "#last")


def shown(request, found: Room, form, template, context, status=200):
    """The latest words, the newest last."""
    listed = page_of(found.messages.select_related("author"), request, moment="at")
    context |= {
        "case": found.case, "room": found, "form": form, "page": listed, "messages_here": listed.rows[::-1],
        "may_speak": can_speak(request.user, found),
    }  # fmt: skip
    return render(request, template, context, status=status)
