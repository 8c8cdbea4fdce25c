"""What is still missing, beside the draft or on a page of its own."""

from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from charters.gathering import gather
from charters.models import CharterVersion
from charters.permissions import can_send_to_review
from charters.readiness import panel, readiness
from charters.views.finding import versions_of
from common.permissions import May

# What is on its way before what is in force, and both before what is past.
NEAREST = Case(When(state__in=CharterVersion.OPEN, then=0), When(state=CharterVersion.State.ACTIVE, then=1), default=2)
GOOD = {CharterVersion.State.DRAFT: _("Ready for review")}


@require_GET
def show(request, charter):
    """The checks of the version on its way; without one, of the version in force."""
    version = versions_of(request, charter).light().order_by(NEAREST, "-created_at").first()
    if version is None:
        raise Http404
    beside = bool(request.htmx and not request.htmx.history_restore_request)
    may = May(request.user, version, send_to_review=can_send_to_review)
    context = checked(version, panel.BESIDE if beside else panel.ALONE) | {"may": may}
    return render(request, "charters/_readiness.html" if beside else "charters/readiness.html", context)


def checked(version, most) -> dict:
    found = readiness(gather(version))
    place = "charters:draft" if version.is_editable else "charters:show"
    return {
        "charter": version.charter,
        "version": version,
        "tab": "draft" if version.is_editable else "document",
        "found": found,
        "blocked": panel.blocked(found, most),
        "hinted": panel.hinted(found, most),
        "good": GOOD.get(version.state, _("Nothing holds it back")),
        "place": reverse(place, args=[version.charter_id]),
    }
