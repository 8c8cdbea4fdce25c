"""The pages of the inbox, of how one is told, and of the link that ends a kind of mail."""

from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.paging import page_of
from notices import actions, topics, unsubscribing
from notices.forms import ChooseForm
from notices.models import Notice, Preference, Topic, Way

UNREAD = "unread"


@require_GET
def inbox(request):
    only = request.GET.get("only", "")
    page = page_of(found(request.user, only), request, moment="created_at")
    context = {
        "page": page._replace(newer=kept(page.newer, only), older=kept(page.older, only)),
        "days": days(page.rows),
        "tabs": tabs(only),
        "empty": empty(only),
        "query": request.GET.urlencode(),
    }
    return render(request, "notices/inbox.html", context)


def found(user, only: str):
    """All, what is unread, or one topic; an odd word shows all."""
    notices = Notice.objects.visible_to(user)
    if only == UNREAD:
        return notices.unread()
    return notices.filter(kind__in=topics.kinds_of(only)) if only in Topic.values else notices


def kept(link: str, only: str) -> str:
    return f"{link}&{urlencode({'only': only})}" if link and only else link


def days(notices):
    """By the reader's day, as they come."""
    told = groupby(notices, lambda notice: timezone.localdate(notice.created_at))
    return [{"day": day, "notices": list(of_day)} for day, of_day in told]


def tabs(only: str) -> list[dict]:
    choices = [("", _("All")), (UNREAD, _("Unread")), *Topic.choices]
    address = reverse("notices:inbox")
    return [
        {"label": label, "href": f"{address}?only={value}" if value else address, "current": value == only}
        for value, label in choices
    ]


def empty(only: str) -> dict:
    """What would stand here."""
    if only == UNREAD:
        return {"title": _("Nothing is unread"), "text": _("What you marked as unread, and what is new, stands here.")}
    if only in Topic.values:
        return {"title": _("Nothing about this yet"), "text": topics.HINTS[only]}
    return {
        "title": _("Nothing here yet"),
        "text": _("When somebody asks you to review, to sign or to take a role, it arrives here and by mail."),
        "example": _("Ann asks you to sign “Harbour App”."),
    }


@require_GET
def open_notice(request, notice):
    """Following a notice marks it as read and leads to what it is about."""
    return HttpResponseRedirect(actions.read(mine(request, notice), by=request.user).url)


@require_POST
def read(request, notice):
    actions.read(mine(request, notice), by=request.user)
    return back(request)


@require_POST
def unread(request, notice):
    actions.unread(mine(request, notice), by=request.user)
    return back(request)


def mine(request, notice) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=notice)


def back(request):
    """To the part of the inbox where they were."""
    query = request.GET.urlencode()
    return redirect(reverse("notices:inbox") + (f"?{query}" if query else ""))


@require_POST
def read_all(request):
    actions.read_all(by=request.user)
    return redirect("notices:inbox")


def choose(request):
    form = ChooseForm(request.POST or None, chosen=chosen_by(request.user))
    if request.method == "POST" and form.is_valid():
        actions.choose(request.user, form.ways, by=request.user)
        messages.success(request, _("From now on you are told like this."))
        return redirect("notices:choose")
    return render(request, "notices/choose.html", {"form": form}, status=422 if form.errors else 200)


def chosen_by(person) -> dict[str, str]:
    return {topic: way for (_person, topic), way in Preference.objects.chosen([person]).items()}


@login_not_required
@never_cache
@csrf_exempt
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """The link in a mail. A mail program posts as RFC 8058 says and hears the same whatever the token; a person gets a page."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        if meant := unsubscribing.meant(token):
            person, topic = meant
            actions.stop(person, topic, by=person)
        return HttpResponse(_("Done."), content_type="text/plain; charset=utf-8")
    return stop_by_hand(request, token)


@csrf_protect
@sensitive_variables("token")
def stop_by_hand(request, token):
    """Says what will stop, and does it when asked; or says what has stopped, and brings it back when asked."""
    meant = unsubscribing.meant(token)
    if meant is None:
        return render(request, "notices/no_stop.html", status=404)
    person, topic = meant
    if request.method == "POST":
        verb = actions.resume if request.POST.get("resume") else actions.stop
        verb(person, topic, by=person)
        return redirect("notices:stop", token)
    context = {
        "topic": dict(Preference.CHOICES)[topic],
        "is_day": topic == Preference.DAY,
        "is_off": is_off(person, topic),
    }
    return render(request, "notices/stop.html", context)


def is_off(person, topic: str) -> bool:
    return chosen_by(person).get(topic) == Way.OFF
