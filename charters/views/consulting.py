"""Those who are asked before something changes: their answer, and what an amendment still has to ask."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from charters.actions import consulting
from charters.forms.deadlines import AnswerConsultationForm
from charters.models import Consultation
from charters.permissions import can_answer_consultation, can_ask_consulted
from charters.permissions.consulting import asking_of
from charters.views.deadlines import version_beside
from charters.views.finding import open_version
from common.permissions import May, require


def answer_consultation(request, consultation):
    """The page of the person asked; nobody else finds it."""
    rows = Consultation.objects.visible_to(request.user).select_related("charter__team", "asked_by", "version")
    consultation = get_object_or_404(rows, pk=consultation, person=request.user)
    form = AnswerConsultationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        consulting.answer_consultation(consultation, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Thank you. Your words stand beside the change; the team reads them."))
        return redirect("charters:deadline", consultation.charter_id, consultation.key)
    may_answer = can_answer_consultation(request.user, consultation)
    if form.is_bound:
        require(may_answer)
    context = {
        "charter": consultation.charter,
        "version": version_beside(request, consultation.charter),
        "tab": "deadlines",
        "one": consultation,
        "form": form,
        "may_answer": may_answer,
        "today": timezone.localdate(),
    }
    return render(request, "charters/answer_consultation.html", context, status=422 if form.errors else 200)


@require_GET
def consultations(request, charter):
    """Each change of the amendment that somebody with a C must hear of before, and what they said."""
    version = open_version(request, charter)
    changes = asking_of(version)
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "changes": changes,
        "unasked": any(one.unasked for one in changes),
        "may": May(request.user, version, ask_consulted=can_ask_consulted),
        "today": timezone.localdate(),
    }
    return render(request, "charters/consultations.html", context)


@require_POST
def ask_consulted(request, charter):
    version = open_version(request, charter)
    consulting.ask_consulted(version, by=request.user)
    messages.success(request, _("Asked. They have two working days to answer."))
    return redirect("charters:consultations", charter)
