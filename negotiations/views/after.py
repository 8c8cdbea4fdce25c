"""After the talks: how it ended, the result against the preparation, a better deal, whether it is kept, looking back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common import merging
from common.permissions import May, require
from negotiations import content as plain
from negotiations import learning
from negotiations.actions import after as verbs
from negotiations.actions import snapshots
from negotiations.forms.after import CheckForm, OutcomeForm, ReflectionForm
from negotiations.models import Outcome, Package, PrepSheet, Reflection, SheetPart, Snapshot
from negotiations.permissions import (
    can_answer_check,
    can_archive,
    can_finish_reflecting,
    can_improve,
    can_leave_deal,
    can_record_outcome,
    can_reflect,
    can_resume_talks,
    sees_limits,
)
from negotiations.views.conflicting import base_of, two_versions
from negotiations.views.finding import find_on, find_sheet


@require_GET
def after(request, sheet):
    """How it ended and what that means, beside the preparation; or the form to say how it ended."""
    return after_page(request, find_sheet(request, sheet))


def after_page(request, sheet, form=None, status=200):
    outcomes = list(Outcome.objects.filter(sheet=sheet).select_related("package", "prepared", "recorded_by"))
    deal = next((one for one in outcomes if one.kind == Outcome.Kind.AGREED), None)
    may = May(
        request.user, sheet, record=can_record_outcome, improve=can_improve, leave=can_leave_deal,
        resume=can_resume_talks, reflect=can_reflect, finish=can_finish_reflecting, archive=can_archive,
    )  # fmt: skip
    last = outcomes[0] if outcomes else None
    context = {
        "sheet": sheet, "tab": "after", "outcomes": outcomes, "last": last, "may": may, "deal": deal,
        "form": form or (OutcomeForm(packages=Package.objects.filter(sheet=sheet)[:200]) if may.record else None),
        "waits_to_be_checked": last and last.check_on and not last.checked_at and last.check_on <= timezone.localdate(),
        **(measured(sheet, request.user, deal or last) if last else {}),
    }  # fmt: skip
    return render(request, "negotiations/after.html", context, status=status)


def measured(sheet, reader, outcome) -> dict:
    """The preparation against the result: numbers where the deal is a package, words always."""
    prepared = snapshots.content_of(outcome.prepared, sheet, reader) if outcome.prepared else plain.Content()
    package = as_plain(outcome.package) if outcome.package else None
    result, is_late = measured_on(prepared, package, sheet, reader) if package else (None, False)
    base = result.content if result else prepared
    better = learning.changed_choices(base, package.choices, result.better) if result and result.better else []
    return {
        "prepared": prepared, "result": result, "is_late": is_late, "better": better,
        "sees_limits": sees_limits(reader, sheet), "batna": learning.batna(prepared), "package": package,
        "assumptions": learning.assumptions(prepared, statuses_of(sheet)), "goals": prepared.parts_of("goal"),
        "chosen": learning.chosen_in_words(base, package.choices) if package else [],
    }  # fmt: skip


def measured_on(prepared, package, sheet, reader):
    """On the numbers of the preparation or, where those do not cover the deal, on those at its end; and whether the latter."""
    if result := learning.measure(prepared, package):
        return result, False
    last = Snapshot.objects.filter(sheet=sheet, state__in=PrepSheet.ENDED).first()
    result = learning.measure(snapshots.content_of(last, sheet, reader), package) if last else None
    return result, bool(result)


def as_plain(package: Package) -> plain.Package:
    return plain.Package(str(package.pk), package.name, package.origin, package.choices)


def statuses_of(sheet) -> dict[str, str]:
    parts = SheetPart.objects.filter(sheet=sheet, kind="assumption", removed_at=None)
    return {str(part.pk): part.values.get("status", "untested") for part in parts}


@require_POST
def record_outcome(request, sheet):
    """It is over, or there is a better deal."""
    found = find_sheet(request, sheet)
    packages = list(Package.objects.filter(sheet=found)[:200])
    form = OutcomeForm(request.POST, packages=packages)
    if not form.is_valid():
        require(can_record_outcome(request.user, found))
        return after_page(request, found, form, 422)
    given = form.cleaned_data
    verbs.record_outcome(
        found, given["kind"], ended_on=given["ended_on"], words=given["words"], check_on=given["check_on"],
        package=next((one for one in packages if str(one.pk) == given["package"]), None), key=given["key"],
        by=request.user,
    )  # fmt: skip
    messages.success(request, _("Recorded. The sheet is kept as it stands now."))
    return redirect("negotiations:after", found.pk)


def deed(request, sheet, verb, words=""):
    found = find_sheet(request, sheet)
    verb(found, by=request.user)
    if words:
        messages.success(request, words)
    return redirect("negotiations:after", found.pk)


@require_POST
def improve(request, sheet):
    return deed(request, sheet, verbs.improve, _("The deal stands while you look for a better one."))


@require_POST
def leave_deal(request, sheet):
    return deed(request, sheet, verbs.leave_deal, _("The deal stays as it was."))


@require_POST
def resume_talks(request, sheet):
    return deed(request, sheet, verbs.resume_talks, _("The talks go on. What was recorded stays to be read."))


@require_POST
def finish_reflecting(request, sheet):
    return deed(request, sheet, verbs.finish_reflecting, _("Looked back on. What you learned stays here."))


def check_outcome(request, sheet, outcome):
    """Is it kept? In words, and perhaps with a day on which to look once more."""
    found = find_sheet(request, sheet)
    outcome = find_on(request, Outcome.objects.select_related("package"), found, outcome)
    outcome.sheet = found
    may = can_answer_check(request.user, outcome)
    form = CheckForm(request.POST if request.method == "POST" else None, outcome=outcome)
    if request.method == "POST":
        require(may)
    if form.is_valid():
        given = form.cleaned_data
        verbs.answer_check(outcome, given["words"], again_on=given["again_on"], by=request.user)
        messages.success(request, _("Noted."))
        return redirect("negotiations:after", found.pk)
    context = {"sheet": found, "tab": "after", "outcome": outcome, "form": form, "may_answer": may}
    return render(request, "negotiations/check_outcome.html", context, status=422 if form.errors else 200)


def reflect(request, sheet):
    """Five questions, each person for themselves; what the others wrote stands below."""
    found = find_sheet(request, sheet)
    require(can_reflect(request.user, found))
    mine = Reflection.objects.filter(sheet=found, person=request.user).first() or Reflection(revision=0)
    if request.method == "POST":
        return keep(request, found, mine)
    return reflect_page(request, found, mine, ReflectionForm(saved=mine.answers))


def reflect_page(request, sheet, mine, form, status=200, **more):
    others = Reflection.objects.filter(sheet=sheet).exclude(person=request.user).select_related("person")
    context = {
        "sheet": sheet, "tab": "after", "form": form, "stamp": stamp_of(mine), "others": [told(one) for one in others],
        "may": May(request.user, sheet, finish=can_finish_reflecting), **more,
    }  # fmt: skip
    return render(request, "negotiations/reflect.html", context, status=status)


def told(reflection) -> tuple:
    """(person, [(question, answer), …]) for reading."""
    answers = reflection.answers
    return reflection.person, [
        (label, answers[key]) for key, (label, _hint) in learning.QUESTIONS.items() if answers.get(key)
    ]


def stamp_of(reflection) -> str:
    return merging.stamp(reflection.revision, {name: reflection.answers.get(name, "") for name in learning.QUESTIONS})


def keep(request, sheet, mine):
    form = ReflectionForm(request.POST, saved=mine.answers)
    if not form.is_valid():
        return trouble(request, sheet, mine, form)
    if request.POST.get("keep") == "theirs":
        return redirect("negotiations:reflect", sheet.pk)
    saved, conflicts = verbs.reflect(sheet, form.values, base_of(request), by=request.user)
    if conflicts:
        return conflict(request, sheet, saved, form, conflicts)
    if request.htmx:
        return render(request, "_parts/save_status.html", {"revision": stamp_of(saved), "saved_at": timezone.now()})
    messages.success(request, _("Kept."))
    return redirect("negotiations:reflect", sheet.pk)


def trouble(request, sheet, mine, form):
    if not request.htmx:
        return reflect_page(request, sheet, mine, form, 422)
    context = {"form": form, "stamp": request.POST.get("revision", "")}
    return render(request, "negotiations/trouble.html", context, status=422)


def conflict(request, sheet, saved, form, conflicts):
    told = two_versions(form, base_of(request), saved.revision, form.values, saved.answers, conflicts)
    if request.htmx:
        return render(request, "_parts/conflict.html", told, status=409)
    return reflect_page(request, sheet, saved, form, 409, conflict=told)
