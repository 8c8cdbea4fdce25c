"""What is due: the list of a charter in force, and a page for each with its story and what one may do about it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from charters import due, telling
from charters.actions import dates
from charters.actions import deadlines as actions
from charters.forms.deadlines import (
    HandOverForm,
    NotDoneForm,
    ProjectForm,
    ProposeDateForm,
    RefuseDateForm,
    ReopenForm,
    SendBackForm,
)
from charters.kinds import KINDS
from charters.live import PLACES, Live
from charters.models import Charter, CharterVersion, Deadline
from charters.permissions import (
    can_accept_result,
    can_agree_to_date,
    can_hand_over,
    can_not_done,
    can_project,
    can_propose_date,
    can_refuse_date,
    can_reopen,
    can_send_back,
    can_withdraw_date,
    can_withdraw_projection,
)
from charters.permissions.deadlines import Duty, duties
from charters.views.finding import find_charter, versions_of, written_version
from common.permissions import May, require
from teams.models import Event

SHOWN, STORY = 30, 60
WEEK = timedelta(weeks=1)
HEADINGS = {
    "overdue": _("Overdue"),
    "soon": _("In the next two weeks"),
    "later": _("Later"),
    "undated": _("Without a day"),
    "settled": _("Settled"),
}
RULES = {
    "project": can_project,
    "withdraw_projection": can_withdraw_projection,
    "hand_over": can_hand_over,
    "accept_result": can_accept_result,
    "send_back": can_send_back,
    "not_done": can_not_done,
    "reopen": can_reopen,
    "propose_date": can_propose_date,
    "agree_to_date": can_agree_to_date,
    "refuse_date": can_refuse_date,
    "withdraw_date": can_withdraw_date,
}


@dataclass(frozen=True)
class Row:
    """One deadline as this reader sees it. `lates` are the days that one click of a heads-up offers."""

    deadline: Deadline
    live: Live
    look: str
    due: str
    answers: list
    works: list
    may: May
    lates: list[tuple[date, str]]

    @property
    def has_day_beside_words(self) -> bool:
        """Where the text says "adoption + 3 months", the day that it means stands beside."""
        words = self.deadline.due or {}
        return self.deadline.due_on is not None and not words.get("on")


@dataclass(frozen=True)
class Section:
    """The deadlines under one heading; `more` are left out until one asks for them."""

    place: str
    heading: str
    rows: list[Row]
    more: int = 0


@require_GET
def deadlines(request, charter):
    """What is overdue first, then by day. `?all=later` shows the whole of one section."""
    charter = find_charter(request, charter)
    today, version = timezone.localdate(), version_beside(request, charter)
    found = duties(charter, Deadline.objects.filter(charter=charter), standing(version))
    rows = [row_of(request.user, duty, today) for duty in found]
    context = {
        "charter": charter,
        "version": version,
        "tab": "deadlines",
        "sections": sections(rows, today, request.GET.get("all", "")),
    }
    return render(request, "charters/deadlines.html", context)


def version_beside(request, charter: Charter) -> CharterVersion:
    """The version that the page speaks of: the one agreed last, else the one that is being written."""
    agreed = versions_of(request, charter.pk).standing().light().first()
    return agreed or written_version(request, charter.pk)


def standing(version: CharterVersion) -> CharterVersion | None:
    return version if version.state in CharterVersion.STANDING else None


def row_of(user, duty: Duty, today: date) -> Row:
    deadline, live = duty.deadline, duty.deadline.live()
    return Row(
        deadline,
        live,
        live.look(today),
        due.label(deadline.due),
        duty.people(duty.letters["A"]),
        duty.people(duty.letters["R"] - duty.letters["A"]),
        May(user, duty, **RULES),
        lates(live, today),
    )


def lates(live: Live, today: date) -> list[tuple[date, str]]:
    """A week and two after the agreed day; once it is over, from today."""
    if live.due_on is None:
        return []
    if live.due_on < today:
        return [(today + WEEK, _("In a week")), (today + 2 * WEEK, _("In two weeks"))]
    return [(live.due_on + WEEK, _("A week late")), (live.due_on + 2 * WEEK, _("Two weeks late"))]


def sections(rows: list[Row], today: date, whole: str) -> list[Section]:
    found = {place: [row for row in rows if row.live.place(today) == place] for place in PLACES}
    return [section(place, found[place], place == whole) for place in PLACES if found[place]]


def section(place: str, rows: list[Row], is_whole: bool) -> Section:
    shown = rows if is_whole else rows[:SHOWN]
    return Section(place, HEADINGS[place], shown, len(rows) - len(shown))


def find_deadline(request, charter, key) -> Deadline:
    rows = Deadline.objects.visible_to(request.user).select_related("charter__team", "settled_by", "proposed_by")
    return get_object_or_404(rows.select_related("projected_by", "agreed_by"), charter=charter, key=key)


@require_GET
def deadline(request, charter, key):
    return page(request, find_deadline(request, charter, key))


def page(request, deadline: Deadline, forms=None, status=200):
    """`forms` holds those that are shown as they were sent, by the name of their verb."""
    today, version = timezone.localdate(), version_beside(request, deadline.charter)
    (duty,) = duties(deadline.charter, [deadline], standing(version))
    for verb in forms or {}:
        require(RULES[verb](request.user, duty))
    events = Event.objects.filter(about_id=deadline.charter_id, subject_id=deadline.pk).select_related("actor")
    context = {
        "charter": deadline.charter,
        "version": version,
        "tab": "deadlines",
        "row": row_of(request.user, duty, today),
        "duty": duty,
        "kind": KINDS[deadline.kind],
        "letters": [(letter, duty.people(duty.letters[letter])) for letter in "ARCI"],
        "asked": [one for one in duty.asked if one.version_id or one in duty.asked_for_day],
        "mine": [one for one in duty.asked if one.person_id == request.user.pk and not one.answered_at],
        "forms": empty_forms(deadline) | (forms or {}),
        "opened": dict.fromkeys(forms or {}, True),
        "days": telling.days(events[:STORY]),
    }
    return render(request, "charters/deadline.html", context, status=status)


def empty_forms(deadline: Deadline) -> dict:
    return {
        "project": ProjectForm(initial={"on": deadline.projected_on, "why": deadline.projected_why}),
        "hand_over": HandOverForm(),
        "send_back": SendBackForm(),
        "not_done": NotDoneForm(),
        "reopen": ReopenForm(),
        "propose_date": ProposeDateForm(initial={"on": deadline.projected_on}),
        "refuse_date": RefuseDateForm(),
    }


def do(request, charter, key, verb, action, Form, done):
    """One deed: its form is shown again as it was sent where something is missing, and the reason where it is refused."""
    deadline = find_deadline(request, charter, key)
    form = Form(request.POST) if Form is not ProposeDateForm else Form(request.POST, due_on=deadline.due_on)
    if not form.is_valid():
        return page(request, deadline, {verb: form}, 422)
    action(deadline, **form.cleaned_data, by=request.user)
    messages.success(request, done)
    return redirect("charters:deadline", charter, key)


def click(request, charter, key, action, done):
    action(find_deadline(request, charter, key), by=request.user)
    messages.success(request, done)
    return redirect("charters:deadline", charter, key)


@require_POST
def project(request, charter, key):
    done = _("Noted. If it is later than agreed, those whom it concerns have been told.")
    return do(request, charter, key, "project", actions.project, ProjectForm, done)


@require_POST
def withdraw_projection(request, charter, key):
    return click(request, charter, key, actions.withdraw_projection, _("The agreed day is expected again."))


@require_POST
def hand_over(request, charter, key):
    return do(request, charter, key, "hand_over", actions.hand_over, HandOverForm, _("Handed over."))


@require_POST
def accept_result(request, charter, key):
    return click(request, charter, key, actions.accept_result, _("Accepted. It is done."))


@require_POST
def send_back(request, charter, key):
    return do(request, charter, key, "send_back", actions.send_back, SendBackForm, _("Sent back, with your words."))


@require_POST
def not_done(request, charter, key):
    return do(request, charter, key, "not_done", actions.not_done, NotDoneForm, _("Closed, with your reason."))


@require_POST
def reopen(request, charter, key):
    return do(request, charter, key, "reopen", actions.reopen, ReopenForm, _("It is open again."))


@require_POST
def propose_date(request, charter, key):
    done = _("Proposed. Who is to be asked before is asked now; then it is decided.")
    return do(request, charter, key, "propose_date", dates.propose_date, ProposeDateForm, done)


@require_POST
def agree_to_date(request, charter, key):
    done = _("Agreed. The new day stands in the amendment and holds once that is signed.")
    return click(request, charter, key, dates.agree_to_date, done)


@require_POST
def refuse_date(request, charter, key):
    return do(request, charter, key, "refuse_date", dates.refuse_date, RefuseDateForm, _("The day stays."))


@require_POST
def withdraw_date(request, charter, key):
    return click(request, charter, key, dates.withdraw_date, _("The new day is no longer proposed."))
