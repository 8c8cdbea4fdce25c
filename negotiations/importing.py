"""Reads a sheet from a file in our own format, made here or by hand, and says where it is wrong. Pure.

`parse` gives a whole Content or raises Broken with every fault it found, each with its place, such as
“issues[2].options[0].own.points”. The shape is that of the classes in negotiations.content; nothing else is accepted.
"""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from negotiations.content import UNSURE, VERSION, Content, Estimate, Part
from negotiations.kinds import KINDS, OTHER, OWN, RANK, TEXT, TITLE
from negotiations.numbering import SCORE, WEIGHT, fault_of
from negotiations.scoring import HIGHEST, MOST_ISSUES, MOST_OPTIONS, MOST_TOGETHER

LARGEST = 2 * 1024 * 1024
FORMAT = "common-ground-negotiation"
MOST = 5_000
MOST_FAULTS = 20
SIDES = {"own", "other"}
CONFIDENCE = {"low", "medium", "high"}
# Words that a field may hold, by class and field.
WORDS = {
    "Content.depth": set(RANK),
    "Content.state": {"draft", "ready", "active", "agreed", "no_deal", "improving", "reflected", "archived"},
    "Estimate.confidence": CONFIDENCE,
    "Estimate.origin": {"typed", "bars", "ranking", "heard", "file"},
    "Package.origin": {"manual", "engine", "theirs", "meso"},
    "Link.kind": {"exclusion", "bonus"},
    "Entry.kind": {"said", "heard", "concern", "common_ground", "question", "offer", "commitment"},
    "Entry.party": SIDES,
    "Change.kind": {"weight", "score", "reservation"},
    "Change.party": SIDES,
    "Ending.kind": {"agreed", "no_deal"},
    "Part.kind": set(KINDS),
}
DAYS = {"Content.meets_on": True, "Talks.held_on": False, "Ending.ended_on": False, "Ending.check_on": True}
MOMENTS = {"Entry.at": False, "Change.at": False, "Ending.checked_at": True}
SCORES = {"Limits.target_score", "Limits.reservation_score", "Limits.other_reservation"}


class Broken(Exception):
    """The file cannot be taken: `faults` are (place, words)."""

    def __init__(self, faults):
        super().__init__(faults)
        self.faults = faults[:MOST_FAULTS]


def parse(data: bytes) -> Content:
    """A sheet, or Broken. Bytes are UTF-8, at most 2 MB."""
    if len(data) > LARGEST:
        raise Broken([("", _("The file is larger than 2 MB."))])
    plain = decoded(data)
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise Broken([("format", _("This is no sheet that was taken from here."))])
    if type(plain.get("version")) is not int or plain["version"] != VERSION:
        raise Broken([("version", _("This version of the format is not known here."))])
    reader = Reader()
    content = reader.read(Content, {name: one for name, one in plain.items() if name not in ("format", "version")}, "")
    if not reader.faults:
        reader.check(content)
    if reader.faults:
        raise Broken(reader.faults)
    return content


def decoded(data: bytes):
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=refuse, object_pairs_hook=named)
    except (ValueError, RecursionError) as error:
        raise Broken([("", _("The file is not JSON."))]) from error


def refuse(constant: str):
    raise ValueError(constant)


def named(pairs: list[tuple]) -> dict:
    """An object of the file. A name that is no text could neither be stored nor be shown."""
    if not all(is_text(name) for name, _value in pairs):
        raise ValueError(pairs)
    return dict(pairs)


class Reader:
    """Reads values by the annotations of the classes, and gathers faults instead of stopping at the first."""

    def __init__(self):
        self.faults = []

    def fault(self, place: str, words: str):
        self.faults.append((place or "file", words))

    def read(self, shape, value, place: str, name=""):
        """`value` as `shape`; `name` is “Class.field” where it has rules of its own."""
        if len(self.faults) >= MOST_FAULTS:
            return None
        if is_dataclass(shape):
            return self.whole(shape, value, place)
        if isinstance(shape, UnionType):
            return None if value is None else self.read(get_args(shape)[0], value, place, name)
        if get_origin(shape) is tuple:
            return self.several(get_args(shape), value, place)
        return getattr(self, shape.__name__)(value, place, name)

    def whole(self, shape, value, place):
        if not isinstance(value, dict):
            return self.fault(place, _("Here stands no object."))
        known = {field.name: field for field in fields(shape)}
        for name in value.keys() - known.keys():
            self.fault(f"{place}.{str(name)[:60]}".lstrip("."), _("This field is not known here."))
        for name, field in known.items():
            if name not in value and field.default is MISSING and field.default_factory is MISSING:
                self.fault(f"{place}.{name}".lstrip("."), _("This is missing."))
        if len(self.faults) >= MOST_FAULTS:
            return None
        hints = get_type_hints(shape)
        read = {
            name: self.read(hints[name], value[name], f"{place}.{name}".lstrip("."), f"{shape.__name__}.{name}")
            for name in known
            if name in value
        }
        return None if self.faults else shape(**read)

    def several(self, shapes, value, place):
        if not isinstance(value, list):
            return self.fault(place, _("Here stands no list."))
        if len(value) > MOST:
            return self.fault(place, _("This list is too long."))
        if shapes[-1] is not Ellipsis:
            if len(value) != len(shapes):
                return self.fault(place, _("This has another length."))
            return tuple(
                self.read(shape, one, f"{place}[{at}]")
                for at, (shape, one) in enumerate(zip(shapes, value, strict=True))
            )
        return tuple(self.read(shapes[0], one, f"{place}[{at}]") for at, one in enumerate(value))

    def str(self, value, place, name):
        if not is_text(value):
            return self.fault(place, _("Here stands no text."))
        if len(value) > TEXT:
            return self.fault(place, _("This text is too long."))
        if name in WORDS and value not in WORDS[name]:
            return self.fault(place, _("“%(word)s” is not known here.") % {"word": value[:40]})
        for rules, reads in ((DAYS, date.fromisoformat), (MOMENTS, moment)):
            if name in rules and not (value == "" and rules[name]) and not readable(reads, value):
                return self.fault(place, _("Here stands no day or time."))
        return value

    def int(self, value, place, name):
        if type(value) is not int or abs(value) > HIGHEST**2:
            return self.fault(place, _("Here stands no whole number."))
        return value

    def bool(self, value, place, name):
        return value if isinstance(value, bool) else self.fault(place, _("Here stands neither true nor false."))

    def dict(self, value, place, name):
        if not isinstance(value, dict) or len(value) > MOST:
            return self.fault(place, _("Here stands no object."))
        if name in SCORES and not is_score(value):
            return self.fault(place, _("Here stands no score: a value, and points or percent."))
        if name == "Package.choices" and not all(is_text(one) and is_text(key) for key, one in value.items()):
            return self.fault(place, _("Here stands no choice of options."))
        if name == "Scenario.overrides" and not is_override(value):
            return self.fault(place, _("Here stand no weights and reservation points."))
        if name.startswith("Change.") and not is_step(value):
            return self.fault(place, _("Here stands no estimate."))
        return value

    def check(self, content: Content):
        """What the shape alone does not say."""
        for at, part in enumerate(content.parts):
            self.check_part(part, f"parts[{at}]")
        for name in ("parts", "issues", "packages", "offer_sets", "links", "scenarios", "talks", "endings"):
            self.check_keys([one.key for one in getattr(content, name)], name)
        self.check_keys([option.key for issue in content.issues for option in issue.options], "issues.options")
        self.check_keys([entry.key for talk in content.talks for entry in talk.entries], "talks.entries")
        if not content.title.strip() or len(content.title) > TITLE:
            self.fault("title", _("A title has 1 to 200 characters."))
        if len(content.counterpart) > TITLE:
            self.fault("counterpart", _("This text is too long."))
        self.check_room(content)
        self.check_numbers(content)
        self.check_changes(content)

    def check_room(self, content: Content):
        if len(content.issues) > MOST_ISSUES:
            self.fault("issues", _("A sheet has room for %(most)d issues.") % {"most": MOST_ISSUES})
        if sum(len(issue.options) for issue in content.issues) > MOST_TOGETHER:
            self.fault("issues", _("A sheet has room for %(most)s options in all.") % {"most": f"{MOST_TOGETHER:,}"})
        for at, issue in enumerate(content.issues):
            if len(issue.options) > MOST_OPTIONS:
                self.fault(
                    f"issues[{at}].options", _("An issue has room for %(most)d options.") % {"most": MOST_OPTIONS}
                )

    def check_numbers(self, content: Content):
        for at, issue in enumerate(content.issues):
            self.check_number(WEIGHT, issue, f"issues[{at}]")
            for place, option in enumerate(issue.options):
                self.check_number(SCORE, option, f"issues[{at}].options[{place}]")

    def check_number(self, kind: str, about, place: str):
        for party in (OWN, OTHER):
            if words := fault_of(kind, about.of(party)):
                self.fault(f"{place}.{party}", words)

    def check_keys(self, keys, place):
        if len(set(keys)) < len(keys) or "" in keys:
            self.fault(place, _("Each needs a key of its own."))

    def check_part(self, part: Part, place):
        kind = KINDS[part.kind]
        for name, value in part.values.items():
            field = kind.by_name.get(name)
            if field is None:
                self.fault(f"{place}.values.{str(name)[:60]}", _("This field is not known here."))
            elif not fits(field, value):
                self.fault(f"{place}.values.{name}", _("This does not fit “%(field)s”.") % {"field": field.label})

    def check_changes(self, content: Content):
        known = {issue.key for issue in content.issues} | {one.key for issue in content.issues for one in issue.options}
        for at, change in enumerate(content.changes):
            if change.about and change.about not in known:
                self.fault(f"changes[{at}].about", _("This names an issue or option that is not in the file."))


def is_text(value) -> bool:
    """Text that can be stored: no lone halves of a sign, no zero."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in value)


def readable(reads, text: str) -> bool:
    try:
        reads(text)
    except ValueError:
        return False
    return True


def moment(text: str) -> datetime:
    """With its zone, and not so near the ends of the calendar that no other zone could tell it."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or not MINYEAR < found.year < MAXYEAR:
        raise ValueError(text)
    return found


def is_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= HIGHEST**2


def is_score(value) -> bool:
    if not isinstance(value, dict) or not value.keys() <= {"value", "unit", "confidence"}:
        return False
    known = value.get("unit", "points") in ("points", "percent") and value.get("confidence", "low") in CONFIDENCE
    return known and is_number(value.get("value"))


def is_override(value: dict) -> bool:
    weights = value.get("weights") or {}
    scores = [value.get(name) for name in ("own_reservation", "other_reservation")]
    if not value.keys() <= {"weights", "own_reservation", "other_reservation"} or not isinstance(weights, dict):
        return False
    return all(map(is_weight, weights.values())) and all(one is None or is_score(one) for one in scores)


def is_weight(value) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST


def is_step(value: dict) -> bool:
    """What an estimate was, or became: a score of a reservation point, or the fields of an Estimate, a range with both ends."""
    if is_score(value):
        return True
    if not value.keys() <= {field.name for field in fields(Estimate)}:
        return False
    points = [value.get(name) for name in ("points", "low", "high")]
    words = [value.get(name, "") for name in ("origin", "evidence", "evidence_note")]
    sure = value.get("confidence", UNSURE)
    return (
        all(one is None or (type(one) is int and abs(one) <= HIGHEST**2) for one in points)
        and (points[1] is None) == (points[2] is None)
        and all(map(is_text, words))
        and is_text(sure)
        and sure in CONFIDENCE
    )


def fits(field, value) -> bool:
    """Whether a value can stand in a field of a part."""
    if field.type == "choice":
        return isinstance(value, str) and value in dict(field.choices)
    if field.type == "number":
        return value is None or is_number(value)
    if field.type == "yes":
        return isinstance(value, bool)
    return is_text(value) and len(value) <= field.longest
