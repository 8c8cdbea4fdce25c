"""Parts of the pages of a charter: insights for whoever writes it, whether they helped, and what was learned from it.

Each is a page of its own where there is no script; on the charter's page it is fetched, so that it costs that page nothing.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from charters.models import Charter, CharterReview
from charters.permissions import can_edit, can_mark_agreements
from common.permissions import May, require
from feedback.actions import carrying
from feedback.forms.carrying import AdaptForm, LeaveForm, MarkForm
from feedback.models import Insight, InsightCarry
from feedback.permissions import can_reflect, can_start_request, can_undo_carry
from feedback.views.chain import lines_of
from feedback.views.insights import find_insight
from feedback.views.reflecting import find_charter
from teams.models import Membership

MOST = 60


def part_or_page(request, name, context, status=200):
    """`feedback/parts/<name>.html` inside a page of a charter, or within a page of its own."""
    if request.htmx:
        return render(request, f"feedback/parts/{name}.html", context, status=status)
    return render(request, "feedback/part.html", context | {"part": f"feedback/parts/{name}.html"}, status=status)


def written_version(request, charter):
    """The text that is being written, for those who write it."""
    version = carrying.open_version(find_charter(request, charter))
    if version is None:
        raise Http404
    require(can_edit(request.user, version))
    return version


@require_GET
def open_insights(request, charter):
    """What members of the team have learned and shared, and what the reader alone has noted, to take into this charter or not."""
    return insights_part(request, written_version(request, charter))


def insights_part(request, version, bound=None, status=200):
    user, charter = request.user, version.charter
    decided = InsightCarry.objects.visible_to(user).filter(charter=charter).select_related("insight__author", "charter")
    context = {
        "charter": charter, "version": version, "tab": "lessons",
        "open": [entry(one, user, bound) for one in to_decide(user, charter)],
        "decided": [(line, can_undo_carry(user, line.carry, version)) for line in lines_of(decided[:MOST])],
    }  # fmt: skip
    return part_or_page(request, "open_insights", context, status)


def to_decide(user, charter: Charter):
    """Not dropped and not decided for this charter; what a member shared with a team of the reader, or the reader's own."""
    members = Membership.objects.present().filter(team=charter.team_id).values("person")
    rows = Insight.objects.visible_to(user).filter(author__in=members).open()
    return rows.exclude(carries__charter=charter).select_related("author", "team", "charter")[:MOST]


def entry(insight, user, bound) -> dict:
    """An insight with its two forms; `bound`: one of them that was sent and is not right yet."""
    forms = {"adapt": AdaptForm(insight=insight), "leave": LeaveForm(insight=insight)}
    if bound and bound[0] == insight.pk:
        forms |= {bound[1]: bound[2]}
    return {"insight": insight, "is_mine_only": not insight.is_shared, **forms}


def decided(request, version):
    """The list again; the draft around it hears that something was saved."""
    if not request.htmx:
        return redirect("feedback:open_insights", version.charter_id)
    return trigger_client_event(insights_part(request, version), "saved")


@require_POST
def adopt_insight(request, charter, insight):
    version, insight = written_version(request, charter), find_insight(request, insight)
    carrying.adopt_insight(insight, version.charter, by=request.user)
    return decided(request, version)


@require_POST
def adapt_insight(request, charter, insight):
    version, insight = written_version(request, charter), find_insight(request, insight)
    form = AdaptForm(request.POST, insight=insight)
    if not form.is_valid():
        return insights_part(request, version, (insight.pk, "adapt", form), 422)
    given = form.cleaned_data
    carrying.adapt_insight(insight, version.charter, given["section"], given["text"], by=request.user)
    return decided(request, version)


@require_POST
def leave_insight(request, charter, insight):
    version, insight = written_version(request, charter), find_insight(request, insight)
    form = LeaveForm(request.POST, insight=insight)
    if not form.is_valid():
        return insights_part(request, version, (insight.pk, "leave", form), 422)
    carrying.leave_insight(insight, version.charter, form.cleaned_data["reason"], by=request.user)
    return decided(request, version)


def find_carry(request, pk) -> InsightCarry:
    rows = InsightCarry.objects.visible_to(request.user).select_related("charter__team", "insight")
    return get_object_or_404(rows, pk=pk)


@require_POST
def undo_carry(request, carry):
    carry = find_carry(request, carry)
    charter = carry.charter
    carrying.undo_carry(carry, by=request.user)
    return decided(request, written_version(request, charter.pk))


@require_GET
def mark_insights(request, review):
    """Whether what was carried into this charter helped, while the team looks at it again; afterwards, what was said."""
    rows = CharterReview.objects.visible_to(request.user).select_related("charter__team", "version")
    return marks_part(request, get_object_or_404(rows, pk=review))


def marks_part(request, review):
    carries = InsightCarry.objects.visible_to(request.user).filter(charter=review.charter).taken()
    carries = carries.filter(item_key__in=review.version.items.values("key")).select_related(
        "insight__author", "charter", "marked_by"
    )
    context = {
        "charter": review.charter, "tab": "lessons", "review": review, "outcomes": InsightCarry.Outcome.choices,
        "lines": lines_of(carries[:MOST]), "may": May(request.user, review, mark=can_mark_agreements),
    }  # fmt: skip
    return part_or_page(request, "mark_insights", context)


@require_POST
def mark_insight(request, carry):
    """One click; another writer may say otherwise as long as the review is open."""
    carry, form = find_carry(request, carry), MarkForm(request.POST)
    review = (
        CharterReview.objects.open().filter(charter=carry.charter_id).select_related("charter__team", "version").first()
    )
    if not form.is_valid():
        raise Http404
    carrying.mark_insight(carry, form.cleaned_data["outcome"], by=request.user)
    return marks_part(request, review) if request.htmx else redirect("feedback:mark_insights", review.pk)


@require_GET
def lessons(request, charter):
    """From what we learned: the clauses that came of insights. What came of this charter: insights from it, and where they went."""
    charter, user = find_charter(request, charter), request.user
    carries = InsightCarry.objects.visible_to(user).filter(charter=charter).taken()
    context = {
        "charter": charter, "tab": "lessons",
        "learned": lines_of(carries.select_related("insight__author", "charter")[:MOST]),
        "noted": noted_on(charter, user),
        "may": May(user, charter, reflect=can_reflect, ask=lambda user, charter: can_start_request(user, charter.team)),
    }  # fmt: skip
    return part_or_page(request, "lessons", context)


def noted_on(charter, user) -> list[tuple]:
    """Each insight with the places where it went."""
    noted = list(Insight.objects.visible_to(user).filter(charter=charter).select_related("author")[:MOST])
    went = InsightCarry.objects.visible_to(user).filter(insight__in=noted).taken().select_related("charter")
    places = lines_of(went[: MOST * 4])
    return [(one, [line for line in places if line.carry.insight_id == one.pk]) for one in noted]
