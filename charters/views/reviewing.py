"""The review sheet: each role with its holders, its work, what is found about it, and the manager's verdict."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from charters.views.finding import written_version


@login_required
def review(request, charter):
    version = written_version(request, charter)
    return render(request, "charters/review.html", {"charter": version.charter, "version": version, "tab": "review"})
