"""The talks: sessions, the log of each, and what one has before one's eyes while listening."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common import merging
from common.permissions import May, require
from negotiations.actions import talks
from negotiations.forms.talks import EntryForm, OfferForm, SessionForm
from negotiations.kinds import STATUSES
from negotiations.models import EstimateChange, Issue, Package, Session, SessionEntry, SheetPart
from negotiations.permissions import can_log, can_start_session, sees_limits
from negotiations.views.conflicting import base_of, two_versions
from negotiations.views.finding import find_on, find_sheet
from negotiations.views.moves import told

Kind = SessionEntry.Kind
MOST, SIDE = 500, 40


@require_GET
def show_talks(request, sheet):
    """All sessions, the latest first, and the way into the next one."""
    return talks_page(request, find_sheet(request, sheet), SessionForm())


def talks_page(request, sheet, form, status=200):
    counted = SessionEntry.objects.filter(sheet=sheet, removed_at=None).values_list("session_id", "kind")
    kinds = {}
    for session, kind in counted:
        kinds.setdefault(session, []).append(kind)
    sessions = list(Session.objects.filter(sheet=sheet)[:200])
    for session in sessions:
        session.lines = len(kinds.get(session.pk, ()))
        session.offers = kinds.get(session.pk, []).count(Kind.OFFER)
    context = {
        "sheet": sheet, "tab": "talks", "sessions": sessions, "form": form,
        "may": May(request.user, sheet, start=can_start_session),
    }  # fmt: skip
    return render(request, "negotiations/talks.html", context, status=status)


@require_POST
def start_session(request, sheet):
    """A new session; the page of its log opens."""
    found = find_sheet(request, sheet)
    form = SessionForm(request.POST)
    if not form.is_valid():
        return talks_page(request, found, form, 422)
    session = talks.start_session(found, **form.values, key=form.cleaned_data["key"], by=request.user)
    return redirect("negotiations:session", found.pk, session.pk)


def describe_session(request, sheet, session):
    """Day, title and people of a session, put right."""
    found = find_sheet(request, sheet)
    session = find_on(request, Session.objects, found, session)
    require(can_log(request.user, found))
    form = SessionForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        talks.describe_session(session, **form.values, by=request.user)
        return redirect("negotiations:session", found.pk, session.pk)
    context = {"sheet": found, "tab": "talks", "session": session, "form": form}
    return render(request, "negotiations/describe_session.html", context, status=422 if form.errors else 200)


@require_GET
def session(request, sheet, session):
    """The log of one session: quick to write, with what to ask and listen for beside it."""
    found = find_sheet(request, sheet)
    return log_page(request, found, find_on(request, Session.objects, found, session))


def log_page(request, sheet, session, form=None, status=200):
    packages = list(Package.objects.filter(sheet=sheet)[:200])
    here, elsewhere = lines_around(session)
    context = {
        "sheet": sheet, "tab": "talks", "session": session, "entries": told_lines(sheet, here, request.user, packages),
        "form": form or EntryForm(packages=packages), "may": May(request.user, sheet, log=can_log),
        "focus": bool(request.htmx), **beside(sheet, [*here, *elsewhere]),
    }  # fmt: skip
    return render(request, "negotiations/session.html", context, status=status)


def lines_around(session) -> tuple[list[SessionEntry], list[SessionEntry]]:
    """The lines of this session, and what other sessions left open or found in common; the latest first, read at once."""
    wanted = Q(session=session) | Q(kind__in=[Kind.CONCERN, Kind.COMMON_GROUND], removed_at=None)
    rows = SessionEntry.objects.filter(wanted, sheet_id=session.sheet_id).select_related("author")
    found = list(rows.order_by("-at", "-id")[: 2 * MOST])
    here = [one for one in found if one.session_id == session.pk]
    return here[:MOST], [one for one in found if one.session_id != session.pk]


def told_lines(sheet, entries, reader, packages) -> list[SessionEntry]:
    """Each line with what it moved; removed ones, which can be put back, at the end."""
    names = {package.pk: (package, at) for at, package in enumerate(packages, 1)}
    moves = moves_of(sheet, reader, entry__in=[entry.pk for entry in entries])
    for entry in entries:
        entry.package_seen, entry.package_at = names.get(entry.package_id, (None, 0))
        entry.moves = [move for move in moves if move.change.entry_id == entry.pk]
    return sorted(entries, key=lambda entry: entry.removed_at is not None)


def moves_of(sheet, reader, **which) -> list:
    """How estimates moved; their reservation point only for those who see limits."""
    rows = EstimateChange.objects.filter(sheet=sheet, **which)
    if not sees_limits(reader, sheet):
        rows = rows.exclude(kind=EstimateChange.Kind.RESERVATION)
    return [told(row) for row in rows.select_related("issue", "option__issue", "by")[:MOST]]


def beside(sheet, lines) -> dict:
    """What one has before one's eyes while listening."""
    parts = list(
        SheetPart.objects.filter(sheet=sheet, kind__in=["question", "assumption"], removed_at=None)[: 4 * SIDE]
    )
    assumptions = [part for part in parts if part.kind == "assumption"]
    standing = sorted((one for one in lines if one.removed_at is None), key=lambda one: (one.at, one.pk))
    return {
        "questions": [part for part in parts if part.kind == "question" and part.values.get("text")],
        "assumptions": [part for part in assumptions if part.values.get("status", "untested") == "untested"],
        "settled": [part for part in assumptions if part.values.get("status", "untested") != "untested"],
        "statuses": STATUSES[1:],
        "concerns": [one for one in standing if one.kind == Kind.CONCERN and not one.acknowledged][:SIDE],
        "common_ground": [one for one in standing if one.kind == Kind.COMMON_GROUND][:SIDE],
    }


@require_POST
def log_entry(request, sheet, session):
    """One line more. The same form sent twice is one line."""
    found = find_sheet(request, sheet)
    session = find_on(request, Session.objects, found, session)
    form = EntryForm(request.POST, packages=Package.objects.filter(sheet=found)[:200])
    if not form.is_valid():
        return log_page(request, found, session, form, 422)
    talks.log_entry(session, form.values, key=form.cleaned_data["key"], by=request.user)
    return redirect("negotiations:session", found.pk, session.pk)


def log_offer(request, sheet, session):
    """An offer put together on the spot, issue by issue."""
    found = find_sheet(request, sheet)
    session = find_on(request, Session.objects, found, session)
    require(can_log(request.user, found))
    issues = list(Issue.objects.filter(sheet=found).prefetch_related("options"))
    form = OfferForm(request.POST if request.method == "POST" else None, issues=issues)
    if form.is_valid():
        key, values = form.cleaned_data["key"], form.values | {"heard": "", "package": ""}
        talks.log_entry(session, values, key=key, choices=form.choices, by=request.user)
        return redirect("negotiations:session", found.pk, session.pk)
    context = {"sheet": found, "tab": "talks", "session": session, "form": form}
    return render(request, "negotiations/log_offer.html", context, status=422 if form.errors else 200)


def find_entry(request, sheet, pk) -> SessionEntry:
    return find_on(request, SessionEntry.objects.select_related("session", "package", "sheet"), sheet, pk)


def entry(request, sheet, entry):
    """One line of the log: to put right, with what it moved."""
    found = find_sheet(request, sheet)
    found_entry = find_entry(request, found, entry)
    if request.method == "POST":
        return keep(request, found, found_entry)
    return entry_page(request, found, found_entry)


def form_of(request, sheet, entry, data=None) -> EntryForm:
    return EntryForm(data, packages=Package.objects.filter(sheet=sheet)[:200], saved=talks.plain(entry))


def entry_page(request, sheet, entry, form=None, status=200, **more):
    context = {
        "sheet": sheet, "tab": "talks", "entry": entry, "session": entry.session,
        "form": form or form_of(request, sheet, entry), "stamp": merging.stamp(entry.revision, talks.plain(entry)),
        "may": May(request.user, sheet, log=can_log), "moves": moves_of(sheet, request.user, entry=entry), **more,
    }  # fmt: skip
    return render(request, "negotiations/entry.html", context, status=status)


def keep(request, sheet, entry):
    form = form_of(request, sheet, entry, request.POST)
    if not form.is_valid():
        return trouble(request, sheet, entry, form)
    if request.POST.get("keep") == "theirs":
        return redirect("negotiations:entry", sheet.pk, entry.pk)
    saved = talks.rewrite_entry(entry, form.values, base_of(request), by=request.user)
    if saved.conflicts:
        return conflict(request, sheet, saved, form)
    if request.htmx:
        stamp = merging.stamp(saved.entry.revision, form.values)
        return render(request, "_parts/save_status.html", {"revision": stamp, "saved_at": timezone.now()})
    return back(sheet, entry)


def trouble(request, sheet, entry, form):
    if not request.htmx:
        return entry_page(request, sheet, entry, form, 422)
    context = {"form": form, "stamp": request.POST.get("revision", "")}
    return render(request, "negotiations/trouble.html", context, status=422)


def conflict(request, sheet, saved, form):
    """Both texts, side by side; nothing was written."""
    theirs = talks.plain(saved.entry)
    told = two_versions(form, base_of(request), saved.entry.revision, form.values, theirs, saved.conflicts)
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return entry_page(request, sheet, saved.entry, form, 409, conflict=told)


def back(sheet, entry):
    return redirect(reverse("negotiations:session", args=[sheet.pk, entry.session_id]) + f"#entry-{entry.pk}")


@require_POST
def acknowledge(request, sheet, entry):
    found = find_sheet(request, sheet)
    return back(found, talks.acknowledge(find_entry(request, found, entry), by=request.user))


@require_POST
def remove_entry(request, sheet, entry):
    found = find_sheet(request, sheet)
    removed = talks.remove_entry(find_entry(request, found, entry), by=request.user)
    return back(found, removed)


@require_POST
def restore_entry(request, sheet, entry):
    found = find_sheet(request, sheet)
    return back(found, talks.restore_entry(find_entry(request, found, entry), by=request.user))


@require_POST
def settle_assumption(request, sheet, part):
    """An assumption was heard to be right, or wrong."""
    found = find_sheet(request, sheet)
    part = find_on(request, SheetPart.objects.filter(kind="assumption", removed_at=None), found, part)
    status = request.POST.get("status", "")
    if status not in dict(STATUSES):
        raise Http404
    talks.settle_assumption(part, status, by=request.user)
    messages.success(request, _("Noted. The sheet knows it now."))
    latest = Session.objects.filter(sheet=found).first()
    return redirect("negotiations:session", found.pk, latest.pk) if latest else redirect("negotiations:talks", found.pk)
