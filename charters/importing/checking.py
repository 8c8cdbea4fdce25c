"""Whether plain values are a charter's file, told field by field. The same rules as the published schema. Pure."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from charters.content import FORMAT, FORMAT_VERSION
from charters.exporting.schema import ADOPTIONS, LETTERS_PATTERN, LONGEST_GAP, MOST_NUMBER, MOST_OF_A_KIND, PRECISIONS
from charters.importing.faults import Faults, check_key, check_names, check_text, not_one_of, type_name, wrong_type
from charters.importing.recorded import check_record
from charters.importing.source import Fault, Path
from charters.kinds import ALL, LINE, TITLE, Field, Kind, children_of

MOST_CLAUSES = 5_000
EARLIEST, LATEST = 1900, 2300


def check(value: object) -> list[Fault]:
    """Everything that is wrong with one envelope; nothing where it is whole."""
    if not isinstance(value, dict):
        return [Fault(_("A charter's file holds an object, not %(type)s.") % {"type": type_name(value)})]
    faults = [*check_envelope(value)]
    if faults:
        return faults
    return [*check_document(value["charter"], ("charter",)), *check_record(value.get("record"), ("record",))]


def check_envelope(value: dict) -> Faults:
    known = {"format", "format_version", "charter", "adoption", "record"}
    yield from check_names(value, known, {"format", "charter"}, ())
    if value.get("format") != FORMAT:
        said = _("This is not a charter of Common Ground: format must be “%(format)s”.")
        yield Fault(said % {"format": FORMAT}, ("format",))
    if value.get("format_version", FORMAT_VERSION) != FORMAT_VERSION:
        said = _("This site reads version %(version)s of the format.")
        yield Fault(said % {"version": FORMAT_VERSION}, ("format_version",))
    if "adoption" in value and value["adoption"] not in ADOPTIONS:
        yield not_one_of(ADOPTIONS, ("adoption",))


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
