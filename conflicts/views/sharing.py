"""Showing a term to the team: each says so for themselves, and one who writes a charter carries it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from charters.models import Charter, CharterVersion
from common.permissions import Denied, require
from conflicts.actions import carrying, sharing
from conflicts.forms.agreeing import CarryForm
from conflicts.models import AgreementTerm
from conflicts.permissions import can_read_agreement, can_share_term, may_be_shown, teams_that_may_read
from conflicts.views.clauses import clause_of
from conflicts.views.finding import find_case, find_in
from teams.models import Membership

EDITABLE = (CharterVersion.State.DRAFT, CharterVersion.State.IN_REVIEW)
MOST = 50


def find_term(request, case, pk):
    """(case, term) for somebody who takes part."""
    case = find_case(request, case)
    require(can_read_agreement(request.user, case))
    return case, find_in(AgreementTerm.objects.select_related("agreement"), case, pk)


def back(case):
    return redirect(reverse("conflicts:agreement", args=[case.pk]) + "#sharing")


@require_POST
def share_term(request, case, term):
    case, term = find_term(request, case, term)
    sharing.share_term(term, by=request.user)
    messages.success(request, _("Saved. The team reads it only when all of you agree."))
    return back(case)


@require_POST
def unshare_term(request, case, term):
    case, term = find_term(request, case, term)
    sharing.unshare_term(term, by=request.user)
    messages.success(request, _("Saved. It stays between you."))
    return back(case)


def charters_of(user, case, term) -> list[Charter]:
    """What the person writes now, or could begin to amend; what the case is about comes first."""
    teams = Membership.objects.writers().filter(person_id=user.pk).values("team")
    versions = CharterVersion.objects.filter(charter=OuterRef("pk"))
    rows = (
        Charter.objects.running()
        .filter(team__in=teams)
        .filter(team__in=teams_that_may_read(case, term))
        .select_related("team")
    )
    rows = rows.alias(
        is_written=Exists(versions.filter(state__in=EDITABLE)),
        is_open=Exists(versions.open()),
        holds=Exists(versions.standing()),
    )
    found = rows.filter(is_written=True) | rows.filter(is_open=False, holds=True)
    return sorted(found.order_by("title", "pk")[:MOST], key=lambda charter: charter.pk != case.charter_id)


def carry_form(request, charters, clause) -> CarryForm:
    """The charter that the case is about, and the part of it in which the clause stands that it came from, come first."""
    first, like = charters[0].pk if charters else None, clause.item.kind if clause else ""
    return CarryForm(request.POST if request.method == "POST" else None, charters=charters, first=first, like=like)


def carry_term(request, case, term):
    """Exactly what the charter will say; POST puts it there."""
    case, term = find_term(request, case, term)
    require(can_share_term(request.user, case, term))
    require(may_be_shown(term) or Denied(_("Not everybody has agreed that the team may read it.")))
    charters = charters_of(request.user, case, term)
    clause = clause_of(request.user, case)
    form = carry_form(request, charters, clause)
    if form.is_valid():
        carrying.carry_term(term, form.chosen, form.cleaned_data["kind"], by=request.user)
        messages.success(request, _("It stands in the charter now, as a clause like any other."))
        return back(case)
    context = {"case": case, "tab": "agreement", "term": term, "form": form, "charters": charters, "clause": clause}
    return render(request, "conflicts/carry_term.html", context, status=422 if form.is_bound else 200)
