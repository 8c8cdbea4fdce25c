"""Everything of a version that is still open, clause by clause."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from charters.models import ClauseComment
from charters.views.finding import written_version

Kind = ClauseComment.Kind
A_PAGE = 100
FILTERS = (
    ("", _("All")),
    (Kind.OBJECTION, _("Objections")),
    (Kind.QUESTION, _("Questions")),
    (Kind.SUGGESTION, _("Suggestions")),
)


@login_required
def open_points(request, charter):
    """`?kind=` keeps one sort; `?after=` goes on behind a clause."""
    version = written_version(request, charter)
    kind = request.GET.get("kind", "")
    points = list(of_kind(version, kind)[: A_PAGE + 1])
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "filters": [{"label": label, "href": f"?kind={name}", "current": name == kind} for name, label in FILTERS],
        "clauses": by_clause(points[:A_PAGE]),
        "is_filtered": bool(kind),
        "has_more": len(points) > A_PAGE,
    }
    return render(request, "charters/talk_open.html", context)


def of_kind(version, kind):
    points = ClauseComment.objects.for_list().open().filter(version=version).order_by("item_key", "created_at", "id")
    return points.filter(kind=kind) if kind in Kind.values else points


def by_clause(points) -> list[dict]:
    groups = groupby(points, key=lambda point: (point.item_key, point.about))
    return [{"key": key, "about": about, "points": list(rows)} for (key, about), rows in groups]
