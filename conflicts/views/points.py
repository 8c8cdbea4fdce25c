"""One's own interests, one by one: opened in their place or on a page of their own; and what one says to those of others."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from common.ids import as_uuid, uuid7
from common.permissions import May, require
from conflicts.actions import points
from conflicts.forms.cards import PointForm
from conflicts.models import ConflictCase, Point, PointMark
from conflicts.permissions import can_add_point, can_edit_point, can_write_card, joined_party
from conflicts.views.cards import around, find_joined, own_card
from conflicts.views.cards_heard import heard

PLACES = {True: "conflicts:show", False: "conflicts:cards"}


def place(case: ConflictCase, anchor="interests") -> str:
    """The page on which interests are written: the draft, or how each sees it."""
    return reverse(PLACES[case.state == ConflictCase.State.DRAFT], args=[case.pk]) + f"#{anchor}"


def find_own(request, case: ConflictCase, key) -> Point | None:
    """None where nothing has that key yet; what belongs to somebody else is not found."""
    found = Point.objects.filter(pk=key).select_related("case").first()
    if found and (found.case_id != case.pk or found.party_id != joined_party(request.user, case).pk):
        raise Http404
    if found:
        found.case = case
    return found


def show(request, case, form, key, status=200, **more):
    template = "conflicts/point_open.html" if request.htmx else "conflicts/point.html"
    context = {"case": case, "form": form, "key": key, "back": place(case), "revision": form.stands_at} | more
    return render(request, template, context, status=status)


@require_GET
def add_point(request, case):
    """An empty form; the interest begins when something is saved."""
    case = find_joined(request, case)
    require(can_add_point(request.user, case))
    return show(request, case, PointForm(None), uuid7(), is_new=True)


def point(request, case, point):
    """An interest to write; saved by itself as long as nobody else reads it, and by the button."""
    case = find_joined(request, case)
    found = find_own(request, case, point)
    if request.method == "POST":
        return save(request, case, point, found)
    if found is None:
        raise Http404
    require(can_edit_point(request.user, found))
    return show(request, case, PointForm(found), point, point=found)


def save(request, case, key, found):
    require(can_edit_point(request.user, found) if found else can_add_point(request.user, case))
    form = PointForm(found, request.POST)
    if not form.is_valid():
        return trouble(request, case, key, found, form)
    if found and form.keeps_theirs:
        return put_back(request, case, found)
    if conflict := form.panel():
        return both(request, case, key, found, form, conflict)
    return kept(request, case, written(request, case, key, found, form), form)


def written(request, case, key, found, form) -> Point:
    if found:
        return points.write_point(found, found.revision, by=request.user, **form.values)
    return points.add_point(case, key, by=request.user, **form.values)


def trouble(request, case, key, found, form):
    if request.htmx:
        revision = request.POST.get("revision", "")
        return render(request, "conflicts/card_trouble.html", {"form": form, "revision": revision}, status=422)
    return show(request, case, form, key, 422, point=found, is_new=found is None)


def both(request, case, key, found, form, conflict):
    if request.htmx:
        return render(request, "_parts/conflict.html", conflict, status=409)
    return show(request, case, form, key, 409, point=found, conflict=conflict)


def kept(request, case, found, form):
    if not request.htmx:
        return redirect(place(case))
    if "close" in request.POST:
        return put_back(request, case, found)
    told = {"form": form, "key": found.pk, "revision": found.revision, "saved_at": timezone.now()}
    context = around(request, case, own_card(request, case)) | told
    return render(request, "conflicts/point_saved.html", context)


def put_back(request, case, found):
    """The line again, in place of the form."""
    if not request.htmx:
        return redirect(place(case))
    context = around(request, case, own_card(request, case)) | {"point": found}
    response = render(request, "conflicts/point_kept.html", context)
    return reswap(retarget(response, f"#clause-{found.pk}"), "innerHTML")


def remove_point(request, case, point):
    """The question before an interest is gone."""
    case = find_joined(request, case)
    found = find_own(request, case, point)
    if found is None:
        raise Http404
    require(can_edit_point(request.user, found))
    if request.method == "POST":
        points.remove_point(found, by=request.user)
        return redirect(place(case))
    return render(request, "conflicts/point_remove.html", {"case": case, "point": found, "back": place(case)})


@require_POST
def move_point(request, case):
    """One step by a button, or the whole list as it was dragged."""
    case = find_joined(request, case)
    keys = [key for key in map(as_uuid, request.POST.getlist("order")) if key]
    if keys:
        points.order_points(case, keys, by=request.user)
    elif item := as_uuid(request.POST.get("item")):
        points.move_point(case, item, request.POST.get("direction", ""), by=request.user)
    return HttpResponse(status=204) if request.htmx else redirect(place(case))


@require_POST
def mark_point(request, case, point):
    """Of another's shared interest: that it matters to oneself too, or that one understands it. `revision`: of the words."""
    case = find_joined(request, case)
    rows = Point.objects.filter(case=case, shared_at__isnull=False, kind=Point.Kind.INTEREST)
    found = get_object_or_404(rows.select_related("case"), pk=point)
    kind = request.POST.get("kind", "")
    if kind not in ("", *PointMark.Kind):
        raise Http404
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isdecimal() and len(revision) < 9 else 0
    points.mark_point(found, kind, by=request.user, revision=seen)
    return marked(request, case, found) if request.htmx else redirect(place(case, f"interest-{found.pk}"))


def marked(request, case, point):
    """The need as it reads now, in its place, and the common ground; the page stays where it is."""
    shown = heard(case, joined_party(request.user, case))
    places = ((one, column) for column in shown.columns for one in column.points if one.point.pk == point.pk)
    one, column = next(places, (None, None))
    if one is None:  # whose need it is has left in this moment
        raise Http404
    context = {
        "case": case, "heard": shown, "one": one, "column": column, "may": May(request.user, case, write=can_write_card),
    }  # fmt: skip
    response = render(request, "conflicts/cards_marked.html", context)
    return reswap(retarget(response, f"#interest-{point.pk}"), "outerHTML")
