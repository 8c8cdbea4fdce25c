"""A hand-over: beginning it, writing it, reading it."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from charters import merging
from charters.actions import handing_on
from charters.forms.handing_on import HandOverForm
from charters.models import HandOver, RoleAssignment
from charters.permissions import can_finish_hand_over, can_resume_hand_over, can_write_hand_over
from charters.views.around import members_of
from charters.views.finding import written_version
from common.permissions import May, require


@require_POST
def begin_hand_over(request, assignment):
    rows = RoleAssignment.objects.visible_to(request.user).select_related("charter", "person")
    assignment = get_object_or_404(rows, pk=assignment)
    return redirect(handing_on.begin_hand_over(assignment, by=request.user))


def hand_over_sheet(request, pk):
    """To write for who may, as long as it is not finished; to read for everybody else who finds it."""
    found = get_object_or_404(HandOver.objects.visible_to(request.user).for_detail(), pk=pk)
    if request.method == "POST":
        return keep(request, found)
    return page(request, found, form_of(found) if can_write_hand_over(request.user, found) else None)


def form_of(found: HandOver, data=None) -> HandOverForm:
    members = [one for one in members_of(found.team) if one[0] != str(found.holder_id)]
    return HandOverForm(data, hand_over=found, members=members)


def page(request, found: HandOver, form, status=200, **more):
    context = {
        "charter": found.charter,
        "version": written_version(request, found.charter_id),
        "tab": "",
        "hand_over": found,
        "form": form,
        "stamp": form and (form.data.get("revision") or form.stamp),
        "others": others_of(request, found),
        "may": May(request.user, found, finish=can_finish_hand_over, resume=can_resume_hand_over),
    }
    return render(request, "charters/hand_over.html", context | more, status=status)


def others_of(request, found: HandOver):
    """What was handed over in this role before, by whom."""
    rows = HandOver.objects.visible_to(request.user).filter(charter_id=found.charter_id, role_key=found.role_key)
    return rows.filter(~Q(pk=found.pk)).select_related("holder")[:20]


def keep(request, found: HandOver):
    form = form_of(found, request.POST)
    if not form.is_valid():
        require(can_write_hand_over(request.user, found))
        return trouble(request, found, form)
    if form.cleaned_data["keep"] == "theirs":
        return as_saved(request, found)
    verb, answer = (handing_on.finish_hand_over, finished) if form.finishes else (handing_on.write_hand_over, saved)
    written = verb(found, form.values, form.base, by=request.user)
    return conflict(request, written, form) if written.conflicts else answer(request, written.hand_over)


def saved(request, found: HandOver):
    if not request.htmx:
        messages.success(request, _("Kept. The team reads it once it is finished."))
        return redirect(found)
    stamp = merging.stamp(found.revision, found.fields())
    return render(request, "_parts/save_status.html", {"revision": stamp, "saved_at": found.updated_at})


def trouble(request, found: HandOver, form):
    if not request.htmx:
        return page(request, found, form, 422)
    return render(
        request, "charters/hand_over_trouble.html", {"form": form, "stamp": form.data.get("revision", "")}, status=422
    )


def conflict(request, written, form):
    """Both texts, side by side; nothing was written."""
    found, mine, theirs = written.hand_over, form.values, written.hand_over.fields()
    told = {
        "by": found.updated_by, "at": found.updated_at, "revision": form.base,
        "over": merging.over(form.base, found.revision, mine, theirs, written.conflicts),
        "fields": [form.two_sides(name, theirs[name]) for name in written.conflicts],
    }  # fmt: skip
    if not request.htmx:
        return page(request, found, form, 409, conflict=told)
    return render(request, "_parts/conflict.html", told, status=409)


def as_saved(request, found: HandOver):
    """The other window's text, in place of what was typed here."""
    if not request.htmx:
        return redirect(found)
    form = form_of(found)
    context = {"form": form, "hand_over": found, "stamp": form.stamp}
    return reswap(retarget(render(request, "charters/hand_over_form.html", context), "#hand-over"), "outerHTML")


def finished(request, found: HandOver):
    messages.success(request, _("Thank you. Whoever comes next finds it beside the role."))
    return HttpResponseClientRedirect(found.get_absolute_url()) if request.htmx else redirect(found)


@require_POST
def resume_hand_over(request, pk):
    found = get_object_or_404(HandOver.objects.visible_to(request.user), pk=pk)
    return redirect(handing_on.resume_hand_over(found, by=request.user))
