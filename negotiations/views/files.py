"""A sheet as a file to take away, and a new sheet from such a file."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from common.downloads import attached
from common.ids import uuid7
from negotiations.actions import importing as actions
from negotiations.exporting.jsonfile import file_name, to_json
from negotiations.exporting.markdown import to_markdown
from negotiations.exporting.pdf import to_pdf
from negotiations.forms.preparing import ImportForm
from negotiations.importing import LARGEST, Broken, parse
from negotiations.permissions import teams_to_prepare_in
from negotiations.reading import read, read_all
from negotiations.views.finding import find_sheet

WRITERS = {
    "json": ("application/json", read_all, to_json),
    "md": ("text/markdown; charset=utf-8", read, to_markdown),
    "pdf": ("application/pdf", read, to_pdf),
}


@require_GET
def export(request, sheet, extension):
    """What the reader sees, and nothing more."""
    if extension not in WRITERS:
        raise Http404
    sheet = find_sheet(request, sheet)
    content_type, reads, write = WRITERS[extension]
    content = reads(sheet, request.user)
    return attached(write(content), file_name(content.title, extension), content_type)


def import_sheet(request):
    """A new sheet from a file; what is wrong with the file is said place by place, and nothing is written."""
    teams = teams_to_prepare_in(request.user)
    form = ImportForm(teams, request.POST or None, request.FILES or None, initial={"key": uuid7()})
    if teams and form.is_valid():
        content = read_file(form)
        if content:
            sheet = actions.import_sheet(form.team_chosen, content, by=request.user, key=form.cleaned_data["key"])
            return redirect("negotiations:show", sheet.pk)
    context = {"form": form, "teams": teams}
    return render(request, "negotiations/import_sheet.html", context, status=422 if form.errors else 200)


def read_file(form):
    """The content of the file, or None with the faults at the field."""
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        form.add_error("file", _("The file is larger than 2 MB."))
        return None
    try:
        return parse(file.read())
    except Broken as error:
        for place, words in error.faults:
            form.add_error("file", f"{place}: {words}" if place else words)
    return None
