"""A charter as PDF: tagged for readers who listen, the same bytes for the same charter. Pure."""

import re
from collections.abc import Mapping
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from charters.content import Content
from charters.exporting.blocks import blocks, plain_blocks
from charters.exporting.words import adoption_lines, when
from charters.pictures.matrix import Matrix
from charters.pictures.rolemap import RoleMap
from charters.pictures.timeline import Timeline
from charters.reading import Fact, Holder, ReadClause, ReadKind, ReadPart, ReadRole, read
from common.typesetting import pdf

SOURCE = Path(__file__).parent.parent / "typst" / "charter.typ"
# Signs that people paste without seeing them, and that no XML, and so no SVG, may hold.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_pdf(content: Content, *, team: str, standing: str, record: dict | None, notes: Mapping | None = None) -> bytes:
    """`standing` is one line under the title: the version and its state; `notes` say from where clauses were taken."""
    return pdf(SOURCE, sheet(content, team, standing, record, notes))


def sheet(content: Content, team: str, standing: str, record: dict | None, notes: Mapping | None = None) -> dict:
    return {
        "lang": get_language() or "en",
        "rtl": get_language_bidi(),
        "title": content.title,
        "team": team,
        "standing": standing,
        "words": words(),
        "parts": [part_of(part) for part in read(content, notes)],
        "record": record and {
            "heading": _("Adoption"),
            "signatures": [{"name": one["name"], "when": when(one["signed_at"])} for one in record["signatures"]],
            "lines": adoption_lines(record | {"signatures": []}),
        },
    }  # fmt: skip


def words() -> dict:
    return {
        "contents": _("Contents"),
        "held_by": _("Held by"),
        "former": _("Former holders"),
        "vacant": _("Vacant seats: "),
        "accountable": _("Accountable for"),
        "not_accountable": _("Not accountable for"),
        "gap": _("Kept from the file: "),
        "who_does": _("Who does what"),
        "who_holds": _("Who holds what"),
        "when_due": _("When what is due"),
        "no_day": _("Due, but on no day yet"),
        "deliverable": _("Deliverable"),
        "person": _("Who"),
        "hours": _("Hours a week"),
        "one_role": _("Who hold one role only: "),
        "legend": _("A accountable · R responsible · C consulted · I informed"),
    }


def part_of(part: ReadPart) -> dict:
    return {
        "number": part.number,
        "label": str(part.part.label),
        "kinds": [] if part.roles else [kind_of(kind, part) for kind in part.kinds],
        "roles": [role_of(role) for role in part.roles],
        "map": part.role_map and map_of(part.role_map),
        "matrix": part.matrix and matrix_of(part.matrix),
        "timeline": part.timeline and timeline_of(part.timeline),
    }


def kind_of(kind: ReadKind, part: ReadPart) -> dict:
    has_label = kind.name != "purpose" and (len(part.kinds) > 1 or kind.label != str(part.part.label))
    return {
        "name": kind.name,
        "label": kind.label if has_label else "",
        "clauses": [clause_of(clause) for clause in kind.clauses],
    }


def clause_of(clause: ReadClause) -> dict:
    heading = blocks(clause.heading) if clause.is_rich else plain_blocks(clause.heading)
    return {
        "name": clause.name,
        "heading": heading if clause.heading else [],
        "body": blocks(clause.body),
        "facts": [fact_of(fact) for fact in clause.facts],
        "gap": clause.gap,
    }


def fact_of(fact: Fact) -> dict:
    return {"label": fact.label, "value": blocks(fact.value) if fact.is_rich else plain_blocks(fact.value)}


def role_of(role: ReadRole) -> dict:
    return {
        "title": role.title,
        "purpose": blocks(role.purpose),
        "holders": [holder_of(one) for one in [*role.holders, *role.further_holders]],
        "former": [holder_of(one) for one in role.former],
        "vacant": role.vacant,
        "accountable": [clause_of(one) for one in role.accountabilities],
        "not_accountable": [clause_of(one) for one in role.not_accountable_for],
        "facts": [fact_of(fact) for fact in role.facts],
        "gap": role.gap,
    }


def holder_of(holder: Holder) -> dict:
    return {"name": holder.name, "notes": ", ".join(filter(None, [holder.notes, holder.gap]))}


def matrix_of(matrix: Matrix) -> dict:
    rows = [{"title": row.title, "cells": [[cell.letters, cell.look] for cell in row.cells]} for row in matrix.rows]
    return {"columns": matrix.columns, "rows": rows}


def map_of(found: RoleMap) -> dict:
    return {
        "columns": found.columns,
        "has_hours": found.has_hours,
        "people": [
            {
                "name": one.name,
                "held": ["" if hours is None else "●" if not hours else f"● {hours:g}" for hours in one.held],
                "hours": f"{one.hours:g}" if one.hours else "",
                "bar": one.bar,
            }
            for one in found.people
        ],
        "rest": " · ".join(f"{title} {count}" for title, count in found.rest),
    }


def timeline_of(found: Timeline) -> dict:
    """Drawn as on the page; its facts follow as the alternative text."""
    svg = render_to_string("charters/pictures/timeline.svg", {"picture": found}) if found.rows else ""
    return {
        "svg": NO_XML.sub("", svg),
        "alt": "; ".join(f"{row.title}: {row.due}" for row in found.rows),
        "undated": [{"title": title, "due": due} for title, due in found.undated],
    }
