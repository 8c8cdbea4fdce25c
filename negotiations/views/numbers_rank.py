"""Weights and scores from an order in words."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.permissions import require
from negotiations.actions import issues, ranking
from negotiations.forms.numbers_rank import PlacesForm
from negotiations.kinds import OTHER, OWN
from negotiations.models import Issue
from negotiations.permissions import can_write
from negotiations.views.finding import find_on, find_sheet
from negotiations.views.numbers import frame, numbered, place_of


def party_of(request) -> str:
    return OTHER if request.GET.get("party") == OTHER else OWN


@require_http_methods(["GET", "POST"])
def numbers_rank(request, sheet):
    """Weights from an order of the issues."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    content = numbered(found)
    form = PlacesForm(request.POST or None, things=content.issues, initial={"party": party_of(request)})
    if form.is_bound and form.is_valid():
        return issues_ranked(request, found, form.cleaned_data)
    context = frame(request, found, content=content, form=form)
    return render(request, "negotiations/numbers_rank.html", context, status=422 if form.is_bound else 200)


def issues_ranked(request, sheet, given):
    number = ranking.rank_issues(sheet, given["party"], given["places"], by=request.user)
    words = ngettext(
        "%(number)d weight is suggested from your ranking. Change it as you like.",
        "%(number)d weights are suggested from your ranking. Change them as you like.", number,
    )  # fmt: skip
    messages.success(request, words % {"number": number})
    return redirect("negotiations:numbers", sheet.pk)


@require_http_methods(["GET", "POST"])
def numbers_rank_options(request, sheet, issue):
    """Scores from best to worst."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, Issue.objects, found, issue)
    ranked = issues.find(found, row.pk).as_plain()
    form = PlacesForm(request.POST or None, things=ranked.options, initial={"party": party_of(request)})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        ranking.rank_options(found, row, given["party"], given["places"], by=request.user)
        messages.success(request, _("The scores are suggested from your order. Change them as you like."))
        return redirect(place_of(found, row.pk))
    context = frame(request, found, issue=ranked, form=form)
    return render(request, "negotiations/numbers_rank.html", context, status=422 if form.is_bound else 200)
