"""The two steps after reading: chosen, done, taken back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.permissions import require
from feedback.actions import results as actions
from feedback.forms.results import StepForm
from feedback.models import NextStep
from feedback.permissions import can_choose_step
from feedback.report import report
from feedback.views.finding import find_on, find_own
from feedback.views.results import page


@require_POST
def choose_step(request, ask, purpose):
    if purpose not in NextStep.Purpose:
        raise Http404
    ask = find_own(request, ask)
    require(can_choose_step(request.user, ask))
    form = StepForm(purpose, report(ask.snapshot.data, ask.subject), request.POST)
    if not form.is_valid():
        return render(request, "feedback/results.html", page(request, ask, form), status=422)
    actions.choose_step(ask, form.chosen(ask.snapshot.data), by=request.user)
    messages.success(request, _("Noted. You are reminded on that day."))
    return back(ask)


@require_POST
def finish_step(request, ask, step):
    ask = find_own(request, ask)
    actions.finish_step(find_on(NextStep.objects, ask, step), by=request.user)
    return back(ask)


@require_POST
def drop_step(request, ask, step):
    ask = find_own(request, ask)
    actions.drop_step(find_on(NextStep.objects, ask, step), by=request.user)
    return back(ask)


def back(ask):
    return redirect(reverse("feedback:results", args=[ask.pk]) + "#next-steps")
