"""Packages: put together, kept, weighed against what was possible, laid side by side."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negotiations import scoring
from negotiations.actions import packages as actions
from negotiations.analysis.compounding import TooMany
from negotiations.content import Content
from negotiations.explaining import Study
from negotiations.forms.packages import CompareForm, PackageForm, RenameForm
from negotiations.models import Package
from negotiations.reading import read
from negotiations.views.exploring import frame
from negotiations.views.finding import find_on, find_sheet


def study_of(content: Content) -> dict:
    """The study, or the words why there is none."""
    if not scoring.usable(content):
        return {}
    try:
        return {"study": Study(content)}
    except TooMany as refused:
        return {"words": str(refused)}


@require_GET
def packages(request, sheet):
    """All packages with what they are worth to both sides."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    context = frame(request, sheet, content) | study_of(content) | {"compare": CompareForm(packages=content.packages)}
    return render(request, "negotiations/packages.html", context)


@require_http_methods(["GET", "POST"])
def save_package(request, sheet):
    """The form for a package by hand; the map sends its package here too."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    form = PackageForm(request.POST or None, content=content, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = actions.save_package(
            sheet, given["name"], form.choices, origin=given["origin"], key=given["key"], by=request.user
        )
        messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
        return redirect("negotiations:package", sheet.pk, saved.pk)
    context = frame(request, sheet, content) | {"form": form}
    return render(request, "negotiations/save_package.html", context, status=422 if form.errors else 200)


@require_GET
def package(request, sheet, package):
    """One package: what it leaves on the table, and how to better it."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    saved = content.packages_by_key.get(str(package))
    if saved is None:
        raise Http404
    context = frame(request, sheet, content) | study_of(content)
    context |= {
        "saved": saved,
        "compare": CompareForm(packages=content.packages, initial=beside(content, saved.key)),
        "key": uuid4(),
    }
    if told := context.get("study") and context["study"].kept_as(saved):
        context["weighed"] = context["study"].weighed(told.package)
    return render(request, "negotiations/package.html", context)


def beside(content: Content, key: str) -> dict:
    """This package, and the one saved last beside it."""
    others = [one.key for one in content.packages if one.key != key]
    return {"one": key, "other": others[-1] if others else key}


def found(request, sheet, package):
    """The sheet, and a package on it, or a 404."""
    sheet = find_sheet(request, sheet)
    return sheet, find_on(request, Package.objects, sheet, package)


@require_GET
def compare_packages(request, sheet):
    """Two packages side by side, issue by issue."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    form = CompareForm(request.GET or None, packages=content.packages)
    context = frame(request, sheet, content) | study_of(content) | {"compare": form}
    if form.is_valid():
        pair = [content.packages_by_key[form.cleaned_data[name]] for name in ("one", "other")]
        context |= {"pair": pair, "lines": lines_of(content, pair)}
        if "study" in context:
            context["weighed"] = [weighed(context["study"], one) for one in pair]
    return render(request, "negotiations/compare_packages.html", context)


def lines_of(content: Content, pair) -> list[tuple[str, str, str]]:
    """(issue, option of the one, option of the other); empty where nothing is said or the option is gone."""
    return [(issue.name, *(name_of(issue, one) for one in pair)) for issue in scoring.usable(content)]


def name_of(issue, package) -> str:
    option = issue.by_key.get(package.choices.get(issue.key, ""))
    return option.name if option else ""


def weighed(study: Study, package):
    told = study.kept_as(package)
    return told and study.weighed(told.package)


@require_POST
def rename_package(request, sheet, package):
    sheet, row = found(request, sheet, package)
    form = RenameForm(request.POST)
    if form.is_valid():
        actions.rename_package(row, form.cleaned_data["name"], by=request.user)
    else:
        messages.error(request, " ".join(form.errors["name"]))
    return redirect("negotiations:package", sheet.pk, row.pk)


@require_POST
def mark_theirs(request, sheet, package):
    sheet, row = found(request, sheet, package)
    actions.mark_theirs(row, by=request.user)
    return redirect("negotiations:package", sheet.pk, row.pk)


@require_POST
def mark_ours(request, sheet, package):
    sheet, row = found(request, sheet, package)
    actions.mark_ours(row, by=request.user)
    return redirect("negotiations:package", sheet.pk, row.pk)


@require_POST
def remove_package(request, sheet, package):
    sheet, row = found(request, sheet, package)
    actions.remove_package(row, by=request.user)
    messages.success(request, _("“%(name)s” is removed.") % {"name": row.name})
    return redirect("negotiations:packages", sheet.pk)
