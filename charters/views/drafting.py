"""The draft on one page, what others changed meanwhile, and the RACI grid."""

from datetime import MAXYEAR, MINYEAR, datetime

from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from charters import rows
from charters.actions import adding, items, ordering
from charters.forms.items import LettersForm
from charters.merging import stamp
from charters.models import CharterVersion, ClauseComment, Proposal
from charters.parentage import marks_of
from charters.permissions import can_edit
from charters.views.around import around_of, open_or_none, stored
from charters.views.finding import find_charter, open_version
from common.permissions import May
from teams.models import Event

DONE = {
    items.ADDED: _("added"), items.REMOVED: _("removed"), items.RESTORED: _("put back"), ordering.MOVED: _("moved"),
    adding.ADDED_MANY: _("added several, the first:"),
}  # fmt: skip
LATELY = 8
CELLS = 150
TOLD = 20


@require_GET
def draft(request, charter):
    """All clauses as lines, each opened in place. Once the version is finished there is nothing to write."""
    version = open_or_none(request, charter)
    if version is None:
        return redirect(find_charter(request, charter))
    content = version.content()
    context = frame(request, version) | {
        "cards": rows.cards(content, open_talks(version), version.charter.examples, request.GET.get("all", "")),
        "proposals": version.proposals.filter(state=Proposal.State.OPEN).count(),
        "removed": removed_lately(version),
        "now": timezone.now(),
    }
    return render(request, "charters/draft.html", context)


def frame(request, version: CharterVersion) -> dict:
    may = May(request.user, version, edit=can_edit)
    doors = {"base": "", "move_url": reverse("charters:move", args=[version.charter_id])}
    return {
        "charter": version.charter,
        "version": version,
        "tab": "draft",
        "may": may,
        "taken": taken(request, version),
    } | doors


def taken(request, version: CharterVersion) -> dict:
    """From where clauses are; of most drafts none is."""
    return marks_of(version, version.content(), request.user) if version.is_heir else {}


def part(request, version: CharterVersion) -> dict:
    """The same for what is not the draft page itself: links lead to it from anywhere."""
    return frame(request, version) | {"base": reverse("charters:draft", args=[version.charter_id])}


def open_talks(version) -> dict[str, int]:
    """How many open points each clause has."""
    talks = ClauseComment.objects.filter(version=version, state=ClauseComment.State.OPEN, parent=None)
    counted = talks.values("item_key").annotate(count=Count("id")).order_by()
    return {str(row["item_key"]): row["count"] for row in counted}


def removed_lately(version) -> list[Event]:
    """What was removed and has not come back."""
    events = Event.objects.filter(about_id=version.charter_id, verb__in=[items.REMOVED, items.RESTORED])
    seen, found = set(), []
    for event in events.select_related("actor").order_by("-at", "-id")[: LATELY * 2]:
        key = event.data["key"]
        if key not in seen and event.verb == items.REMOVED and event.data["version"] == str(version.pk):
            found.append(event)
        seen.add(key)
    return found[:LATELY]


@require_GET
def changes(request, charter):
    """What others wrote since the page was opened. Nothing new is said with 204, so that polling costs little."""
    version = open_version(request, charter)
    since, seen = moment(request.GET.get("since")), request.GET.get("seen", "")
    events = list(
        Event.objects.filter(about_id=version.charter_id, verb__startswith="charter.clause", at__gt=since)
        .exclude(actor=request.user)
        .select_related("actor")
        .order_by("-at", "-id")[:TOLD]
    )
    newest = events[0].at.isoformat() if events else ""
    if newest == seen:
        return HttpResponse(status=204)
    context = {"charter": version.charter, "since": since.isoformat(), "seen": newest, "told": told(events)}
    return render(request, "charters/drafting/changes.html", context)


def moment(text: str | None) -> datetime:
    """A moment of which every zone has an hour: at both ends of the calendar some have none."""
    try:
        found = parse_datetime((text or "").replace(" ", "+"))
    except ValueError as error:
        raise Http404 from error
    if found is None or timezone.is_naive(found) or found.year in (MINYEAR, MAXYEAR):
        raise Http404
    return found


def told(events: list[Event]) -> list[tuple]:
    """The latest that was done to each clause: who, what was done, its key and its name."""
    latest = {event.data["key"]: event for event in reversed(events)}
    return [
        (event.actor, DONE.get(event.verb, _("changed")), key, event.data["heading"])
        for key, event in reversed(latest.items())
    ]


@require_GET
def raci(request, charter):
    """Deliverables and roles, with a letter where they meet; a page holds as many as one can overlook."""
    version = open_version(request, charter)
    content = version.content()
    around = around_of(version, content.clauses)
    found = content.of("deliverable")
    start, step = place_of(request.GET.get("from"), found), max(CELLS // max(len(around.roles), 10), 1)
    context = frame(request, version) | {
        "rows": [raci_row(content, one, around) for one in found[start : start + step]],
        "roles": list(around.roles.values()),
        "earlier": found[max(start - step, 0)].key if start else "",
        "later": found[start + step].key if start + step < len(found) else "",
        "total": len(found),
    }
    return render(request, "charters/draft_raci.html", context)


def place_of(key: str | None, found: list) -> int:
    keys = [one.key for one in found]
    return keys.index(key) if key in keys else 0


def raci_row(content, clause, around) -> dict:
    form = LettersForm(clause.key, around, values=clause.values)
    mark = stamp(clause.revision, stored(form, clause))
    return {"form": form, "row": rows.row(content, clause, {}), "stamp": mark, "key": clause.key}
