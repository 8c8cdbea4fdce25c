"""What this side does together with the other one: asking for it, the agenda, the joint result."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.ids import as_uuid
from common.permissions import May
from negotiations.actions import agenda as agenda_actions
from negotiations.actions import joint as joint_actions
from negotiations.actions import sharing as actions
from negotiations.forms.sharing import AcceptSideForm, AskSideForm, ProposeForm
from negotiations.models import AgendaIssue, AgendaOption, Issue, JointResult, PrepSheet, SideInvitation
from negotiations.permissions import (
    asks,
    can_accept_side,
    can_agree_joint,
    can_ask_side,
    can_close_agenda,
    can_decline_side,
    can_open_agenda,
    can_see_agenda,
    can_withdraw_joint,
    can_withdraw_side,
    can_write_agenda,
    other_side,
)
from negotiations.views.finding import find_sheet

RULES = {
    "ask": can_ask_side,
    "withdraw_ask": can_withdraw_side,
    "open_agenda": can_open_agenda,
    "close_agenda": can_close_agenda,
    "see_agenda": can_see_agenda,
    "agree": can_agree_joint,
    "withdraw": can_withdraw_joint,
}


@require_GET
def sharing(request, sheet):
    """Where both sides stand, as far as both know it."""
    return page(request, find_sheet(request, sheet))


def page(request, sheet: PrepSheet, form=None, status=200):
    may = May(request.user, sheet, **RULES)
    context = {
        "sheet": sheet,
        "tab": "together",
        "may": may,
        "other": other_side(sheet),
        "asked": asks(sheet),
        "form": form or (AskSideForm(sheet) if may.ask else None),
        "joint": joint_of(request, sheet) if may.see_agenda else None,
    }
    return render(request, "negotiations/sharing.html", context, status=status)


def joint_of(request, sheet: PrepSheet) -> list | None:
    """The packages of the joint result in names; None as long as there is none."""
    found = JointResult.objects.visible_to(request.user).filter(negotiation_id=sheet.negotiation_id).first()
    if found is None or sheet.joint_agreed_at is None:
        return None
    options = AgendaOption.objects.filter(negotiation_id=sheet.negotiation_id).select_related("issue")
    names = {str(option.pk): option for option in options}
    return [[names[key] for key in package if key in names] for package in found.packages]


@require_POST
def ask_side(request, sheet):
    sheet = find_sheet(request, sheet)
    form = AskSideForm(sheet, request.POST)
    if not form.is_valid():
        return page(request, sheet, form, status=422)
    asked = actions.ask_side(sheet, form.cleaned_data["person"], title=form.cleaned_data["title"], by=request.user)
    messages.success(request, _("%(person)s is asked.") % {"person": asked.person})
    return redirect("negotiations:sharing", sheet.pk)


@require_POST
def withdraw_side(request, sheet):
    actions.withdraw_side(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:sharing", sheet)


def find_side(request, pk) -> SideInvitation:
    asked = SideInvitation.objects.visible_to(request.user).select_related("team", "negotiation", "invited_by")
    return get_object_or_404(asked, pk=pk)


@require_GET
def side(request, invitation):
    """Somebody is asked to prepare the other side."""
    return side_page(request, find_side(request, invitation))


def side_page(request, invitation, form=None, status=200):
    may = May(request.user, invitation, accept=can_accept_side, decline=can_decline_side)
    context = {"invitation": invitation, "may": may, "form": form or AcceptSideForm()}
    return render(request, "negotiations/side.html", context, status=status)


@require_POST
def accept_side(request, invitation):
    invitation = find_side(request, invitation)
    form = AcceptSideForm(request.POST)
    if not form.is_valid():
        return side_page(request, invitation, form, status=422)
    sheet = actions.accept_side(invitation, title=form.cleaned_data["title"], by=request.user)
    return redirect("negotiations:show", sheet.pk)


@require_POST
def decline_side(request, invitation):
    actions.decline_side(find_side(request, invitation), by=request.user)
    messages.success(request, _("You said no. Who asked you is told."))
    return redirect("negotiations:list")


@require_POST
def open_agenda(request, sheet):
    agenda_actions.open_agenda(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:sharing", sheet)


@require_POST
def close_agenda(request, sheet):
    agenda_actions.close_agenda(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:sharing", sheet)


def find_open(request, pk) -> PrepSheet:
    """The sheet, where both sides have opened the agenda."""
    sheet = find_sheet(request, pk)
    if not can_see_agenda(request.user, sheet):
        raise Http404
    return sheet


@require_GET
def agenda(request, sheet):
    """The list that both sides see, and what this side may add or take."""
    return agenda_page(request, find_open(request, sheet))


def agenda_page(request, sheet: PrepSheet, form=None, status=200):
    found = AgendaIssue.objects.visible_to(request.user).filter(negotiation_id=sheet.negotiation_id)
    may = May(request.user, sheet, write=can_write_agenda)
    context = {
        "sheet": sheet,
        "tab": "together",
        "may": may,
        "topics": found.prefetch_related("options"),
        "taken": set(
            Issue.objects.filter(sheet=sheet).exclude(agenda_issue=None).values_list("agenda_issue", flat=True)
        ),
        "form": form or (ProposeForm(sheet) if may.write else None),
    }
    return render(request, "negotiations/agenda.html", context, status=status)


@require_POST
def propose_topics(request, sheet):
    sheet = find_open(request, sheet)
    form = ProposeForm(sheet, request.POST)
    if not form.is_valid():
        return agenda_page(request, sheet, form, status=422)
    issues = [issue.pk for issue in form.cleaned_data["issues"]]
    agenda_actions.propose_topics(sheet, issues, form.cleaned_data["typed"], by=request.user)
    return redirect("negotiations:agenda", sheet.pk)


@require_POST
def take_topics(request, sheet):
    sheet = find_open(request, sheet)
    number = agenda_actions.take_topics(sheet, keys_of(request.POST.getlist("topics")), by=request.user)
    messages.success(request, _("Taken into your sheet: %(number)d") % {"number": number})
    return redirect("negotiations:agenda", sheet.pk)


def keys_of(texts: list[str]) -> list[UUID]:
    return [key for key in map(as_uuid, texts) if key]


@require_POST
def strike_topic(request, sheet, topic):
    sheet = find_open(request, sheet)
    topic = get_object_or_404(AgendaIssue.objects.filter(negotiation_id=sheet.negotiation_id), pk=topic)
    agenda_actions.strike_topic(sheet, topic, by=request.user)
    return redirect("negotiations:agenda", sheet.pk)


@require_POST
def agree_joint(request, sheet):
    joint_actions.agree_joint(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:sharing", sheet)


@require_POST
def withdraw_joint(request, sheet):
    joint_actions.withdraw_joint(find_sheet(request, sheet), by=request.user)
    return redirect("negotiations:sharing", sheet)
