"""The parties' pages of a mediation: calling a neutral, choosing them, what they opened, and ending it."""

from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from common.ids import as_uuid
from common.permissions import May, require
from conflicts.actions import choosing, mediating
from conflicts.forms.mediating import ObjectForm, ProposeForm
from conflicts.models import Acceptance, AccessEntry, Mediation, MediationAssignment, Mediator, Room
from conflicts.permissions import (
    can_choose_mediator,
    can_leave_mediation,
    can_object_to_mediator,
    can_propose_mediator,
    can_request_mediation,
    can_talk_of_mediation,
    has_consented,
    joined_parties,
    joined_party,
    last_mediation,
    people_of,
    rooms_of,
)
from conflicts.views.finding import find_case
from teams.models import MemberRole, Membership

State, Asked = Mediation.State, MediationAssignment.State
RULES = {"request": can_request_mediation, "choose": can_choose_mediator}
MOST_SHOWN, MOST_OPENINGS = 100, 100
# What a mediator can open, as the parties read it.
PAGES = {
    "overview": _("Where it stands"), "cards": _("How each sees it"), "options": _("Options"), "agreement": _("Agreement"),
    "joint": _("Talk with all of you"), "caucus": _("Private talk with you"), "notes": _("Their own notes"),
    "note": _("Their own notes"),
}  # fmt: skip


def mediation(request, case):
    """Where the mediation stands, and the one thing to do next."""
    return page(request, find_case(request, case))


def with_mediations(case):
    """Read once for all that stands on the page; none of it is held."""
    prefetch_related_objects([case], "mediations__consents")
    return case


def page(request, case, status=200, form=None, refused=""):
    found, party = last_mediation(with_mediations(case)), joined_party(request.user, case)
    goes_on = bool(found) and found.state in Mediation.OPEN and bool(can_talk_of_mediation(request.user, case))
    consented = goes_on and has_consented(request.user, found)
    context = {
        "case": case, "tab": "mediation", "mediation": found, "party": party, "parties": joined_parties(case),
        "may": May(request.user, case, **RULES), "form": form or ProposeForm(request.user, case), "refused": refused,
        "consented": consented, "asks_me": goes_on and not consented,
    }  # fmt: skip
    if party:
        tried = people_tried(request, case)
        context |= choosing_of(request, case, found, tried)
        context |= talks_of(request, case, party) if any(one.active_at for one in tried) else {}
    return render(request, "conflicts/mediation.html", context, status=status)


def choosing_of(request, case, found, tried) -> dict:
    """The people asked, and the people who could be."""
    asked = [one for one in tried if found and one.mediation_id == found.pk]
    is_choosing = found and found.state == State.CHOOSING
    return {"candidates": asked, "offered": offered(request, case, tried) if is_choosing else {}}


def people_tried(request, case) -> list[MediationAssignment]:
    """Each with what they told, and what is for the reader to do. What others have said to it is not shown before all have."""
    accepted = Acceptance.objects.filter(assignment=OuterRef("pk"), party__person=request.user)
    rows = case.mediationassignments.select_related("person", "disclosure", "objection")
    rows = list(rows.annotate(is_accepted=Exists(accepted)))
    for one in rows:
        one.waits_for_me = one.state in (Asked.DISCLOSED, Asked.ACTIVE) and not one.is_accepted
        one.is_open = one.state in MediationAssignment.OPEN
    return rows


def offered(request, case, tried) -> dict:
    """Of the pool, and of the reader's own team that it is about; the rule itself is asked when one is proposed."""
    out = people_of(case) | {one.person_id for one in tried if one.state != Asked.ENDED} - {None}
    pool = Mediator.objects.filter(is_available=True)
    near = Q(pk__in=pool.values("person")) | Q(pk__in=teammates(request, case).values("person"))
    people = User.objects.filter(near, is_active=True).exclude(pk__in=out)
    people = people.annotate(
        is_kept=Exists(pool.filter(person=OuterRef("pk"))),
        about=Subquery(pool.filter(person=OuterRef("pk")).values("about")),
    )
    found = list(people.order_by("-is_kept", "name", "pk")[:MOST_SHOWN])
    return {"pool": [one for one in found if one.is_kept], "team": [one for one in found if not one.is_kept]}


def teammates(request, case):
    """Whom the reader knows from the team that it is about; those who lead it stand over somebody."""
    own = Membership.objects.present().filter(team=case.team_id, person=request.user)
    there = Membership.objects.present().filter(team__in=own.values("team"))
    return there.exclude(role__in=(MemberRole.LEAD, MemberRole.MANAGER))


def talks_of(request, case, party) -> dict:
    rooms = list(rooms_of(request.user, case).order_by("assignment__active_at", "-kind"))
    return {
        "talks": [room for room in rooms if room.assignment.state == Asked.ACTIVE],
        "earlier": [room for room in rooms if room.assignment.state != Asked.ACTIVE],
        "openings": openings(case, party),
    }


def openings(case, party) -> list[dict]:
    """Which page a mediator opened and when. A private talk is shown to its own party alone."""
    own = AccessEntry.objects.filter(case=case).exclude(page__startswith="caucus:")
    own = own | AccessEntry.objects.filter(case=case, page=page_of_room(Room.Kind.CAUCUS, party.pk))
    rows = own.select_related("assignment__person")[:MOST_OPENINGS]
    return [{"at": one.at, "who": one.assignment.person, "page": PAGES[one.page.partition(":")[0]]} for one in rows]


def page_of_room(kind, party_id=None) -> str:
    """How a room is named in the record of openings."""
    return f"{kind}:{party_id.hex}" if party_id else str(kind)


def back(case):
    return redirect("conflicts:mediation", case.pk)


@require_POST
def request_mediation(request, case):
    case = find_case(request, case)
    mediating.request_mediation(case, by=request.user)
    return back(case)


@require_POST
def consent_to_mediation(request, case):
    case = find_case(request, case)
    mediating.consent_to_mediation(case, by=request.user)
    return back(case)


@require_POST
def refuse_mediation(request, case):
    case = find_case(request, case)
    mediating.refuse_mediation(case, by=request.user)
    return back(case)


def leave_mediation(request, case):
    """Asked once more, since it ends for all."""
    case = find_case(request, case)
    require(can_leave_mediation(request.user, case))
    if request.method == "POST":
        mediating.leave_mediation(case, by=request.user)
        return back(case)
    return render(request, "conflicts/leave_mediation.html", {"case": case, "tab": "mediation"})


@require_POST
def propose_mediator(request, case):
    """Somebody of those offered, or anybody by an address."""
    case = with_mediations(find_case(request, case))
    require(can_choose_mediator(request.user, case))
    if "person" in request.POST:
        return propose_one(request, case)
    form = ProposeForm(request.user, case, request.POST)
    if not form.is_valid():
        return page(request, case, 422, form)
    choosing.propose_at_address(case, by=request.user, **form.cleaned_data)
    return back(case)


def propose_one(request, case):
    """Who cannot be a mediator here is told with the reason."""
    person = chosen(request, case)
    answer = can_propose_mediator(request.user, case, person)
    if not answer:
        return page(request, case, 422, refused=answer.reason)
    choosing.propose_mediator(case, person, by=request.user)
    return back(case)


def chosen(request, case):
    """One of those who stand on the page: the key of anybody else names nobody."""
    found = offered(request, case, people_tried(request, case))
    key = as_uuid(request.POST["person"])
    person = next((one for one in [*found["pool"], *found["team"]] if one.pk == key), None)
    if person is None:
        raise Http404
    return person


def find_candidate(case, pk) -> MediationAssignment:
    """Somebody proposed in this case; with the case as the reader found it."""
    found = MediationAssignment.objects.filter(case=case, pk=pk).select_related("mediation", "person").first()
    if found is None:
        raise Http404
    found.case = found.mediation.case = case
    return found


@require_POST
def accept_mediator(request, case, assignment):
    case = find_case(request, case)
    choosing.accept_mediator(find_candidate(case, assignment), by=request.user)
    return back(case)


def object_to_mediator(request, case, assignment):
    """With a reason for the other parties, or without."""
    found = find_candidate(find_case(request, case), assignment)
    if request.method == "POST":
        return put_aside(request, found)
    require(can_object_to_mediator(request.user, found))
    return objection_page(request, found, ObjectForm())


def objection_page(request, found, form, status=200):
    context = {"case": found.case, "tab": "mediation", "candidate": found, "form": form}
    return render(request, "conflicts/object_to_mediator.html", context, status=status)


def put_aside(request, found):
    """Sent twice, or by two of them, it is done."""
    if found.state == Asked.OBJECTED:
        return back(found.case)
    require(can_object_to_mediator(request.user, found))
    form = ObjectForm(request.POST)
    if not form.is_valid():
        return objection_page(request, found, form, 422)
    choosing.object_to_mediator(found, by=request.user, reason=form.cleaned_data["reason"])
    return back(found.case)
