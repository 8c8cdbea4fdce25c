"""The pages of somebody asked to mediate. They read the parties' names, what it means, and what the site knows of ties; nothing else."""

from contextlib import suppress

from django.http import Http404
from django.shortcuts import redirect, render

from common.permissions import Refused
from conflicts import ties
from conflicts.actions import choosing
from conflicts.forms.mediating import DiscloseForm
from conflicts.models import ConflictCase, MediationAssignment
from conflicts.permissions import can_take_on, can_tell_no_ties, joined_parties
from conflicts.views.finding import PARTIES

State = MediationAssignment.State
ASKED = (State.PROPOSED, State.DISCLOSED)


def find_asked(request, pk, *states) -> MediationAssignment:
    """What one is asked oneself, as long as it is open."""
    found = own(request, pk)
    is_open = found and found.state in states and found.case.state in ConflictCase.RUNNING
    if not is_open or not can_take_on(request.user, found):
        raise Http404
    return found


def own(request, pk) -> MediationAssignment | None:
    found = MediationAssignment.objects.asked(request.user).filter(pk=pk).select_related("mediation", "person").first()
    if found:
        found.case = ConflictCase.objects.prefetch_related(PARTIES).get(pk=found.case_id)
    return found


def door_of_mediator(request, assignment):
    """An address that names nothing, for mails: to what is asked, to what one mediates, or to the word that it is over.

    Who was asked at an address and has not said yes never heard what it is: to them, and to anybody else, nothing waits.
    """
    found = own(request, assignment)
    if found and found.state in ASKED:
        return to_what_is_asked(request, found)
    if found and found.state == State.ACTIVE:
        return redirect("conflicts:mediate", found.case_id)
    return render(request, "conflicts/mediating/over.html") if found and found.person_id else nothing(request)


def to_what_is_asked(request, found):
    """Whoever comes and cannot be neutral learns nothing, also when they come twice at once; those who asked read that
    they stepped aside."""
    if can_take_on(request.user, found):
        return redirect("conflicts:asked_to_mediate", found.pk)
    with suppress(Refused):
        choosing.recuse(found, by=request.user)
    return nothing(request)


def nothing(request):
    return render(request, "conflicts/nothing_waits.html", status=404)


def asked_to_mediate(request, assignment):
    found = find_asked(request, assignment, *ASKED)
    if request.method == "POST":
        return disclose(request, found)
    return asked_page(request, found, DiscloseForm())


def asked_page(request, found, form, status=200):
    context = {"assignment": found, "parties": joined_parties(found.case), "form": form}
    if found.state == State.PROPOSED:
        context["known"] = ties.known(found.case, request.user)
    return render(request, "conflicts/mediating/asked.html", context, status=status)


def disclose(request, found):
    """Told once: sent again, the page shows that it waits for the parties."""
    if found.state != State.PROPOSED:
        return redirect("conflicts:asked_to_mediate", found.pk)
    form = DiscloseForm(request.POST)
    if form.is_valid() and not form.values["has_ties"]:
        answer = can_tell_no_ties(ties.known(found.case, request.user))
        answer or form.refuse(answer.reason)
    if not form.is_valid():
        return asked_page(request, found, form, 422)
    choosing.disclose(found, by=request.user, **form.values)
    return redirect("conflicts:asked_to_mediate", found.pk)


def step_aside(request, assignment):
    """Declines, or stops; no reason is asked for."""
    found = find_asked(request, assignment, *MediationAssignment.OPEN)
    if request.method == "POST":
        choosing.recuse(found, by=request.user)
        return redirect("conflicts:door_of_mediator", found.pk)
    return render(request, "conflicts/mediating/step_aside.html", {"assignment": found})
