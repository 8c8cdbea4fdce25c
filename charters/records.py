"""The record of a version's adoption as it goes into files: number, state, hash, who agreed and when."""

import json

from django.db.models import F

from charters.content import Content, content_hash, from_canonical, to_document
from charters.exporting.envelope import envelope
from charters.kinds import TITLE
from charters.models import Charter, CharterVersion, Signature

State = Signature.State


def document_of(version: CharterVersion) -> dict:
    """The frozen text where there is one, else what is written now."""
    return json.loads(version.document) if version.document else to_document(version.content())


def content_of(version: CharterVersion) -> Content:
    return from_canonical(version.document) if version.document else version.content()


def export_of(version: CharterVersion) -> dict:
    document = document_of(version)
    return envelope(document, version.charter.adoption, record_for(version, document))


def record_for(version: CharterVersion, document: dict) -> dict | None:
    """Our own record of a frozen version; the one a file brought along, as long as its text is unchanged; else none."""
    if version.content_hash:
        return record_of(version)
    brought = version.imported_record
    return brought if brought and brought["content_hash"] == content_hash(document) else None


def record_of(version: CharterVersion) -> dict:
    """A long absence, and what came of a closed charter, stand in it; without them, files are as they always were."""
    sometimes = {"absent": version.absent} if version.absent else {}
    if version.is_closed:
        sometimes["closed"] = closed_of(version.charter)
    return sometimes | {
        "number": version.number,
        "state": version.state,
        "content_hash": version.content_hash,
        "frozen_at": moment(version.frozen_at),
        "activated_at": moment(version.activated_at),
        "signatures": [signed(one) for one in signatures_of(version)],
        "votes": [voted(one) for one in version.votes.filter(round=version.round).order_by("voted_at", "id")],
    }


def closed_of(charter: Charter) -> dict:
    return {
        "outcome": charter.outcome,
        "words": charter.outcome_words,
        "by": str(charter.closed_by)[:TITLE],
        "closed_at": moment(charter.closed_at),
    }


def signatures_of(version: CharterVersion):
    """Those given under this text, then those carried over from a version before."""
    agreed = version.signatures.filter(round=version.round, state__in=[State.SIGNED, State.CARRIED])
    light = agreed.select_related("carried_from__version").defer(*Signature.TEXTS)
    return light.order_by(F("signed_at").asc(nulls_last=True), "id")


def signed(signature: Signature) -> dict:
    """Of a carried one what was signed then, and under which version."""
    given = signature.carried_from or signature
    carried = {"carried_from": given.version.number} if signature.carried_from_id else {}
    return {
        "name": given.typed_name,
        "statement": given.statement,
        "signed_at": moment(given.signed_at),
        "is_sponsor": given.is_sponsor,
    } | carried


def voted(vote) -> dict:
    return {"name": vote.name, "choice": vote.choice, "reason": vote.reason, "voted_at": moment(vote.voted_at)}


def moment(value) -> str | None:
    return value and value.isoformat(timespec="seconds").replace("+00:00", "Z")
