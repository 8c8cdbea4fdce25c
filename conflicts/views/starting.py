"""One's own disagreements, the door by which mails lead to them, and how one begins."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from charters.models import Charter
from common.ids import as_uuid, uuid7
from common.permissions import require
from conflicts.actions import starting
from conflicts.forms.starting import DescribeForm, StartForm
from conflicts.models import CaseParty, ConflictCard, ConflictCase
from conflicts.permissions import can_edit_draft, can_see_statistics, joined_parties
from conflicts.views import opening, starting_draft
from conflicts.views.clauses import clause_in
from conflicts.views.finding import PARTIES, find_case
from conflicts.views.opening_done import done_in, looks_in
from conflicts.views.opening_next import Standing
from teams.models import Team

MOST = 200
State, Part = ConflictCase.State, CaseParty.State


@require_GET
def cases(request):
    """Mine, by what they need from me; and those whose parties I help."""
    standings = own_standings(request.user)
    mediated = ConflictCase.objects.mediated_by(request.user).prefetch_related(PARTIES)[:MOST]
    context = {
        "asked": [one for one in standings if one.is_asked],
        "running": [one for one in standings if one.is_running],
        "drafts": [one for one in standings if one.case.state == State.DRAFT],
        "over": [one for one in standings if one.case.is_over],
        "reads_counts": can_see_statistics(request.user),
        "mediated": [(case, joined_parties(case)) for case in mediated],
    }
    return render(request, "conflicts/list.html", context)


def own_standings(user) -> list[Standing]:
    parts = {party.case_id: party for party in CaseParty.objects.inside(user).order_by("person")}
    found = list(ConflictCase.objects.filter(pk__in=parts).select_related("team").prefetch_related(PARTIES)[:MOST])
    shared = ConflictCard.objects.filter(case__in=found, shared_at__isnull=False).values_list("party", flat=True)
    shared, done, looks = set(shared), done_in(found, list(parts.values())), looks_in(found)
    return [Standing(case, parts[case.pk], shared, done, looks.get(case.pk)) for case in found]


@require_GET
def door(request, case):
    """An address that names no topic, for mails and for whoever looks over a shoulder.

    Old mails and notices still lead here: for whom nothing waits any more it is one page, whether there was ever anything or not.
    """
    found = ConflictCase.objects.of(request.user).filter(pk=case).first()
    if found is None:
        return render(request, "conflicts/nothing_waits.html", status=404)
    return redirect("conflicts:show", found.pk)


@require_GET
def show(request, case):
    """One's draft, a question to answer, or where it stands."""
    case = find_case(request, case)
    if case.state == State.DRAFT:
        return starting_draft.page(request, case)
    return opening.page(request, case)


def places_of(user) -> list[tuple[Team, list[Charter]]]:
    """The person's own teams, each with its charters."""
    teams = list(Team.objects.visible_to(user).order_by("name")[:MOST])
    charters = list(Charter.objects.filter(team__in=teams).order_by("-created_at")[:MOST])
    return [(team, [one for one in charters if one.team_id == team.pk]) for team in teams]


def start(request):
    """From a team, a charter or a clause it is known already to what it belongs."""
    form = StartForm(places_of(request.user), request.POST or None, initial=first_values(request))
    if not form.is_valid():
        context = {"form": form, "clause": clause_in(request.user, form.typed_charter, as_uuid(form["clause"].value()))}
        return render(request, "conflicts/start.html", context, status=422 if form.errors else 200)
    given, charter = form.cleaned_data, form.chosen["charter"]
    clause = charter and clause_in(request.user, charter.pk, given["clause"]) and given["clause"]
    case = starting.start_case(given["about"], by=request.user, clause_key=clause, key=given["key"], **form.chosen)
    return redirect("conflicts:show", case.pk)


def first_values(request) -> dict:
    charter, team = as_uuid(request.GET.get("charter")), as_uuid(request.GET.get("team"))
    place = f"charter:{charter}" if charter else f"team:{team}" if team else ""
    return {"key": uuid7(), "place": place, "clause": as_uuid(request.GET.get("clause"))}


def describe(request, case):
    """What it is about, in other words."""
    case = find_case(request, case)
    require(can_edit_draft(request.user, case))
    form = DescribeForm(case, places_of(request.user), request.POST or None)
    if not form.is_valid():
        return render(
            request, "conflicts/draft_describe.html", {"case": case, "form": form}, status=422 if form.errors else 200
        )
    if form.keeps_theirs:
        return redirect("conflicts:show", case.pk)
    if conflict := form.panel():
        return render(
            request, "conflicts/draft_describe.html", {"case": case, "form": form, "conflict": conflict}, status=409
        )
    starting.describe_case(case, case.revision, by=request.user, about=form.values["about"], **form.chosen)
    return redirect("conflicts:show", case.pk)
