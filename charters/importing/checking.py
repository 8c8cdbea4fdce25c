"""Whether plain values are a charter's file, told field by field. The same rules as the published schema. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from charters.content import FORMAT, FORMAT_VERSION
from charters.exporting.schema import (
    ADOPTIONS,
    HASH_PATTERN,
    KEY_PATTERN,
    LETTERS_PATTERN,
    LONGEST_GAP,
    MOST_NUMBER,
    MOST_OF_A_KIND,
    PRECISIONS,
)
from charters.importing.source import Fault, Path
from charters.kinds import ALL, LINE, TEXT, TITLE, Field, Kind, children_of

MOST_CLAUSES = 5_000
EARLIEST, LATEST = 1900, 2300
Faults = Iterator[Fault]
RECORD_LINES = {"number": 20, "state": 20}
MOMENTS = ("frozen_at", "activated_at")


def check(value: object) -> list[Fault]:
    """Everything that is wrong with one envelope; nothing where it is whole."""
    if not isinstance(value, dict):
        return [Fault(_("A charter's file holds an object, not %(type)s.") % {"type": type_name(value)})]
    faults = list(
        check_names(value, {"format", "format_version", "charter", "adoption", "record"}, {"format", "charter"}, ())
    )
    if value.get("format") != FORMAT:
        faults.append(
            Fault(
                _("This is not a charter of Common Ground: format must be “%(format)s”.") % {"format": FORMAT},
                ("format",),
            )
        )
    if value.get("format_version", FORMAT_VERSION) != FORMAT_VERSION:
        faults.append(
            Fault(
                _("This site reads version %(version)s of the format.") % {"version": FORMAT_VERSION},
                ("format_version",),
            )
        )
    if "adoption" in value and value["adoption"] not in ADOPTIONS:
        faults.append(not_one_of(ADOPTIONS, ("adoption",)))
    if faults:
        return faults
    return [*check_document(value["charter"], ("charter",)), *check_record(value.get("record"), ("record",))]


def check_document(document: object, path: Path = ()) -> list[Fault]:
    """The text alone, as templates keep it."""
    if not isinstance(document, dict):
        return [wrong_type(document, _("an object"), path)]
    kinds = {kind.plural: kind for kind in ALL if not kind.parent}
    faults = [*check_names(document, {"title", *kinds}, {"title"}, path)]
    if "title" in document:
        faults += check_text(document["title"], TITLE, (*path, "title"))
    for name, kind in kinds.items():
        faults += check_kind(kind, document.get(name), (*path, name))
    return faults or [*check_links(document, path)]


def check_names(found: dict, known: set[str], required: set[str], path: Path) -> Faults:
    for name in sorted(found.keys() - known):
        yield Fault(_("There is no field “%(name)s” here.") % {"name": name[:60]}, (*path, name))
    for name in sorted(required - found.keys()):
        yield Fault(_("The field “%(name)s” is missing.") % {"name": name}, path)


def check_kind(kind: Kind, found: object, path: Path) -> Faults:
    if found is None:
        return
    if kind.single:
        yield from check_clause(kind, found, path)
    elif not isinstance(found, list):
        yield wrong_type(found, _("a list"), path)
    elif len(found) > MOST_OF_A_KIND:
        yield Fault(_("At most %(most)s fit here.") % {"most": MOST_OF_A_KIND}, path)
    else:
        for place, one in enumerate(found):
            yield from check_clause(kind, one, (*path, place))


def check_clause(kind: Kind, found: object, path: Path) -> Faults:
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object"), path)
        return
    children = {child.plural: child for child in children_of(kind.name)}
    yield from check_names(found, {"key", "gap", *kind.by_name, *children}, {"key"}, path)
    if "key" in found:
        yield from check_key(found["key"], (*path, "key"))
    if "gap" in found:
        yield from check_text(found["gap"], LONGEST_GAP, (*path, "gap"))
    for name, one in kind.by_name.items():
        if name in found:
            yield from CHECKS[one.type](one, found[name], (*path, name))
    for name, child in children.items():
        yield from check_kind(child, found.get(name), (*path, name))


def check_key(found: object, path: Path) -> Faults:
    if not isinstance(found, str) or not re.fullmatch(KEY_PATTERN, found):
        yield Fault(_("A key is a UUID in small letters, like 0198a5f0-6c1e-7c3a-9d55-1f2e3d4c5b6a."), path)


def check_text(found: object, longest: int, path: Path) -> Faults:
    if not isinstance(found, str):
        yield wrong_type(found, _("text"), path)
    elif len(found) > longest:
        yield Fault(
            _("%(length)s characters; at most %(longest)s fit.") % {"length": len(found), "longest": longest}, path
        )


def check_words(one: Field, found: object, path: Path) -> Faults:
    yield from check_text(found, one.longest, path)


def check_due(one: Field, found: object, path: Path) -> Faults:
    if found is None:
        return
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object with text, on and precision"), path)
        return
    parts = {"text", "on", "precision"}
    yield from check_names(found, parts, parts, path)
    if "text" in found:
        yield from check_text(found["text"], LINE, (*path, "text"))
    if found.get("on") is not None and not is_day(found["on"]):
        yield Fault(_("A day is written like 2026-06-12."), (*path, "on"))
    if "precision" in found and found["precision"] not in PRECISIONS:
        yield not_one_of(PRECISIONS, (*path, "precision"))


def check_day(one: Field, found: object, path: Path) -> Faults:
    if found != "" and not is_day(found):
        yield Fault(_("A day is written like 2026-06-12."), path)


def is_day(found: object) -> bool:
    if not isinstance(found, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", found, re.ASCII):
        return False
    try:
        return EARLIEST <= date.fromisoformat(found).year <= LATEST
    except ValueError:
        return False


def check_number(one: Field, found: object, path: Path) -> Faults:
    if found is None:
        return
    if isinstance(found, bool) or not isinstance(found, int | float):
        yield wrong_type(found, _("a number"), path)
    elif not 0 <= found <= MOST_NUMBER:
        yield Fault(_("A number from 0 to %(most)s fits here.") % {"most": MOST_NUMBER}, path)


def check_yes(one: Field, found: object, path: Path) -> Faults:
    if not isinstance(found, bool):
        yield wrong_type(found, _("true or false"), path)


def check_choice(one: Field, found: object, path: Path) -> Faults:
    names = ["", *(name for name, _label in one.choices)]
    if not isinstance(found, str) or found not in names:
        yield not_one_of(names, path)


def check_clause_link(one: Field, found: object, path: Path) -> Faults:
    if found != "":
        yield from check_key(found, path)


def check_letters(one: Field, found: object, path: Path) -> Faults:
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object of role keys and letters"), path)
        return
    for role, letters in found.items():
        yield from check_key(role, (*path, role))
        if not isinstance(letters, str) or not re.fullmatch(LETTERS_PATTERN, letters):
            yield Fault(_("Letters are R, A, C and I, several with a slash, like A/R."), (*path, role))


CHECKS = {
    "title": check_words,
    "line": check_words,
    "text": check_words,
    "who": check_words,
    "due": check_due,
    "day": check_day,
    "number": check_number,
    "yes": check_yes,
    "choice": check_choice,
    "clause": check_clause_link,
    "letters": check_letters,
}


def check_links(document: dict, path: Path) -> Faults:
    """Keys occur once; letters name roles of this file; goals serve goals and not themselves."""
    seen: dict[str, Path] = {}
    for key, place in keys_of(document, path):
        if key in seen:
            yield Fault(_("This key occurs twice."), place)
        seen[key] = place
    if len(seen) > MOST_CLAUSES:
        yield Fault(_("At most %(most)s clauses fit in a charter.") % {"most": MOST_CLAUSES}, path)
    yield from check_raci(document, path)
    yield from check_goals(document, path)


def keys_of(found: object, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(found, list):
        for place, one in enumerate(found):
            yield from keys_of(one, (*path, place))
    elif isinstance(found, dict):
        if "key" in found:
            yield found["key"], (*path, "key")
        for name, inner in found.items():
            if isinstance(inner, list) or "key" in (inner if isinstance(inner, dict) else {}):
                yield from keys_of(inner, (*path, name))


def check_raci(document: dict, path: Path) -> Faults:
    roles = {role["key"] for role in document.get("roles") or []}
    for place, one in enumerate(document.get("deliverables") or []):
        for role in (one.get("letters") or {}).keys() - roles:
            yield Fault(
                _("These letters are for a role that is not in the file."),
                (*path, "deliverables", place, "letters", role),
            )


def check_goals(document: dict, path: Path) -> Faults:
    serves = {goal["key"]: goal.get("serves", "") for goal in document.get("goals") or []}
    for place, key in enumerate(serves):
        seen, at = {key}, serves[key]
        while at in serves and at not in seen:
            seen.add(at)
            at = serves[at]
        if at == key:
            yield Fault(_("This goal serves itself, directly or in a circle."), (*path, "goals", place, "serves"))


def check_record(found: object, path: Path) -> Faults:
    if found is None:
        return
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object"), path)
        return
    known = {*RECORD_LINES, *MOMENTS, "content_hash", "signatures", "votes"}
    yield from check_names(found, known, {*RECORD_LINES, "content_hash", "signatures"}, path)
    for name, longest in RECORD_LINES.items():
        yield from check_text(found.get(name, ""), longest, (*path, name))
    if not isinstance(found.get("content_hash"), str) or not re.fullmatch(HASH_PATTERN, found["content_hash"]):
        yield Fault(_("A hash has 64 hexadecimal digits in small letters."), (*path, "content_hash"))
    for name in MOMENTS:
        yield from check_text(found.get(name) or "", 40, (*path, name))
    for name, lines in (
        ("signatures", {"name": TITLE, "statement": LINE, "signed_at": 40}),
        ("votes", {"name": TITLE, "choice": 8, "reason": TEXT, "voted_at": 40}),
    ):
        yield from check_answers(found.get(name, []), lines, (*path, name))


def check_answers(found: object, lines: dict[str, int], path: Path) -> Faults:
    if not isinstance(found, list) or len(found) > MOST_OF_A_KIND:
        yield wrong_type(found, _("a list"), path)
        return
    for place, one in enumerate(found):
        if not isinstance(one, dict):
            yield wrong_type(one, _("an object"), (*path, place))
            continue
        yield from check_names(one, {*lines, "is_sponsor"}, {"name"}, (*path, place))
        for name, longest in lines.items():
            yield from check_text(one.get(name, ""), longest, (*path, place, name))
        if not isinstance(one.get("is_sponsor", False), bool):
            yield wrong_type(one["is_sponsor"], _("true or false"), (*path, place, "is_sponsor"))


def wrong_type(found: object, wanted: str, path: Path) -> Fault:
    return Fault(_("Here must be %(wanted)s, not %(type)s.") % {"wanted": wanted, "type": type_name(found)}, path)


def not_one_of(names: list[str], path: Path) -> Fault:
    return Fault(_("Here fits one of: %(names)s.") % {"names": ", ".join(name or "“”" for name in names)}, path)


def type_name(found: object) -> str:
    if found is None:
        return _("nothing")
    if isinstance(found, bool):
        return _("true or false")
    return {str: _("text"), dict: _("an object"), list: _("a list")}.get(type(found), _("a number"))
