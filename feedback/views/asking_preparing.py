"""The page on which a request is prepared: who, which clauses, a line and a day, what will happen. Each part is saved at once."""

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget

from charters.models import CharterVersion, Item
from common.permissions import require
from feedback.actions import asking
from feedback.actions.questionnaires import ensure_questionnaires, newest
from feedback.clauses import WORDS, words_of
from feedback.forms.asking import ClausesForm, DescribeForm, GroupForm, PasteForm
from feedback.models import ASKED, FeedbackInvitation, FeedbackRequest, GroupKey, Mode, QuestionnaireVersion
from feedback.permissions import can_edit_request
from feedback.permissions.asking_people import People
from feedback.views import asking_preview
from feedback.views.finding import find_on, find_own
from feedback.wording import HEADINGS
from teams.models import MemberRole

MOST_CLAUSES = 100
LEADING = (MemberRole.LEAD, MemberRole.MANAGER)


def page(request, ask: FeedbackRequest, status=200, **bound):
    """`bound`: forms that could not be taken, by the part they stand in; and `wrong`, the reasons why it was not sent."""
    people = People(ask)
    versions = newest(request.user)
    context = {
        "ask": ask,
        "tab": "show",
        "cards": [card(people, group, versions, bound) for group in people.groups if group.key != GroupKey.SELF],
        "others": [(key, HEADINGS[key]) for key in ASKED if key not in {group.key for group in people.groups}],
        "own": next((group for group in people.groups if group.key == GroupKey.SELF), None),
        "clauses": bound.get("clauses") or clauses_form(ask),
        "form": bound.get("describe") or DescribeForm(ask),
        "conflict": bound.get("conflict"),
        "preview": asking_preview.preview(people),
        "refused": bound.get("refused", []),
    }
    return render(request, "feedback/prepare.html", context, status=status)


def card(people: People, group, versions, bound) -> dict:
    offered, asked = offered_to(people, group), people.of(group)
    return {
        "group": group,
        "heading": HEADINGS[group.key],
        "form": bound.get(f"group-{group.key}") or group_form(people, group, versions, offered),
        "paste": bound.get(f"paste-{group.key}") or PasteForm(group, people.request.subject.email, len(people.asked)),
        "typed": [one for one in asked if one.normal_address not in offered],
        "n": len(asked),
        "hint": asking_preview.hint(people, group),
    }


def group_form(people: People, group, versions, offered, data=None) -> GroupForm:
    fitting = [one for one in versions if one.questionnaire.group == group.key]
    chosen = [one.normal_address for one in people.of(group) if one.normal_address in offered]
    first = {"version": str(group.version_id), "mode": group.mode, "chosen": chosen}
    return GroupForm(group, fitting, offered, data, initial=first)


def offered_to(people: People, group) -> dict[str, tuple[str, str]]:
    """{compared address: (name, address)}: of the team, and of the contacts of the charter, those who are asked as nothing else."""
    elsewhere = {one.normal_address for one in people.all if one.group_id != group.pk}
    found = {key: (str(one.person), one.person.email) for key, one in people.seats.items() if fits(one, group.key)}
    found |= {one.normal_address: (one.name, one.address) for one in people.contacts if one.group == group.key}
    return {key: value for key, value in found.items() if key not in elsewhere}


def fits(seat, key: str) -> bool:
    return key == GroupKey.TEAMMATE or (key == GroupKey.LEAD and seat.role in LEADING)


def clauses_of(ask: FeedbackRequest) -> dict:
    """{key: (clause, its words)} of what the team agreed last and can have kept."""
    if ask.charter_id is None:
        return {}
    versions = CharterVersion.objects.standing().filter(charter=OuterRef("version__charter")).order_by("-created_at")
    rows = Item.objects.filter(
        version__charter=ask.charter_id, kind__in=WORDS, version=Subquery(versions.values("pk")[:1])
    ).for_content()  # fmt: skip
    clauses = [row.clause() for row in rows[:MOST_CLAUSES]]
    order = list(WORDS)
    return {str(one.key): (one, words_of(one)) for one in sorted(clauses, key=lambda one: order.index(one.kind))}


def clauses_form(ask: FeedbackRequest, data=None) -> ClausesForm | None:
    found = clauses_of(ask)
    if not found:
        return None
    return ClausesForm(found, {one.clause for one in ask.clauses()}, data)


def find_draft(request, ask) -> FeedbackRequest:
    ask = find_own(request, ask)
    require(can_edit_request(request.user, ask))
    return ask


def find_group(ask: FeedbackRequest, key: str):
    return get_object_or_404(ask.groups.select_related("version__questionnaire"), key=key)


def saved(request, ask: FeedbackRequest, place: str, **more):
    """A form that saves by itself hears that, and what will happen is told anew; without script the page comes again."""
    if not request.htmx:
        return redirect(f"{reverse('feedback:show', args=[ask.pk])}#{place}")
    people = People(ask)
    hints = [
        {"key": one.key, "text": asking_preview.hint(people, one), "n": len(people.of(one))} for one in people.groups
    ]
    context = {"ask": ask, "preview": asking_preview.preview(people), "hints": hints, "place": place} | more
    return render(request, "feedback/prepare_saved.html", context)


def trouble(request, ask, form, **bound):
    if request.htmx:
        return render(request, "feedback/prepare_trouble.html", {"form": form, "ask": ask}, status=422)
    return page(request, ask, 422, **bound)


@require_POST
def describe(request, ask):
    """What it is about, a line, until when, who reads it."""
    ask = find_draft(request, ask)
    form = DescribeForm(ask, request.POST)
    if not form.is_valid():
        return trouble(request, ask, form, describe=form)
    if form.cleaned_data["keep"] == "theirs":
        return as_saved(request, ask)
    if conflicts := form.conflicts():
        return conflict(request, ask, form, conflicts)
    ask = asking.describe_request(ask, ask.revision, by=request.user, **form.values)
    return saved(request, ask, "line", revision=ask.revision)


def as_saved(request, ask):
    if not request.htmx:
        return redirect("feedback:show", ask.pk)
    response = render(request, "feedback/prepare_line.html", {"ask": ask, "form": DescribeForm(ask)})
    return reswap(retarget(response, "#line-form"), "outerHTML")


def conflict(request, ask, form, conflicts):
    told = {"fields": conflicts, "revision": form.cleaned_data["revision"], "over": ask.revision}
    if not request.htmx:
        return page(request, ask, 409, describe=form, conflict=told)
    return render(request, "_parts/conflict.html", told, status=409)


@require_POST
def add_group(request, ask, key):
    """A further group, with the questions that fit it; at first confidential."""
    ask = find_draft(request, ask)
    if key not in HEADINGS:
        raise Http404
    if not ask.groups.filter(key=key).exists():
        version = first_version(request.user, ask, key)
        if key == GroupKey.SELF:
            asking.include_self(ask, version, by=request.user)
        else:
            asking.set_group(ask, key, version, Mode.CONFIDENTIAL, by=request.user)
    return saved(request, ask, f"group-{key}")


def first_version(user, ask: FeedbackRequest, key: str) -> QuestionnaireVersion:
    ensure_questionnaires()
    fitting = newest(user, group=key)
    pulse = [one for one in fitting if one.questionnaire.slug == "pulse"]
    if ask.occasion == FeedbackRequest.Occasion.PULSE and pulse:
        return pulse[0]
    if not fitting:
        raise Http404
    return fitting[0]


@require_POST
def set_group(request, ask, key):
    """Which questions, which promise, and who of those offered."""
    people = People(find_draft(request, ask))
    ask, group = people.request, people.group(key)
    if group is None:
        raise Http404
    offered = offered_to(people, group)
    form = group_form(people, group, newest(request.user, group=key), offered, request.POST)
    if not form.is_valid():
        return trouble(request, ask, form, **{f"group-{key}": form})
    given = form.cleaned_data
    asking.arrange_group(
        group, form.version_chosen, given["mode"], offered.values(), set(given["chosen"]), by=request.user
    )
    return saved(request, ask, f"group-{key}")


@require_POST
def name_group(request, ask, key):
    """The offer for a group of one: ask by name."""
    ask = find_draft(request, ask)
    group = find_group(ask, key)
    asking.set_group(ask, key, group.version, Mode.NAMED, by=request.user)
    return redirect(f"{reverse('feedback:show', args=[ask.pk])}#group-{key}")


@require_POST
def remove_group(request, ask, key):
    ask = find_draft(request, ask)
    asking.remove_group(ask, key, by=request.user)
    return redirect(f"{reverse('feedback:show', args=[ask.pk])}#who")


@require_POST
def add_people(request, ask, key):
    """Pasted addresses: the good ones are on the list, the others come back with their reasons."""
    ask = find_draft(request, ask)
    group = find_group(ask, key)
    form = PasteForm(group, request.user.email, ask.invitations.count(), request.POST)
    if not form.is_valid():
        return page(request, ask, 422, **{f"paste-{key}": form})
    added = asking.add_people(group, form.good, by=request.user)
    if form.wrong:
        return page(request, ask, 422, **{f"paste-{key}": form.keep_wrong()})
    if len(added) < len(form.good):
        messages.info(request, _("Who was on the list already was not added twice."))
    return redirect(f"{reverse('feedback:show', args=[ask.pk])}#group-{key}")


@require_POST
def remove_person(request, ask, invitation):
    ask = find_draft(request, ask)
    found = find_on(FeedbackInvitation.objects.select_related("group", "request"), ask, invitation)
    asking.remove_person(found, by=request.user)
    return redirect(f"{reverse('feedback:show', args=[ask.pk])}#group-{found.group.key}")


@require_POST
def choose_clauses(request, ask):
    ask = find_draft(request, ask)
    form = clauses_form(ask, request.POST)
    if form is None:
        raise Http404
    if not form.is_valid():
        return trouble(request, ask, form, clauses=form)
    ask = asking.choose_clauses(ask, form.cleaned_data["clauses"], by=request.user)
    return saved(request, ask, "clauses")
