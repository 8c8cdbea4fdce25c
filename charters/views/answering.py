"""Being asked to hold a role: reading what it asks for, and saying yes or no."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from charters.actions import reviewing
from charters.forms.reviewing import AnswerForm
from charters.models import RoleAssignment
from charters.permissions import can_answer_role
from charters.views.finding import written_version

VERBS = {"accept": reviewing.accept_role, "decline": reviewing.decline_role}
THANKS = {
    "accept": _("You hold this role. The team can count on it."),
    "decline": _("You declined. The lead reads why."),
}


def answer_role(request, assignment):
    """The page of the person asked; nobody else finds it."""
    rows = RoleAssignment.objects.visible_to(request.user).select_related("charter", "team")
    assignment = get_object_or_404(rows, pk=assignment, person=request.user)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return answered(request, assignment, form.cleaned_data)
    version = written_version(request, assignment.charter_id)
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "assignment": assignment,
        "role": role_as_written(version, assignment),
        "form": form,
        "may_answer": can_answer_role(request.user, assignment),
    }
    return render(request, "charters/answer_role.html", context, status=422 if form.errors else 200)


def answered(request, assignment, given):
    VERBS[given["answer"]](assignment, given["note"], by=request.user)
    messages.success(request, THANKS[given["answer"]])
    return redirect("charters:answer_role", assignment.pk)


def role_as_written(version, assignment) -> dict:
    """What the role asks for, in the text as it stands; empty where the text no longer has it."""
    content = version.content()
    role = content.by_key.get(str(assignment.role_key))
    if role is None:
        return {}
    return {
        "clause": role,
        "purpose": role["purpose"],
        "decision_right": role["decision_right"],
        "hours": role["hours"],
        "term": role["term"],
        "accountabilities": [one.heading for one in content.of("accountability", role.key)],
        "not_accountable_for": [one.heading for one in content.of("not_accountable_for", role.key)],
        "letters": [
            (one.heading, one["letters"][role.key]) for one in content.of("deliverable") if one["letters"].get(role.key)
        ],
    }


@require_POST
def ask_role_again(request, assignment):
    rows = RoleAssignment.objects.visible_to(request.user).select_related("charter", "person")
    assignment = get_object_or_404(rows, pk=assignment)
    reviewing.ask_role_again(assignment, by=request.user)
    return redirect("charters:review", assignment.charter_id)
