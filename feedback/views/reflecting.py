"""Looking back on a charter: one's own page, its lines opened in their place, and the page that gathers what was shared."""

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from charters.models import Charter, Item
from common.ids import uuid7
from common.permissions import May, require
from feedback.actions import reflecting
from feedback.forms.reflecting import PROMPTS, LineForm
from feedback.models import Insight, ReflectionItem
from feedback.permissions import can_reflect

Kind = ReflectionItem.Kind
MOST_SHOWN = 500


def find_charter(request, pk) -> Charter:
    return get_object_or_404(Charter.objects.visible_to(request.user).select_related("team"), pk=pk)


def own_charter(request, pk) -> Charter:
    """A charter that the reader may look back on."""
    charter = find_charter(request, pk)
    require(can_reflect(request.user, charter))
    return charter


def find_item(request, charter, key) -> ReflectionItem | None:
    """One of the reader's own lines; None where nothing is yet. Another's line is not there."""
    item = ReflectionItem.objects.filter(pk=key).select_related("reflection__charter").first()
    if item and (item.reflection.person_id, item.reflection.charter_id) != (request.user.pk, charter.pk):
        raise Http404
    return item


def own_item(request, charter, key) -> tuple[Charter, ReflectionItem]:
    charter = find_charter(request, charter)
    item = find_item(request, charter, key)
    if item is None:
        raise Http404
    return charter, item


@require_GET
def reflect(request, charter):
    """The eight questions, and what the reader has written: nobody else's."""
    charter = own_charter(request, charter)
    reflection = reflecting.own_reflection(charter, request.user)
    items = list(reflection.items.prefetch_related(noted_by(request.user))) if reflection else []
    context = {
        "charter": charter, "tab": "reflect", "reflection": reflection, "questions": questions_with(items),
        "number": len(items),
    }  # fmt: skip
    return render(request, "feedback/reflect.html", context)


def questions_with(items) -> list[dict]:
    return [
        {"kind": kind, "hint": PROMPTS[kind][0], "example": PROMPTS[kind][1], "items": [one for one in items if one.kind == kind]}
        for kind in Kind
    ]  # fmt: skip


def noted_by(user) -> Prefetch:
    """The insights that the writer made of a line, as `noted`; those that others made of it are theirs."""
    return Prefetch("insights", Insight.objects.filter(author=user), to_attr="noted")


@require_GET
def debrief(request, charter):
    """What was shared, question by question; whether anybody wrote more is nowhere to be seen."""
    charter = find_charter(request, charter)
    shared = ReflectionItem.objects.shared().filter(reflection__charter=charter).select_related("reflection__person")
    items = list(shared.order_by("reflection__person__name", "pk")[:MOST_SHOWN])
    questions = [{"kind": kind, "items": [one for one in items if one.kind == kind]} for kind in Kind]
    context = {
        "charter": charter, "tab": "debrief", "questions": [one for one in questions if one["items"]],
        "may": May(request.user, charter, reflect=can_reflect),
    }  # fmt: skip
    return render(request, "feedback/debrief.html", context)


def clauses_of(charter, kind) -> dict:
    """What the team agreed last, for the one question that asks about it: {name of the kind: [(key, heading)]}."""
    version = charter.versions.standing().first() if kind == Kind.CLAUSE else None
    labels, found = dict(Item._meta.get_field("kind").flatchoices), {}
    for item in version.items.for_content() if version else ():
        found.setdefault(labels[item.kind], []).append((item.key, item.clause().heading[:120]))
    return found


def form_for(charter, kind, key, data=None, item=None) -> LineForm:
    clauses = clauses_of(charter, kind)
    chosen = item and item.clause_key
    if chosen and not any(key == chosen for found in clauses.values() for key, _heading in found):
        clauses[str(_("No longer in the charter"))] = [(chosen, item.clause_words[:120])]
    return LineForm(kind, key, data, item=item, clauses=clauses)


def reflect_item(request, charter, key):
    """A line to write, in its place or on a page of its own; POST keeps it."""
    charter = own_charter(request, charter)
    item = find_item(request, charter, key)
    if request.method == "POST":
        return save(request, charter, key, item)
    if item is None:
        raise Http404
    return opened(request, charter, form_for(charter, item.kind, key, item=item))


@require_GET
def add_reflection(request, charter, kind):
    """An empty line; it begins when something is saved."""
    charter = own_charter(request, charter)
    return opened(request, charter, form_for(charter, kind_named(kind), uuid7()))


def kind_named(name: str) -> str:
    if name not in Kind.values:
        raise Http404
    return name


def opened(request, charter, form, status=200, **more):
    context = {
        "charter": charter,
        "tab": "reflect",
        "form": form,
        "item": form.item,
        "key": form.key,
        "kind": form.kind,
    } | more
    template = "feedback/reflecting/open.html" if request.htmx else "feedback/reflect_item.html"
    return render(request, template, context, status=status)


def save(request, charter, key, item):
    """Autosave and the button do the same."""
    kind = item.kind if item else kind_named(request.POST.get("kind", ""))
    form = form_for(charter, kind, key, request.POST, item)
    if not form.is_valid():
        return refused(request, charter, form)
    if form.cleaned_data["keep"] == "theirs" and item:
        return as_saved(request, charter, item)
    if conflicts := form.conflicts():
        return conflict(request, charter, form, conflicts)
    saved = reflecting.save_item(charter, key, kind, form.words, revision=form.base, by=request.user)
    return kept(request, charter, saved)


def kept(request, charter, item):
    if not request.htmx:
        messages.success(request, _("Kept. Only you read it until you share it."))
        return redirect(place_of(charter, item.kind))
    if "close" in request.POST:
        return in_place(line(request, charter, item), item.pk)
    return render(request, "_parts/save_status.html", {"revision": item.revision, "saved_at": timezone.now()})


def place_of(charter, kind) -> str:
    return reverse("feedback:reflect", args=[charter.pk]) + f"#question-{kind}"


def refused(request, charter, form):
    if not request.htmx:
        return opened(request, charter, form, 422)
    return render(request, "feedback/reflecting/refused.html", {"form": form}, status=422)


def conflict(request, charter, form, conflicts):
    told = {"fields": conflicts, "revision": form.cleaned_data["revision"], "over": form.item.revision}
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return opened(request, charter, form, 409, conflict=told)


def as_saved(request, charter, item):
    """The other window's text, in place of what was typed here."""
    if not request.htmx:
        return redirect(place_of(charter, item.kind))
    return in_place(opened(request, charter, form_for(charter, item.kind, item.pk, item=item)), item.pk)


def line(request, charter, item):
    prefetch_related_objects([item], noted_by(request.user))
    return render(request, "feedback/reflecting/row.html", {"charter": charter, "item": item})


def in_place(response, key):
    """The answer takes the place of the whole line, not of the form's status."""
    return reswap(retarget(response, f"#clause-{key}"), "innerHTML")


@require_POST
def remove_reflection(request, charter, key):
    """Gone already is gone."""
    charter = find_charter(request, charter)
    item = find_item(request, charter, key)
    if item:
        reflecting.remove_item(item, by=request.user)
    if request.htmx:
        return HttpResponse("")
    messages.success(request, _("Removed."))
    return redirect("feedback:reflect", charter.pk)


@require_POST
def share_reflection(request, charter, key):
    charter, item = own_item(request, charter, key)
    return done(request, charter, reflecting.share_item(item, by=request.user))


@require_POST
def take_back_reflection(request, charter, key):
    charter, item = own_item(request, charter, key)
    return done(request, charter, reflecting.take_back_item(item, by=request.user))


def done(request, charter, item):
    return line(request, charter, item) if request.htmx else redirect(place_of(charter, item.kind))


@require_POST
def finish_reflection(request, charter):
    charter = find_charter(request, charter)
    reflecting.finish_reflection(charter, by=request.user)
    messages.success(request, _("Thank you for looking back. You can write on at any time."))
    return redirect("feedback:debrief", charter.pk)
