"""What waits in negotiations: a preparation to sign off, a deal of which one wanted to see if it is kept."""

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dashboard.waiting.one import Waiting
from negotiations.models import Outcome, SignOff
from negotiations.models.sheet import SeatRole
from teams.models import Membership


def waiting_longest(user) -> dict[str, Subquery]:
    """What is to be read with each seat of the person: the one of each kind that waits longest in that team."""
    return {
        **first_of(asked_sign_offs(user), "sign_off"),
        **first_of(due_deals(user), "outcome"),
        "outcome_due_on": Subquery(due_deals(user).values("check_on")[:1]),
    }


def first_of(found: QuerySet, name: str) -> dict[str, Subquery]:
    return {
        name: Subquery(found.values("pk")[:1]),
        f"{name}_sheet": Subquery(found.values("sheet_id")[:1], output_field=UUIDField()),
        f"{name}_title": Subquery(found.values("sheet__title")[:1]),
    }


def asked_sign_offs(user) -> QuerySet:
    asked = SignOff.objects.filter(team=OuterRef("team"), approver=user, state=SignOff.State.ASKED)
    return in_seat(asked, user, SeatRole.APPROVER).order_by("asked_at", "id")


def due_deals(user) -> QuerySet:
    agreed = Outcome.objects.filter(team=OuterRef("team"), kind=Outcome.Kind.AGREED, checked_at=None)
    due = agreed.filter(check_on__lte=timezone.localdate())
    return in_seat(due, user, SeatRole.OWNER, SeatRole.EDITOR).order_by("check_on", "id")


def in_seat(found: QuerySet, user, *roles: str) -> QuerySet:
    """Those in whose negotiation the person now has one of these seats."""
    return found.filter(sheet__seats__person=user, sheet__seats__role__in=roles)


def sign_offs(seats: list[Membership]):
    for seat in [seat for seat in seats if seat.sign_off]:
        text = _("Look at the preparation “%(title)s”") % {"title": seat.sign_off_title[:120]}
        url = reverse("negotiations:sign_off", args=[seat.sign_off_sheet, seat.sign_off])
        yield Waiting("clipboard-check", _("Sign off"), text, seat.team.name, url)


def deals(seats: list[Membership]):
    for seat in [seat for seat in seats if seat.outcome]:
        text = _("Is it kept? “%(title)s”") % {"title": seat.outcome_title[:120]}
        url = reverse("negotiations:check_outcome", args=[seat.outcome_sheet, seat.outcome])
        yield Waiting("handshake", _("Look"), text, seat.team.name, url, seat.outcome_due_on)
