"""The learning log: all of it, and one thing in it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from common import diff, merging
from common.ids import as_uuid
from feedback.actions import learning as verbs
from feedback.competencies import BY_KEY
from feedback.forms.learning import FinishForm, LearningForm
from feedback.learned import Spent, by_year, sum_of
from feedback.models import FeedbackRequest, Insight, LearningItem
from feedback.permissions import can_start_learning
from feedback.permissions.learning import MOST

State = LearningItem.State
# The order of the list: what moves first.
ORDER = (State.IN_PROGRESS, State.PLANNED, State.IDEA, State.DONE, State.DROPPED)
SHOWN = 200
# What one most likely does next, by state; all else is in the menu.
NEXT = {State.IDEA: State.PLANNED, State.PLANNED: State.IN_PROGRESS, State.IN_PROGRESS: State.DONE}
DEEDS = {
    State.IDEA: (gettext_lazy("Back to the ideas"), "lightbulb"), State.PLANNED: (gettext_lazy("Plan it"), "calendar"),
    State.IN_PROGRESS: (gettext_lazy("Begin"), "play"), State.DONE: (gettext_lazy("Done"), "circle-check"), State.DROPPED: (gettext_lazy("Drop it"), "circle-minus"),
}  # fmt: skip


def find_item(request, pk) -> LearningItem:
    return get_object_or_404(LearningItem.objects.filter(person=request.user).select_related("insight"), pk=pk)


@require_GET
def learning(request):
    """All that one learns, by how far it is, and what the years came to."""
    items = list(LearningItem.objects.filter(person=request.user).select_related("insight")[:MOST])
    groups = [(state, [row_of(one) for one in items if one.state == state]) for state in ORDER]
    open_ones = [one for one in items if one.state in (State.PLANNED, State.IN_PROGRESS)]
    context = {
        "tab": "learning", "items": items, "most": SHOWN, "years": years_of(items), "ahead": sum_of(map(spent, open_ones)),
        "groups": [(state, State(state).label, rows[:SHOWN], len(rows)) for state, rows in groups if rows],
    }  # fmt: skip
    return render(request, "feedback/learning/list.html", context)


def years_of(items):
    return by_year((one.done_on.year, spent(one)) for one in items if one.state == State.DONE and one.done_on)


def spent(item: LearningItem) -> Spent:
    return Spent(item.hours, item.cost, item.currency)


def row_of(item: LearningItem) -> LearningItem:
    """The item with what its row shows beside its fields."""
    item.serves = BY_KEY.get(item.competency)
    item.next = deed(item, NEXT[item.state]) if item.state in NEXT else None
    others = sorted(LearningItem.MOVES[item.state] - {NEXT.get(item.state)}, key=ORDER.index)
    remove = {
        "label": _("Remove"),
        "href": reverse("feedback:remove_learning", args=[item.pk]),
        "icon": "trash-2",
        "danger": True,
    }
    item.menu = [*(deed(item, state) for state in others), remove]
    return item


def deed(item: LearningItem, state: str) -> dict:
    """A step to another state, for _parts/menu.html: a link where something is asked, else a form."""
    label, icon = (_("Take it up again"), "rotate-ccw") if state in back_to(item) else DEEDS[state]
    if state == State.DONE:
        return {"label": label, "icon": icon, "href": reverse("feedback:finish_learning", args=[item.pk])}
    return {"label": label, "icon": icon, "action": reverse("feedback:move_learning", args=[item.pk, state])}


def back_to(item: LearningItem) -> set:
    return {State.DONE: {State.IN_PROGRESS}, State.DROPPED: {State.PLANNED}}.get(item.state, set())


def start_learning(request):
    """Something new. The page may be told what it serves: ?competency=, ?insight=, ?request=."""
    form = start_form(request)
    if form.is_valid():
        return begun(request, form)
    context = {"tab": "learning", "form": form, "may_start": can_start_learning(request.user)}
    return render(request, "feedback/learning/start.html", context, status=422 if form.errors else 200)


def start_form(request) -> LearningForm:
    insights = insights_of(request.user)
    if request.method == "POST":
        return LearningForm(request.POST, insights=insights)
    told = {name: request.GET.get(name, "") for name in ("competency", "insight", "title")}
    told["request"] = as_uuid(request.GET.get("request"))
    return LearningForm(insights=insights, initial=told | {"currency": last_currency(request.user)})


def insights_of(user, chosen=None) -> list[tuple[str, str]]:
    """The person's own that are open, and the one that is chosen already."""
    rows = list(Insight.objects.filter(author=user).open()[:SHOWN])
    if chosen and chosen.pk not in {one.pk for one in rows}:
        rows.append(chosen)
    return [(str(one.pk), shortened(one.text)) for one in rows]


def shortened(text: str, most=80) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rstrip() + "…"


def last_currency(user) -> str:
    paid = LearningItem.objects.filter(person=user).exclude(currency="").values_list("currency", flat=True)
    return paid.first() or ""


def begun(request, form):
    """What is done already is asked for what was taken from it; until then it is in progress."""
    given = form.cleaned_data
    is_done = given["state"] == State.DONE
    asked = FeedbackRequest.objects.of(request.user).filter(pk=given["request"]).first() if given["request"] else None
    item = verbs.start_learning(
        form.values,
        state=State.IN_PROGRESS if is_done else given["state"],
        request=asked,
        key=given["key"],
        by=request.user,
    )
    if is_done:
        return redirect("feedback:finish_learning", item.pk)
    messages.success(request, _("Noted. Only you see it."))
    return redirect("feedback:learning")


def edit_learning(request, item):
    """One thing in the log: read, and changed. What another window saved meanwhile is shown beside what is typed."""
    item = find_item(request, item)
    form = edit_form(request, item)
    if request.method == "POST" and request.POST.get("keep") == "theirs":
        return redirect("feedback:edit_learning", item.pk)
    if not form.is_valid():
        return edit_page(request, item, form, status=422 if form.errors else 200)
    saved, conflicts = verbs.edit_learning(item, form.values, base_of(request), by=request.user)
    if conflicts:
        return edit_page(request, saved, form, conflict=two_versions(request, saved, form, conflicts), status=409)
    messages.success(request, _("Saved."))
    return redirect("feedback:learning")


def edit_form(request, item) -> LearningForm:
    saved = {name: getattr(item, name) for name in LearningForm.base_fields if hasattr(item, name)}
    saved |= {"insight": str(item.insight_id or "")}
    data = request.POST if request.method == "POST" else None
    return LearningForm(data, insights=insights_of(request.user, item.insight), item=item, initial=saved)


def edit_page(request, item, form, *, status, conflict=None):
    stamp = merging.stamp(item.revision, verbs.parts_of(verbs.fields_of(item)))
    context = {
        "tab": "learning", "item": row_of(item), "form": form, "conflict": conflict,
        "stamp": base_of(request) if request.method == "POST" else stamp,
    }  # fmt: skip
    return render(request, "feedback/learning/edit.html", context, status=status)


def base_of(request) -> str:
    """The stamp that the writer has seen: the one they started from, or the one they chose to write over."""
    return request.POST.get("over" if request.POST.get("keep") == "mine" else "revision", "")


def two_versions(request, item, form, parts) -> dict:
    """For _parts/conflict.html."""
    base, mine, theirs = base_of(request), verbs.parts_of(form.values), verbs.parts_of(verbs.fields_of(item))
    fields = [
        {"label": label_of(part), "yours": words_of(part, form.values), "theirs": words_of(part, verbs.fields_of(item))}
        for part in parts
    ]
    for field in fields:
        field["pieces"] = diff.words(field["theirs"], field["yours"])
    return {"fields": fields, "revision": base, "over": merging.over(base, item.revision, mine, theirs, parts)}


def label_of(part: str) -> str:
    names = [name.removesuffix("_id") for name in verbs.PARTS[part]]
    return " · ".join(str(LearningForm.base_fields[name].label) for name in names)


def words_of(part: str, values: dict) -> str:
    """What stands in a part, as people read it."""
    words = {
        "kind": lambda: LearningItem.Kind(values["kind"]).label,
        "competency": lambda: BY_KEY[values["competency"]].label if values["competency"] in BY_KEY else "",
        "insight_id": lambda: shortened(Insight.objects.filter(pk=values["insight_id"]).values_list("text", flat=True).first() or ""),
    }  # fmt: skip
    plain = " · ".join(str(values[name]) for name in verbs.PARTS[part] if values.get(name) not in (None, ""))
    return str(words[part]()) if part in words else plain or "–"


@require_POST
def move_learning(request, item, state):
    """Planned, begun, dropped, taken up again."""
    item = find_item(request, item)
    if state not in set(State.values) - {State.DONE}:
        raise Http404
    verbs.move_learning(item, state, by=request.user)
    messages.success(request, _("“%(what)s” is now: %(state)s.") % {"what": item.title, "state": State(state).label})
    return redirect("feedback:learning")


def finish_learning(request, item):
    """It is done; what does one take from it?"""
    item = find_item(request, item)
    form = FinishForm(request.POST if request.method == "POST" else None, item=item)
    if not form.is_valid():
        return finish_page(request, item, form, 422 if form.errors else 200)
    saved = verbs.finish_learning(item, form.cleaned_data["done_on"], form.cleaned_data["takeaway"], by=request.user)
    if saved.takeaway != form.cleaned_data["takeaway"]:
        return finish_page(request, saved, form, 409)
    messages.success(request, _("Done. Well learned."))
    return redirect("feedback:learning")


def finish_page(request, item, form, status):
    """With 409 something else was taken down in another window, and both texts are on the page."""
    context = {"tab": "learning", "item": item, "form": form, "was_done": status == 409}
    return render(request, "feedback/learning/finish.html", context, status=status)


def remove_learning(request, item):
    """Asked first; then it is gone."""
    item = find_item(request, item)
    if request.method == "POST":
        verbs.remove_learning(item, by=request.user)
        messages.success(request, _("Removed."))
        return redirect("feedback:learning")
    return render(request, "feedback/learning/remove.html", {"tab": "learning", "item": item})
