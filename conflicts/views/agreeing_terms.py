"""One term of an agreement: opened in its place or on a page of its own, saved, removed, put back, moved."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from common import diff, merging
from common.ids import as_uuid, uuid7
from common.permissions import require
from conflicts.actions import agreeing
from conflicts.forms.agreeing import TermForm
from conflicts.models import AgreementTerm
from conflicts.permissions import can_write_agreement, joined_parties
from conflicts.views.agreeing import find_joined, require_draft
from conflicts.views.papers import line_of


def around(case, key, **more) -> dict:
    return {"case": case, "tab": "agreement", "key": key} | more


def find_term(agreement, key) -> AgreementTerm:
    found = agreement.terms.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def term(request, case, term):
    """A term to write; POST saves it. One that is not there yet begins with the first save."""
    case = find_joined(request, case)
    agreement = require_draft(case)
    require(can_write_agreement(request.user, case, agreement))
    if request.method == "POST":
        return save(request, case, agreement, term)
    found = find_term(agreement, term)
    return gone(request, case, found) if found.removed_at else opened(request, case, found)


@require_GET
def add_term(request, case):
    """An empty form; the term begins when something is saved."""
    case = find_joined(request, case)
    require(can_write_agreement(request.user, case, require_draft(case)))
    key = uuid7()
    form = TermForm(key, parties=joined_parties(case))
    context = around(case, key, form=form, stamp="0.", is_new=True)
    return render(request, "conflicts/term_open.html" if request.htmx else "conflicts/term.html", context)


def opened(request, case, found, form=None, status=200, **more):
    fields = found.fields()
    form = form or TermForm(found.pk, parties=joined_parties(case), values=fields)
    context = around(case, found.pk, form=form, stamp=merging.stamp(found.revision, fields), heading=found.text) | more
    template = "conflicts/term_open.html" if request.htmx else "conflicts/term.html"
    return render(request, template, context, status=status)


def base_of(request) -> str:
    """The stamp that the writer has seen: the one they started from, or the one they chose to write over."""
    return request.POST.get("over" if request.POST.get("keep") == "mine" else "revision", "")


def save(request, case, agreement, key):
    """Autosave and the button do the same; what somebody else wrote meanwhile is shown, never overwritten."""
    found = agreement.terms.filter(pk=key).first()
    if found and request.POST.get("keep") == "theirs":
        return put_in_place(gone(request, case, found) if found.removed_at else opened(request, case, found), key)
    form = TermForm(key, request.POST, parties=joined_parties(case))
    if not form.is_valid():
        return refused(request, case, found, form)
    saved = written(request, agreement, key, found, form)
    if saved.term is None:
        return gone(request, case, found, form, 409)
    return conflict(request, case, saved, form) if saved.conflicts else kept(request, case, saved, form)


def written(request, agreement, key, found, form):
    if found and found.removed_at and request.POST.get("keep") == "mine":
        return agreeing.put_back_term(agreement, key, form.values, by=request.user)
    return agreeing.write_term(agreement, key, form.values, base_of(request), by=request.user)


def kept(request, case, saved, form):
    if not request.htmx:
        return redirect("conflicts:agreement", case.pk)
    if "close" in request.POST:
        return changed(put_in_place(row_of(request, case, saved.term), saved.term.pk))
    context = {
        "stamp": merging.stamp(saved.term.revision, form.values), "saved_at": timezone.now(), "case": case,
        "key": saved.term.pk, "form": form, "theirs": [str(form.fields[name].label) for name in saved.kept],
    }  # fmt: skip
    return changed(render(request, "conflicts/term_saved.html", context))


def changed(response):
    return trigger_client_event(response, "saved")


def put_in_place(response, key):
    """The answer takes the place of the whole line, not of the form's status."""
    return reswap(retarget(response, f"#clause-{key}"), "innerHTML")


def refused(request, case, found, form):
    """The words stay in their fields, and each reason is said."""
    stamp = request.POST.get("revision", "")
    if request.htmx:
        return render(request, "conflicts/agreement_trouble.html", {"form": form, "revision": stamp}, status=422)
    context = around(case, form_key(request), form=form, stamp=stamp, is_new=found is None)
    return render(request, "conflicts/term.html", context, status=422)


def form_key(request):
    return request.resolver_match.kwargs["term"]


def conflict(request, case, saved, form):
    """Both texts, side by side; nothing was written."""
    base, theirs, mine = base_of(request), saved.term.fields(), form.values
    told = {
        "revision": base, "over": merging.over(base, saved.term.revision, mine, theirs, saved.conflicts),
        "fields": [side_by_side(form, name, mine[name], theirs[name]) for name in saved.conflicts],
    }  # fmt: skip
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return opened(request, case, saved.term, form, 409, conflict=told, stamp=base)


def side_by_side(form, name: str, mine: str, theirs: str) -> dict:
    yours, saved = form.in_words(name, mine), form.in_words(name, theirs)
    return {"label": form.fields[name].label, "yours": yours, "theirs": saved, "pieces": diff.words(saved, yours)}


def gone(request, case, found, form=None, status=200):
    """It was removed: the way to bring it back; typed words stay in sight."""
    context = around(case, found.pk, form=form, heading=found.text, revision=request.POST.get("revision", ""))
    template = "conflicts/term_gone.html" if request.htmx else "conflicts/term_gone_page.html"
    return render(request, template, context, status=status)


@require_GET
def term_row(request, case, term):
    """One line, as it stands now."""
    case = find_joined(request, case)
    return row_of(request, case, find_term(require_draft(case), term))


def row_of(request, case, found):
    names = {party.pk: str(party) for party in case.parties.all()}
    return render(request, "conflicts/term_row.html", {"case": case, "row": found, "line": line_of(found, names)})


@require_POST
def remove_term(request, case, term):
    case = find_joined(request, case)
    found = agreeing.remove_term(require_draft(case), term, by=request.user)
    if found is None:
        raise Http404
    return changed(gone(request, case, found)) if request.htmx else redirect_to_terms(case)


@require_POST
def put_back_term(request, case, term):
    case = find_joined(request, case)
    saved = agreeing.put_back_term(require_draft(case), term, by=request.user)
    if saved.term is None:
        raise Http404
    return changed(row_of(request, case, saved.term)) if request.htmx else redirect_to_terms(case)


def redirect_to_terms(case):
    return redirect(reverse("conflicts:agreement", args=[case.pk]) + "#terms")


@require_POST
def move_term(request, case):
    """One step by a button, or a whole list as it was dragged."""
    case = find_joined(request, case)
    agreement = require_draft(case)
    order = [key for key in map(as_uuid, request.POST.getlist("order")) if key]
    if order:
        agreeing.order_terms(agreement, order, by=request.user)
    elif item := as_uuid(request.POST.get("item")):
        agreeing.move_term(agreement, item, request.POST.get("direction", ""), by=request.user)
    return HttpResponse(status=204) if request.htmx else redirect_to_terms(case)
