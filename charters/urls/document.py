"""Addresses of the text: reading it, its files, its history, and bringing one in."""

from django.urls import path

from charters.views import closing, document, exporting, importing

urlpatterns = [
    path("verify/", importing.verify, name="verify"),
    path("import/<slug:team>/", importing.import_file, name="import_file"),
    path("versions/<uuid:pk>/", document.version, name="version"),
    path("versions/<uuid:pk>/charter.<slug:extension>", exporting.export, name="export"),
    path("<uuid:charter>/", document.show, name="show"),
    path("<uuid:charter>/history/", document.history, name="history"),
    path("<uuid:charter>/close/", closing.close_charter, name="close_charter"),
    path("<uuid:charter>/reopen/", closing.reopen_charter, name="reopen_charter"),
]
