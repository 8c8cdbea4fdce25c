"""What came of a request: nothing before it is released, then the snapshot and nothing else."""

from django.db.models import Max
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from charters.models import Charter
from feedback.actions import results as actions
from feedback.forms.results import StepForm
from feedback.models import FeedbackRequest, NextStep, ResultNote
from feedback.permissions import can_choose_step, can_drop_step, can_tag_card, is_readable
from feedback.report import Report, report
from feedback.views.finding import find_own, find_readable

Purpose = NextStep.Purpose
MOST = 50


@require_GET
def results(request, ask):
    ask = find_readable(request, ask)
    if not is_readable(ask):
        is_own = ask.subject_id == request.user.pk
        return render(request, "feedback/results_wait.html", {"ask": ask, "tab": "results", "is_own": is_own})
    actions.read_result(ask, "page", by=request.user)
    return render(request, "feedback/results.html", page(request, ask))


def page(request, ask: FeedbackRequest, wrong: StepForm | None = None) -> dict:
    """`wrong`: a form of the page that could not be taken, with the words in it."""
    is_own = ask.subject_id == request.user.pk
    told = report(ask.snapshot.data, ask.subject, tags_of(ask) if is_own else {})
    return {
        "ask": ask,
        "tab": "results",
        "told": told,
        "is_own": is_own,
        "charter": charter_of(request, ask, told),
        "steps": steps_of(request, ask, told, wrong) if is_own else (),
        "may_tag": can_tag_card(request.user, ask),
        "read_by": read_by(ask) if is_own else (),
    }


def tags_of(ask: FeedbackRequest) -> dict:
    note = ResultNote.objects.filter(request=ask).first()
    return note.tags if note else {}


def read_by(ask: FeedbackRequest):
    """Each reader with whom the result was shared, and when they last opened it."""
    rows = ask.readings.order_by().values("reader__name", "reader__email")
    return rows.annotate(last=Max("at")).order_by("-last")[:MOST] if ask.share == ask.Share.KEEPERS else ()


def charter_of(request, ask: FeedbackRequest, told: Report) -> Charter | None:
    """The charter whose clauses were asked about, where the reader still sees it."""
    if not any(one.clause for one in (*told.figures, *told.words)):
        return None
    return Charter.objects.visible_to(request.user).filter(pk=ask.charter_id).first()


def steps_of(request, ask: FeedbackRequest, told: Report, wrong: StepForm | None) -> list[dict]:
    """One to keep, one to change: what was chosen, or the form to choose it."""
    chosen = {step.purpose: step for step in ask.next_steps.select_related("insight", "learning")}
    return [
        {
            "purpose": purpose,
            "step": chosen.get(purpose),
            "may_drop": purpose in chosen and can_drop_step(request.user, chosen[purpose]),
            "form": wrong if wrong and wrong.purpose == purpose else StepForm(purpose, told),
            "may_choose": can_choose_step(request.user, ask),
        }
        for purpose in Purpose
    ]


@require_POST
def tag_card(request, ask):
    """A card is advice to follow, put away, or neither again."""
    ask = find_own(request, ask)
    place, tag = request.POST.get("place", ""), request.POST.get("tag", "")
    if is_readable(ask) and place not in {card.place for card in report(ask.snapshot.data, ask.subject).cards}:
        return HttpResponseBadRequest()
    actions.tag_card(ask, place, tag, by=request.user)
    return redirect(reverse("feedback:results", args=[ask.pk]) + "#words")
