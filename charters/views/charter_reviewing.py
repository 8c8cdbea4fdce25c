"""Looking again at what was agreed: when, one's own marks, and what came of them."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from charters import agreements
from charters.actions import amending
from charters.actions import charter_reviewing as reviewing
from charters.agreements import Answer, Outcome
from charters.content import Clause
from charters.forms.charter_reviewing import EveryForm, MarksForm, UnchangedForm
from charters.kinds import KINDS
from charters.models import CharterReview, CharterVersion
from charters.permissions import (
    can_begin_amendment,
    can_close_charter_review,
    can_leave_unchanged,
    can_mark_agreements,
    can_open_charter_review,
    can_set_review_every,
)
from charters.pictures.kept import Kept, kept
from charters.reading import ReadClause, read_clause
from charters.records import content_of
from charters.views.finding import find_charter, versions_of
from common.permissions import May, require

A_PAGE = 30
RULES = {"mark": can_mark_agreements, "close": can_close_charter_review, "leave_unchanged": can_leave_unchanged}
STARTS = {"begin": can_open_charter_review, "set_every": can_set_review_every}


@require_GET
def charter_reviews(request, charter):
    """When the team looks again, what it found before, and which agreements have a day of their own."""
    return show_reviews(request, shown_version(request, charter))


def shown_version(request, charter) -> CharterVersion:
    """The version in force; until there is one, the version on its way."""
    versions = versions_of(request, charter)
    version = versions.active().first() or versions.first()
    if version is None:
        raise Http404
    return version


def show_reviews(request, version, form=None, status=200):
    charter, today = version.charter, timezone.localdate()
    reviews = list(charter.charter_reviews.all()[:A_PAGE])
    context = frame(version) | {
        "open": next((one for one in reviews if one.state == CharterReview.State.OPEN), None),
        "past": [one for one in reviews if one.state == CharterReview.State.CLOSED],
        "own_days": own_days(version, today),
        "is_late": bool(charter.next_review_on and charter.next_review_on < today),
        "form": form or EveryForm(initial={"months": charter.review_every}),
        "may": May(request.user, charter, **STARTS),
    }
    return render(request, "charters/charter_reviews.html", context, status=status)


def frame(version) -> dict:
    return {"charter": version.charter, "version": version, "tab": "looking_back"}


@dataclass(frozen=True)
class OwnDay:
    """An agreement that names the day of its own next look."""

    clause: Clause
    on: date
    is_due: bool


def own_days(version, today) -> list[OwnDay]:
    found = [(one, one.values.get("review_on")) for one in agreements.agreements_of(content_of(version))]
    days = [OwnDay(one, date.fromisoformat(day), date.fromisoformat(day) <= today) for one, day in found if day]
    return sorted(days, key=lambda one: one.on)


@require_POST
def open_charter_review(request, charter):
    review = reviewing.open_charter_review(find_charter(request, charter), by=request.user)
    return redirect("charters:mark_agreements", review.pk)


@require_POST
def set_review_every(request, charter):
    version = shown_version(request, charter)
    form = EveryForm(request.POST)
    if not form.is_valid():
        require(can_set_review_every(request.user, version.charter))
        return show_reviews(request, version, form, 422)
    reviewing.set_review_every(version.charter, form.cleaned_data["months"], by=request.user)
    messages.success(request, _("Set. The next look moves along with it."))
    return redirect("charters:charter_reviews", charter)


def find_review(request, pk) -> CharterReview:
    rows = CharterReview.objects.visible_to(request.user).select_related("charter__team", "version", "version__charter")
    return get_object_or_404(rows, pk=pk)


def mark_agreements(request, review):
    """My marks, and nobody else's; they save by themselves."""
    review = find_review(request, review)
    if review.state == CharterReview.State.CLOSED:
        return redirect("charters:charter_review", review.pk)
    require(can_mark_agreements(request.user, review))
    form = marks_form(request, review)
    if request.method != "POST":
        return marks_page(request, review, form)
    if not form.is_valid():
        return marks_page(request, review, form, 422)
    reviewing.mark_agreements(review, form.marks, by=request.user)
    if request.htmx:
        return render(request, "_parts/save_status.html", {"saved_at": timezone.now()})
    messages.success(request, _("Kept. Only you can read it."))
    return redirect("charters:mark_agreements", review.pk)


def marks_form(request, review) -> MarksForm:
    mine = review.marks.filter(person=request.user).first()
    review.is_handed_in = bool(mine and mine.is_handed_in)
    clauses = agreements.agreements_of(content_of(review.version))
    return MarksForm(request.POST or None, clauses=clauses, marks=reviewing.marks_of(mine))


def marks_page(request, review, form, status=200):
    content = content_of(review.version)
    context = frame(review.version) | {
        "review": review,
        "form": form,
        "lines": [
            {"line": line, "read": read_clause(content, line.clause), "kind": KINDS[line.clause.kind]}
            for line in form.lines()
        ],
        "handed_in": review.marks.filter(is_handed_in=True).count(),
        "asked": review.charter.team.memberships.signers().count(),
        "may": May(request.user, review, **RULES),
    }
    return render(request, "charters/mark_agreements.html", context, status=status)


@require_POST
def hand_in_marks(request, review):
    review = find_review(request, review)
    if review.state == CharterReview.State.CLOSED:
        return redirect("charters:charter_review", review.pk)
    require(can_mark_agreements(request.user, review))
    form = marks_form(request, review)
    if not form.is_valid():
        return marks_page(request, review, form, 422)
    review = reviewing.hand_in_marks(review, form.marks, by=request.user)
    if review.state == CharterReview.State.OPEN:
        messages.success(request, _("Thank you. You can change your marks until the review closes."))
    place = reverse("charters:charter_review", args=[review.pk])
    return HttpResponseClientRedirect(place) if request.htmx else redirect(place)


@dataclass(frozen=True)
class Finding:
    """One agreement with what all answers say about it together."""

    read: ReadClause
    kind: str
    outcome: Outcome
    picture: Kept | None


@require_GET
def charter_review(request, review):
    """What all said together; while the review is open, only how many have handed in."""
    return show_review(request, find_review(request, review))


def show_review(request, review, form=None, status=200):
    is_open = review.state == CharterReview.State.OPEN
    context = frame(review.version) | {
        "review": review,
        "findings": [] if is_open else findings(review),
        "handed_in": review.marks.filter(is_handed_in=True).count() if is_open else 0,
        "asked": review.charter.team.memberships.signers().count() if is_open else review.asked,
        "form": form or UnchangedForm(initial={"next_on": review.charter.next_review_on}),
        "may": May(request.user, review, **RULES),
        "amend": can_begin_amendment(request.user, review.charter),
    }
    return render(request, "charters/charter_review.html", context, status=status)


def findings(review) -> list[Finding]:
    content, given = content_of(review.version), {}
    for key, verdict, grade in review.answers.values_list("item_key", "verdict", "kept"):
        given.setdefault(str(key), []).append(Answer(verdict, grade))
    found = agreements.outcomes(given)
    clauses = agreements.agreements_of(content)
    return [finding(content, one, found.get(one.key, Outcome())) for one in clauses]


def finding(content, clause, outcome) -> Finding:
    return Finding(read_clause(content, clause), str(KINDS[clause.kind].label), outcome, kept(outcome))


@require_POST
def close_charter_review(request, review):
    review = reviewing.close_charter_review(find_review(request, review), by=request.user)
    return redirect("charters:charter_review", review.pk)


@require_POST
def leave_unchanged(request, review):
    review, form = find_review(request, review), UnchangedForm(request.POST)
    if not form.is_valid():
        require(can_leave_unchanged(request.user, review))
        return show_review(request, review, form, 422)
    reviewing.leave_unchanged(review, form.cleaned_data["next_on"], by=request.user)
    messages.success(request, _("Nothing changes, and nobody signs. The next look has its day."))
    return redirect("charters:charter_review", review.pk)


@require_POST
def change_agreement(request, review, key):
    """Opens the amendment, or finds it open, at the clause."""
    review = find_review(request, review)
    version = amending.begin(review.charter, by=request.user)
    return redirect(reverse("charters:draft", args=[version.charter_id]) + f"#clause-{key}")
