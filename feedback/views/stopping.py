"""Rather not: declining, "not me", no more mails, "somebody presses me". Each takes a second, deliberate step."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from feedback.actions import answering, stopping
from feedback.forms.stopping import ConcernForm, DeclineForm
from feedback.models import FeedbackInvitation
from feedback.permissions import can_decline, can_say_not_me
from feedback.views.answering import context_of
from feedback.views.limits import from_one_machine
from feedback.views.outside import outsiders

State = FeedbackInvitation.State
CONCERNS_AN_HOUR = 10


def is_sure(request) -> bool:
    """Only the button of the page that says what will happen sends this; a program that follows links and buttons does not."""
    return request.method == "POST" and request.POST.get("sure") == "yes"


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, door):
    if door.invitation.state == State.DECLINED or not can_decline(door.invitation):
        return redirect(door.to())
    form = DeclineForm(request.POST if is_sure(request) else None)
    if form.is_bound and form.is_valid():
        answering.decline(door.invitation, form.cleaned_data["reason"])
        return redirect(door.to())
    return ask(request, door, "decline", form=form, is_named=door.group.is_named)


@require_POST
def undo_decline(request, door):
    answering.undo_decline(door.invitation)
    return redirect(door.to())


@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request, door):
    if not can_say_not_me(door.invitation):
        return redirect(door.to())
    if not is_sure(request):
        return ask(request, door, "not_me")
    answering.say_not_me(door.invitation)
    return render(request, "feedback/answer/ended.html")


@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request, door):
    if not is_sure(request):
        return ask(request, door, "stop_mails")
    stopping.stop_mails(door.invitation)
    return render(request, "feedback/answer/stopped.html")


@outsiders
@require_http_methods(["GET", "HEAD", "POST"])
def no_more_mails(request, token):
    """For somebody who was mailed in a private matter, which this page does not name."""
    digest = stopping.marked(token)
    if digest is None:
        raise Http404
    if not is_sure(request):
        return render(request, "feedback/answer/never.html")
    stopping.note(digest)
    return render(request, "feedback/answer/stopped.html")


@require_http_methods(["GET", "HEAD", "POST"])
def concern(request, door):
    form = ConcernForm(request.POST if is_sure(request) else None)
    if not (form.is_bound and form.is_valid()):
        return ask(request, door, "concern", form=form)
    if from_one_machine(request, "concern", CONCERNS_AN_HOUR):
        return render(request, "429.html", status=429)
    stopping.raise_concern(door.invitation, **form.cleaned_data)
    return render(request, "feedback/answer/concern_told.html", context_of(door))


def ask(request, door, what, **more):
    """The page that says what will happen; with 422 where what was typed cannot be taken."""
    status = 422 if "form" in more and more["form"].errors else 200
    return render(request, f"feedback/answer/{what}.html", context_of(door, **more), status=status)
