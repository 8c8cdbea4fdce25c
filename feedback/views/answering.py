"""The pages of a respondent: what is asked and what becomes of it, the questions, looking them through, the receipt."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from feedback.actions import answering
from feedback.forms.answering import AnswerForm
from feedback.models import FeedbackInvitation
from feedback.permissions import can_answer, can_lock_answers
from feedback.views.telling import names_around, promise
from feedback.wording import naming

State = FeedbackInvitation.State


@require_safe
def start(request, door):
    """What is asked, or the receipt of what was sent; looking changes nothing."""
    return render(request, page_of(door), context_of(door) | promise(door))


def page_of(door) -> str:
    if door.invitation.is_locked:
        return "feedback/answer/locked.html"
    if door.invitation.state in (State.SUBMITTED, State.DECLINED):
        return f"feedback/answer/{door.invitation.state}.html"
    return "feedback/answer/yourself.html" if door.is_own else "feedback/answer/start.html"


def context_of(door, **more):
    response = door.response()
    return {
        "door": door, "pages": door.pages(), "ask": door.ask, "invitation": door.invitation, "tab": "asked",
        "least": settings.FEEDBACK_LEAST_SCORES, "revision": response.revision if response else 0,
        "has_draft": bool(response and response.draft is not None),
    } | more  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, door):
    """The questions. POST keeps what stands in them, and leads on where the button says."""
    if not can_answer(door.invitation):
        return redirect(door.to())
    if request.method == "POST":
        return keep(request, door)
    return page(request, door, kept(door, spare=request.GET.get("more", "")))


def kept(door, spare="") -> AnswerForm:
    return AnswerForm.kept(door.questions(), door.response(), spare=spare)


def keep(request, door):
    form, before = AnswerForm.sent(door.questions(), request.POST), kept(door)
    if form.is_too_much:
        form.fault = _("This is more than can be kept. Please shorten it; all your words are still here.")
        return trouble(request, door, form)
    if request.POST.get("keep") == "theirs":
        return as_saved(request, door, before)
    if form.draft == before.draft:
        return lead_on(request, door, form)
    if base_of(request) != revision_of(door):
        return conflict(request, door, form, before)
    door.invitation.response = answering.save_draft(door.invitation, form.draft, revision=base_of(request))
    return lead_on(request, door, form)


def revision_of(door) -> int:
    return door.response().revision if door.response() else 0


def base_of(request) -> int:
    """The revision that the writer has seen: the one they started from, or the one they chose to write over."""
    return number(request.POST.get("over" if request.POST.get("keep") == "mine" else "revision"))


def number(text) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def lead_on(request, door, form):
    wish, _colon, key = request.POST.get("then", "").partition(":")
    if wish == "review":
        return go(request, door, form, door.to("review")) if form.clean() is not None else trouble(request, door, form)
    if wish == "later":
        return go(request, door, form, door.to())
    if wish == "more" and key in {one.key for one in form.asked}:
        return redirect(f"{door.to('write')}?more={key}#q-{key}")
    return status(request, door, form) if request.htmx else redirect(door.to("write"))


def go(request, door, form, address):
    """By the page's script after it has heard that all is saved, else by the browser."""
    if not request.htmx:
        return redirect(address)
    return trigger_client_event(status(request, door, form), "go", {"to": address}, after="settle")


def status(request, door, form):
    told = {"form": hinted(door, form), "revision": revision_of(door), "saved_at": timezone.now()}
    return render(request, "feedback/answer/saved.html", told)


def hinted(door, form) -> AnswerForm:
    return form.hint(names_around(door), is_confidential=not (door.group.is_named or door.is_own))


def page(request, door, form, status=200, **more):
    context = context_of(door, form=hinted(door, form), readers=promise(door)["readers"], **more)
    return render(request, "feedback/answer/write.html", context, status=status)


def trouble(request, door, form):
    """The whole form again, with what is wrong at its place and every word as it was typed."""
    if not request.htmx:
        return page(request, door, form, 422)
    return whole_form(request, door, form, 422)


def whole_form(request, door, form, status=200):
    context = context_of(door, form=hinted(door, form))
    response = render(request, "feedback/answer/form.html", context, status=status)
    return reswap(retarget(response, "#answers"), "outerHTML")


def conflict(request, door, form, before):
    subject = door.invitation.request.subject
    fields = [one | {"label": naming(one["label"], subject)} for one in form.beside(before)]
    told = {"fields": fields, "revision": request.POST.get("revision"), "over": revision_of(door)}
    if not request.htmx:
        return page(request, door, form, 409, conflict=told)
    return render(request, "_parts/conflict.html", told, status=409)


def as_saved(request, door, form):
    """The other window's words, in place of what was typed here."""
    return whole_form(request, door, form) if request.htmx else redirect(door.to("write"))


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, door):
    """What would be sent and who reads it; POST, the second step, sends it."""
    form = kept(door)
    answers = form.clean() if can_answer(door.invitation) else None
    if answers is None:
        return redirect(door.to("write"))
    if request.method != "POST":
        return look_through(request, door, form)
    if has_changed(request, door):
        return look_through(request, door, form, 409, changed=True)
    answering.submit(door.invitation, answers, revision=number(request.POST.get("revision")))
    return redirect(door.to())


def has_changed(request, door) -> bool:
    """Since it was looked through; what was sent by the first of two clicks is no change."""
    is_sent = door.invitation.state == State.SUBMITTED and door.response().draft is None
    return not is_sent and number(request.POST.get("revision")) != revision_of(door)


def look_through(request, door, form, status=200, **more):
    context = context_of(door, form=form, **more) | promise(door)
    return render(request, "feedback/answer/review.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request, door):
    """Says what locking means; POST makes the link a receipt."""
    if door.invitation.is_locked or not can_lock_answers(door.invitation):
        return redirect(door.to())
    if request.method == "POST":
        answering.lock_answers(door.invitation)
        return redirect(door.to())
    return render(request, "feedback/answer/lock.html", context_of(door))
