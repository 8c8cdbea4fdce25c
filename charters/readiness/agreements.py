"""Checks 8, 9, 12, 14 and 16: what people may count on, seen, timed, owned and few."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from charters.content import Clause
from charters.due import added
from charters.readiness.deliverables import span
from charters.readiness.facts import Facts, Found, Reason, listed, named, plain
from charters.readiness.purpose import NUMBER

MOST_AGREEMENTS = 12
MOST_MONTHS = 6

# Words that sound like an agreement and cannot be seen to be kept (workshopweaver.com, Team Canvas tips; teamontrack.com).
# In other languages nothing is flagged: a check that cannot read says nothing.
FILLER = re.compile(
    r"\b(?:respect(?:ful|fully)?|communicat\w+ (?:openly|clearly|well|effectively)|open(?:ly)? communicat\w+|good communication|"
    r"transparen\w+|honest\w*|trust|a\.?s\.?a\.?p|as soon as possible|as (?:needed|required|appropriate|necessary)|when(?:ever)? (?:needed|necessary|possible)|"
    r"if (?:needed|necessary|possible)|in a timely (?:manner|fashion)|timely|promptly|quickly|soon|regularly|frequently|often|"
    r"pro-?active\w*|professional\w*|be nice|kind|positive (?:attitude|mindset)|team player|support each other|help each other|"
    r"do our best|best effort\w*|try (?:our best|hard|to)|be responsible|be flexible|be available|high quality|good quality)\b",
    re.IGNORECASE,
)
# Times and acts that anyone can see.
SEEN = re.compile(
    r"\b(?:minutes?|hours?|days?|daily|weekly|monthly|biweekly|weeks?|months?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|"
    r"mornings?|noon|lunch|evenings?|today|tomorrow|before|within|until|same day|write|writes|post|posts|send|sends|say|says|"
    r"tell|tells|ask|asks|call|calls|list|lists|publish|publishes|record|records|announce|announces|sign|signs|mark|marks|"
    r"review|reviews|approve|approves|comment|comments|raise|raises|cancel|cancels|mute|mutes|share|shares|show|shows|"
    r"vote|votes|merge|merges|document|documents|link|links|speaks?|note|notes)\b",
    re.IGNORECASE,
)
EACH_ONES_TIME = re.compile(
    r"\b(?:local|own|their|each\w*|every\w*|respective) (?:\w+ )?time|time ?zones?\b", re.IGNORECASE
)


def expectations_are_whole(facts: Facts) -> Found:
    """Quality, effort, and a line for when someone falls behind."""
    written = {one["category"] for one in facts.content.of("expectation") if one.heading.strip()}
    names = {"quality": _("quality"), "effort": _("effort"), "tolerance": _("what happens when someone falls behind")}
    missing = [name for category, name in names.items() if category not in written]
    if not missing:
        return Found(len(names))
    words = _("No expectation is marked as about %(missing)s.") % {"missing": listed(missing)}
    return Found(len(names), [Reason(words, count=len(missing))])


def agreements_are_observable(facts: Facts) -> Found:
    """A filler word with no number, time or visible act beside it."""
    texts = [
        *((one, words_of(one)) for one in agreements(facts)),
        *((one, words_of(one)) for one in facts.content.of("expectation")),
    ]
    found = [(one, filler_in(text)) for one, text in texts if text.strip()]
    words = _("%(name)s says “%(filler)s”: how would anyone see that it was kept? Name a number, a time or an act.")
    return Found(
        len(found), [Reason(words % {"name": named(one), "filler": filler}, one.key) for one, filler in found if filler]
    )


def words_of(clause: Clause) -> str:
    fields = {
        "working_agreement": ("text",),
        "communication_agreement": ("use_for", "respond_within"),
        "expectation": ("what", "measure"),
    }[clause.kind]
    return " ".join(clause[name] for name in fields)


def filler_in(text: str) -> str:
    found = FILLER.search(text)
    return "" if found is None or NUMBER.search(text) or SEEN.search(text) else found.group()


def agreements(facts: Facts) -> list[Clause]:
    return [*facts.content.of("working_agreement"), *facts.content.of("communication_agreement")]


def communication_is_settled(facts: Facts) -> Found:
    """A channel for urgent and one for normal matters, each with its answer time; quiet hours; everyone's zone."""
    channels = facts.content.of("communication_agreement")
    quiet = any(one["quiet_hours"].strip() for one in channels)
    reasons = [*missing_channels(channels), *silent_channels(channels), *forgotten_zones(facts)]
    if not quiet:
        reasons.append(Reason(_("No quiet hours are named: when is nobody expected to answer?")))
    several_zones = len(zones_of(facts)) > 1
    return Found(len(channels) + 3 + several_zones, reasons)


def missing_channels(channels: list[Clause]) -> list[Reason]:
    served = {one["urgency"] for one in channels if one.heading.strip()}
    words = {
        "urgent": _("No channel is named for urgent matters."),
        "normal": _("No channel is named for normal matters."),
    }
    return [Reason(said) for urgency, said in words.items() if urgency not in served]


def silent_channels(channels: list[Clause]) -> list[Reason]:
    words = _("%(channel)s names no answer time.")
    asked = [one for one in channels if one["urgency"] in ("urgent", "normal") and not one["respond_within"].strip()]
    return [Reason(words % {"channel": named(one)}, one.key) for one in asked]


def forgotten_zones(facts: Facts) -> list[Reason]:
    """Where members live in several zones, quiet hours or meeting times name each, or speak of everyone's own."""
    zones = zones_of(facts)
    texts = [one["quiet_hours"] for one in facts.content.of("communication_agreement")]
    text = " ".join([*texts, *(one["when"] for one in facts.content.of("meeting"))])
    if len(zones) < 2 or EACH_ONES_TIME.search(text):
        return []
    forgotten = [
        min(names)
        for names in zones.values()
        if not any(mentions(text, word) for name in names for word in spoken(name, facts.today.year))
    ]
    if not forgotten:
        return []
    words = _("Neither quiet hours nor meeting times consider the time zone %(zones)s.")
    return [Reason(words % {"zones": listed(sorted(forgotten))})]


def zones_of(facts: Facts) -> dict[tuple, set[str]]:
    """The members' zones, where those that always show the same time are one."""
    zones: dict[tuple, set[str]] = {}
    for member in facts.members:
        zones.setdefault(offsets(member.time_zone, facts.today.year), set()).add(member.time_zone)
    return zones


def offsets(zone: str, year: int) -> tuple[timedelta | None, ...]:
    return tuple(datetime(year, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 4, 7, 10))


def spoken(zone: str, year: int) -> set[str]:
    """How people write a zone: its name, its city, CET or CEST."""
    short = {datetime(year, month, 15, tzinfo=ZoneInfo(zone)).tzname() or "" for month in (1, 7)}
    return {zone, zone.rpartition("/")[2].replace("_", " ")} | {name for name in short if name.isalpha()}


def mentions(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(plain(word))}(?!\w)", plain(text)) is not None


def agreements_are_kept_up(facts: Facts) -> Found:
    """Each has an owner and a day to look at it again; the next look is within six months and before half-time."""
    found = [(one, missing_in(one)) for one in agreements(facts)]
    if not found:
        return Found(0)
    reasons = [Reason(words % {"name": named(one)}, one.key) for one, words in found if words]
    return Found(len(found) + 1, reasons + late_review(facts))


def missing_in(clause: Clause) -> str:
    owner, day = clause["owner"].strip(), clause["review_on"]
    if not owner and not day:
        return _("%(name)s has neither an owner nor a day to look at it again.")
    if not owner:
        return _("%(name)s has no owner.")
    return "" if day else _("%(name)s has no day to look at it again.")


def late_review(facts: Facts) -> list[Reason]:
    days = [date.fromisoformat(one["review_on"]) for one in agreements(facts) if one["review_on"]]
    days += [facts.next_review_on] if facts.next_review_on else []
    coming = min((day for day in days if day >= facts.today), default=None)
    latest = added(facts.today, MOST_MONTHS, "month")
    if coming is None or coming > latest:
        return [Reason(_("The charter is not looked at again within six months."))]
    starts, ends = span(facts)
    half = starts + (ends - starts) / 2 if starts and ends else None
    if half and facts.today <= half < coming:
        return [Reason(_("The first look back comes after half-time of the charter."))]
    return []


def agreements_are_few(facts: Facts) -> Found:
    count = len(agreements(facts))
    if count <= MOST_AGREEMENTS:
        return Found(count)
    words = _("There are %(count)d agreements; few people remember more than %(most)d.")
    return Found(1, [Reason(words % {"count": count, "most": MOST_AGREEMENTS})])
