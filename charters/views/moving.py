"""The pages on which a charter moves on: each says what will happen and who will hear of it, then does it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from charters.actions import moving
from charters.forms.signing import AskForm, EndorsementForm, ExtendForm, MoveForm, ReasonForm
from charters.models import Charter, CharterVersion
from charters.permissions import (
    can_ask_signatures,
    can_declare,
    can_extend,
    can_return_to_draft,
    can_send_to_review,
    can_withdraw,
    gates,
)
from charters.views import moves
from charters.views.finding import versions_of
from common.permissions import require

Adoption, Size = Charter.Adoption, CharterVersion.Materiality


def send_to_review(request, charter):
    version = newest(request, charter)
    form = MoveForm(posted(request), version=version)
    if form.is_valid():
        moving.send_to_review(version, by=request.user)
        messages.success(request, _("The charter is in review."))
        return redirect("charters:show", charter)
    require(can_send_to_review(request.user, version))
    return confirm(request, version, form, moves.to_review(version))


def return_to_draft(request, charter):
    version = newest(request, charter)
    form = ReasonForm(posted(request), version=version)
    if form.is_valid():
        moving.return_to_draft(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The charter is a draft again."))
        return redirect("charters:show", charter)
    require(can_return_to_draft(request.user, version))
    return confirm(request, version, form, moves.back_to_draft(version))


def ask_signatures(request, charter):
    version = newest(request, charter)
    needs_reason = not gates.roles_endorsed(version)
    in_a_fortnight = timezone.localdate() + timedelta(days=moving.DAYS_TO_SIGN)
    form = AskForm(posted(request), version=version, needs_reason=needs_reason, initial={"sign_by": in_a_fortnight})
    if form.is_valid():
        moving.ask_signatures(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The text is frozen, and everyone who is asked has been told."))
        return redirect("charters:signatures", charter)
    require(can_ask_signatures(request.user, version))
    return confirm(request, version, form, moves.asking(version, needs_reason))


def declare(request, charter):
    version = newest(request, charter)
    needs_reason = not gates.roles_endorsed(version)
    form = EndorsementForm(posted(request), version=version, needs_reason=needs_reason)
    if form.is_valid():
        moving.declare(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The charter is in force."))
        return redirect("charters:show", charter)
    require(can_declare(request.user, version))
    return confirm(request, version, form, moves.declaring(version))


def withdraw(request, charter):
    version = newest(request, charter)
    form = ReasonForm(posted(request), version=version)
    if form.is_valid():
        moving.withdraw(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("This version is withdrawn."))
        return redirect("charters:show", charter)
    require(can_withdraw(request.user, version))
    return confirm(request, version, form, moves.withdrawing(version))


def extend(request, charter):
    version = newest(request, charter)
    form = ExtendForm(posted(request), version=version, initial={"sign_by": version.sign_by})
    if form.is_valid():
        moving.extend(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("There is more time now."))
        return redirect("charters:signatures", charter)
    require(can_extend(request.user, version))
    return confirm(request, version, form, moves.more_time(version))


def confirm(request, version, form, move):
    context = {"charter": version.charter, "version": version, "form": form, "move": move, "tab": ""}
    return render(request, "charters/moves.html", context, status=422 if form.errors else 200)


def newest(request, charter) -> CharterVersion:
    """The version that is on its way; else the one that came last, so that a late click is told where things stand."""
    versions = versions_of(request, charter)
    version = versions.open().first() or versions.first()
    if version is None:
        raise Http404
    return version


def posted(request):
    return request.POST if request.method == "POST" else None
