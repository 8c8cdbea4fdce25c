"""The review sheet: each role with its holders, its work, what is found about it, and what its reviewer says."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from charters.actions import reviewing
from charters.forms.reviewing import ReplyForm, VerdictForm
from charters.models import RoleReview
from charters.permissions import can_reply_to_review, can_review_role
from charters.permissions.reviewing import held_role
from charters.views.finding import open_version, written_version
from charters.views.sheets import sheet_of
from common.permissions import require

VERBS = {"endorsed": reviewing.endorse, "changes_requested": reviewing.request_changes}
DONE = {"endorsed": _("Endorsed. The team can see it."), "changes_requested": _("The holders and the lead hear of it.")}


def review(request, charter):
    """All roles. `?role=` opens one of them, alone on the page or in its place in a long list."""
    version = written_version(request, charter)
    sheet = sheet_of(version, request.user)
    chosen = sheet.role(request.GET.get("role", ""))
    context = {"charter": version.charter, "version": version, "tab": "review", "sheet": sheet, "one": chosen}
    template = "charters/_role_sheet.html" if chosen and request.htmx else "charters/review.html"
    return render(request, template, context)


def review_role(request, charter, key):
    """The form for a verdict on one role: a part of the sheet, or a page."""
    version = open_version(request, charter)
    role = version.items.filter(kind="role", key=key).first()
    if role is None:
        raise Http404
    require(can_review_role(request.user, held_role(version, key)))
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        VERBS[given["verdict"]](version, key, given["note"], by=request.user)
        messages.success(request, DONE[given["verdict"]])
        return to_role(charter, key)
    return deed(request, version, key, role.clause().heading, form, "charters/review_verdict.html")


def reply_to_review(request, review):
    rows = RoleReview.objects.visible_to(request.user).select_related("version__charter__team", "reviewer")
    review = get_object_or_404(rows, pk=review)
    require(can_reply_to_review(request.user, held_role(review.version, review.role_key)))
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"text": review.reply})
    if form.is_valid():
        reviewing.reply_to_review(review, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Your reply stands beside the verdict."))
        return to_role(review.version.charter_id, review.role_key)
    return deed(
        request, review.version, review.role_key, review.role_title, form, "charters/review_reply.html", review=review
    )


def deed(request, version, key, heading, form, part, **more):
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "review",
        "key": key,
        "heading": heading,
        "form": form,
        "part": part,
    }
    template = part if request.htmx else "charters/review_deed.html"
    return render(request, template, context | more, status=422 if form.errors else 200)


def to_role(charter, key):
    response = redirect("charters:review", charter)
    response["Location"] += f"#role-{key}"
    return response
