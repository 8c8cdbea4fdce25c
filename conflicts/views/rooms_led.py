"""The pages of a mediator. Each opening of a page is recorded, without what stood on it; the parties can read that record."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from conflicts.actions import options, rooms
from conflicts.card import FIELDS
from conflicts.forms.mediating import NoteForm, OptionForm, SayForm
from conflicts.models import (
    AgreementTerm,
    ConflictCard,
    Point,
    ResolutionAgreement,
    Room,
    RoomMessage,
)
from conflicts.permissions import can_add_option, joined_parties, rooms_led_by
from conflicts.views import rooms as talks
from conflicts.views.finding import find_mediated
from conflicts.views.mediating import page_of_room
from conflicts.views.options_shown import round_for
from conflicts.views.papers import paper_of

MOST_NOTES, MOST_AGREEMENTS = 200, 20
TERMS = Prefetch("terms", AgreementTerm.objects.present())


def opened(request, case, page):
    """The reader's assignment, with the opening written down. `case`: as found by find_mediated."""
    return rooms.open_page(case, page, by=request.user).assignment


def shown(request, template, case, assignment, status=200, **context):
    context |= {"case": case, "assignment": assignment, "parties": joined_parties(case)}
    return render(request, f"conflicts/mediating/{template}.html", context, status=status)


def mediate(request, case):
    """Who takes part, at which step they are, and where to talk with whom."""
    case = find_mediated(request, case)
    assignment = opened(request, case, "overview")
    return shown(
        request, "show", case, assignment, tab="show", talks=list(rooms_led_by(request.user, case).order_by("-kind"))
    )


def mediating_cards(request, case):
    """What each shared, and what each wrote for a mediator."""
    case = find_mediated(request, case)
    assignment = opened(request, case, "cards")
    parties = joined_parties(case)
    cards = {card.party_id: card for card in ConflictCard.objects.filter(case=case)}
    points = list(Point.objects.filter(case=case).exclude(shared_at=None))
    views = [view_of(party, cards.get(party.pk), points) for party in parties]
    return shown(request, "cards", case, assignment, tab="cards", views=views)


def view_of(party, card, points) -> dict:
    said = (card and card.shared) or {}
    own = [point for point in points if point.party_id == party.pk]
    return {
        "party": party,
        "said": [(question.label, said[question.name]) for question in FIELDS if said.get(question.name)],
        "for_mediator": card.for_mediator if card else "",
        "interests": [point for point in own if point.kind == Point.Kind.INTEREST],
        "criteria": [point for point in own if point.kind == Point.Kind.CRITERION],
    }


def mediating_options(request, case):
    """What could be done; how each sees it, once all have shown that to each other."""
    return options_page(request, find_mediated(request, case), OptionForm())


def options_page(request, case, form, status=200):
    assignment = opened(request, case, "options")
    number = request.GET.get("round", "")
    shown_round = round_for(case, None, int(number) if number.isascii() and number.isdigit() else None)
    current = shown_round.last if shown_round else options.last_round(case)
    may_add = can_add_option(request.user, current, assignment)
    return shown(
        request, "options", case, assignment, status, tab="options", shown=shown_round, form=form, may_add=may_add
    )


@require_POST
def mediating_add_option(request, case):
    """One more thing that could be done; the parties weigh it like any other."""
    case = find_mediated(request, case)
    form = OptionForm(request.POST)
    if not form.is_valid():
        return options_page(request, case, form, 422)
    said = form.cleaned_data
    options.add_option(case, said["text"], by=request.user, detail=said["detail"], key=said["key"])
    return redirect("conflicts:mediating_options", case.pk)


def mediating_agreement(request, case):
    """What the parties write and sign together, as it stands; those before it as they were signed."""
    case = find_mediated(request, case)
    assignment = opened(request, case, "agreement")
    known = case.agreements.exclude(state=ResolutionAgreement.State.DROPPED).prefetch_related(TERMS, "signatures")
    papers = [
        (one, paper_of(case, one, list(one.terms.all()), list(one.signatures.all()))) for one in known[:MOST_AGREEMENTS]
    ]
    return shown(request, "agreement", case, assignment, tab="agreement", papers=papers)


def mediating_room(request, case, room):
    """With all of them, or with one alone; the record says of which only to that one."""
    case = find_mediated(request, case)
    found = talks.find_room(rooms_led_by(request.user, case), case, room)

    def led_page(form, status=200):
        assignment = opened(request, case, page_of_room(found.kind, found.party_id))
        context = {"assignment": assignment, "tab": str(found.pk), "parties": joined_parties(case)}
        return talks.shown(request, found, form, "conflicts/mediating/room.html", context, status)

    return talks.talk(request, found, SayForm, led_page)


def mediating_notes(request, case):
    """The mediator's own list."""
    case = find_mediated(request, case)
    if request.method != "POST":
        return notes_page(request, case, NoteForm())
    form = NoteForm(request.POST)
    if not form.is_valid():
        return notes_page(request, case, form, 422)
    rooms.keep_note(case, form.cleaned_data["text"], by=request.user, key=form.cleaned_data["key"])
    return redirect("conflicts:mediating_notes", case.pk)


def notes_page(request, case, form, status=200):
    assignment = opened(request, case, "notes")
    notes = list(notes_in(case, request.user).order_by("-at", "-pk")[:MOST_NOTES])
    return shown(request, "notes", case, assignment, status, tab="notes", notes=notes, form=form)


def notes_in(case, mediator):
    led = case.mediationassignments.open_to(mediator)
    return RoomMessage.objects.filter(room__assignment__in=led, room__kind=Room.Kind.NOTES).select_related("room")


def mediating_note(request, case, note):
    """One of the own notes, to change or to throw away."""
    case = find_mediated(request, case)
    found = get_object_or_404(notes_in(case, request.user), pk=note)
    found.case = case
    if request.method != "POST":
        return note_page(request, found, NoteForm(initial={"text": found.text, "key": found.pk}))
    form = NoteForm(request.POST)
    if "remove" in request.POST:
        rooms.drop_note(found, by=request.user)
    elif form.is_valid():
        rooms.edit_note(found, form.cleaned_data["text"], by=request.user)
    else:
        return note_page(request, found, form, 422)
    return redirect("conflicts:mediating_notes", case.pk)


def note_page(request, found, form, status=200):
    assignment = opened(request, found.case, "note")
    return shown(request, "note", found.case, assignment, status, tab="notes", note=found, form=form)
