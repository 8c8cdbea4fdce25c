"""What if …: what we believe of them, supposed otherwise."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common import merging
from common.permissions import require
from negotiations import content as plain
from negotiations import what_ifs
from negotiations.actions import linking
from negotiations.content import Content
from negotiations.forms.numbers_scenarios import ScenarioForm
from negotiations.kinds import OTHER, OWN
from negotiations.models import Scenario
from negotiations.permissions import can_write, sees_limits
from negotiations.reading import issues_of
from negotiations.views.conflicting import base_of, two_versions
from negotiations.views.finding import find_on, find_sheet
from negotiations.views.numbers import NOTHING, frame


def supposed(request, sheet) -> Content:
    """Issues and what-ifs, and whether there are limits to suppose; not the limits of the sheet."""
    rows = Scenario.objects.filter(sheet=sheet)
    scenarios = tuple(plain.Scenario(str(one.pk), one.name, one.overrides) for one in rows)
    content = Content(issues=tuple(issues_of(sheet)), scenarios=scenarios, limits=plain.Limits())
    return content if sees_limits(request.user, sheet) else content.without_limits()


@require_GET
def numbers_scenarios(request, sheet):
    """All what-ifs by name, with what each supposes."""
    found = find_sheet(request, sheet)
    content = supposed(request, found)
    rows = [{"scenario": one, "said": said(content, one.overrides)} for one in content.scenarios]
    context = frame(request, found, scenarios=rows, is_full=len(rows) >= linking.MOST_SCENARIOS)
    return render(request, "negotiations/numbers_scenarios.html", context)


def said(content: Content, overrides: dict) -> list[str]:
    """What a what-if supposes, in words; of limits only what the content has."""
    weights = overrides.get("weights", {})
    words = [
        _("%(issue)s: their weight %(points)d") % {"issue": issue.name, "points": weights[issue.key]}
        for issue in content.issues
        if issue.key in weights
    ]
    labels = {OWN: _("our reservation point"), OTHER: _("their reservation point")}
    scores = [(label, overrides.get(what_ifs.LIMITS[side])) for side, label in labels.items()]
    return words + [f"{label} {score['value']} {units()[score['unit']]}" for label, score in scores if score]


def units() -> dict:
    return {"percent": _("percent"), "points": _("points")}


@require_http_methods(["GET", "POST"])
def numbers_scenario_add(request, sheet):
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    form = ScenarioForm(request.POST or None, content=supposed(request, found))
    if not form.is_bound or not form.is_valid():
        return scenario_page(request, found, form)
    key = form.cleaned_data["key"] or uuid4()
    scenario = linking.add_scenario(found, form.flat(), key=key, by=request.user)
    messages.success(request, _("Kept “%(name)s”.") % {"name": scenario.name})
    return redirect("negotiations:numbers_scenarios", found.pk)


def scenario_page(request, sheet, form, scenario=None, status=None, **more):
    context = frame(request, sheet, form=form, scenario=scenario, **more)
    status = status or (422 if form.is_bound else 200)
    return render(request, "negotiations/numbers_scenario.html", context, status=status)


@require_http_methods(["GET", "POST"])
def numbers_scenario(request, sheet, scenario):
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, Scenario.objects, found, scenario)
    content = supposed(request, found)
    there = next((one for one in content.scenarios if one.key == str(row.pk)), None)
    if there is None:
        raise Http404
    if request.POST.get("keep") == "theirs":
        return redirect(request.path)
    form = ScenarioForm(request.POST or None, content=content, scenario=there)
    stamp = merging.stamp(1, blanks(form) | stored(there, content))
    if not form.is_bound or not form.is_valid():
        return scenario_page(request, found, form, row, stamp=request.POST.get("revision", stamp))
    return scenario_saved(request, found, row, form, stored(there, content))


def stored(scenario, content: Content) -> dict:
    return what_ifs.flat(scenario.name, scenario.overrides, with_limits=content.sees_limits)


def blanks(form) -> dict:
    """Weights that nobody supposed are empty in the form, and so in its mark."""
    return {name: None for name in form.fields if name.startswith("w-")}


def scenario_saved(request, sheet, row, form, theirs):
    base = base_of(request)
    conflicts = linking.change_scenario(sheet, row, form.flat(), base, by=request.user)
    if not conflicts:
        messages.success(request, _("Kept “%(name)s”.") % {"name": form.cleaned_data["name"]})
        return redirect("negotiations:numbers_scenarios", sheet.pk)
    told = two_versions(form, base, 1, form.flat(), theirs, conflicts, nothing=NOTHING)
    return scenario_page(request, sheet, form, row, 409, stamp=base, conflict=told)


@require_http_methods(["GET", "POST"])
def numbers_scenario_remove(request, sheet, scenario):
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, Scenario.objects, found, scenario)
    if request.method == "GET":
        context = frame(
            request, found, thing=row, is_scenario=True, back=reverse("negotiations:numbers_scenarios", args=[found.pk])
        )
        return render(request, "negotiations/numbers_remove.html", context)
    linking.remove_scenario(found, row, by=request.user)
    messages.success(request, _("Removed “%(name)s”.") % {"name": row.name})
    return redirect("negotiations:numbers_scenarios", found.pk)
