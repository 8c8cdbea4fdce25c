"""How each sees it: one's own card to write and to share, beside what the others have shared."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from common.permissions import May, require
from conflicts.actions import cards
from conflicts.forms.cards import CardForm
from conflicts.models import ConflictCard, ConflictCase, Point
from conflicts.permissions import can_share_card, can_write_card, joined_party, obstacles
from conflicts.views import starting_draft
from conflicts.views.cards_heard import heard
from conflicts.views.finding import find_case

RULES = {"write": can_write_card, "share": can_share_card}


def find_joined(request, pk) -> ConflictCase:
    """A case in which the reader takes part. Who is only asked reads what they are asked, on the page of the case."""
    case = find_case(request, pk)
    if joined_party(request.user, case) is None:
        raise Http404
    return case


def own_card(request, case: ConflictCase) -> ConflictCard:
    return ConflictCard.objects.get(case=case, party=joined_party(request.user, case))


@require_GET
def show_cards(request, case):
    case = find_joined(request, case)
    return redirect("conflicts:show", case.pk) if case.state == ConflictCase.State.DRAFT else page(request, case)


def page(request, case: ConflictCase, status=200, **bound):
    card = own_card(request, case)
    points = list(Point.objects.filter(party=card.party_id, kind=Point.Kind.INTEREST))
    context = around(request, case, card) | {
        "tab": "cards", "form": bound.get("card") or CardForm(card), "conflict": bound.get("conflict"),
        "revision": card.revision, "interests": points, "heard": heard(case, joined_party(request.user, case)),
        "is_open": card.shared_at is None or bool(bound),
    }  # fmt: skip
    return render(request, "conflicts/cards.html", context, status=status)


def around(request, case: ConflictCase, card: ConflictCard) -> dict:
    """What the line says that asks to share: whether the others read all of it."""
    is_changed = card.shared != card.draft or cards.unshared(card).exists()
    return {
        "case": case,
        "card": card,
        "is_changed": is_changed,
        "missing": missing_in(request, case),
        "may": May(request.user, case, **RULES),
    }


def missing_in(request, case: ConflictCase) -> list:
    return obstacles(request.user, case) if case.state == ConflictCase.State.DRAFT else []


def write_card(request, case):
    """Autosave and the button do the same; what another tab saved meanwhile is shown, never overwritten."""
    case = find_joined(request, case)
    if request.method != "POST":
        return redirect("conflicts:cards", case.pk)
    require(can_write_card(request.user, case))
    card = own_card(request, case)
    form = CardForm(card, request.POST)
    if not form.is_valid():
        return trouble(request, case, form)
    if form.keeps_theirs:
        return as_saved(request, case, card)
    if conflict := form.panel():
        return both(request, case, form, conflict)
    card = cards.write_card(case, card.revision, by=request.user, **form.values)
    return saved(request, case, card, form)


def back(case: ConflictCase):
    return redirect("conflicts:show" if case.state == ConflictCase.State.DRAFT else "conflicts:cards", case.pk)


def again(request, case: ConflictCase, status, **bound):
    """The page on which the card is written, with the words as they were typed."""
    whole = starting_draft.page if case.state == ConflictCase.State.DRAFT else page
    return whole(request, case, status, **bound)


def trouble(request, case, form):
    if not request.htmx:
        return again(request, case, 422, card=form)
    revision = request.POST.get("revision", "")
    return render(request, "conflicts/card_trouble.html", {"form": form, "revision": revision}, status=422)


def both(request, case, form, conflict):
    if not request.htmx:
        return again(request, case, 409, card=form, conflict=conflict)
    return render(request, "_parts/conflict.html", conflict, status=409)


def as_saved(request, case, card):
    """What the other tab saved, in place of what was typed here."""
    if not request.htmx:
        return back(case)
    context = {"case": case, "form": CardForm(card), "revision": card.revision}
    return reswap(retarget(render(request, "conflicts/card_form.html", context), "#card-form"), "outerHTML")


def saved(request, case, card, form):
    if not request.htmx:
        return back(case)
    context = around(request, case, card) | {"form": form, "revision": card.revision, "saved_at": timezone.now()}
    return render(request, "conflicts/card_saved.html", context)


@require_POST
def share_card(request, case):
    case = find_joined(request, case)
    cards.share_card(case, by=request.user)
    return redirect("conflicts:cards", case.pk)
