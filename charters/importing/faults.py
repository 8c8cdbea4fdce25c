"""What every check of a file's values shares: names, texts and keys, and the words for what is wrong. Pure."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from charters.exporting.schema import KEY_PATTERN
from charters.importing.source import Fault, Path

Faults = Iterator[Fault]


def check_names(found: dict, known: set[str], required: set[str], path: Path) -> Faults:
    for name in sorted(found.keys() - known):
        yield Fault(_("There is no field “%(name)s” here.") % {"name": name[:60]}, (*path, name))
    for name in sorted(required - found.keys()):
        yield Fault(_("The field “%(name)s” is missing.") % {"name": name}, path)


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
