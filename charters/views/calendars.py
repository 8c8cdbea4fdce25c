"""Days in people's own calendars: the pages of the links, the feeds behind them, and files to take away."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from charters import feeds
from charters.actions import calendars as actions
from charters.calendars import to_ics
from charters.exporting.envelope import file_name
from charters.forms.calendars import FeedForm
from charters.models import CalendarFeed, CharterVersion, Deadline
from charters.permissions import can_make_feed
from charters.views.finding import find_charter, versions_of
from common.downloads import attached
from common.permissions import May

TOMORROW = 24 * 60 * 60


def calendar(request):
    """All my days, and all my links. A new one is shown in the answer to its form, since its secret is kept nowhere."""
    form = FeedForm(request.POST or None)
    made = actions.make_feed(None, by=request.user, **form.cleaned_data) if form.is_valid() else None
    return links_page(request, form, made)


def charter_calendar(request, charter):
    """The days of one charter, to take away once or to follow."""
    version = version_now(request, charter)
    form = FeedForm(request.POST or None)
    made = actions.make_feed(version.charter, by=request.user, **form.cleaned_data) if form.is_valid() else None
    return links_page(request, form, made, version)


@require_POST
def remake_feed(request, feed):
    feed = find_feed(request, feed)
    form = FeedForm(request.POST)
    made = actions.remake_feed(feed, by=request.user, **form.cleaned_data) if form.is_valid() else None
    return links_page(request, form, made)


@require_POST
def revoke_feed(request, feed):
    actions.revoke_feed(find_feed(request, feed), by=request.user)
    messages.success(request, _("The link is revoked: whoever has it reads nothing any more."))
    return redirect("charters:calendar")


def links_page(request, form, made=None, version=None):
    charter = version and version.charter
    feed, token = made or (None, "")
    links = CalendarFeed.objects.visible_to(request.user).select_related("charter__team")
    context = {
        "charter": charter,
        "version": version,
        "tab": "",
        "form": FeedForm(),
        # Each button makes one link, however often it is pressed.
        "rows": [{"feed": one, "key": uuid4()} for one in (links.filter(charter=charter) if charter else links)],
        "may": May(request.user, charter, make=can_make_feed),
        "made": feed,
        "link": link_to(token) if token else None,
    }
    template = "charters/charter_calendar.html" if charter else "charters/calendar.html"
    return render(request, template, context, status=422 if form.errors else 200)


def link_to(token) -> dict:
    """The address as it is typed, and as it opens a calendar by itself."""
    address = settings.SITE_URL + reverse("charters:feed", args=[token])
    return {"typed": address, "opens": f"webcal:{address.partition(':')[2]}"}


def find_feed(request, pk) -> CalendarFeed:
    return get_object_or_404(CalendarFeed.objects.filter(person_id=request.user.pk).select_related("charter"), pk=pk)


def version_now(request, charter) -> CharterVersion:
    versions = versions_of(request, charter).light()
    version = versions.standing().first() or versions.exclude(state=CharterVersion.State.WITHDRAWN).first()
    if version is None:
        raise Http404
    return version


@login_not_required
@csrf_exempt
@require_safe
@sensitive_variables("token")
def feed(request, token):
    """What a calendar reads by itself, without a session. Links that lead nowhere all look the same.

    Kept by no cache: a link that was revoked shows nothing from that moment, and what it showed lies nowhere between.
    """
    found = CalendarFeed.objects.by_token(token).select_related("person", "charter").first()
    if found is None:
        return words(_("There is nothing here."), status=404)
    if not actions.note_use(found, timezone.now().date()):
        return words(_("Too often today."), status=429, headers={"Retry-After": TOMORROW})
    if found.charter:
        return charter_answer(found.charter)
    return ics(settings.SITE_NAME, feeds.of_person(found.person), "calendar.ics")


@require_GET
def calendar_file(request, charter):
    return charter_answer(find_charter(request, charter))


@require_GET
def deadline_file(request, charter, key):
    """One deadline, to put into a calendar once; without a day there is nothing to put."""
    deadlines = Deadline.objects.visible_to(request.user).filter(charter=charter)
    deadline = get_object_or_404(deadlines, key=key)
    days = feeds.of_deadline(deadline)
    if not days:
        raise Http404
    return ics(deadline.title, days, file_name(deadline.title, f"{deadline.due_on}", "ics"))


def charter_answer(charter) -> HttpResponse:
    return ics(charter.title, feeds.of_charter(charter), file_name(charter.title, "calendar", "ics"))


def ics(name, days, file) -> HttpResponse:
    answer = attached(to_ics(name, days, feeds.site()), file, "text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def words(text, **answer) -> HttpResponse:
    answer["headers"] = {"Cache-Control": "private, no-store", **answer.get("headers", {})}
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", **answer)
