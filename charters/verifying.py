"""Whether a charter's file is the text that was signed here. Says only what the file itself holds, and yes or no."""

from dataclasses import dataclass
from datetime import datetime

from charters.content import content_hash
from charters.importing import checking
from charters.importing.source import Broken, located, read
from charters.models import CharterVersion, Signature
from charters.records import record_of

SIGNED_HERE, CHANGED, NOT_HERE, UNSIGNED = "signed_here", "changed", "not_here", "unsigned"


@dataclass(frozen=True)
class Verdict:
    """`answer` is one of the four above; `in_force_since` is known only for a text adopted here."""

    answer: str
    title: str
    number: str
    content_hash: str
    in_force_since: datetime | None = None
    record_differs: bool = False


def verify(data: bytes) -> Verdict:
    """Broken where the file is no charter of ours."""
    source = read(data)
    if faults := checking.check(source.value):
        raise Broken(located(faults, source.text))
    return judge(source.value["charter"], source.value.get("record"))


def judge(document: dict, record: dict | None) -> Verdict:
    found = content_hash(document)
    number = record["number"] if record else ""
    if record and record["content_hash"] != found:
        return Verdict(CHANGED, document["title"], number, found)
    if version := adopted(found):
        differs = bool(record) and not is_ours(record, version)
        return Verdict(SIGNED_HERE, document["title"], version.number, found, version.activated_at, differs)
    return Verdict(NOT_HERE if record else UNSIGNED, document["title"], number, found)


def adopted(found: str) -> CharterVersion | None:
    """The version in force, or once in force, with this text; else one that somebody has signed."""
    versions = CharterVersion.objects.filter(content_hash=found).select_related("charter")
    in_force = versions.exclude(activated_at=None).order_by("activated_at").first()
    return in_force or versions.filter(signatures__state=Signature.State.SIGNED).order_by("frozen_at").first()


def is_ours(record: dict, version: CharterVersion) -> bool:
    """Who came later may be missing in the file; nobody may be in it whom we do not know. Who was away stands in both."""
    ours = record_of(version)
    if record.get("activated_at") and record.get("absent", []) != ours.get("absent", []):
        return False
    return record["number"] == ours["number"] and answers(record) <= answers(ours)


def answers(record: dict) -> set[tuple]:
    signed = {(one["name"], one.get("signed_at"), one.get("statement")) for one in record["signatures"]}
    return signed | {(one["name"], one.get("voted_at"), one.get("choice")) for one in record.get("votes", [])}
