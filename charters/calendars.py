"""Days as an iCalendar file (RFC 5545, with the names and the refresh interval of RFC 7986). Pure.

Everything is a whole day without a time, so no time zone is needed and it is the same day for everyone. The same days
are the same bytes: what a day says of itself comes from its row, nothing from the clock. There are no alarms: people
choose their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vDuration, vText

from charters.windows import DAY

MOST_DAYS = 2_000
LONGEST_TEXT = 500
REFRESH = timedelta(hours=4)
PRODUCT = "-//Common Ground//Charters//EN"
# Where lines end, whatever the system; and what has no place in a text: control signs but the tab, halves of signs, marks of
# byte order.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")


@dataclass(frozen=True)
class Day:
    """One entry of a calendar. `uid` names it for ever, `sequence` counts its moves, `changed_at` is its last change."""

    uid: str
    on: date
    title: str
    changed_at: datetime
    url: str
    about: tuple[str, ...] = ()
    kind: str = ""
    sequence: int = 0
    is_cancelled: bool = False

    @property
    def description(self) -> str:
        """Beside its own place the address stands in the text, since not every calendar shows that place."""
        return "\n\n".join([*filter(None, self.about), self.url])


@dataclass(frozen=True)
class Site:
    """Who publishes: the host that makes identifiers unique, and the sender of the site's mails."""

    name: str
    host: str
    address: str


def to_ics(name: str, days: Iterable[Day], site: Site) -> bytes:
    """The whole file; of very many days the latest."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for known_as in ("NAME", "X-WR-CALNAME"):
        calendar.add(known_as, vText(cleaned(name)))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for component in [event(day, site) for day in shown(days)] or [nothing()]:
        calendar.add_component(component)
    return calendar.to_ical()


def shown(days: Iterable[Day]) -> list[Day]:
    return sorted(days, key=lambda day: (day.on, day.uid))[-MOST_DAYS:]


def event(day: Day, site: Site) -> Event:
    found = Event()
    found.add("uid", f"{day.uid}@{site.host}")
    found.add("dtstamp", day.changed_at)
    found.add("last-modified", day.changed_at)
    found.add("sequence", day.sequence)
    found.add("dtstart", day.on)
    if day.on < date.max:
        found.add("dtend", day.on + DAY)  # the first day that is no longer part of it
    found.add("summary", vText(cleaned(day.title)))
    found.add("description", vText(cleaned(day.description)))
    found.add("url", day.url)
    found.add("categories", [day.kind])
    found.add("status", "CANCELLED" if day.is_cancelled else "CONFIRMED")
    found.add("transp", "TRANSPARENT")
    found.add("organizer", organizer(site))
    return found


def organizer(site: Site) -> vCalAddress:
    """What is published has one (RFC 5546): the site, since a person would be taken for somebody to answer to."""
    address = vCalAddress(f"mailto:{site.address}")
    address.params["CN"] = site.name
    return address


def nothing() -> Timezone:
    """A calendar holds at least one component; where no day stands in it, it says that it counts in UTC."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 (local time, as the standard wants it)
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def cleaned(text: str) -> str:
    """As people read it, with one sort of line end and without signs that would break the file."""
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", text)).strip()


def shortened(text: str, most: int = LONGEST_TEXT) -> str:
    """Whole words, as many as fit."""
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rsplit(None, 1)[0] if ' ' in cut[most // 2 :] else cut}…"
