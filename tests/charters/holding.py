"""Charters in force with terms in them, brought there by the real actions."""

from charters import merging
from charters.actions import items, reviewing
from charters.due import parse
from charters.models import CharterVersion, RoleAssignment
from tests.factories import adopt, ask_signatures, charter_at, send_to_review


def say_term(version, who, text):
    """The text says until when somebody holds their role."""
    item = version.items.get(kind="assignment", person=who)
    said = {"term_ends": item.values.get("term_ends")}
    items.save(version, item.key, {"term_ends": parse(text)}, merging.stamp(0, said), by=version.team.ann)


def with_term(text, team=None, name="bo", *, accepted=True) -> CharterVersion:
    """In force, and the person has said yes to their role."""
    version = charter_at("draft", team)
    team, who = version.team, getattr(version.team, name)
    say_term(version, who, text)
    for step in (send_to_review, ask_signatures, adopt):
        step(version)
        version.refresh_from_db()
        version.team = version.charter.team = team
    if accepted:
        reviewing.accept_role(held_by(version, who), by=who)
    return version


def held_by(version, who) -> RoleAssignment:
    return RoleAssignment.objects.get(charter_id=version.charter_id, person=who)
