"""Opening a draft, answering when one is asked, and where a disagreement stands for those who take part."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import May, require
from conflicts.actions import opening
from conflicts.models import CaseParty, ConflictCard, ConflictCase, SafeContact
from conflicts.permissions import (
    can_decline_part,
    can_join,
    can_open_case,
    can_remove_invited,
    joined_party,
    party_of,
)
from conflicts.views.cards_heard import heard
from conflicts.views.clauses import clause_of
from conflicts.views.finding import find_case, find_in
from conflicts.views.opening_done import done_in, looks_in
from conflicts.views.opening_next import Standing
from conflicts.views.starting_draft import Draft

Part = CaseParty.State


def page(request, case: ConflictCase):
    """For who is asked: what they are asked. For who takes part: where it stands."""
    party = party_of(request.user, case)
    if party.state == Part.INVITED:
        return invitation(request, case, party)
    shared = ConflictCard.objects.filter(case=case, shared_at__isnull=False).values_list("party", flat=True)
    standing = Standing(case, party, set(shared), done_in([case], [party]), looks_in([case]).get(case.pk))
    contacts = SafeContact.objects.all() if case.state == ConflictCase.State.REFERRED else []
    context = {
        "case": case, "tab": "show", "standing": standing, "contacts": contacts, "clause": clause_of(request.user, case),
        "removable": {one.pk for one in standing.invited if can_take_back(request.user, case, one)},
    }  # fmt: skip
    return render(request, "conflicts/show.html", context)


def can_take_back(user, case: ConflictCase, party: CaseParty):
    party.case = case
    return can_remove_invited(user, party)


def invitation(request, case: ConflictCase, party: CaseParty):
    standing = Standing(case, party, set())
    context = {"case": case, "tab": "show", "standing": standing, "may": May(request.user, case, join=can_join)}
    if not case.is_over:
        context |= {"heard": heard(case), "clause": clause_of(request.user, case)}
    return render(request, "conflicts/invited.html", context)


def open_case(request, case):
    """Exactly what the others will read; POST opens it."""
    case = find_case(request, case)
    if request.method == "POST":
        opening.open_case(case, by=request.user, seen=request.POST.get("seen", ""))
        return redirect("conflicts:show", case.pk)
    require(can_open_case(request.user, case))
    draft = Draft(request.user, case)
    seen, clause = opening.words_now(case, draft.card), clause_of(request.user, case)
    context = {"case": case, "draft": draft, "seen": seen, "clause": clause}
    return render(request, "conflicts/draft_open.html", context)


@require_POST
def join(request, case):
    case = find_case(request, case)
    opening.join(case, by=request.user)
    return redirect("conflicts:cards", case.pk)


def decline_part(request, case):
    """The question before somebody says no; then they see nothing of it any more."""
    case = find_case(request, case)
    require(can_decline_part(request.user, case))
    if request.method == "POST":
        opening.decline_part(case, by=request.user)
        messages.success(request, _("You do not take part. Nobody asks you why."))
        return redirect("conflicts:list")
    return render(request, "conflicts/decline.html", {"case": case})


@require_GET
def unsafe(request, case):
    """Whom one can turn to when it is not safe to talk here."""
    case = find_case(request, case)
    is_asked = joined_party(request.user, case) is None
    context = {"case": case, "contacts": SafeContact.objects.all(), "is_asked": is_asked and not case.is_over}
    return render(request, "conflicts/unsafe.html", context)


def remove_invited(request, case, party):
    """The question before one takes a question back."""
    case = find_case(request, case)
    party = find_in(CaseParty.objects.select_related("person", "case"), case, party)
    require(can_remove_invited(request.user, party))
    if request.method == "POST":
        opening.remove_invited(party, by=request.user)
        return redirect("conflicts:show", case.pk)
    return render(request, "conflicts/remove_invited.html", {"case": case, "party": party})
