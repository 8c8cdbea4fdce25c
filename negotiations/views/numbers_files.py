"""Files in and out: a table of scores, and domains and profiles of other programs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from common.downloads import attached
from common.permissions import require
from negotiations import foreign, score_table
from negotiations.actions import numbers_files as verbs
from negotiations.actions.laying_out import lay_out
from negotiations.exchange.scale import CannotWrite
from negotiations.exchange.scenario import BadFile
from negotiations.forms.numbers_files import ForeignForm, TableForm
from negotiations.kinds import OTHER, OWN
from negotiations.models import Issue
from negotiations.permissions import can_export_profile, can_write
from negotiations.reading import read
from negotiations.views.finding import find_sheet
from negotiations.views.numbers import frame, numbered

PARTIES = {"ours": OWN, "theirs": OTHER}


@require_GET
def numbers_files(request, sheet):
    """What can be taken away, and what can be brought."""
    return page(request, find_sheet(request, sheet))


def page(request, sheet, status=200, **forms):
    context = frame(request, sheet, **({"table": TableForm(), "foreign": ForeignForm()} | forms))
    return render(request, "negotiations/numbers_files.html", context, status=status)


@require_GET
def numbers_csv(request, sheet):
    """The scores as a table; there is no limit in it."""
    found = find_sheet(request, sheet)
    return attached(score_table.written(numbered(found)), "scores.csv", "text/csv; charset=utf-8")


@require_POST
def numbers_import_csv(request, sheet):
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    taken = {one.name for one in Issue.objects.filter(sheet=found)}
    form = TableForm(request.POST, request.FILES, taken=taken)
    if not form.is_valid():
        return page(request, found, 422, table=form)
    return told(request, found, len(lay_out(found, form.cleaned_data["file"], by=request.user)))


def told(request, sheet, number: int):
    words = ngettext("%(number)d issue was imported.", "%(number)d issues were imported.", number)
    messages.success(request, words % {"number": number})
    return redirect("negotiations:numbers", sheet.pk)


@require_POST
def numbers_import(request, sheet):
    """A domain with one or two profiles, from Genius, GeniusWeb or NegMAS."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    form = ForeignForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, found, 422, foreign=form)
    files = form.cleaned_data["found"]
    if verbs.import_foreign(found, files, by=request.user):
        messages.info(request, _("The reservation points of the files were left out."))
    return told(request, found, len(files.issues))


@require_GET
def numbers_export_domain(request, sheet, kind):
    """Issues and options alone, which may be shared."""
    found = find_sheet(request, sheet)
    return export(request, found, kind, "domain", foreign.domain_file, numbered(found))


@require_GET
def numbers_export_profile(request, sheet, kind, party):
    """What one side wants, reservation point included."""
    found = find_sheet(request, sheet)
    require(can_export_profile(request.user, found))
    if party not in PARTIES:
        raise Http404
    content = read(found, request.user)
    return export(request, found, kind, f"profile-{party}", foreign.profile_file, content, PARTIES[party])


def export(request, sheet, kind, name, write, content, *more):
    if kind not in foreign.WRITERS:
        raise Http404
    _writer, ending, content_type = foreign.WRITERS[kind]
    try:
        return attached(write(content, kind, *more), f"{name}.{ending}", content_type)
    except (BadFile, CannotWrite) as why:
        return page(request, sheet, 422, cannot=str(why))
