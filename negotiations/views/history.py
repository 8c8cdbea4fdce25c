"""The ledger of a sheet, told in sentences."""

from datetime import UTC
from itertools import groupby
from urllib.parse import quote

from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from negotiations.models import SheetEvent
from negotiations.permissions import sees_limits
from negotiations.telling import tell
from negotiations.views.finding import find_sheet

PAGE = 50


@require_GET
def history(request, sheet):
    """What happened, newest first. Events of limits are for those alone who see limits."""
    sheet = find_sheet(request, sheet)
    events = SheetEvent.objects.filter(sheet=sheet).select_related("actor")
    if not sees_limits(request.user, sheet):
        events = events.filter(is_limit=False)
    before = asked_before(request)
    if before:
        events = events.filter(at__lt=before)
    found = list(events[: PAGE + 1])
    told = [{"at": one.at, "words": tell(one.verb, str(one.actor or ""), one.data)} for one in found[:PAGE]]
    days = [
        {"day": day, "events": list(some)} for day, some in groupby(told, lambda one: timezone.localdate(one["at"]))
    ]
    older = f"?before={quote(found[PAGE - 1].at.isoformat())}" if len(found) > PAGE else ""
    context = {"sheet": sheet, "tab": "history", "days": days, "older": older, "newer": request.path if before else ""}
    return render(request, "negotiations/history.html", context)


def asked_before(request):
    """A moment; what is none, or lies beyond the calendar, asks for nothing."""
    try:
        moment = parse_datetime(request.GET.get("before", ""))
        return moment and moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
