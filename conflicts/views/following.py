"""Looking whether an agreement holds: each for themselves, then together."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.permissions import require
from conflicts.actions import following
from conflicts.actions.following import TIME
from conflicts.forms.following import FollowUpForm
from conflicts.models import ConflictCase, FollowUp
from conflicts.permissions import can_answer_follow_up, can_read_agreement, joined_party
from conflicts.views.finding import find_case, find_in
from conflicts.views.papers import line_of

Look = FollowUp.State
READ = (Look.DONE, Look.LAPSED)


def find_follow_up(request, case, pk):
    case = find_case(request, case)
    require(can_read_agreement(request.user, case))
    return case, find_in(FollowUp.objects.select_related("agreement"), case, pk)


def follow_up(request, case, follow_up):
    """One's own look, until all have looked; from then on what everybody said."""
    case, found = find_follow_up(request, case, follow_up)
    terms = list(found.agreement.terms.present())
    if request.method == "POST":
        return answer(request, case, found, terms)
    if found.state in READ:
        return read(request, case, found, terms)
    return page(request, case, found, terms, FollowUpForm(terms=terms, answer=own_answer(request, case, found)))


def own_answer(request, case: ConflictCase, found: FollowUp):
    return found.answers.filter(party=joined_party(request.user, case)).prefetch_related("checks").first()


def answer(request, case, found, terms):
    form = FollowUpForm(request.POST, terms=terms)
    if not form.is_valid():
        require(can_answer_follow_up(request.user, case, found))
        return page(request, case, found, terms, form, 422)
    given = {name: form.cleaned_data[name] for name in ("easier", "left_over", "reopens")}
    following.answer_follow_up(found, form.checks, by=request.user, **given)
    messages.success(request, _("Saved. All read what was said when all have looked."))
    return redirect("conflicts:follow_up", case.pk, found.pk)


def page(request, case, found, terms, form, status=200):
    names = {party.pk: str(party) for party in case.parties.all()}
    context = {
        "case": case, "tab": "agreement", "follow_up": found, "form": form, "may": can_answer_follow_up(request.user, case, found),
        "lines": [(line_of(term, names), outcome, note) for term, outcome, note in form.rows],
        "until": found.due_on + TIME, "has_answered": bool(form.initial),
    }  # fmt: skip
    return render(request, "conflicts/follow_up.html", context, status=status)


def read(request, case, found, terms):
    """Term by term, who saw it how; in the order in which they take part, not in which they answered."""
    answers = {one.party_id: one for one in found.answers.prefetch_related("checks")}
    told = [(party, answers[party.pk]) for party in case.parties.all() if party.pk in answers]
    names = {party.pk: str(party) for party in case.parties.all()}
    context = {
        "case": case, "tab": "agreement", "follow_up": found, "answers": told,
        "lines": [(line_of(term, names), checks_of(term, told)) for term in terms],
    }  # fmt: skip
    return render(request, "conflicts/follow_up_read.html", context)


def checks_of(term, told) -> list:
    return [(party, check) for party, one in told for check in one.checks.all() if check.term_id == term.pk]
