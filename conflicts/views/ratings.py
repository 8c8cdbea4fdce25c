"""Rating alone: it saves by itself, is looked through, handed in, and can be taken back until all are in."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from common import merging
from common.permissions import require
from conflicts.actions import ratings as acting
from conflicts.actions.ratings import flat, listing_of, mark_of, stamp_of
from conflicts.forms.ratings import RatingsForm
from conflicts.permissions import can_hand_in, can_rate
from conflicts.permissions.options import has_handed_in
from conflicts.views.finding import find_case
from conflicts.views.options import back, find_round, frame, page
from conflicts.wording import CHANGED_MEANWHILE


@require_POST
def rate(request, case):
    """Keeps what stands in the form, for this person alone."""
    case, shown = find_round(request, case)
    form = RatingsForm.sent(shown.lines, request.POST)
    if request.POST.get("keep") == "theirs":
        return as_saved(request, case, shown)
    may = can_rate(request.user, shown.round)
    if not may or request.POST.get("listing") != listing_of(shown.round):
        return too_late(request, case, shown, may)
    if not form.is_valid:
        return trouble(request, case, shown, form)
    merged = acting.rate(case, form.given, base_of(request), request.POST["listing"], by=request.user)
    return conflict(request, case, shown, form, merged) if merged.conflicts else saved(request, case, form, merged)


def base_of(request) -> str:
    """The stamp that the writer has seen: the one they started from, or the one they chose to write over."""
    return request.POST.get("over" if request.POST.get("keep") == "mine" else "revision", "")


def saved(request, case, form, merged):
    to = reverse("conflicts:hand_in" if request.POST.get("then") == "hand_in" else "conflicts:options", args=[case.pk])
    if not request.htmx:
        return redirect(to)
    told = {"revision": stamp_of(form.given), "saved_at": timezone.now()}
    response = render(request, "_parts/save_status.html", told)
    is_leaving = request.POST.get("then") == "hand_in"
    return trigger_client_event(response, "go", {"to": to}, after="settle") if is_leaving else response


def too_late(request, case, shown, may):
    """The list was opened again or changed, or it is handed in: the notes are given back, to be copied."""
    if request.htmx:
        told = {"reason": may.reason if not may else CHANGED_MEANWHILE}
        return render(request, "_parts/refusal.html", told, status=403)
    kept = [text for name, text in request.POST.items() if name.startswith("note-") and text.strip()]
    if not kept:
        require(may)
    return page(request, case, shown, 409, kept=kept)


def trouble(request, case, shown, form):
    """The whole form again, with what is wrong at its place and every word as it was typed."""
    bound = {"ratings": form, "stamp": request.POST.get("revision", "")}
    if not request.htmx:
        return page(request, case, shown, 422, **bound)
    return whole(request, case, shown, form, bound["stamp"], 422)


def whole(request, case, shown, form, stamp, status=200):
    context = frame(request, case, shown) | {"ratings": form, "stamp": stamp, "listing": listing_of(shown.round)}
    response = render(request, "conflicts/options/rating_form.html", context, status=status)
    return reswap(retarget(response, "#ratings"), "outerHTML")


def as_saved(request, case, shown):
    """The other window's, in place of what was typed here."""
    form = RatingsForm.saved(shown.lines)
    return whole(request, case, shown, form, stamp_of(form.given)) if request.htmx else back(case)


def conflict(request, case, shown, form, merged):
    """Both, side by side; nothing was written."""
    base, before = base_of(request), RatingsForm.saved(shown.lines)
    told = {
        "fields": form.beside(merged.conflicts, before), "revision": base,
        "over": merging.over(base, 0, flat(form.given), flat(before.given), merged.conflicts),
    }  # fmt: skip
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return page(request, case, shown, 409, ratings=form, conflict=told, stamp=base)


def hand_in(request, case):
    """One's own ratings in words, and what handing in means; POST, the second step, does it."""
    case, shown = find_round(request, case)
    if has_handed_in(request.user, shown.round):
        return back(case)
    may = can_hand_in(request.user, shown.round)
    seen = mark_of(shown.round, shown.reader)
    if request.method == "POST" and may and request.POST.get("seen") == seen:
        acting.hand_in(case, seen, by=request.user)
        return back(case)
    require(can_rate(request.user, shown.round))
    context = frame(request, case, shown) | {"seen": seen, "hand_in": may, "has_changed": request.method == "POST"}
    return render(request, "conflicts/options/hand_in.html", context, status=409 if request.method == "POST" else 200)


@require_POST
def take_back(request, case):
    case = find_case(request, case)
    acting.take_back(case, by=request.user)
    return back(case)
