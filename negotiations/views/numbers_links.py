"""What does not go together, or is worth another score together."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import require
from negotiations.actions import linking
from negotiations.content import Content
from negotiations.forms.numbers_links import LinkForm, PairForm
from negotiations.models import IssueLink, IssueOption
from negotiations.permissions import can_write
from negotiations.views.finding import find_on, find_sheet
from negotiations.views.numbers import frame, numbered


@require_GET
def numbers_links(request, sheet):
    """What does not go together, or is worth another score together; and the way to a new one."""
    found = find_sheet(request, sheet)
    content = numbered(found)
    asked = bool(request.GET.get("first"))
    pair = PairForm(request.GET if asked else None, content=content)
    form = link_form(content, pair.cleaned_data) if asked and pair.is_valid() else None
    return links_page(request, found, content, pair, form)


def link_form(content: Content, pair: dict, data=None) -> LinkForm:
    return LinkForm(data, first=content.by_key[pair["first"]], second=content.by_key[pair["second"]])


def links_page(request, sheet, content, pair, form=None, status=200):
    found = IssueLink.objects.filter(sheet=sheet)[: linking.MOST_LINKS]
    context = frame(
        request, sheet, content=content, pair=pair, form=form, links=[in_words(content, link) for link in found],
        may_pair=len([issue for issue in content.issues if issue.options]) > 1,
    )  # fmt: skip
    return render(request, "negotiations/numbers_links.html", context, status=status)


def in_words(content: Content, link: IssueLink) -> dict:
    """A link by names; of what is gone it says so."""
    order = {issue.key: at for at, issue in enumerate(content.issues)}
    named = [name_of(content, *pair) for pair in sorted(link.choices, key=lambda pair: order.get(pair[0], -1))]
    return {"link": link, "named": [name for name in named if name], "is_broken": None in named}


def name_of(content: Content, issue: str, option: str) -> str | None:
    there = content.by_key.get(issue)
    chosen = there and there.by_key.get(option)
    return f"{there.name}: {chosen.name}" if chosen else None


@require_POST
def numbers_link(request, sheet):
    found = find_sheet(request, sheet)
    require(can_write(request.user, found))
    content = numbered(found)
    pair = PairForm(request.POST, content=content)
    if not pair.is_valid():
        return links_page(request, found, content, pair, status=422)
    form = link_form(content, pair.cleaned_data, request.POST)
    if not form.is_valid():
        return links_page(request, found, content, pair, form, 422)
    given = form.cleaned_data
    chosen = IssueOption.objects.filter(sheet=found, pk__in=[given["option_a"], given["option_b"]])
    linking.link_options(found, given["kind"], list(chosen), given["own"], given["other"], by=request.user)
    messages.success(request, _("Kept. The explorer reckons with it."))
    return redirect("negotiations:numbers_links", found.pk)


@require_POST
def numbers_unlink(request, sheet, link):
    found = find_sheet(request, sheet)
    row = find_on(request, IssueLink.objects, found, link)
    linking.unlink_options(found, row, by=request.user)
    messages.success(request, _("Taken away. All these options go together again."))
    return redirect("negotiations:numbers_links", found.pk)
