"""The private draft on one page: the card, with whom, whether it belongs here, and what is still missing."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST

from common.permissions import May, require
from conflicts.actions import starting
from conflicts.forms.cards import CardForm
from conflicts.forms.starting import AddressForm, PeopleForm, SafetyForm
from conflicts.models import CaseParty, ConflictCard, ConflictCase, Point, SafeContact
from conflicts.permissions import (
    MOST_PARTIES,
    can_ask_party,
    can_drop_draft,
    can_edit_draft,
    can_take_elsewhere,
    obstacles,
)
from conflicts.safety import REASONS
from conflicts.views.cards_heard import answers_of
from conflicts.views.clauses import clause_of
from conflicts.views.finding import find_case, find_in
from teams.models import Membership

MOST_AROUND = 300
RULES = {"ask": can_ask_party, "drop": can_drop_draft, "take_elsewhere": can_take_elsewhere}


class Draft:
    """A draft as its page shows it."""

    def __init__(self, user, case: ConflictCase):
        self.user, self.case = user, case

    @cached_property
    def card(self) -> ConflictCard:
        return ConflictCard.objects.get(case=self.case, party__is_opener=True)

    @cached_property
    def interests(self) -> list[Point]:
        return list(Point.objects.filter(party=self.card.party_id, kind=Point.Kind.INTEREST))

    @cached_property
    def answers(self) -> list[dict]:
        return answers_of(self.card.draft)

    @cached_property
    def asked(self) -> list[CaseParty]:
        return [party for party in self.case.parties.all() if not party.is_opener]

    @cached_property
    def around(self) -> list:
        """People of the team it belongs to; where it belongs to none, of all teams of the person."""
        own = Membership.objects.present().filter(person=self.user)
        own = own.filter(team=self.case.team_id) if self.case.team_id else own
        seats = Membership.objects.present().filter(team__in=own.values("team")).exclude(person=self.user)
        people = seats.select_related("person").order_by("person__name", "person")[:MOST_AROUND]
        return list({seat.person_id: seat.person for seat in people}.values())

    @cached_property
    def typed(self) -> list[CaseParty]:
        """Those who are asked, and are not to be ticked among the people around."""
        around = {person.pk for person in self.around}
        return [party for party in self.asked if party.person_id not in around]

    def people_form(self, data=None) -> PeopleForm:
        chosen = {party.person_id for party in self.asked if party not in self.typed}
        return PeopleForm(self.around, chosen, MOST_PARTIES - 1 - len(self.typed), data)


def page(request, case: ConflictCase, status=200, **bound):
    """`bound`: a form that could not be taken, by its part of the page."""
    draft = Draft(request.user, case)
    missing = obstacles(request.user, case)
    context = {
        "case": case,
        "tab": "show",
        "draft": draft,
        "form": bound.get("card") or CardForm(draft.card),
        "conflict": bound.get("conflict"),
        "revision": draft.card.revision,
        "people": bound.get("people") or draft.people_form(),
        "address": bound.get("address") or AddressForm(request.user, case),
        "safety": bound.get("safety") or SafetyForm(case.unfit),
        "missing": missing,
        "clause": clause_of(request.user, case),
        "open_parts": {place for place, _reason in missing},
        "may": May(request.user, case, **RULES),
    }
    return render(request, "conflicts/draft.html", context, status=status)


def find_draft(request, case) -> ConflictCase:
    case = find_case(request, case)
    require(can_edit_draft(request.user, case))
    return case


def at(case: ConflictCase, place: str):
    return redirect(f"{reverse('conflicts:show', args=[case.pk])}#{place}")


@require_POST
def choose_people(request, case):
    case = find_draft(request, case)
    draft = Draft(request.user, case)
    form = draft.people_form(request.POST)
    if not form.is_valid() and request.htmx:
        return render(request, "conflicts/card_trouble.html", {"form": form}, status=422)
    if not form.is_valid():
        return page(request, case, 422, people=form)
    starting.choose_people(case, draft.around, form.chosen, by=request.user)
    if not request.htmx:
        return at(case, "with")
    told = {"case": case, "missing": obstacles(request.user, case), "saved_at": timezone.now()}
    return render(request, "conflicts/draft_people_saved.html", told)


@require_POST
def ask_address(request, case):
    case = find_draft(request, case)
    form = AddressForm(request.user, case, request.POST)
    if not form.is_valid():
        return page(request, case, 422, address=form)
    starting.ask_party(case, by=request.user, **form.cleaned_data)
    return at(case, "with")


@require_POST
def drop_party(request, case, party):
    case = find_draft(request, case)
    starting.drop_party(find_in(CaseParty.objects, case, party), by=request.user)
    return at(case, "with")


def answer_safety(request, case):
    """Whether it belongs here; why it may not, and who is there for that. POST answers, and may answer anew."""
    case = find_draft(request, case)
    form = SafetyForm(case.unfit, request.POST if request.method == "POST" else None)
    if form.is_valid():
        case = starting.answer_safety(case, form.cleaned_data["reasons"], by=request.user)
        return redirect("conflicts:answer_safety", case.pk) if case.unfit else at(case, "fit")
    if form.errors and "from" in request.POST:
        return page(request, case, 422, safety=form)
    context = {
        "case": case, "form": form, "reasons": [REASONS[one] for one in case.unfit or [] if one in REASONS],
        "contacts": SafeContact.objects.all(), "may": May(request.user, case, **RULES),
    }  # fmt: skip
    return render(request, "conflicts/safety.html", context, status=422 if form.errors else 200)


def take_elsewhere(request, case):
    """The question before a draft ends because it belongs elsewhere."""
    case = find_draft(request, case)
    if request.method == "POST":
        starting.take_elsewhere(case, by=request.user)
        return redirect("conflicts:show", case.pk)
    return render(request, "conflicts/draft_elsewhere.html", {"case": case, "contacts": SafeContact.objects.all()})


def drop_draft(request, case):
    """The question before a draft is gone."""
    case = find_draft(request, case)
    if request.method == "POST":
        starting.drop_draft(case, by=request.user)
        return redirect("conflicts:list")
    return render(request, "conflicts/draft_drop.html", {"case": case})
