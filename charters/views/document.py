"""The charter as a document to read."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from charters.views.finding import find_charter, versions_of


@login_required
def show(request, charter):
    """The version in force; until there is one, the version on its way."""
    charter = find_charter(request, charter)
    versions = list(versions_of(request, charter.pk))
    version = next((one for one in versions if one.state == "active"), versions[0])
    return render(request, "charters/show.html", {"charter": charter, "version": version, "tab": "document"})
