"""A version as a file to take away. Comments, preparations and reviews are in none of them."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from charters.content import from_document
from charters.exporting.envelope import file_name, to_json
from charters.exporting.markdown import to_markdown
from charters.exporting.pdf import to_pdf
from charters.parentage import notes_of
from charters.records import document_of, export_of, record_for
from charters.views.finding import find_version
from common.downloads import attached


@require_GET
def export(request, pk, extension):
    if extension not in WRITERS:
        raise Http404
    version = find_version(request, pk)
    content_type, write = WRITERS[extension]
    name = file_name(version.charter.title, version.number, extension)
    return attached(write(version, request.user), name, content_type)


def as_json(version, _user) -> str:
    return to_json(export_of(version))


def as_markdown(version, user) -> str:
    document = document_of(version)
    content = from_document(document)
    return to_markdown(content, record_for(version, document), notes_of(version, content, user))


def as_pdf(version, user) -> bytes:
    document = document_of(version)
    content, team = from_document(document), version.charter.team.name
    standing = _("Version %(number)s") % {"number": version.number} + f" · {version.standing_label}"
    record, notes = record_for(version, document), notes_of(version, content, user)
    return to_pdf(content, team=team, standing=standing, record=record, notes=notes)


WRITERS = {
    "json": ("application/json", as_json),
    "md": ("text/markdown; charset=utf-8", as_markdown),
    "pdf": ("application/pdf", as_pdf),
}
