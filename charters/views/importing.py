"""Charters out of files: import one into a team; verify one, for anybody."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from charters.actions.importing import import_charters
from charters.forms.document import ImportForm, VerifyForm
from charters.permissions import can_start
from common.permissions import require
from teams.models import Team

A_MINUTE = 20


@require_http_methods(["GET", "POST"])
def import_file(request, team):
    team = get_object_or_404(Team.objects.visible_to(request.user), slug=team)
    require(can_start(request.user, team))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        drafts = form.cleaned_data["file"]
        charters = import_charters(team, drafts, by=request.user, token=form.cleaned_data["token"])
        tell(request, drafts)
        return redirect("charters:show", charters[0].pk) if len(charters) == 1 else redirect("teams:show", team.slug)
    return render(request, "charters/import.html", {"form": form, "team": team}, status=422 if form.is_bound else 200)


def tell(request, drafts):
    count = len(drafts)
    messages.success(
        request,
        ngettext("%(count)s charter was imported.", "%(count)s charters were imported.", count) % {"count": count},
    )
    if gaps := sum(draft.gaps for draft in drafts):
        text = ngettext(
            "%(gaps)s thing fits no field; it is kept and marked.",
            "%(gaps)s things fit no field; they are kept and marked.",
            gaps,
        )
        messages.info(request, text % {"gaps": gaps})
    if any(draft.record_is_foreign for draft in drafts):
        messages.warning(request, _("The signatures in the file belong to another text and were left out."))


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request):
    if request.method == "POST" and is_too_often(request):
        return render(request, "429.html", status=429)
    form = VerifyForm(request.POST or None, request.FILES or None)
    verdict = form.cleaned_data["file"] if form.is_bound and form.is_valid() else None
    status = 422 if form.is_bound and not verdict else 200
    return render(
        request, "charters/verify.html", {"form": VerifyForm() if verdict else form, "verdict": verdict}, status=status
    )


def is_too_often(request) -> bool:
    """Reading files costs; one address gets so many a minute."""
    key = f"verify:{get_adapter().get_client_ip(request)}:{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    return cache.incr(key) > A_MINUTE
