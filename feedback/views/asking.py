"""Requests for feedback: one's own, how one begins, and what a lead proposes."""

from django.contrib import messages
from django.db.models import Count, F, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from charters.models import Charter
from common.ids import as_uuid, uuid7
from common.permissions import May, require
from feedback.actions import asking, asking_proposals
from feedback.actions.questionnaires import ensure_questionnaires
from feedback.forms.asking import ProposeForm, StartForm
from feedback.models import FeedbackInvitation, FeedbackRequest, GroupKey
from feedback.permissions import can_answer_proposal, can_propose_request
from feedback.views import asking_preparing, sending
from feedback.views.finding import find_own, find_readable
from teams.models import MemberRole, Membership, Team

MOST = 200
State = FeedbackRequest.State


@require_GET
def requests(request):
    """One's own, the latest first; what others share; and what one proposed to others, of which one sees yes or no."""
    rows = FeedbackRequest.objects.of(request.user).select_related("team", "charter__team", "proposed_by")
    own = list(rows.annotate(asked=others_asked())[:MOST])
    proposed = FeedbackRequest.objects.filter(proposed_by=request.user).select_related("subject", "team")[:MOST]
    context = {
        "tab": "requests",
        "waiting": [one for one in own if one.state == State.PROPOSED],
        "running": [one for one in own if one.state in (State.DRAFT, State.COLLECTING, State.CLOSED)],
        "behind": [one for one in own if one.state in (State.RELEASED, State.WITHHELD, State.CANCELLED) and not is_declined(one)],
        "shared": shared_with(request.user)[:MOST],
        "proposed": [seen_by_lead(one) for one in proposed],
        "led": Membership.objects.present().filter(person=request.user, role=MemberRole.LEAD).select_related("team"),
    }  # fmt: skip
    return render(request, "feedback/list.html", context)


def shared_with(user):
    """Of others, who share what comes of it with the lead and the managers of their team."""
    rows = FeedbackRequest.objects.visible_to(user).exclude(subject=user)
    return rows.select_related("subject", "team", "charter__team").annotate(asked=others_asked())


def others_asked() -> Subquery:
    """How many were asked beside oneself; who came by an open link counts once confirmed."""
    others = FeedbackInvitation.objects.filter(request=OuterRef("pk"), is_confirmed=True)
    counted = others.exclude(group__key=GroupKey.SELF).order_by().values("request").annotate(n=Count("pk"))
    return Subquery(counted.values("n"))


def is_declined(ask: FeedbackRequest) -> bool:
    """A proposal that came to nothing has no place among the requests."""
    return ask.state == State.CANCELLED and ask.sent_on is None


def seen_by_lead(ask: FeedbackRequest) -> dict:
    """Whether the answer was yes or no, and never more: not what became of it, nor in which words.

    A draft has a last day from the yes on, also one that was cancelled since.
    """
    no, waits = is_declined(ask) and ask.closes_on is None, ask.state == State.PROPOSED
    state = "pending" if waits else "declined" if no else "accepted"
    return {"person": ask.subject, "team": ask.team, "state": state, "on": ask.created_at}


def charters_of(user, team=None) -> list[Charter]:
    """Under which a person may have worked with others: closed ones first, as it is time to ask."""
    seats = Membership.objects.present().filter(person=user).exclude(role=MemberRole.OBSERVER)
    rows = Charter.objects.filter(team__in=[team] if team else seats.values("team"))
    return list(rows.select_related("team").order_by(F("closed_at").desc(nulls_last=True), "-created_at")[:MOST])


def start(request):
    """From a charter it is chosen already, and so is the occasion."""
    charters = charters_of(request.user)
    form = StartForm(charters, request.POST or None, initial=first_values(request, charters))
    if form.is_valid():
        given = form.cleaned_data
        ensure_questionnaires()
        ask = asking.start_request(
            given["about"], by=request.user, occasion=given["occasion"], charter=form.charter_chosen, key=given["key"]
        )
        return redirect("feedback:show", ask.pk)
    return render(request, "feedback/start.html", {"tab": "requests", "form": form}, status=422 if form.errors else 200)


def first_values(request, charters) -> dict:
    pk = as_uuid(request.GET.get("charter"))
    charter = next((one for one in charters if one.pk == pk), None)
    first = {"key": uuid7(), "occasion": FeedbackRequest.Occasion.FREE}
    if charter is None:
        return first
    occasion = FeedbackRequest.Occasion.CLOSE if charter.closed_at else FeedbackRequest.Occasion.PULSE
    return first | {"charter": str(charter.pk), "occasion": occasion, "about": charter.title}


@require_GET
def show(request, ask):
    """A draft to prepare, a proposal to decide on, or how it stands; whoever it was shared with sees who was asked."""
    ask = find_readable(request, ask)
    if ask.state == State.DRAFT:
        return asking_preparing.page(request, ask)
    if ask.state == State.PROPOSED:
        may = May(request.user, ask, answer=can_answer_proposal)
        return render(request, "feedback/proposed.html", {"ask": ask, "tab": "show", "may": may})
    return sending.page(request, ask)


def propose(request, slug):
    """The lead suggests to somebody of the team to ask for feedback."""
    team = get_object_or_404(Team.objects.visible_to(request.user), slug=slug)
    require(can_propose_request(request.user, team))
    charters = charters_of(request.user, team)
    form = ProposeForm(
        offered_in(team, request.user), charters, request.POST or None, initial=first_values(request, charters)
    )
    if form.is_valid():
        return proposed(request, team, form)
    context = {"tab": "requests", "form": form, "team": team}
    return render(request, "feedback/propose.html", context, status=422 if form.errors else 200)


def offered_in(team, user) -> list:
    seats = Membership.objects.present().filter(team=team).exclude(role=MemberRole.OBSERVER)
    return seats.exclude(person=user).people()


def proposed(request, team, form):
    given = form.cleaned_data
    ask = asking_proposals.propose_request(
        team, form.person_chosen, given["about"], by=request.user, occasion=given["occasion"],
        charter=form.charter_chosen, key=given["key"],
    )  # fmt: skip
    messages.success(request, _("%(person)s is told. You will hear yes or no.") % {"person": ask.subject})
    return redirect("feedback:list")


@require_POST
def accept_proposal(request, ask):
    asking_proposals.accept_proposal(find_own(request, ask), by=request.user)
    ensure_questionnaires()
    return redirect("feedback:show", ask)


@require_POST
def decline_proposal(request, ask):
    asking_proposals.decline_proposal(find_own(request, ask), by=request.user)
    messages.success(request, _("You asked for no feedback. Nobody is told why."))
    return redirect("feedback:list")
