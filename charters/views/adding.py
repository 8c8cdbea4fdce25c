"""More clauses for the draft: one by one, or as a pasted list."""

from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from charters.actions import adding, items
from charters.forms.items import ItemForm, ManyForm
from charters.kinds import KINDS
from charters.permissions import can_edit
from charters.views.around import around_kind
from charters.views.drafting import part
from charters.views.finding import open_version
from charters.views.items import as_uuid, blank
from common.ids import uuid7
from common.permissions import require
from teams.models import Event


@require_GET
def add(request, charter, kind):
    """An empty form for one more clause of this kind; its key is chosen here, so that saving twice adds once."""
    version = open_version(request, charter)
    require(can_edit(request.user, version))
    parent = as_uuid(request.GET.get("parent"))
    if kind not in KINDS or bool(KINDS[kind].parent) != bool(parent):
        raise Http404
    key = new_key(version, kind, parent, request.user)
    values = example_of(version, kind) if "example" in request.GET else None
    form = ItemForm(KINDS[kind], key, around_kind(version, kind), values=values)
    return blank(request, version, form, kind, parent)


def new_key(version, kind: str, parent, user) -> UUID:
    """The same until this person has added one, so that a text kept on the device finds its form again.

    What exists once has one key for everybody: two who begin it at once meet in one clause.
    """
    if KINDS[kind].single:
        return uuid5(version.pk, kind)
    added = Event.objects.filter(about_id=version.charter_id, actor=user, verb=items.ADDED, data__kind=kind).count()
    return uuid5(version.pk, f"{kind}:{parent}:{user.pk}:{added}")


def example_of(version, kind: str) -> dict | None:
    examples = version.charter.examples.get(kind)
    return examples[0] if examples else None


def add_many(request, charter, kind):
    """A pasted list becomes as many clauses."""
    version = open_version(request, charter)
    require(can_edit(request.user, version))
    parent = as_uuid(request.GET.get("parent"))
    if kind not in KINDS or KINDS[kind].single or bool(KINDS[kind].parent) != bool(parent):
        raise Http404
    form = ManyForm(KINDS[kind], request.POST or None, initial={"token": uuid7()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        added = adding.add_many(version, kind, given["lines"], by=request.user, parent=parent, token=given["token"])
        messages.success(request, _("Added: %(count)d.") % {"count": len(added)})
        return redirect("charters:item", charter, parent) if parent else redirect("charters:draft", charter)
    context = part(request, version) | {"form": form, "kind": KINDS[kind], "parent": parent}
    return render(request, "charters/draft_many.html", context, status=422 if form.errors else 200)
