"""The page on which one prepares: the five lines, the limits, what is missing, title and day."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from common import merging
from common.permissions import May, require
from negotiations import rows
from negotiations.actions import limits as limits_actions
from negotiations.actions import parts, starting
from negotiations.content import Content
from negotiations.forms.preparing import DescribeForm, LimitsForm, SuddenForm
from negotiations.kinds import DEPTHS, KINDS, SUDDEN
from negotiations.missing import missing
from negotiations.models import PrepSheet, SheetPart
from negotiations.permissions import (
    can_archive,
    can_make_ready,
    can_remove_sheet,
    can_reopen,
    can_take_back,
    can_write,
    can_write_limits,
)
from negotiations.reading import read_words
from negotiations.views.conflicting import base_of, two_versions
from negotiations.views.finding import find_sheet
from negotiations.views.starting import about_of

RULES = {
    "write": can_write, "write_limits": can_write_limits, "make_ready": can_make_ready, "take_back": can_take_back,
    "archive": can_archive, "reopen": can_reopen, "remove": can_remove_sheet,
}  # fmt: skip


@require_GET
def show(request, sheet):
    """The sheet as it stands."""
    return page(request, find_sheet(request, sheet))


def page(request, sheet, status=200, **more):
    content = read_words(sheet, request.user)
    own = {str(starting.sudden_key(sheet, name)) for name in parts.SUDDEN_LINES} if sheet.depth == SUDDEN else set()
    context = surroundings(request, sheet, content) | {
        "cards": rows.cards(content, own),
        "sudden": sudden_form(sheet, content) if sheet.depth == SUDDEN else None,
        "limits": limits_form(sheet) if shows_limits(content) else None,
        "about": about_of(sheet.charter, sheet.item_key) if sheet.charter else None,
        "removed": removed_of(sheet, content),
    }  # fmt: skip
    return render(request, "negotiations/show.html", context | more, status=status)


def surroundings(request, sheet, content: Content, **more) -> dict:
    """What every page of preparing needs: the frame, what is missing, what may be done."""
    return {
        "sheet": sheet, "tab": "prepare", "content": content, "missing": missing(content), "depths": DEPTHS,
        "may": May(request.user, sheet, **RULES),
    } | more  # fmt: skip


def shows_limits(content: Content) -> bool:
    """From the second depth on, and wherever some are set."""
    if not content.sees_limits:
        return False
    return content.depth != SUDDEN or any(getattr(content.limits, name) for name in PrepSheet.LIMITS)


def removed_of(sheet, content: Content) -> list[dict]:
    """What was removed and can be put back, the latest first."""
    gone = SheetPart.objects.filter(sheet=sheet).exclude(removed_at=None).order_by("-removed_at")[:20]
    seen = [one for one in gone if content.sees_limits or not KINDS[one.kind].is_limit]
    return [
        {"key": one.pk, "kind": KINDS[one.kind].label, "what": parts.heading_of(one), "at": one.removed_at}
        for one in seen
    ]


def sudden_of(sheet, content: Content) -> dict[str, str]:
    texts = {part.key: part.values.get("text", "") for part in content.parts}
    return parts.sudden_fields(sheet, texts, with_limits=content.sees_limits)


def sudden_form(sheet, content: Content) -> dict:
    fields = sudden_of(sheet, content)
    return {"form": SuddenForm(fields), "stamp": merging.stamp(0, fields)}


@require_POST
def sudden(request, sheet):
    """Keeps the five lines; what somebody else wrote meanwhile is shown, never overwritten."""
    sheet = find_sheet(request, sheet)
    content = read_words(sheet, request.user)
    form = SuddenForm(sudden_of(sheet, content), request.POST)
    if request.POST.get("keep") == "theirs":
        return as_saved(request, sheet, "negotiations/sudden_form.html", {"sudden": sudden_form(sheet, content)})
    if not form.is_valid():
        return refused(request, sheet, form, sudden={"form": form, "stamp": request.POST.get("revision", "")})
    base = base_of(request)
    merged = parts.write_sudden(sheet, form.values, base, by=request.user)
    if merged.conflicts:
        told = two_versions(form, base, 0, form.values, merged.values, merged.conflicts)
        return conflict(request, sheet, told, sudden={"form": form, "stamp": base, "conflict": told})
    return kept(request, sheet, merging.stamp(0, {name: form.values.get(name, "") for name in form.fields}))


def conflict(request, sheet, told: dict, **more):
    if not request.htmx:
        return page(request, sheet, 409, **more)
    return render(request, "_parts/conflict.html", told, status=409)


def refused(request, sheet, form, **more):
    if not request.htmx:
        return page(request, sheet, 422, **more)
    context = {"form": form, "stamp": request.POST.get("revision", "")}
    return render(request, "negotiations/trouble.html", context, status=422)


def kept(request, sheet, stamp: str):
    """All is saved; the page around hears of it and looks again at what is missing."""
    if not request.htmx:
        return redirect("negotiations:show", sheet.pk)
    told = {"revision": stamp, "saved_at": timezone.now()}
    return trigger_client_event(render(request, "_parts/save_status.html", told), "saved")


def as_saved(request, sheet, template: str, context: dict):
    """The other window's text, in place of what was typed here."""
    if not request.htmx:
        return redirect("negotiations:show", sheet.pk)
    response = render(request, template, context | {"sheet": sheet, "may": May(request.user, sheet, **RULES)})
    return reswap(retarget(response, f"#{context.get('target', 'sudden')}"), "outerHTML")


def limits_form(sheet, data=None) -> dict:
    fields = limits_actions.flat(sheet)
    return {"form": LimitsForm(data, initial=fields), "stamp": merging.stamp(0, fields)}


def limits(request, sheet):
    """Target and reservation points. GET is a page of its own, for a sheet whose depth does not ask for them."""
    sheet = find_sheet(request, sheet)
    require(can_write_limits(request.user, sheet))
    if request.method != "POST":
        return limits_page(request, sheet)
    if request.POST.get("keep") == "theirs":
        context = {"limits": limits_form(sheet), "target": "limits-form"}
        return as_saved(request, sheet, "negotiations/limits_form.html", context)
    form = LimitsForm(request.POST)
    if not form.is_valid():
        return limits_refused(request, sheet, form)
    base = base_of(request)
    saved = limits_actions.set_limits(sheet, form.values, base, by=request.user)
    if saved.conflicts:
        return limits_conflict(request, sheet, form, base, saved)
    return kept(request, sheet, merging.stamp(0, form.values))


def limits_page(request, sheet, status=200, limits=None):
    content = read_words(sheet, request.user)
    context = surroundings(request, sheet, content, limits=limits or limits_form(sheet))
    return render(request, "negotiations/limits.html", context, status=status)


def limits_refused(request, sheet, form):
    stamp = request.POST.get("revision", "")
    if request.htmx:
        return render(request, "negotiations/trouble.html", {"form": form, "stamp": stamp}, status=422)
    return limits_page(request, sheet, 422, {"form": form, "stamp": stamp})


def limits_conflict(request, sheet, form, base, saved):
    told = two_versions(form, base, 0, form.values, limits_actions.flat(saved.sheet), saved.conflicts)
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return limits_page(request, sheet, 409, {"form": form, "stamp": base, "conflict": told})


@require_GET
def readiness(request, sheet):
    """What is missing, again, after something was saved; on its own it is a page."""
    sheet = find_sheet(request, sheet)
    context = surroundings(request, sheet, read_words(sheet, request.user))
    template = "negotiations/missing.html" if request.htmx else "negotiations/readiness.html"
    return render(request, template, context)


def describe(request, sheet):
    """Title, who sits opposite, the day."""
    sheet = find_sheet(request, sheet)
    require(can_write(request.user, sheet))
    now = {name: getattr(sheet, name) for name in ("title", "counterpart", "meets_on", "revision")}
    form = DescribeForm(request.POST or None, initial=now)
    if form.is_valid():
        starting.describe(sheet, by=request.user, **form.cleaned_data)
        return redirect("negotiations:show", sheet.pk)
    context = {"sheet": sheet, "tab": "", "form": form}
    return render(request, "negotiations/describe.html", context, status=422 if form.errors else 200)


@require_POST
def deepen(request, sheet):
    """Another depth; all that was written stays."""
    sheet = starting.deepen(find_sheet(request, sheet), request.POST.get("depth", ""), by=request.user)
    messages.success(request, _("What you wrote is all there."))
    return redirect("negotiations:show", sheet.pk)
