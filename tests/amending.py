"""Changing a clause of an amendment as a writer does, and bringing the amendment on its way."""

from charters import merging
from charters.actions import amending, consulting, items, moving, signing
from charters.due import parse
from charters.models import CharterVersion, Consultation
from tests.factories import lead_of


def amendment_of(version, by=None) -> CharterVersion:
    return amending.begin(version.charter, by=by or lead_of(version.team))


def rewrite(amendment, kind, field, words, *, heading=None, by=None) -> None:
    """The first clause of this kind, or the one of this heading, gets other words in one field."""
    rows = list(amendment.items.filter(kind=kind).for_content())
    item = next(item for item in rows if heading in (None, item.clause().heading))
    lay(amendment, item, {field: parse(words) if field == "due" else words}, by=by)


def lay(amendment, item, fields, *, by=None) -> None:
    """Saves some fields as whoever has just opened the clause."""
    known = merging.stamp(item.revision, merging.flat(item.values, str(item.person_id or "")))
    assert items.save(amendment, item.key, fields, known, by=by or amendment.created_by).conflicts == []


def put_up(amendment) -> CharterVersion:
    """Through review to signing; where a manager has not endorsed what changed, with a reason."""
    lead = lead_of(amendment.team)
    consulted(amendment)
    moving.ask_signatures(fresh(amendment), by=lead, unendorsed_reason="Mo has seen it in the meeting.")
    return fresh(amendment)


def consulted(amendment) -> CharterVersion:
    """In review, and those with a C have said their word."""
    moving.send_to_review(amendment, by=lead_of(amendment.team))
    for asked in Consultation.objects.waiting().filter(charter=amendment.charter).select_related("person"):
        consulting.answer_consultation(asked, "I can live with it.", by=asked.person)
    return fresh(amendment)


def signed_by(version, *people) -> CharterVersion:
    for person in people:
        signing.sign(fresh(version), typed_name=str(person), seen=fresh(version).content_hash, by=person)
    return fresh(version)


def fresh(version) -> CharterVersion:
    return CharterVersion.objects.select_related("charter", "team", "based_on").get(pk=version.pk)


def states_of(version) -> dict[str, str]:
    """Each person's answer in this round."""
    rows = version.signatures.filter(round=version.round).select_related("person")
    return {str(one.person): one.state for one in rows}
