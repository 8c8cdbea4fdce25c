"""What the tests of inheritance share: a harbour whose charter is in force, and a pier group below it that takes from it."""

from charters.actions import amending, inheriting, items, moving, signing
from charters.merging import flat, stamp
from charters.models import Charter, CharterVersion
from teams import actions
from tests.factories import charter_at, signers, team_with

REVIEWS = "We begin reviews before 11:00 and finish them the same day."


def family():
    """Ann leads both teams, bo is in both, dee only in the pier group, which is a sub-group of the harbour."""
    harbour = team_with()
    pier = team_with({"ann": "lead", "bo": "member", "dee": "member"}, name="Pier group")
    pier = actions.set_parent(pier, harbour, by=harbour.ann)
    pier.ann, pier.bo, pier.dee = (signer for signer in signers(pier))
    return harbour, pier


def with_team(version, team) -> CharterVersion:
    version = CharterVersion.objects.select_related("charter").get(pk=version.pk)
    version.team = version.charter.team = team
    return version


def parent_of(harbour, title="Harbour charter") -> CharterVersion:
    return charter_at("active", harbour, title=title)


def key_of(version, kind, text=None) -> str:
    found = [
        str(one.key) for one in version.items.filter(kind=kind).for_content() if text in (None, one.clause().heading)
    ]
    return found[0]


def take(child, parent, *keys, by=None):
    return inheriting.inherit(child, parent.charter, keys, seen=parent.pk, by=by or child.team.ann)


def empty_draft(pier, title="Pier charter") -> CharterVersion:
    """A draft that nothing blocks, in which nothing stands that the harbour's charter has too, but for what exists once."""
    version = charter_at("draft", pier, title=title)
    version.items.filter(kind__in=["working_agreement", "meeting", "decision_rule"]).delete()
    return version


def change(version, key, by, **fields):
    """One clause of a draft is worded anew."""
    item = version.items.get(key=key)
    was = flat(item.clause().values, None)
    saved = items.save(version, key, was | fields, stamp(item.revision, was), by=by)
    assert not saved.conflicts


def adopt(version, team) -> CharterVersion:
    """All sign it."""
    version = with_team(version, team)
    if version.state == "draft":
        moving.send_to_review(version, by=team.ann)
    moving.ask_signatures(with_team(version, team), by=team.ann, unendorsed_reason="Nobody is here to look.")
    version = with_team(version, team)
    for person in signers(team):
        if version.signatures.filter(person=person, state="requested").exists():
            signing.sign(version, typed_name=str(person), seen=version.content_hash, by=person)
    return with_team(version, team)


def amended(parent, team, *changes, gone=()) -> CharterVersion:
    """The next version of the parent in force: `changes` are pairs of a key and its new fields."""
    version = amending.begin(Charter.objects.get(pk=parent.charter_id), by=team.ann)
    for key, fields in changes:
        change(version, key, team.ann, **fields)
    for key in gone:
        items.remove(version, key, by=team.ann)
    version = adopt(version, team)
    assert version.state == "active", version.state
    return version
