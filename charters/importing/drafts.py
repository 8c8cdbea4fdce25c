"""A file as charters to be written: of our own format or the neutral structure, one or a list. Pure."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from charters.content import Content, content_hash, from_document
from charters.importing import checking, neutral
from charters.importing.source import Broken, Fault, Source, located, read

MOST_CHARTERS = 500


@dataclass(frozen=True)
class Draft:
    """What one charter of a file says. `record` came with it and belongs to its text."""

    content: Content
    adoption: str = "signatures"
    record: dict | None = None
    record_is_foreign: bool = False

    @property
    def gaps(self) -> int:
        return sum(bool(clause.gap) for clause in self.content.clauses)


def drafts(data: bytes) -> list[Draft]:
    """All charters of the file, or Broken: either everything can be written or nothing is."""
    source = read(data)
    charters = source.value if isinstance(source.value, list) else [source.value]
    require_whole(source, charters)
    return [draft(one) for one in charters]


def require_whole(source: Source, charters: list) -> None:
    if not charters or len(charters) > MOST_CHARTERS:
        raise Broken([Fault(_("A file holds one charter or a list of 1 to %(most)s.") % {"most": MOST_CHARTERS})])
    is_list = isinstance(source.value, list)
    faults = [
        replace(fault, path=((place,) if is_list else ()) + fault.path)
        for place, one in enumerate(charters)
        for fault in check(one)
    ]
    if faults:
        raise Broken(located(faults, source.text))


def check(one: object) -> list[Fault]:
    return neutral.check(one) if neutral.is_neutral(one) else checking.check(one)


def draft(one: dict) -> Draft:
    if neutral.is_neutral(one):
        return Draft(neutral.to_content(one))
    content = from_document(one["charter"])
    record = one.get("record")
    fits = bool(record) and record["content_hash"] == content_hash(one["charter"])
    return Draft(content, one.get("adoption", "signatures"), record if fits else None, bool(record) and not fits)
