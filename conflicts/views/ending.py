"""How it can end, and what each way means. Every verb has a page of its own that says so before anything happens."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.permissions import require
from conflicts import permissions as rules
from conflicts.actions import ending
from conflicts.endings import BY_VERB, ENDINGS
from conflicts.models import ResolutionAgreement, SafeContact
from conflicts.views.finding import find_case

MOST_CONTACTS = 20
SIGNED = [ResolutionAgreement.State.SIGNED, ResolutionAgreement.State.AMENDED]
both = require_http_methods(["GET", "POST"])


@require_GET
def end(request, case):
    """The ways that are open to the reader; after the end, what is left and for how long."""
    case = find_case(request, case)
    if case.state == case.State.DRAFT:
        return redirect("conflicts:show", case.pk)
    ways = [one for one in ENDINGS if getattr(rules, f"can_{one.verb}")(request.user, case)]
    party = rules.party_of(request.user, case)
    return render(
        request, "conflicts/end.html", about(case) | {"ways": ways, "invited": party.state == party.State.INVITED}
    )


def about(case) -> dict:
    """What every page of ending says: what goes when, what stays, and whom one can talk to."""
    until = rules.kept_until(case)
    return {
        "case": case, "tab": "end", "until": until, "gone": case.is_over and until <= rules.site_day(timezone.now()),
        "signed": case.agreements.filter(state__in=SIGNED).exists(), "contacts": SafeContact.objects.all()[:MOST_CONTACTS],
    }  # fmt: skip


@both
def withdraw(request, case):
    return ask_or_do(request, case, "withdraw")


@both
def refer(request, case):
    return ask_or_do(request, case, "refer")


@both
def close_case(request, case):
    return ask_or_do(request, case, "close_case")


@both
def leave_case(request, case):
    answer = ask_or_do(request, case, "leave_case", then=reverse("conflicts:list"))
    if request.method == "POST":
        messages.success(request, _("You do not take part any more. Nobody asks you why."))
    return answer


@both
def reopen(request, case):
    return ask_or_do(request, case, "reopen", then=reverse("conflicts:show", args=[case]))


def ask_or_do(request, pk, verb, then=""):
    """GET says what will happen; POST does it, and leads to `then`, or to what is left."""
    case = find_case(request, pk)
    if request.method == "POST":
        getattr(ending, verb)(case, by=request.user)
        return redirect(then or reverse("conflicts:end", args=[case.pk]))
    require(getattr(rules, f"can_{verb}")(request.user, case))
    return render(request, "conflicts/end_so.html", about(case) | {"way": BY_VERB[verb]})
