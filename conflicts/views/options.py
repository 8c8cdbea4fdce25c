"""The page of options, by the step that its round is at; finding options together, and the next round of them."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_POST

from common.ids import as_uuid
from common.permissions import May, require
from conflicts.actions import options as acting
from conflicts.actions import stepping
from conflicts.actions.ratings import listing_of, stamp_of
from conflicts.forms.criteria import AddCriterionForm
from conflicts.forms.options import AnotherRoundForm, OptionForm, OptionsForm
from conflicts.forms.ratings import RatingsForm
from conflicts.models import ConflictCase, Option
from conflicts.permissions import (
    can_add_option,
    can_begin_rating,
    can_edit_option,
    can_hear_again,
    can_look_for_options,
    can_open_again,
    can_rate,
    can_start_another_round,
    can_take_back,
    joined_party,
)
from conflicts.permissions.criteria import can_measure
from conflicts.permissions.options import MOST_OPTIONS
from conflicts.views.finding import find_case, find_in
from conflicts.views.needs import beside
from conflicts.views.options_shown import Shown, round_for

STEPS = {
    "add_option": can_add_option,
    "begin_rating": can_begin_rating,
    "open_again": can_open_again,
    "rate": can_rate,
    "take_back": can_take_back,
    "start_another_round": can_start_another_round,
}


def find_shown(request, case, number=None) -> tuple[ConflictCase, Shown | None]:
    """The case and its round, for somebody who takes part; who is only asked to is shown nothing of it."""
    case = find_case(request, case)
    reader = joined_party(request.user, case)
    return case, round_for(case, reader, number) if reader else None


def find_round(request, case) -> tuple[ConflictCase, Shown]:
    """For what is done with a round: without one there is nothing to do."""
    case, shown = find_shown(request, case)
    if shown is None:
        raise Http404
    return case, shown


@require_GET
def options(request, case):
    return page(request, *find_shown(request, case))


def page(request, case, shown: Shown | None, status=200, **bound):
    """`bound`: forms that could not be taken, and what was typed for a list that is no longer open."""
    context = frame(request, case, shown) | {"kept": bound.get("kept")}
    if shown is None:
        return render(request, "conflicts/options.html", context, status=status)
    context |= {
        "form": bound.get("form") or OptionsForm(room=room_of(shown)),
        "ratings": bound.get("ratings") or RatingsForm.saved(shown.lines),
        "conflict": bound.get("conflict"),
        "stamp": bound.get("stamp") or stamp_of({one.option.pk: {"value": one.value, "note": one.note} for one in shown.lines}),
        "listing": listing_of(shown.round),
        "yardstick": bound.get("yardstick") or AddCriterionForm(),
        "agreement": door_of("conflicts:begin_agreement", case),
    } | beside(case, shown.reader)  # fmt: skip
    return render(request, "conflicts/options.html", context, status=status)


def frame(request, case, shown: Shown | None) -> dict:
    steps = May(request.user, shown.round, **STEPS) if shown else None
    case_may = May(
        request.user, case, look_for_options=can_look_for_options, hear_again=can_hear_again, measure=can_measure
    )  # fmt: skip
    return {"case": case, "tab": "options", "shown": shown, "may": steps, "case_may": case_may}


def room_of(shown: Shown) -> int:
    return MOST_OPTIONS - len(shown.lines)


def door_of(name: str, case) -> str:
    """A page of another chapter, or nothing."""
    try:
        return reverse(name, args=[case.pk])
    except NoReverseMatch:
        return ""


def back(case, place=""):
    return redirect(reverse("conflicts:options", args=[case.pk]) + place)


@require_POST
def add_option(request, case):
    case, shown = find_round(request, case)
    form = OptionsForm(request.POST, room=room_of(shown))
    may = can_add_option(request.user, shown.round)
    if not may:
        return closed(request, case, shown, may, request.POST.get("lines", ""))
    if not form.is_valid():
        return page(request, case, shown, 422, form=form)
    found = [(line, "") for line in form.cleaned_data["lines"]]
    acting.add_options(case, found, by=request.user, token=form.cleaned_data["token"])
    return back(case, "#list")


def closed(request, case, shown: Shown, may, *typed: str):
    """It came too late, or the list was closed meanwhile: the words are given back, to be copied."""
    kept = [text for text in typed if text.strip()]
    if not kept:
        require(may)
    return page(request, case, shown, 409, kept=kept)


def find_option(case, pk) -> Option:
    """With its round and its case around it."""
    found = find_in(Option.objects.select_related("round"), case, pk)
    found.case = found.round.case = case
    return found


def edit_option(request, case, option):
    case, shown = find_round(request, case)
    option = find_option(case, option)
    form = OptionForm(option, request.POST if request.method == "POST" else None)
    may = can_edit_option(request.user, option)
    if request.method != "POST":
        require(may)
        return edit_page(request, case, form)
    if not may:
        return closed(request, case, shown, may, request.POST.get("text", ""), request.POST.get("detail", ""))
    return save_option(request, case, form)


def save_option(request, case, form):
    if not form.is_valid():
        return edit_page(request, case, form, 422)
    if form.keeps_theirs:
        return redirect("conflicts:edit_option", case.pk, form.option.pk)
    if conflict := form.panel():
        return edit_page(request, case, form, 409, conflict=conflict)
    acting.edit_option(form.option, form.stands_at, by=request.user, **form.values)
    return back(case, f"#option-{form.option.pk}")


def edit_page(request, case, form, status=200, **more):
    context = {"case": case, "tab": "options", "form": form, "option": form.option} | more
    return render(request, "conflicts/options/edit.html", context, status=status)


@require_POST
def remove_option(request, case, option):
    case = find_case(request, case)
    found = case.options.filter(pk=option).first()
    if found:
        acting.remove_option(found, by=request.user)
    return back(case, "#list")


def begin_rating(request, case):
    """Says what closing the list means; POST, the second step, closes it."""
    case, shown = find_round(request, case)
    if request.method == "POST":
        acting.begin_rating(case, by=request.user)
        return back(case)
    require(can_begin_rating(request.user, shown.round))
    return render(request, "conflicts/options/begin_rating.html", frame(request, case, shown))


@require_POST
def open_again(request, case):
    case = find_case(request, case)
    acting.open_again(case, by=request.user)
    return back(case)


def start_another_round(request, case):
    """A new list: what of the last one is worth another look, a better one, new ones."""
    case, shown = find_round(request, case)
    chosen = chosen_option(request, case)
    form = AnotherRoundForm(
        [line.option for line in shown.lines if not shown.is_collecting], request.POST or None, chosen=chosen, room=MOST_OPTIONS
    )  # fmt: skip
    may = (can_add_option if shown.is_collecting else can_start_another_round)(request.user, shown.round)
    if request.method == "POST" and not may:
        return closed(request, case, shown, may, *(request.POST.get(name, "") for name in ("text", "detail", "lines")))
    require(may)
    if form.is_valid():
        given = form.cleaned_data
        carried = [as_uuid(one) for one in given["carried"]]
        acting.start_another_round(case, form.found, carried, by=request.user, token=given["token"])
        return back(case)
    notes = [line for line in shown.lines if chosen and line.option == chosen]
    context = frame(request, case, shown) | {"form": form, "line": notes[0] if notes else None}
    return render(request, "conflicts/options/another_round.html", context, status=422 if form.errors else 200)


def chosen_option(request, case) -> Option | None:
    key = as_uuid(request.GET.get("option"))
    return case.options.filter(pk=key).first() if key else None


@require_GET
def old_round(request, case, number):
    """A round that all have rated, as it was."""
    case, shown = find_shown(request, case, number)
    if shown is None or not shown.is_revealed:
        raise Http404
    context = frame(request, case, shown) | {"may": None}
    return render(request, "conflicts/options/round.html", context)


def look_for_options(request, case):
    """Says what comes now; POST goes on to it. Whoever comes back to it later finds the options."""
    case = find_case(request, case)
    if case.state == ConflictCase.State.OPTIONS:
        return back(case)
    if request.method == "POST":
        stepping.look_for_options(case, by=request.user)
        return back(case)
    require(can_look_for_options(request.user, case))
    return render(request, "conflicts/options/look.html", {"case": case, "tab": "options"})


def hear_again(request, case):
    """Back to what people need; says what stays."""
    case = find_case(request, case)
    if request.method == "POST":
        stepping.hear_again(case, by=request.user)
        return redirect("conflicts:show", case.pk)
    require(can_hear_again(request.user, case))
    return render(request, "conflicts/options/hear_again.html", {"case": case, "tab": "options"})
