"""What an administrator hands in as a template: a charter's file, or the document of a template with its examples. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from charters.content import FORMAT
from charters.importing.checking import check, check_document
from charters.importing.faults import wrong_type
from charters.importing.source import Broken, Fault, Path, located, read
from charters.kinds import KINDS, LINE_TYPES


def template_document(data: bytes) -> dict:
    """The document to keep, or Broken. Of a team's charter neither holders nor signatures become part of a template."""
    source = read(data)
    value = source.value
    is_file = isinstance(value, dict) and value.get("format") == FORMAT
    faults = check(value) if is_file else check_template(value)
    if faults:
        raise Broken(located(faults, source.text))
    return without_holders(value["charter"]) if is_file else value


def check_template(value: object) -> list[Fault]:
    if not isinstance(value, dict):
        return [wrong_type(value, _("an object"), ())]
    document = {name: found for name, found in value.items() if name != "examples"}
    return [*check_document(document), *check_examples(value.get("examples", {}), ("examples",))]


def check_examples(found: object, path: Path) -> Iterator[Fault]:
    """By kind of clause a list of filled forms, shown where nothing is written yet."""
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object"), path)
        return
    for kind, examples in found.items():
        if kind not in KINDS:
            yield Fault(_("There is no kind of clause “%(name)s”.") % {"name": kind[:60]}, (*path, kind))
        elif not isinstance(examples, list):
            yield wrong_type(examples, _("a list"), (*path, kind))
        else:
            for place, one in enumerate(examples):
                yield from check_example(kind, one, (*path, kind, place))


def check_example(kind: str, found: object, path: Path) -> Iterator[Fault]:
    if not isinstance(found, dict):
        yield wrong_type(found, _("an object"), path)
        return
    fields = {one.name for one in KINDS[kind].fields if one.type in LINE_TYPES or one.type in ("due", "choice")}
    for name, words in found.items():
        if name not in fields:
            yield Fault(_("There is no field “%(name)s” here.") % {"name": name[:60]}, (*path, name))
        elif not isinstance(words, str):
            yield wrong_type(words, _("text"), (*path, name))


def without_holders(document: dict) -> dict:
    roles = [role | {"assignments": []} for role in document.get("roles") or []]
    return document | {"roles": roles}
