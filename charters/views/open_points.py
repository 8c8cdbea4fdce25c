"""Everything of a version that is still open, clause by clause."""

import re
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from charters.models import ClauseComment
from charters.views.finding import spoken_version

Kind = ClauseComment.Kind
A_PAGE = 100
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FILTERS = (
    ("", _("All")),
    (Kind.OBJECTION, _("Objections")),
    (Kind.QUESTION, _("Questions")),
    (Kind.SUGGESTION, _("Suggestions")),
)


def open_points(request, charter):
    """`?kind=` keeps one sort; `?after=` goes on behind a clause."""
    version = spoken_version(request, charter)
    kind = request.GET.get("kind", "")
    points = list(behind(of_kind(version, kind), request.GET.get("after", ""))[: A_PAGE + 1])
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "filters": [
            {"label": label, "href": query(version, kind=name), "current": name == kind} for name, label in FILTERS
        ],
        "in_force": not version.is_editable,
        "clauses": by_clause(points[:A_PAGE]),
        "is_filtered": bool(kind),
        "further": further(version, points, kind),
    }
    return render(request, "charters/talk_open.html", context)


def of_kind(version, kind):
    points = ClauseComment.objects.for_list().open().beside(version).order_by("item_key", "id")
    return points.filter(kind=kind) if kind in Kind.values else points


def by_clause(points) -> list[dict]:
    groups = groupby(points, key=lambda point: (point.item_key, point.about))
    return [{"key": key, "about": about, "points": list(rows)} for (key, about), rows in groups]


def behind(points, mark):
    """The points after the one at which the page before ended."""
    key, _, last = mark.partition("_")
    if not (is_uuid(key) and is_uuid(last)):
        return points
    return points.filter(Q(item_key__gt=key) | Q(item_key=key, id__gt=last))


def further(version, points, kind) -> str:
    if len(points) <= A_PAGE:
        return ""
    last = points[A_PAGE - 1]
    return query(version, kind=kind, after=f"{last.item_key}_{last.pk}")


def query(version, **asked) -> str:
    """The same page, beside the same text."""
    return "?" + urlencode(asked if version.is_editable else {"in": "force"} | asked)


def is_uuid(text: str) -> bool:
    return bool(UUID_TEXT.fullmatch(text))
