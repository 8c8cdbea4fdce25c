"""The pages of an amendment: beginning it, what it changes and who signs, taking over what came into force meanwhile."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from charters.actions import amending, drafting, moving
from charters.forms.amending import BeginForm, NoteForm, RebaseForm
from charters.forms.signing import MoveForm, ReasonForm
from charters.models import CharterVersion
from charters.permissions import (
    can_ask_signatures,
    can_call_material,
    can_declare,
    can_edit,
    can_put_in_force,
    can_rebase,
    can_send_to_review,
    can_withdraw,
    gates,
)
from charters.rebasing import Collision, merge
from charters.views import moves
from charters.views.finding import find_charter, versions_of
from charters.views.moves import refusals
from charters.views.moving import confirm, posted
from charters.weighing import Amendment, amendment_of, by_part
from common.permissions import May, require

Size = CharterVersion.Materiality
RULES = {
    "edit": can_edit, "rebase": can_rebase, "send_to_review": can_send_to_review, "put_in_force": can_put_in_force,
    "ask_signatures": can_ask_signatures, "declare": can_declare, "withdraw": can_withdraw,
}  # fmt: skip


@require_POST
def amend(request, charter):
    """Begins the amendment, or finds the open one; with a clause, at the place where it is written."""
    charter = find_charter(request, charter)
    form = BeginForm(request.POST)
    version = amending.begin(charter, by=request.user)
    place = reverse("charters:draft", args=[version.charter_id])
    key = form.cleaned_data["clause"] if form.is_valid() else None
    return redirect(f"{place}{key}/" if key and version.items.filter(key=key).exists() else place)


@require_GET
def amendment(request, charter):
    """What the amendment changes, how large that is and why, and who signs it."""
    version = open_amendment(request, charter)
    return amendment_page(request, version, NoteForm(version=version))


def amendment_page(request, version, form, status=200):
    found = amendment_of(version)
    context = frame(request, version) | {
        "amendment": found,
        "parts": by_part(found),
        "form": form,
        "in_the_way": in_the_way(found),
    }
    return render(request, "charters/amendment.html", context, status=status)


def frame(request, version) -> dict:
    may = May(request.user, version, **RULES)
    return {"charter": version.charter, "version": version, "tab": "amendment", "may": may}


def in_the_way(found: Amendment) -> list[str]:
    return refusals(gates.can_be_adopted(found.version), gates.window_is_over(found))


@require_POST
def note(request, charter):
    version = open_amendment(request, charter)
    form = NoteForm(request.POST, version=version)
    if not form.is_valid():
        require(can_edit(request.user, version))
        return amendment_page(request, version, form, status=422)
    drafting.note(version, form.cleaned_data["note"], by=request.user)
    messages.success(request, _("Saved. Whoever signs reads it first."))
    return redirect("charters:amendment", charter)


def put_in_force(request, charter):
    """Without signatures, since it is editorial; said before it is done."""
    version = open_amendment(request, charter)
    form = MoveForm(posted(request), version=version)
    if form.is_valid():
        moving.put_in_force(version, by=request.user)
        messages.success(request, _("The correction is in force, and everyone has been told."))
        return redirect("charters:show", charter)
    require(can_put_in_force(request.user, version))
    found = amendment_of(version)
    require(gates.is_editorial(found))
    return confirm(request, version, form, moves.correction(version, in_the_way(found)))


def call_material(request, charter):
    """Any member, who says why."""
    version = newest_in_force(request, charter)
    form = ReasonForm(posted(request), version=version)
    if form.is_valid():
        amending.call_material(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The text before holds again, and everyone has been told why."))
        return redirect("charters:show", charter)
    require(can_call_material(request.user, version))
    return confirm(request, version, form, moves.material(version))


def rebase(request, charter):
    """What collides is shown side by side; nothing is written before each has been chosen."""
    version = open_amendment(request, charter)
    require(can_rebase(request.user, version))
    now = versions_of(request, charter).standing().get()
    merged = merge(version.based_on.content(), version.content(), now.content())
    form = RebaseForm(posted(request), collisions=merged.collisions)
    if form.is_valid():
        amending.rebase(version, form.cleaned_data, by=request.user)
        messages.success(request, _("The amendment now changes version %(number)s.") % {"number": now.number})
        return redirect("charters:amendment", charter)
    context = frame(request, version) | {"form": form, "now": now, "rows": rows_of(form, merged.collisions)}
    return render(request, "charters/rebase.html", context, status=422 if form.errors else 200)


def rows_of(form: RebaseForm, collisions: list[Collision]) -> list[tuple]:
    return [(one, form[one.name]) for one in collisions]


def open_amendment(request, charter) -> CharterVersion:
    """The amendment on its way; a first version is none."""
    version = versions_of(request, charter).select_related("based_on").open().first()
    if version is None or not version.is_amendment:
        raise Http404
    return version


def newest_in_force(request, charter) -> CharterVersion:
    version = versions_of(request, charter).select_related("based_on").active().first()
    if version is None:
        raise Http404
    return version
