"""The page for thinking alone, the way from there into the draft, and the proposals that come of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from charters import proposing
from charters.actions import preparing, proposals
from charters.forms.preparing import PreparationForm, ShareForm, TakeForm
from charters.kinds import KINDS
from charters.models import Preparation, Proposal
from charters.permissions import can_edit, can_open_draft, can_prepare, can_settle_proposal, can_share
from charters.views.finding import open_version
from common.permissions import May, require
from teams.models import MemberRole

State = Proposal.State


def prepare(request, charter):
    """GET shows one's own preparation, and only that; POST keeps it."""
    version = open_version(request, charter)
    require(can_prepare(request.user, version))
    if request.method == "POST":
        return keep(request, version)
    return page(request, version, own_form(request, version))


def own_form(request, version, data=None):
    preparation = Preparation.objects.of(version, request.user)
    return PreparationForm(data, preparation=preparation, offers_privacy=version.opened_at is None)


def keep(request, version):
    form = own_form(request, version, request.POST)
    if not form.is_valid():
        return trouble(request, version, form)
    if form.cleaned_data["keep"] == "theirs":
        return as_saved(request, version)
    if conflicts := form.conflicts():
        return conflict(request, version, form, conflicts)
    saved = preparing.prepare(version, form.values, revision=form.base, by=request.user)
    return status(request, version, saved)


def page(request, version, form, status=200, **more):
    writers = version.team.memberships.writers()
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "form": form,
        "preparation": form.preparation,
        "lead": next((one.person for one in writers.select_related("person") if one.role == MemberRole.LEAD), None),
        "shared": Preparation.objects.count_shared(version),
        "writers": len(writers),
        "may": May(request.user, version, share=can_share, open_draft=can_open_draft),
    }
    return render(request, "charters/prepare.html", context | more, status=status)


def status(request, version, preparation):
    if not request.htmx:
        messages.success(request, _("Kept. Only you can read it."))
        return redirect("charters:prepare", version.charter_id)
    told = {"revision": preparation.revision, "saved_at": preparation.updated_at}
    return render(request, "_parts/save_status.html", told)


def trouble(request, version, form):
    if not request.htmx:
        return page(request, version, form, 422)
    return render(request, "charters/prepare_trouble.html", {"form": form}, status=422)


def conflict(request, version, form, conflicts):
    told = {"fields": conflicts, "revision": form.cleaned_data["revision"], "over": form.preparation.revision}
    if not request.htmx:
        return page(request, version, form, 409, conflict=told)
    return render(request, "_parts/conflict.html", told, status=409)


def as_saved(request, version):
    """The other window's text, in place of what was typed here."""
    if not request.htmx:
        return redirect("charters:prepare", version.charter_id)
    form = own_form(request, version)
    context = {"charter": version.charter, "form": form, "preparation": form.preparation}
    response = render(request, "charters/prepare_form.html", context)
    return reswap(retarget(response, "#preparation"), "outerHTML")


def share(request, charter):
    """What would be shown to the team, line by line; POST shows the chosen ones."""
    version = open_version(request, charter)
    require(can_share(request.user, version))
    lines = unshared_lines(version, request.user)
    form = ShareForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_valid():
        return shared(request, version, form.cleaned_data["lines"])
    context = {"charter": version.charter, "version": version, "tab": "", "form": form, "lines": lines}
    return render(request, "charters/prepare_share.html", context, status=422 if form.errors else 200)


def unshared_lines(version, user):
    known = {preparing.mark_of(one) for one in version.proposals.filter(author=user)}
    preparation = Preparation.objects.of(version, user)
    return [line for line in proposing.split(preparation.fields()) if line.mark not in known]


def shared(request, version, marks):
    number = len(preparing.share(version, marks, by=request.user))
    words = ngettext(
        "One line is now a proposal under your name.", "%(number)s lines are now proposals under your name.", number
    )
    messages.success(request, words % {"number": number})
    return redirect("charters:proposals", version.charter_id)


def open_draft(request, charter):
    """What opening the draft means for everybody; POST opens it."""
    version = open_version(request, charter)
    if request.method == "POST":
        return opened(request, version)
    require(can_open_draft(request.user, version))
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "shared": Preparation.objects.count_shared(version),
    }
    return render(request, "charters/prepare_open.html", context)


def opened(request, version):
    if version.opened_at is None:
        preparing.open_draft(version, by=request.user)
        messages.success(request, _("The draft is open. What the team prepared stands here as proposals."))
    return redirect("charters:proposals", version.charter_id)


def show_proposals(request, charter):
    """Everything proposed for the draft, those who say the same together. A part of the draft page, or a page."""
    return proposals_page(request, open_version(request, charter))


def proposals_page(request, version, bound=None, status=200):
    found = list(version.proposals.for_list())
    may_settle = can_edit(request.user, version)
    groups = {state: groups_of([one for one in found if one.state == state], bound) for state in State.values}
    context = {
        "charter": version.charter,
        "version": version,
        "tab": "",
        "may_settle": may_settle,
        "is_empty": not found,
        "groups": groups,
        "sections": sections(groups[State.OPEN]),
        "may": May(request.user, version, prepare=can_prepare),
    }
    template = "charters/proposals_list.html" if request.htmx else "charters/proposals.html"
    return render(request, template, context, status=status)


def groups_of(found, bound):
    """One entry for those who say the same: the first of them, who wrote it, and the form to take it."""
    return [
        {
            "first": group[0],
            "label": KINDS[group[0].kind].label,
            "texts": list({proposing.alike(one.text): one.text for one in reversed(group)}.values())[::-1],
            "authors": list(dict.fromkeys(one.author for one in group)),
            "holders": list(dict.fromkeys(one.author for one in group if one.source == "my_roles")),
            "form": bound if bound and bound.proposal in group else TakeForm(proposal=group[0]),
        }
        for group in proposing.together(found)
    ]


def sections(groups):
    """Open groups under the name of their kind, in the charter's order."""
    found = {}
    for group in groups:
        found.setdefault(str(KINDS[group["first"].kind].labels), []).append(group)
    return list(found.items())


def find_proposal(request, pk):
    rows = Proposal.objects.visible_to(request.user).select_related("version__charter__team", "author")
    return get_object_or_404(rows, pk=pk)


@require_POST
def adopt_proposal(request, proposal):
    """Takes a proposal as it is, or in the words and as the kind that were chosen."""
    proposal = find_proposal(request, proposal)
    form = TakeForm(request.POST, proposal=proposal)
    if not form.is_valid():
        require(can_settle_proposal(request.user, proposal))
        return proposals_page(request, proposal.version, form, 422)
    proposals.adopt_proposal(proposal, form.cleaned_data["kind"], form.cleaned_data["text"], by=request.user)
    return settled(request, proposal)


@require_POST
def dismiss_proposal(request, proposal):
    proposal = find_proposal(request, proposal)
    proposals.dismiss_proposal(proposal, by=request.user)
    return settled(request, proposal)


@require_POST
def restore_proposal(request, proposal):
    proposal = find_proposal(request, proposal)
    proposals.restore_proposal(proposal, by=request.user)
    return settled(request, proposal)


def settled(request, proposal):
    """The list again; the draft around it hears that something was saved."""
    if not request.htmx:
        return redirect("charters:proposals", proposal.version.charter_id)
    return trigger_client_event(proposals_page(request, proposal.version), "saved")
