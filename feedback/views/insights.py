"""What one learned: the list, noting it, changing it, sharing it, carrying it on, dropping it. Its page is in `chain`."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from charters.models import Charter
from common.ids import as_uuid, uuid7
from common.paging import page_of
from common.permissions import May, require
from feedback.actions import insights as noting
from feedback.forms.insights import EditForm, InsightForm, TeamForm
from feedback.models import Insight, ReflectionItem
from feedback.permissions import (
    can_accept_insight,
    can_drop_insight,
    can_edit_insight,
    can_share_insight,
    can_take_back_insight,
)

State = Insight.State
RULES = {
    "edit": can_edit_insight, "share": can_share_insight, "take_back": can_take_back_insight,
    "accept": can_accept_insight, "drop": can_drop_insight,
}  # fmt: skip


def find_insight(request, pk) -> Insight:
    """One's own, or one that was shared with a team of the reader."""
    rows = Insight.objects.visible_to(request.user).select_related(
        "author", "team", "charter", "request", "reflected__reflection__person"
    )
    return get_object_or_404(rows, pk=pk)


@require_GET
def insights(request):
    """The reader's own and what their teams shared: what is open, or what stands in one state."""
    chosen = request.GET.get("state", "")
    rows = Insight.objects.visible_to(request.user).select_related("author", "team", "charter")
    rows = rows.filter(state=chosen) if chosen in State.values else rows.open()
    context = {
        "tab": "insights", "page": page_of(rows, request, moment="created_at"), "states": State.choices,
        "chosen": chosen if chosen in State.values else "",
    }  # fmt: skip
    return render(request, "feedback/insights.html", context)


def write_insight(request):
    """A thought of one's own, or with `?item=` a line that somebody looked back in and that the reader may read."""
    item = find_line(request)
    form = InsightForm(request.POST or None, user=request.user, item=item, initial=beginning(request, item))
    if not form.is_valid():
        context = {"tab": "insights", "form": form, "item": item}
        return render(request, "feedback/write_insight.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    origin = noting.of_item(item) if item else noting.Origin(charter=given["charter"])
    insight = noting.write_insight(
        given["text"], section=given["section"], origin=origin, key=given["key"], by=request.user
    )
    messages.success(request, _("Noted. Only you read it until you share it."))
    return redirect("feedback:chain", insight.pk)


def find_line(request) -> ReflectionItem | None:
    named = request.POST.get("item") or request.GET.get("item")
    if not named:
        return None
    rows = ReflectionItem.objects.readable_by(request.user).select_related(
        "reflection__charter__team", "reflection__person"
    )
    key = as_uuid(named)
    return get_object_or_404(rows, pk=key) if key else not_there()


def not_there():
    raise Http404


def beginning(request, item) -> dict:
    """What the form starts with: the line's words; or the charter that the address names."""
    if item:
        return {"key": uuid7(), "text": item.text[:2_000]}
    charter = as_uuid(request.GET.get("charter"))
    seen = charter and Charter.objects.visible_to(request.user).filter(pk=charter).first()
    return {"key": uuid7(), "charter": seen}


def edit_insight(request, insight):
    """Other words. What another window saved meanwhile is shown first."""
    insight = find_insight(request, insight)
    require(can_edit_insight(request.user, insight))
    form = EditForm(request.POST or None, insight=insight)
    if not form.is_valid():
        return edit_page(request, insight, form, 422 if form.is_bound else 200)
    if form.is_late(insight) and "over" not in request.POST:
        return edit_page(request, insight, form, 409, is_late=True)
    given = form.cleaned_data
    noting.edit_insight(insight, given["text"], given["section"], revision=revision(request, form), by=request.user)
    return redirect("feedback:chain", insight.pk)


def revision(request, form) -> int:
    """The one that the writer had read, or the one whose words they saw and write over."""
    over = request.POST.get("over", "")
    return int(over) if over.isdigit() and len(over) < 9 else form.cleaned_data["revision"]


def edit_page(request, insight, form, status, **more):
    return render(
        request,
        "feedback/edit_insight.html",
        {"tab": "insights", "insight": insight, "form": form} | more,
        status=status,
    )


def share_insight(request, insight):
    """With the team that it came from; where it came from none, the reader chooses."""
    insight = find_insight(request, insight)
    require(
        can_share_insight(request.user, insight) if not insight.shared_at else can_edit_insight(request.user, insight)
    )
    form = TeamForm(request.POST or None, user=request.user)
    if insight.team_id is None and not form.is_valid():
        context = {"tab": "insights", "insight": insight, "form": form}
        return render(request, "feedback/share_insight.html", context, status=422 if form.is_bound else 200)
    if request.method == "POST":
        team = None if insight.team_id else form.cleaned_data["team"]
        noting.share_insight(insight, team, by=request.user)
        messages.success(request, _("Shared. The team reads it from now on."))
    return redirect("feedback:chain", insight.pk)


@require_POST
def take_back_insight(request, insight):
    insight = noting.take_back_insight(find_insight(request, insight), by=request.user)
    messages.success(request, _("Only you read it again."))
    return redirect("feedback:chain", insight.pk)


@require_POST
def accept_insight(request, insight):
    insight = noting.accept_insight(find_insight(request, insight), by=request.user)
    messages.success(request, _("It comes up when a next charter is written."))
    return redirect("feedback:chain", insight.pk)


@require_POST
def drop_insight(request, insight):
    insight = noting.drop_insight(find_insight(request, insight), by=request.user)
    messages.success(request, _("Dropped. You can pick it up again."))
    return redirect("feedback:chain", insight.pk)


def may_of(user, insight) -> May:
    return May(user, insight, **RULES)
