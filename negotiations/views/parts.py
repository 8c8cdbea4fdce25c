"""One part of a sheet: opened in its place or on a page of its own, saved, removed, put back, moved, added by the dozen."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from common import merging
from common.ids import as_uuid, uuid7
from common.permissions import May, require
from negotiations import rows
from negotiations.actions import parts
from negotiations.content import Part
from negotiations.forms.parts import ManyForm, PartForm
from negotiations.kinds import KINDS
from negotiations.models import SheetPart
from negotiations.permissions import sees_limits
from negotiations.views.conflicting import base_of, two_versions
from negotiations.views.finding import find_sheet
from negotiations.views.preparing import RULES


def part(request, sheet, key):
    """A part to write; to read for those who may not write."""
    sheet = find_sheet(request, sheet)
    found = find_part(request, sheet, key)
    if request.method == "POST":
        return save(request, sheet, key, found)
    if found is None:
        raise Http404
    return gone(request, sheet, found) if found.removed_at else opened(request, sheet, found)


def find_part(request, sheet, key) -> SheetPart | None:
    """What is a limit is not there for who may not see limits, nor is its place while it is empty."""
    found = SheetPart.objects.filter(sheet=sheet, pk=key).select_related("updated_by").first()
    kind = KINDS.get(found.kind if found else parts.line_at(sheet, key))
    if kind and kind.is_limit and not sees_limits(request.user, sheet):
        raise Http404
    return found


def kind_asked(request, sheet, name: str):
    """The kind that the address names, for who may know of it."""
    kind = KINDS.get(name)
    if kind is None or (kind.is_limit and not sees_limits(request.user, sheet)):
        raise Http404
    return kind


def around(request, sheet, kind, key, **more) -> dict:
    may = May(request.user, sheet, **RULES)
    return {"sheet": sheet, "tab": "prepare", "kind": kind, "key": key, "may": may} | more


def opened(request, sheet, found: SheetPart, form=None, status=200, **more):
    kind, fields = KINDS[found.kind], parts.fields_of(found)
    form = form or PartForm(kind, found.pk, values=fields)
    context = around(request, sheet, kind, found.pk, form=form, stamp=merging.stamp(found.revision, fields)) | {
        "facts": rows.facts(kind, fields), "heading": parts.heading_of(found),
    } | more  # fmt: skip
    template = "negotiations/parts/open.html" if request.htmx else "negotiations/part.html"
    return render(request, template, context, status=status)


def save(request, sheet, key, found: SheetPart | None):
    """Autosave and the button do the same; what somebody else wrote meanwhile is shown, never overwritten."""
    if found and request.POST.get("keep") == "theirs":
        return leave(request, sheet, found)
    kind = KINDS[found.kind] if found else kind_asked(request, sheet, request.POST.get("kind", ""))
    form = PartForm(kind, key, request.POST)
    if not form.is_valid():
        return refused(request, sheet, kind, found, form)
    saved = written(request, sheet, key, kind, found, form)
    if saved.part is None:
        return gone(request, sheet, found, form, 409)
    if saved.conflicts:
        return conflict(request, sheet, saved, form)
    return kept(request, sheet, saved, form)


def written(request, sheet, key, kind, found, form):
    if found and found.removed_at and request.POST.get("keep") == "mine":
        return parts.bring_back(sheet, key, form.values, by=request.user)
    return parts.write_part(sheet, key, kind.name, form.values, base_of(request), by=request.user)


def leave(request, sheet, found: SheetPart):
    """What the others wrote stands; what they removed stays removed."""
    if not request.htmx:
        return redirect("negotiations:show", sheet.pk)
    return put_back(gone(request, sheet, found) if found.removed_at else opened(request, sheet, found), found.pk)


def kept(request, sheet, saved, form):
    if not request.htmx:
        return redirect(place_of(sheet, saved.part))
    if "close" in request.POST:
        return changed(put_back(line(request, sheet, saved.part), saved.part.pk))
    context = around(request, sheet, form.kind, form.key, form=form) | {
        "stamp": merging.stamp(saved.part.revision, form.values), "saved_at": timezone.now(),
        "theirs": [str(form.fields[name].label) for name in saved.kept],
    }  # fmt: skip
    return changed(render(request, "negotiations/parts/saved.html", context))


def changed(response):
    return trigger_client_event(response, "saved")


def put_back(response, key):
    """The answer takes the place of the whole line, not of the form's status."""
    return reswap(retarget(response, f"#clause-{key}"), "innerHTML")


def place_of(sheet, found: SheetPart) -> str:
    return reverse("negotiations:show", args=[sheet.pk]) + f"#kind-{found.kind}"


def refused(request, sheet, kind, found, form):
    """The words stay in their fields, and each reason stands at its field."""
    stamp = request.POST.get("revision", "")
    if request.htmx:
        return render(request, "negotiations/parts/refused.html", {"form": form, "stamp": stamp}, status=422)
    if found:
        return opened(request, sheet, found, form, 422, stamp=stamp)
    return blank(request, sheet, kind, form, 422)


def conflict(request, sheet, saved, form):
    """Both texts, side by side; nothing was written."""
    base, theirs = base_of(request), parts.fields_of(saved.part)
    told = two_versions(form, base, saved.part.revision, form.values, theirs, saved.conflicts)
    told |= {"by": saved.part.updated_by, "at": saved.part.updated_at}
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return opened(request, sheet, saved.part, form, 409, conflict=told, stamp=base)


def gone(request, sheet, found: SheetPart, form=None, status=200):
    """It was removed: the way to bring it back; typed words stay in sight."""
    context = around(request, sheet, KINDS[found.kind], found.pk, form=form, heading=parts.heading_of(found)) | {
        "revision": request.POST.get("revision", ""), "who": found.updated_by,
        "fields": [field for field in form if field.value()] if form else [],
    }  # fmt: skip
    template = "negotiations/parts/gone.html" if request.htmx else "negotiations/part_gone.html"
    return render(request, template, context, status=status)


@require_GET
def add(request, sheet, kind):
    """An empty form; the part begins when something is saved."""
    sheet = find_sheet(request, sheet)
    kind = kind_asked(request, sheet, kind)
    require(parts.may_write(request.user, sheet, kind))
    party = request.GET.get("party", "")
    field = kind.by_name.get("party")
    values = {"party": party} if field and party in dict(field.choices) else {}
    return blank(request, sheet, kind, PartForm(kind, uuid7(), values=values))


def blank(request, sheet, kind, form, status=200):
    context = around(request, sheet, kind, form.key, form=form, stamp="0.", is_new=True)
    template = "negotiations/parts/open.html" if request.htmx else "negotiations/part.html"
    return render(request, template, context, status=status)


def add_many(request, sheet, kind):
    """Several lines, each a part of its own."""
    sheet = find_sheet(request, sheet)
    kind = kind_asked(request, sheet, kind)
    require(parts.may_write(request.user, sheet, kind))
    form = ManyForm(kind, request.POST or None, initial={"token": uuid7()})
    if form.is_valid():
        given = form.cleaned_data
        parts.add_parts(sheet, kind.name, given["lines"], given["token"], by=request.user, **form.common)
        return redirect(reverse("negotiations:show", args=[sheet.pk]) + f"#kind-{kind.name}")
    context = around(request, sheet, kind, "", form=form)
    return render(request, "negotiations/part_many.html", context, status=422 if form.errors else 200)


@require_GET
def row(request, sheet, key):
    """One line, as it stands now."""
    sheet = find_sheet(request, sheet)
    found = find_part(request, sheet, key)
    if found is None or found.removed_at:
        raise Http404
    return line(request, sheet, found)


def line(request, sheet, found: SheetPart):
    shown = rows.row_of(Part(str(found.pk), found.kind, parts.fields_of(found)))
    return render(request, "negotiations/parts/row.html", {"sheet": sheet, "row": shown})


@require_POST
def remove_part(request, sheet, key):
    sheet = find_sheet(request, sheet)
    found = parts.remove_part(sheet, key, by=request.user)
    if found is None:
        raise Http404
    if not request.htmx:
        return redirect(place_of(sheet, found))
    return changed(gone(request, sheet, found))


@require_POST
def restore_part(request, sheet, key):
    sheet = find_sheet(request, sheet)
    found = parts.restore_part(sheet, key, by=request.user)
    if found is None:
        raise Http404
    return changed(line(request, sheet, found)) if request.htmx else redirect(place_of(sheet, found))


@require_POST
def move_part(request, sheet):
    """One step by a button, or a whole list as it was dragged."""
    sheet = find_sheet(request, sheet)
    keys = [key for key in map(as_uuid, request.POST.getlist("order")) if key]
    if keys:
        parts.order_parts(sheet, keys, by=request.user)
    elif item := as_uuid(request.POST.get("item")):
        parts.move_part(sheet, item, request.POST.get("direction", ""), by=request.user)
    return HttpResponse(status=204) if request.htmx else redirect("negotiations:show", sheet.pk)
