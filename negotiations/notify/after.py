"""The day on which one wanted to look whether a deal is kept: who hears, in which words. No title: notices are kept in clear."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from common.mornings import is_open
from negotiations.models import Outcome, Seat
from negotiations.models.sheet import SeatRole
from notices import outbox
from notices.models import Notice

KIND = "reminder.outcome"
HEARS = {SeatRole.OWNER, SeatRole.EDITOR}


def seats_of(outcomes) -> list[Seat]:
    """Owner and editors of these sheets who are in the team now."""
    seats = Seat.objects.filter(
        sheet__in=[one.sheet_id for one in outcomes], role__in=HEARS, team__memberships__left_at=None,
        team__memberships__person_id=F("person_id"),
    )  # fmt: skip
    return list(seats.select_related("person"))


def key_of(outcome: Outcome) -> str:
    return f"{KIND}:{outcome.pk}:{outcome.check_on}"


def due(outcomes: list[Outcome], now: datetime) -> None:
    """Each person hears once of each day, in a morning of theirs; it may be run as often as one likes."""
    about = [one.pk for one in outcomes]
    told = set(Notice.objects.filter(kind=KIND, about_id__in=about).values_list("person_id", "key"))
    seats = {}
    for seat in seats_of(outcomes):
        seats.setdefault(seat.sheet_id, []).append(seat.person)
    reminders = [
        reminder(one, person)
        for one in outcomes
        for person in seats.get(one.sheet_id, ())
        if is_morning(one, person, now) and (person.pk, key_of(one)) not in told
    ]
    if reminders:
        outbox.remind_all(reminders)


def is_morning(outcome: Outcome, person, now: datetime) -> bool:
    zone = ZoneInfo(person.time_zone)
    return is_open(now, zone) and now.astimezone(zone).date() >= outcome.check_on


def reminder(outcome: Outcome, person) -> outbox.Reminder:
    text = _("It is time to look whether a deal is kept.")
    url = reverse("negotiations:check_outcome", args=[outcome.sheet_id, outcome.pk])
    return outbox.Reminder(person, key_of(outcome), KIND, text, url, outcome.team_id, outcome.pk, outcome.check_on)


def take_back(outcome: Outcome) -> None:
    """The day was moved or answered: nobody is reminded of it any more."""
    if outcome.check_on:
        outbox.take_back(key_of(outcome), people=[seat.person for seat in seats_of([outcome])])
