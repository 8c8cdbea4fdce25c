"""What happened in a disagreement, newest first, without a word of what was said."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.ids import as_uuid
from common.permissions import require
from conflicts import story as telling
from conflicts.permissions import can_read_story
from conflicts.views.finding import find_case

PER_PAGE = 100


@require_GET
def story(request, case):
    case = find_case(request, case)
    require(can_read_story(request.user, case))
    events = older_than(case.events.select_related("actor").order_by("-pk"), as_uuid(request.GET.get("before", "")))[
        : PER_PAGE + 1
    ]
    shown = list(events)[:PER_PAGE]
    told = [(timezone.localdate(one.at), telling.sentence(one.verb, str(one.actor or ""))) for one in shown]
    older = f"{reverse('conflicts:story', args=[case.pk])}?before={shown[-1].pk}" if len(events) > PER_PAGE else ""
    context = {"case": case, "tab": "story", "days": telling.days(told), "older": older}
    return render(request, "conflicts/story.html", context)


def older_than(events, key):
    return events.filter(pk__lt=key) if key else events
