"""The templates that a site begins with."""

from charters.builtin import TEMPLATES
from charters.due import parse
from charters.kinds import ALL, Kind, children_of
from charters.models import CharterTemplate
from common.ids import uuid7


def ensure_templates() -> None:
    """Writes the built-in templates that are missing; what an administrator changed or hid stays as it is."""
    rows = [
        CharterTemplate(
            slug=template["slug"], title=template["title"], summary=template["summary"],
            document=document_of(template), position=place,
        )
        for place, template in enumerate(TEMPLATES)
    ]  # fmt: skip
    CharterTemplate.objects.bulk_create(rows, ignore_conflicts=True)


def document_of(template: dict) -> dict:
    """A whole charter document, as an export has it, with the examples beside it."""
    document = {"title": template["title"]}
    for kind in ALL:
        if not kind.parent:
            document[kind.plural] = filled(kind, template["clauses"].get(kind.plural))
    return document | {"examples": template["examples"]}


def filled(kind: Kind, found):
    if kind.single:
        return clause(kind, found) if found else None
    return [clause(kind, one) for one in found or []]


def clause(kind: Kind, given: dict) -> dict:
    values = {field.name: given.get(field.name, field.empty) for field in kind.fields}
    dues = {field.name: parse(values[field.name] or "") for field in kind.fields if field.type == "due"}
    parts = {
        child.plural: [clause(child, one) for one in given.get(child.plural, [])] for child in children_of(kind.name)
    }
    return {"key": str(uuid7())} | values | dues | parts
