"""The page of the agreement, whatever state it is in, and the steps from and to it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from common import diff
from common.ids import as_uuid
from common.permissions import May, Stale, require
from conflicts import terms
from conflicts.actions import agreeing
from conflicts.forms.agreeing import OpeningForm, SignForm
from conflicts.models import ConflictCase, Option, RatingRound, ResolutionAgreement
from conflicts.permissions import (
    can_amend_agreement,
    can_begin_agreement,
    can_go_back_to_options,
    can_keep_agreement,
    can_look_again,
    can_read_agreement,
    joined_parties,
)
from conflicts.views.finding import find_case
from conflicts.views.papers import paper_of
from conflicts.views.signing import on_signing

State, Text = ConflictCase.State, ResolutionAgreement.State
STEPS = {
    "begin": can_begin_agreement, "back": can_go_back_to_options, "amend": can_amend_agreement,
    "look_again": can_look_again, "keep": can_keep_agreement,
}  # fmt: skip


def find_joined(request, pk) -> ConflictCase:
    """The case, for somebody who takes part; who is only asked reads nothing of what the others agree."""
    case = find_case(request, pk)
    require(can_read_agreement(request.user, case))
    return case


def draft_of(case: ConflictCase) -> ResolutionAgreement | None:
    return case.agreements.open().first()


@require_GET
def agreement(request, case):
    """What is written, what waits for signatures, what holds; or how one comes to an agreement."""
    return agreement_page(request, find_joined(request, case))


def agreement_page(request, case: ConflictCase, status=200, **more):
    known = list(case.agreements.exclude(state=Text.DROPPED))
    opened = next((one for one in known if one.state in (Text.DRAFT, Text.OFFERED)), None)
    context = {
        "case": case, "tab": "agreement", "agreement": opened, "older": [one for one in known if one.state == Text.AMENDED],
        "holds": next((one for one in known if one.state == Text.SIGNED), None),
        "may": May(request.user, case, **STEPS), "is_writing": case.state == State.AGREEING,
    }  # fmt: skip
    context |= chapter(request, case, context) | more
    return render(request, "conflicts/agreement.html", context, status=status)


def chapter(request, case, context) -> dict:
    """The words of the one that the page is about, with what belongs to its state."""
    opened = context["agreement"]
    if opened and context["is_writing"]:
        return on_draft(request, case, opened) if opened.state == Text.DRAFT else on_offer(request, case, opened)
    return on_signing(request, case, context["holds"]) if context["holds"] else {}


def on_draft(request, case, opened) -> dict:
    rows = list(opened.terms.present())
    names = paper_of(case, opened, rows, [])
    return {
        "chapter": "draft", "rows": list(zip(rows, names.lines, strict=True)), "form": OpeningForm(agreement=opened),
        "voided": voided(case, opened), **before_offering(case, rows),
    }  # fmt: skip


def before_offering(case, rows) -> dict:
    return {
        "missing": terms.missing([row.plain() for row in rows]), "is_full": len(rows) >= terms.MOST,
        "is_alone": len(joined_parties(case)) < 2,
    }  # fmt: skip


def voided(case, opened) -> list:
    """Signatures that no longer count, with the names of who gave them."""
    names = {party.pk: party for party in case.parties.all()}
    return [(names[one.party_id], one) for one in opened.signatures.all() if one.voided_at]


def on_offer(request, case, opened) -> dict:
    return on_signing(request, case, opened) | {
        "chapter": "offered", "sign_form": SignForm(person=request.user, agreement=opened)
    }  # fmt: skip


def begin_agreement(request, case):
    """The question before options become terms; POST takes the step. `option` names them."""
    case = find_joined(request, case)
    if request.method == "POST":
        agreeing.begin_agreement(case, chosen_in(request.POST), by=request.user)
        return redirect("conflicts:agreement", case.pk)
    rated = Option.objects.filter(case=case, round__state=RatingRound.State.REVEALED)[: terms.MOST]
    context = {
        "case": case, "tab": "agreement", "options": rated, "chosen": chosen_in(request.GET),
        "may": May(request.user, case, **STEPS),
    }  # fmt: skip
    return render(request, "conflicts/agreement_begin.html", context)


def chosen_in(sent) -> list:
    return [key for key in map(as_uuid, sent.getlist("option")) if key]


@require_POST
def go_back_to_options(request, case):
    return stepped(request, agreeing.go_back_to_options(find_joined(request, case), by=request.user))


@require_POST
def look_again(request, case):
    return stepped(request, agreeing.look_again(find_joined(request, case), by=request.user))


def stepped(request, case):
    messages.success(request, _("Done. The others are told that something waits for them."))
    return redirect("conflicts:show", case.pk)


@require_POST
def amend_agreement(request, case):
    case = find_joined(request, case)
    agreeing.amend_agreement(case, by=request.user)
    return redirect("conflicts:agreement", case.pk)


@require_POST
def keep_agreement(request, case):
    case = find_joined(request, case)
    agreeing.keep_agreement(case, by=request.user)
    return redirect("conflicts:agreement", case.pk)


@require_GET
def missing_terms(request, case):
    """Part of the page: what is missing before the words can be offered, after each save."""
    case = find_joined(request, case)
    opened = draft_of(case)
    rows = list(opened.terms.present()) if opened else []
    context = {"case": case, "agreement": opened} | before_offering(case, rows)
    return render(request, "conflicts/agreement_missing.html", context)


@require_POST
def write_opening(request, case):
    """Autosave and the button do the same; what somebody else wrote meanwhile is shown, never overwritten."""
    case = find_joined(request, case)
    opened = require_draft(case)
    form = OpeningForm(request.POST, agreement=opened)
    if not form.is_valid():
        return refused(request, case, opened, form)
    if form.cleaned_data["keep"] == "theirs":
        return as_saved(request, case, opened)
    if form.base != opened.revision and form.cleaned_data["opening"] != opened.opening:
        return conflict(request, case, opened, form)
    saved = agreeing.write_opening(opened, form.cleaned_data["opening"], form.base, by=request.user)
    if not request.htmx:
        return redirect("conflicts:agreement", case.pk)
    told = {"revision": saved.revision, "saved_at": timezone.now()}
    return render(request, "_parts/save_status.html", told)


def require_draft(case: ConflictCase) -> ResolutionAgreement:
    """What is written in; after it was given up meanwhile, a refusal with the reason."""
    opened = draft_of(case)
    if opened is None:
        raise Stale(_("This agreement is no longer written. What you typed is still in your window."))
    return opened


def refused(request, case, opened, form):
    if not request.htmx:
        return agreement_page(request, case, 422, form=form)
    return render(request, "conflicts/agreement_trouble.html", {"form": form, "revision": opened.revision}, status=422)


def conflict(request, case, opened, form):
    mine, theirs = form.cleaned_data["opening"], opened.opening
    told = {
        "fields": [{"label": form.fields["opening"].label, "yours": mine, "theirs": theirs, "pieces": diff.words(theirs, mine)}],
        "revision": form.cleaned_data["revision"], "over": opened.revision,
    }  # fmt: skip
    if not request.htmx:
        return agreement_page(request, case, 409, form=form, conflict=told)
    return render(request, "_parts/conflict.html", told, status=409)


def as_saved(request, case, opened):
    if not request.htmx:
        return redirect("conflicts:agreement", case.pk)
    context = {"case": case, "agreement": opened, "form": OpeningForm(agreement=opened)}
    return reswap(retarget(render(request, "conflicts/agreement_opening.html", context), "#opening"), "outerHTML")
