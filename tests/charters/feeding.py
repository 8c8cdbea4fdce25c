"""Calendars as another program reads them: links, days, and what a link that leads nowhere answers."""

from django.test import Client
from django.urls import reverse
from ical.calendar_stream import IcsCalendarStream

from charters.actions import calendars
from charters.models import Deadline, Item
from tests import harbour

HOST = "@localhost"


def written(version, kind, values, parent="", person=None):
    """One more clause in a text that is in force already, as an amendment would bring it."""
    one = harbour.clause(kind, values, parent, person)
    return Item.objects.create(
        team=version.team, version=version, key=one.key, kind=kind, values=one.values, person_id=person,
        parent=parent or None, position=10_000, due_on=(one.values.get("due") or {}).get("on"),
    )  # fmt: skip


def made(person, charter=None) -> str:
    """The address of a new link."""
    _feed, token = calendars.make_feed(charter, by=person)
    return reverse("charters:feed", args=[token])


def events(answer) -> list:
    assert answer.status_code == 200, answer.content
    return IcsCalendarStream.calendar_from_ics(answer.content.decode()).events


def days(url) -> dict:
    return {event.summary: event.dtstart for event in events(Client().get(url))}


def days_of(person, charter=None) -> dict:
    return days(made(person, charter))


def event(url, summary):
    [found] = [event for event in events(Client().get(url)) if event.summary == summary]
    return found


def rows(person, charter=None):
    """What another library reads, as the rows have it."""
    read = events(Client().get(made(person, charter)))
    return {
        (one.uid, one.summary, one.dtstart, one.sequence)
        for one in read
        if one.categories[0] in {"Deliverable", "Milestone"}
    }


def expected(version, *titles):
    found = Deadline.objects.filter(charter=version.charter, title__in=titles)
    return {(f"{one.pk}{HOST}", one.title, one.due_on, one.sequence) for one in found}


GONE = b"There is nothing here.\n"


def is_gone(url) -> bool:
    """The same for every link that leads nowhere, byte by byte."""
    answer, nowhere = Client().get(url), Client().get(reverse("charters:feed", args=["x" * 43]))
    if answer.status_code == 200:
        return False
    assert (answer.status_code, answer.content) == (404, GONE)
    assert answer.cookies == {}
    assert alike(answer) == alike(nowhere)
    return True


def alike(answer) -> dict:
    """The headers that are not another in each answer."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
