"""Several equal offers: asked for by a score, kept, and the one that they preferred."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.permissions import require
from negotiations import scoring
from negotiations.actions import offers as actions
from negotiations.content import Content
from negotiations.forms.offers import OffersForm
from negotiations.models import OfferSet, Package
from negotiations.permissions import can_make_offers, can_prefer
from negotiations.reading import read
from negotiations.views.exploring import frame
from negotiations.views.finding import find_on, find_sheet
from negotiations.views.packages import study_of


@require_http_methods(["GET", "POST"])
def make_offers(request, sheet):
    """The form, and the sets that were made. Who may not see limits sees the offers alone."""
    sheet = find_sheet(request, sheet)
    content = read(sheet, request.user)
    if request.method == "POST":
        require(can_make_offers(request.user, sheet))
    form = form_of(request, content)
    if form and request.method == "POST" and form.is_valid():
        return made(request, sheet, content, form)
    context = (
        frame(request, sheet, content)
        | study_of(content)
        | {"form": form, "may_prefer": can_prefer(request.user, sheet)}
    )
    context["sets"] = sets_of(content, context.get("study"))
    return render(request, "negotiations/make_offers.html", context, status=422 if form and form.errors else 200)


def form_of(request, content: Content) -> OffersForm | None:
    """None where there is nothing to make offers of."""
    if not scoring.usable(content):
        return None
    return OffersForm(request.POST or None, problem=scoring.problem_of(content), initial={"key": uuid4()})


def made(request, sheet, content: Content, form: OffersForm):
    packages = [scoring.choices_of(content, offer.package) for offer in form.found.offers]
    offers = actions.make_offers(
        sheet, packages, score=form.low, tolerance=form.tolerance, key=form.cleaned_data["key"], by=request.user
    )
    messages.success(request, " ".join(filter(None, [_("The offers are saved as packages."), form.found.why])))
    return redirect(f"{request.path}#offers-{offers.pk}")


def sets_of(content: Content, study) -> list[dict]:
    """Each set with its packages and what they are worth."""
    kept = study.kept if study else []
    return [
        {"made": one, "offers": [offer for offer in kept if offer.saved.offer_set == one.key]}
        for one in content.offer_sets
    ]


@require_POST
def prefer(request, sheet, offers, package):
    """They liked this one best."""
    sheet = find_sheet(request, sheet)
    made = find_on(request, OfferSet.objects, sheet, offers)
    made.sheet = sheet
    actions.prefer(made, find_on(request, Package.objects, sheet, package), by=request.user)
    messages.success(
        request, _("Noted. In the talks you can log what they said about it, and move an estimate with it.")
    )
    return redirect("negotiations:make_offers", sheet.pk)
