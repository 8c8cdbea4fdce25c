"""From the log to the numbers: which estimate a line moves, what a preferred offer says, and how everything moved."""

from dataclasses import asdict, replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from common.permissions import require
from negotiations import estimating, scoring
from negotiations.actions import estimates
from negotiations.content import Content
from negotiations.forms.talks import MoveForm, PreferForm
from negotiations.kinds import OTHER
from negotiations.models import EstimateChange, Issue, IssueOption, SessionEntry
from negotiations.permissions import can_move_estimate, sees_limits
from negotiations.reading import head_of, issues_of, read_numbers
from negotiations.views.finding import find_on, find_sheet
from negotiations.views.moves import in_words, level_in_words, told
from negotiations.views.talks import find_entry, moves_of

WEIGHT, SCORE, RESERVATION = estimating.WEIGHT, estimating.SCORE, estimating.RESERVATION


def move_estimate(request, sheet, entry):
    """Which estimate the words speak of, what they would make of it, and the step itself."""
    found = find_sheet(request, sheet)
    found_entry = find_entry(request, found, entry)
    require(can_move_estimate(request.user, found))
    content = believed(found, request.user)
    data = request.POST if request.method == "POST" else request.GET
    form = MoveForm(data if data.get("about") else None, groups=groups_of(content))
    proposal = proposal_of(content, form, sure_of(found_entry)) if form.is_bound and form.is_valid() else None
    if proposal and request.method == "POST":
        return move(request, found, found_entry, form, proposal)
    context = {
        "sheet": found, "tab": "talks", "entry": found_entry, "session": found_entry.session, "form": form,
        "proposal": proposal, "sure": estimating.SURENESS[sure_of(found_entry)], "has_issues": bool(content.issues),
        "moves": moves_of(found, request.user, entry=found_entry),
    }  # fmt: skip
    return render(request, "negotiations/move_estimate.html", context, status=422 if form.errors else 200)


def believed(sheet, reader) -> Content:
    """The issues with their numbers, and the limits for who may see them; no more is asked for."""
    whole = replace(head_of(sheet), issues=tuple(issues_of(sheet)))
    return whole if sees_limits(reader, sheet) else whole.without_limits()


def sure_of(entry: SessionEntry) -> str:
    return estimating.sure_of(reflected_back=entry.reflected_back, confirmed_by_them=entry.confirmed_by_them)


def groups_of(content: Content) -> list:
    """What words can be about, as the groups of a select; a limit only for who sees limits."""
    weights = [(f"weight:{one.key}", one.name) for one in content.issues]
    scores = [
        (_("Their score: %(issue)s") % {"issue": issue.name}, [(f"score:{one.key}", one.name) for one in issue.options])
        for issue in content.issues
    ]
    limits = [("reservation:", _("Their reservation point (walk-away point)"))] if content.sees_limits else []
    return [("", _("Choose")), *limits, (_("Their weight on"), weights), *scores]


def proposal_of(content: Content, form: MoveForm, sure: str) -> dict:
    """What a line makes of a number: `now` and `after`, how sure, and the mark of what was seen."""
    kind, _colon, key = form.cleaned_data["about"].partition(":")
    direction, points = form.cleaned_data["direction"], form.cleaned_data["points"]
    if kind == RESERVATION:
        return limit_proposal(content, direction, sure, points)
    now, after = number_proposal(content, kind, key, direction, sure)
    after = estimating.overruled(after, points, lowest=0 if kind == WEIGHT else None)
    return {
        "kind": kind, "key": key, "now": told_as(asdict(now)), "after": told_as(asdict(after)), "estimate": after,
        "points": after.points, "seen": estimates.mark_of(now), "is_coarse": kind == WEIGHT and (now.points or 0) < 5,
    }  # fmt: skip


def number_proposal(content: Content, kind: str, key: str, direction: str, sure: str):
    if kind == WEIGHT:
        now, usual = content.by_key[key].other, scoring.weights_of(content, OTHER).get(key, 1)
        return now, estimating.weight(now, direction, sure, usual=usual)
    issue = next(one for one in content.issues if key in one.by_key)
    scores = [one.other.points for one in issue.options if one.other.points is not None]
    now = issue.by_key[key].other
    return now, estimating.score(now, direction, sure, scores=scores)


def limit_proposal(content: Content, direction: str, sure: str, points) -> dict:
    now = content.limits.other_reservation
    span = scoring.range_of(scoring.problem_of(content), OTHER)
    after = estimating.reservation(now, direction, sure, span=span)
    if points is not None:
        after = after | {"value": points}
    return {
        "kind": RESERVATION, "key": "", "now": told_as(now or {}), "after": told_as(after), "estimate": after,
        "points": after["value"], "seen": estimates.mark_of(now), "is_coarse": False,
    }  # fmt: skip


def told_as(value: dict) -> dict:
    return {"words": in_words(value), "confidence": level_in_words(value.get("confidence", ""))}


def move(request, sheet, entry, form, proposal):
    """Done; a number that moved meanwhile is shown again, by the page for what is stale."""
    seen, kind = form.cleaned_data["seen"], proposal["kind"]
    if kind == RESERVATION:
        estimates.move_reservation(entry, proposal["estimate"], seen, by=request.user)
    else:
        about = find_on(request, (Issue if kind == WEIGHT else IssueOption).objects, sheet, proposal["key"])
        estimates.move_estimate(entry, kind, about, proposal["estimate"], seen, by=request.user)
    messages.success(request, _("The estimate has moved. The analysis before it stays in the history."))
    return redirect("negotiations:entry", sheet.pk, entry.pk)


def prefer_offer(request, sheet, entry):
    """They liked this offer best of several that are equal to us: which of their weights that speaks for."""
    found = find_sheet(request, sheet)
    found_entry = find_entry(request, found, entry)
    require(can_move_estimate(request.user, found))
    if not (found_entry.package and found_entry.package.offer_set_id):
        raise Http404
    content = read_numbers(found, request.user)
    rising = rising_of(content, found_entry)
    form = PreferForm(request.POST if request.method == "POST" else None, issues=[(k, n) for k, n, *_rest in rising])
    if form.is_valid():
        chosen = {key: after for key, _name, _now, after in rising if key in form.cleaned_data["issues"]}
        estimates.learn_from_offer(found_entry, chosen, by=request.user)
        messages.success(request, _("Noted which offer they preferred."))
        return redirect("negotiations:entry", found.pk, found_entry.pk)
    context = {
        "sheet": found, "tab": "talks", "entry": found_entry, "session": found_entry.session, "form": form,
        "package": found_entry.package, "sure": estimating.SURENESS[sure_of(found_entry)],
        "rising": [(name, told_as(asdict(now)), told_as(asdict(after))) for _key, name, now, after in rising],
    }  # fmt: skip
    return render(request, "negotiations/prefer_offer.html", context, status=422 if form.errors else 200)


def rising_of(content: Content, entry: SessionEntry) -> list:
    """(issue key, its name, their weight now, what it would become) for each issue the choice speaks for."""
    preferred = content.packages_by_key[str(entry.package_id)]
    others = [one.choices for one in content.packages if one.offer_set == preferred.offer_set and one != preferred]
    usual = scoring.weights_of(content, OTHER)
    keys = estimating.revealed(preferred.choices, others, content.issues)
    found = [content.by_key[key] for key in keys]
    sure = sure_of(entry)
    return [
        (one.key, one.name, one.other, estimating.weight(one.other, estimating.MORE, sure, usual=usual[one.key]))
        for one in found
    ]


@require_GET
def show_estimates(request, sheet):
    """Every number we believe of them: now, how sure, what it rests on, and every earlier one with its words and day."""
    found = find_sheet(request, sheet)
    content = believed(found, request.user)
    changes = EstimateChange.objects.filter(sheet=found).select_related(
        "issue", "option__issue", "by", "entry__session"
    )
    steps = {}
    for change in changes[:MOST]:
        steps.setdefault(str(change.issue_id or change.option_id or RESERVATION), []).append(told(change))
    context = {
        "sheet": found, "tab": "talks", "issues": [issue_row(issue, steps) for issue in content.issues],
        "limit": limit_row(content, steps), "moved": any(steps.values()),
    }  # fmt: skip
    return render(request, "negotiations/estimates.html", context)


MOST = 1_000


def issue_row(issue, steps: dict) -> dict:
    options = [number_row(one.name, one.other, steps.get(one.key, ())) for one in issue.options]
    return {
        "weight": number_row(issue.name, issue.other, steps.get(issue.key, ())),
        "options": [one for one in options if one["known"]],
        "moved": sum(len(one["steps"]) for one in options),
    }


def number_row(name: str, number, steps) -> dict:
    return {
        "name": name, "steps": steps, "known": number.points is not None or steps, **told_as(asdict(number)),
        "note": number.evidence_note, "entry": number.evidence, "origin": number.origin,
    }  # fmt: skip


def limit_row(content: Content, steps: dict) -> dict | None:
    """Their reservation point; None for who may not see it."""
    if not content.sees_limits:
        return None
    now = content.limits.other_reservation or {}
    note = content.limits.other_reservation_note
    return {"steps": steps.get(RESERVATION, ()), "note": note, "known": bool(now), **told_as(now)}
