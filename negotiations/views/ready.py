"""Ready, signed off or asked for more; what was kept at each turn; put away, opened again, deleted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import May, require
from negotiations import rows
from negotiations.actions import preparing, snapshots, starting
from negotiations.forms.preparing import ReadyForm, SignOffForm
from negotiations.missing import missing
from negotiations.models import SheetEvent, SignOff, Snapshot
from negotiations.permissions import (
    approvers,
    can_make_ready,
    can_remove_sheet,
    can_sign_off,
    can_take_back,
    sees_limits,
)
from negotiations.reading import read_words
from negotiations.views.finding import find_on, find_sheet

# Verbs that change what was prepared; others are turns, talks and seats.
CONTENT = r"^(part|limits|numbers|issues?|options?|ranking|links?|scenarios?|packages?|weights?|scores?|estimate|offers)\.|^sheet\.described$"


def ready(request, sheet):
    """What calling it ready means, and whom to ask for a look. What is missing is said, and stops nobody."""
    sheet = find_sheet(request, sheet)
    form = ReadyForm(approvers(sheet), request.POST or None)
    if request.method == "POST" and form.is_valid():
        preparing.make_ready(sheet, form.chosen, by=request.user)
        messages.success(request, asked_words(form.chosen))
        return redirect("negotiations:ready", sheet.pk)
    content = read_words(sheet, request.user)
    context = {
        "sheet": sheet, "tab": "prepare", "form": form, "missing": missing(content), "turns": turns(request, sheet),
        "may": May(request.user, sheet, make_ready=can_make_ready, take_back=can_take_back),
    }  # fmt: skip
    return render(request, "negotiations/ready.html", context, status=422 if form.errors else 200)


def asked_words(approver) -> str:
    if approver:
        return _("Ready, and %(name)s is asked to look at it.") % {"name": approver}
    return _("Ready. It is kept as it stands now; you can go on writing.")


def turns(request, sheet) -> dict:
    """What was kept, who was asked about it, and whether the sheet has changed since the latest."""
    kept = list(Snapshot.objects.filter(sheet=sheet).select_related("taken_by").defer("content")[:50])
    asked = list(SignOff.objects.filter(sheet=sheet).select_related("approver")[:200])
    for one in kept:
        one.asked = [sign_off for sign_off in asked if sign_off.snapshot_id == one.pk]
    return {"kept": kept, "changed": bool(kept) and changed_since(request, sheet, kept[0])}


def changed_since(request, sheet, snapshot) -> bool:
    """Whether something was written after it was kept, as far as the reader may know."""
    later = SheetEvent.objects.filter(sheet=sheet, at__gt=snapshot.taken_at, verb__regex=CONTENT)
    if not sees_limits(request.user, sheet):
        later = later.filter(is_limit=False)
    return later.exists()


@require_POST
def take_back(request, sheet):
    preparing.take_back(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:show", sheet)


@require_POST
def archive(request, sheet):
    starting.archive(find_sheet(request, sheet), by=request.user)
    messages.success(request, _("Put away. It stays readable, and you can open it again."))
    return redirect("negotiations:show", sheet)


@require_POST
def reopen(request, sheet):
    preparing.reopen(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:show", sheet)


def remove(request, sheet):
    """What would be lost; POST deletes it for ever."""
    sheet = find_sheet(request, sheet)
    require(can_remove_sheet(request.user, sheet))
    if request.method == "POST":
        starting.remove_sheet(sheet, by=request.user)
        messages.success(request, _("The sheet is deleted."))
        return redirect("negotiations:list")
    return render(request, "negotiations/remove.html", {"sheet": sheet, "tab": ""})


@require_GET
def snapshot(request, sheet, pk):
    """The sheet as it stood then, as far as the reader may see it."""
    sheet = find_sheet(request, sheet)
    kept = find_on(request, Snapshot.objects.select_related("taken_by"), sheet, pk)
    return render(request, "negotiations/snapshot.html", reading_of(request, sheet, kept))


def reading_of(request, sheet, kept: Snapshot, **more) -> dict:
    content = snapshots.content_of(kept, sheet, request.user)
    return {"sheet": sheet, "tab": "prepare", "kept": kept, "content": content, "read": rows.reading(content)} | more


def sign_off(request, sheet, pk):
    """The preparation that one is asked about, exactly as it stood; and the answer."""
    sheet = find_sheet(request, sheet)
    asked = find_on(request, SignOff.objects.select_related("snapshot__taken_by", "approver"), sheet, pk)
    asked.sheet = sheet
    form = SignOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        preparing.answer_sign_off(asked, given["state"], given["words"], by=request.user)
        return redirect("negotiations:sign_off", sheet.pk, asked.pk)
    context = reading_of(request, sheet, asked.snapshot, asked=asked, form=form) | {
        "may": May(request.user, asked, sign_off=can_sign_off),
        "changed": changed_since(request, sheet, asked.snapshot),
    }  # fmt: skip
    return render(request, "negotiations/sign_off.html", context, status=422 if form.errors else 200)
