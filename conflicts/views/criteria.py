"""Fair yardsticks beside the options: adding one, one's own in other words, saying that another's is fair."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from common.permissions import require
from conflicts.actions import criteria as acting
from conflicts.actions import points
from conflicts.forms.criteria import AddCriterionForm, CriterionForm
from conflicts.models import Point
from conflicts.permissions import can_edit_point
from conflicts.views.finding import find_case, find_in
from conflicts.views.options import back, find_round, page

PLACE = "#yardsticks"


@require_POST
def add_criterion(request, case):
    case, shown = find_round(request, case)
    form = AddCriterionForm(request.POST)
    if not form.is_valid():
        return page(request, case, shown, 422, yardstick=form)
    given = form.cleaned_data
    acting.add_criterion(case, given["text"], by=request.user, why=given["why"], key=given["token"])
    return back(case, PLACE)


def find_criterion(case, point) -> Point:
    """What is not shared is nobody's but its author's."""
    found = find_in(Point.objects.filter(kind=Point.Kind.CRITERION).exclude(shared_at=None), case, point)
    found.case = case
    return found


def edit_criterion(request, case, point):
    case = find_case(request, case)
    found = find_criterion(case, point)
    require(can_edit_point(request.user, found))
    form = CriterionForm(found, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return edit_page(request, case, form)
    return save(request, case, form) if form.is_valid() else edit_page(request, case, form, 422)


def save(request, case, form):
    if form.keeps_theirs:
        return redirect("conflicts:edit_criterion", case.pk, form.point.pk)
    if conflict := form.panel():
        return edit_page(request, case, form, 409, conflict=conflict)
    points.write_point(form.point, form.stands_at, by=request.user, **form.values)
    return back(case, PLACE)


def edit_page(request, case, form, status=200, **more):
    context = {"case": case, "tab": "options", "form": form, "point": form.point} | more
    return render(request, "conflicts/options/edit_criterion.html", context, status=status)


@require_POST
def remove_criterion(request, case, point):
    case = find_case(request, case)
    found = case.points.filter(pk=point, kind=Point.Kind.CRITERION).exclude(shared_at=None).first()
    if found:
        points.remove_point(found, by=request.user)
    return back(case, PLACE)


@require_POST
def mark_criterion(request, case, point):
    """`fair`: yes, or taken back. `revision`: the words it is said of."""
    case = find_case(request, case)
    found = find_criterion(case, point)
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 9 else 0
    acting.mark_criterion(found, seen, by=request.user, is_fair=request.POST.get("fair") == "yes")
    return back(case, PLACE)
