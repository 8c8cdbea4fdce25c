"""Issues, their options, and what they are worth to both sides."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from common import merging
from common.permissions import May, require
from negotiations import issue_fields, scoring
from negotiations.actions import issues as verbs
from negotiations.content import Content
from negotiations.forms.numbers import AddIssueForm, IssueForm, OptionsForm
from negotiations.kinds import OTHER, OWN
from negotiations.models import Issue, IssueOption
from negotiations.permissions import can_export_profile, can_write
from negotiations.reading import issues_of
from negotiations.views.conflicting import base_of, two_versions
from negotiations.views.finding import find_on, find_sheet

SHOWN_OPTIONS, SHOWN_GAPS = 12, 8
# What stands for a number that nobody gave.
NOTHING = "–"
CONFIDENCES = {"low": lazy("low confidence"), "medium": lazy("medium confidence"), "high": lazy("high confidence")}
TOOLS = (
    ("negotiations:numbers_rank", lazy("From a ranking in words"), "list-ordered"),
    ("negotiations:numbers_links", lazy("What goes together, what does not"), "link"),
    ("negotiations:numbers_scenarios", lazy("What if …"), "split"),
    ("negotiations:numbers_files", lazy("Files in and out"), "file-spreadsheet"),
)


def frame(request, sheet, **more) -> dict:
    """What every page of numbers has."""
    may = May(request.user, sheet, write=can_write, export_profile=can_export_profile)
    move_url = reverse("negotiations:numbers_move", args=[sheet.pk])
    return {"sheet": sheet, "tab": "numbers", "may": may, "move_url": move_url, "tools": tools_of(sheet)} | more


def tools_of(sheet) -> list[dict]:
    """Other ways to numbers, beside the page."""
    return [{"href": reverse(name, args=[sheet.pk]), "label": label, "icon": icon} for name, label, icon in TOOLS]


def numbered(sheet) -> Content:
    """The issues alone; there is no limit among them."""
    return Content(issues=tuple(issues_of(sheet)))


@require_GET
def numbers(request, sheet):
    """All issues with their options, and how much each matters."""
    return page(request, find_sheet(request, sheet))


def page(request, sheet, form=None, status=200):
    content = numbered(sheet)
    context = frame(
        request, sheet, content=content, cards=[card(issue) for issue in content.issues], form=form or AddIssueForm(),
        is_full=len(content.issues) >= scoring.MOST_ISSUES, most=scoring.MOST_ISSUES, **overview(content),
    )  # fmt: skip
    return render(request, "negotiations/numbers.html", context, status=status)


def overview(content: Content) -> dict:
    """How much each issue matters, and which numbers are missing."""
    shares = {party: scoring.shares_of(content, party) for party in (OWN, OTHER)}
    rows = [
        {"issue": issue, "own": shares[OWN][issue.key], "other": shares[OTHER][issue.key]}
        for issue in scoring.usable(content)
    ]
    gaps = scoring.gaps(content)
    return {"shares": rows, "gaps": gaps[:SHOWN_GAPS], "more_gaps": len(gaps[SHOWN_GAPS:])}


def card(issue) -> dict:
    """An issue as it stands on the page; of many options the first ones."""
    return {
        "issue": issue,
        "options": issue.options[:SHOWN_OPTIONS],
        "more": len(issue.options[SHOWN_OPTIONS:]),
        "is_ranked": "ranking" in {issue.own.origin, issue.other.origin},
        "confidence": CONFIDENCES[issue.other.confidence],
    }


@require_GET
def numbers_shares(request, sheet):
    """The overview again, after something was saved."""
    found = find_sheet(request, sheet)
    content = numbered(found)
    context = frame(request, found, content=content, **overview(content))
    return render(request, "negotiations/numbers/overview.html", context)


@require_http_methods(["GET", "POST"])
def numbers_add(request, sheet):
    """A new issue. Its form stands at the end of the page, too."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    if request.method == "GET":
        return page(request, found)
    form = AddIssueForm(request.POST)
    if not form.is_valid():
        return page(request, found, form, 422)
    given = form.cleaned_data
    issue = verbs.add_issue(found, given["name"], given["options"], key=given["key"], by=request.user)
    messages.success(request, _("Added “%(name)s”.") % {"name": issue.name})
    return redirect(place_of(found, issue.pk))


def place_of(sheet, key) -> str:
    return reverse("negotiations:numbers", args=[sheet.pk]) + f"#clause-{key}"


@require_http_methods(["GET", "POST"])
def numbers_issue(request, sheet, issue):
    """An issue to write: opened in its place or on a page of its own; POST saves it."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, Issue.objects, found, issue)
    whole = verbs.find(found, row.pk)
    if request.method == "POST":
        return save(request, found, whole)
    return opened(request, found, whole)


def opened(request, sheet, whole, form=None, status=200, **more):
    issue = whole.as_plain()
    form = form or IssueForm(issue)
    context = frame(
        request, sheet, issue=issue, form=form, stamp=merging.stamp(whole.row.revision, form.known()),
        **endings(issue),
    )  # fmt: skip
    template = "negotiations/numbers/open.html" if request.htmx else "negotiations/numbers_issue.html"
    return render(request, template, context | more, status=status)


def endings(issue) -> dict:
    return {"is_alone": len(issue.options) == 1, "is_empty": not issue.options}


def save(request, sheet, whole):
    """Autosave and the button do the same; what somebody else wrote meanwhile is shown, never overwritten."""
    choice = request.POST.get("keep", "")
    if choice == "theirs":
        return whole_again(request, opened(request, sheet, whole), whole)
    form = IssueForm(whole.as_plain(), request.POST)
    if not form.is_valid():
        return refused(request, sheet, whole, form)
    base = base_of(request)
    saved = verbs.save_issue(sheet, whole.row, form.flat(), base, form.bars, by=request.user)
    if saved.conflicts:
        return conflict(request, sheet, saved, form, base)
    return kept(request, sheet, saved, form, choice)


def whole_again(request, response, whole):
    if not request.htmx:
        return redirect(request.path)
    return reswap(retarget(response, f"#clause-{whole.row.pk}"), "innerHTML")


def kept(request, sheet, saved, form, choice):
    if not request.htmx:
        messages.success(request, _("Saved “%(name)s”.") % {"name": saved.whole.row.name})
        return redirect(place_of(sheet, saved.whole.row.pk))
    return trigger_client_event(answer(request, sheet, saved, form, choice), "saved")


def answer(request, sheet, saved, form, choice):
    """The line again after "Done"; all of it after a conflict; else the mark of what the form knows now."""
    if "close" in request.POST:
        context = frame(request, sheet, card=card(saved.whole.as_plain()))
        return whole_again(request, render(request, "negotiations/numbers/card.html", context), saved.whole)
    if choice:
        return whole_again(request, opened(request, sheet, saved.whole), saved.whole)
    context = frame(
        request, sheet, issue=saved.whole.as_plain(), form=form, saved_at=timezone.now(),
        stamp=merging.stamp(saved.whole.row.revision, form.known()), theirs=list(map(form.label_of, saved.kept)),
    )  # fmt: skip
    return render(request, "negotiations/numbers/saved.html", context)


def refused(request, sheet, whole, form):
    """What was typed stays in its fields, and each reason names its place."""
    base = request.POST.get("revision", "")
    if not request.htmx:
        return opened(request, sheet, whole, form, 422, stamp=base)
    return render(request, "negotiations/numbers/refused.html", {"form": form, "stamp": base}, status=422)


def conflict(request, sheet, saved, form, base):
    """Both numbers or words, side by side; nothing was written."""
    theirs, mine = issue_fields.flat(saved.whole.as_plain()), form.flat()
    told = two_versions(
        form, base, saved.whole.row.revision, form.known() | mine, theirs, saved.conflicts, nothing=NOTHING
    )
    if not request.htmx:
        return opened(request, sheet, saved.whole, form, 409, conflict=told, stamp=base)
    return render(request, "_parts/conflict.html", told, status=409)


@require_http_methods(["GET", "POST"])
def numbers_options(request, sheet, issue):
    """Several options at once."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, Issue.objects, found, issue)
    plain = verbs.find(found, row.pk).as_plain()
    form = OptionsForm(request.POST if request.method == "POST" else None, issue=plain)
    if form.is_bound and form.is_valid():
        return options_added(request, found, row, form.cleaned_data["names"])
    context = frame(request, found, issue=plain, form=form)
    return render(request, "negotiations/numbers_options.html", context, status=422 if form.is_bound else 200)


def options_added(request, sheet, row, names):
    number = verbs.add_options(sheet, row, names, by=request.user)
    words = ngettext("Added %(number)d option.", "Added %(number)d options.", number) % {"number": number}
    messages.success(request, words if number else _("These options are there already."))
    return redirect("negotiations:numbers_issue", sheet.pk, row.pk)


@require_http_methods(["GET", "POST"])
def numbers_remove(request, sheet, issue):
    """Asks first: an issue takes its options and numbers with it."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, Issue.objects, found, issue)
    if request.method == "GET":
        context = frame(request, found, thing=row, options=IssueOption.objects.filter(issue=row).count())
        return render(request, "negotiations/numbers_remove.html", context)
    verbs.remove_issue(found, row, by=request.user)
    messages.success(request, _("Removed “%(name)s”.") % {"name": row.name})
    return redirect("negotiations:numbers", found.pk)


@require_http_methods(["GET", "POST"])
def numbers_remove_option(request, sheet, option):
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    row = find_on(request, IssueOption.objects, found, option)
    if request.method == "GET":
        return render(request, "negotiations/numbers_remove.html", frame(request, found, thing=row, is_option=True))
    verbs.remove_option(found, row, by=request.user)
    messages.success(request, _("Removed “%(name)s”.") % {"name": row.name})
    return redirect("negotiations:numbers_issue", found.pk, row.issue_id)


@require_POST
def numbers_move(request, sheet):
    """One step up or down."""
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    item = request.POST.get("item", "")
    verbs.move_issue(found, item, request.POST.get("direction", ""), by=request.user)
    if request.htmx:
        return HttpResponse(status=204)
    return redirect(place_of(found, item if issue_fields.is_key(item) else ""))


@require_POST
def numbers_order(request, sheet):
    found = find_sheet(request, sheet)
    verbs.reorder_issues(found, request.POST.getlist("order"), by=request.user)
    return HttpResponse(status=204)
