"""A result as a file to take away: the same as on the page, for the same readers."""

from django.http import Http404
from django.views.decorators.http import require_GET

from common.downloads import attached
from feedback.actions.results import read_result
from feedback.exporting.jsonfile import to_json
from feedback.exporting.pdf import to_pdf
from feedback.exporting.result import Result, file_name
from feedback.exporting.table import to_csv
from feedback.permissions import is_readable
from feedback.views.finding import find_readable

WRITERS = {
    "json": ("application/json", to_json),
    "csv": ("text/csv; charset=utf-8", to_csv),
    "pdf": ("application/pdf", to_pdf),
}


@require_GET
def export(request, ask, extension):
    ask = find_readable(request, ask)
    if extension not in WRITERS or not is_readable(ask):
        raise Http404
    content_type, write = WRITERS[extension]
    read_result(ask, extension, by=request.user)
    result = Result(ask.about, str(ask.subject), ask.sent_on, ask.closed_on, ask.snapshot.data)
    return attached(write(result), file_name(result, extension), content_type)
