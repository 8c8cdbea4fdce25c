"""The JSON file of a charter: the document, how it is adopted, and the record of its adoption. Pure.

The same charter is the same bytes, whatever order a database gave its values in.
"""

import json
import re
import unicodedata

from charters.content import FORMAT, FORMAT_VERSION
from charters.kinds import ALL, KINDS, Field, Kind, children_of

DUE_ORDER = ("text", "on", "precision")
RECORD_ORDER = (
    "number", "state", "content_hash", "frozen_at", "activated_at", "signatures", "votes", "absent", "closed",
)  # fmt: skip
CLOSED_ORDER = ("outcome", "words", "by", "closed_at")
SIGNATURE_ORDER = ("name", "statement", "signed_at", "is_sponsor", "carried_from")
VOTE_ORDER = ("name", "choice", "reason", "voted_at")
ABSENT_ORDER = ("name", "since")


def envelope(document: dict, adoption: str, record: dict | None) -> dict:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "charter": in_reading_order(document),
        "adoption": adoption,
        "record": record and record_in_order(record),
    }


def to_json(found: dict) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def in_reading_order(document: dict) -> dict:
    """Names in the order in which people read a charter; what is not known comes last."""
    ordered = {"title": document["title"]}
    for kind in ALL:
        if kind.parent or kind.plural not in document:
            continue
        found = document[kind.plural]
        ordered[kind.plural] = (
            [clause(kind, one) for one in found] if isinstance(found, list) else found and clause(kind, found)
        )
    return ordered | {name: document[name] for name in sorted(document.keys() - ordered.keys())}


def clause(kind: Kind, written: dict) -> dict:
    ordered = {"key": written["key"]}
    ordered |= {one.name: value(one, written[one.name]) for one in kind.fields if one.name in written}
    if "gap" in written:
        ordered["gap"] = written["gap"]
    for child in children_of(kind.name):
        if child.plural in written:
            ordered[child.plural] = [clause(KINDS[child.name], one) for one in written[child.plural]]
    return ordered | {name: written[name] for name in sorted(written.keys() - ordered.keys())}


def value(one: Field, found):
    if one.type == "due" and found:
        return picked(found, DUE_ORDER)
    if one.type == "letters" and found:
        return dict(sorted(found.items()))
    return found


def record_in_order(record: dict) -> dict:
    ordered = picked(record, RECORD_ORDER)
    for name, order in (("signatures", SIGNATURE_ORDER), ("votes", VOTE_ORDER), ("absent", ABSENT_ORDER)):
        if name in ordered:
            ordered[name] = [picked(one, order) for one in ordered[name]]
    if "closed" in ordered:
        ordered["closed"] = picked(ordered["closed"], CLOSED_ORDER)
    return ordered


def picked(found: dict, order: tuple[str, ...]) -> dict:
    return {name: found[name] for name in order if name in found}


def file_name(title: str, number: str, extension: str) -> str:
    """Safe on every system: letters, digits and dashes of the title, then the version."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "charter"
    return f"{words}-{number}.{extension}"
