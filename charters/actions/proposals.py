"""Settling proposals: taking them into the draft, leaving them out, bringing them back."""

from django.db import transaction

from charters import proposing
from charters.actions.holding import keep_in_step
from charters.actions.writing import append_clause, rewrite
from charters.content import Clause
from charters.models import CharterVersion, Item, Proposal
from charters.notify import preparing as notify
from charters.permissions import can_adopt_proposal, can_dismiss_proposal, can_restore_proposal
from common.ids import uuid7
from common.locks import lock
from common.permissions import require
from teams.history import record

State = Proposal.State


@transaction.atomic
def adopt_proposal(proposal: Proposal, kind: str, text: str, *, by) -> Item:
    """A proposal becomes a clause of the draft, with credit to everybody who said the same. A second click finds it done."""
    version, proposal = lock(proposal.version), lock(proposal)
    if proposal.state == State.ADOPTED:
        return version.items.filter(key=proposal.key).first()
    require(can_adopt_proposal(by, proposal))

    group = alike(proposal)
    item = written(version, kind, text, group, by)
    settle(group, State.ADOPTED, by, key=item.key)
    record(
        "charter.proposal_adopted", proposal, by=by, about=version.charter,
        clause=str(item.key), kind=kind, text=text[:600], authors=authors_of(group),
    )  # fmt: skip
    notify.proposal_adopted(proposal, group, item, by=by)
    return item


@transaction.atomic
def dismiss_proposal(proposal: Proposal, *, by) -> Proposal:
    """The writers leave a proposal out of the draft; it stays in sight and can be brought back."""
    lock(proposal.version)
    proposal = lock(proposal)
    if proposal.state == State.DISMISSED:
        return proposal
    require(can_dismiss_proposal(by, proposal))

    group = alike(proposal)
    settle(group, State.DISMISSED, by)
    told = {"text": proposal.text[:600], "authors": authors_of(group)}
    record("charter.proposal_dismissed", proposal, by=by, about=proposal.version.charter, **told)
    return proposal


@transaction.atomic
def restore_proposal(proposal: Proposal, *, by) -> Proposal:
    """What was left out is proposed again."""
    lock(proposal.version)
    proposal = lock(proposal)
    if proposal.state == State.OPEN:
        return proposal
    require(can_restore_proposal(by, proposal))

    group = alike(proposal)
    settle(group, State.OPEN, None)
    told = {"text": proposal.text[:600], "authors": authors_of(group)}
    record("charter.proposal_restored", proposal, by=by, about=proposal.version.charter, **told)
    return proposal


def alike(proposal) -> list[Proposal]:
    """The proposal and those in the same state that say the same, as the page shows them together."""
    others = proposal.version.proposals.filter(state=proposal.state, kind=proposal.kind).select_related("author")
    same = proposing.likeness(proposal.kind, proposal.text)
    return [one for one in others if proposing.likeness(one.kind, one.text) == same]


def authors_of(group) -> list[str]:
    return list(dict.fromkeys(str(one.author) for one in group))


def settle(group, state, by, **fields) -> None:
    for one in group:
        one.become(state)
        one.settled_by = by
        for name, value in fields.items():
            setattr(one, name, value)
    Proposal.objects.bulk_update(group, ["state", "settled_by", *fields])


def written(version: CharterVersion, kind, text, group, by) -> Item:
    """The clause that now says it: a new one, or the one that is the place for it already."""
    values = proposing.values_for(kind, text, ", ".join(authors_of(group)))
    siblings = version.items.filter(kind=kind).for_content()
    found = next((item for item in siblings if proposing.is_said_by(kind, item.values, values)), None)
    item = grow(found, values, by) if found else append_clause(version, Clause(str(uuid7()), kind, values), by=by)
    if kind == "role":
        seat(version, item, {one.author_id: one.author for one in group if one.source == "my_roles"}, by)
    return item


def grow(item: Item, values: dict, by) -> Item:
    item = lock(item)
    longer = proposing.grown(item.kind, item.values, values)
    return item if longer == item.values else rewrite(item, longer, by=by)


def seat(version, role: Item, people: dict, by) -> None:
    """Who proposed the role for themself is named as its holder, and asked; whoever takes their own has answered."""
    held = version.items.filter(kind="assignment", parent=role.key).values_list("person_id", flat=True)
    for pk in people.keys() - set(held):
        values = proposing.values_for("assignment", str(people[pk]), "")
        append_clause(version, Clause(str(uuid7()), "assignment", values, str(role.key), person=str(pk)), by=by)
    keep_in_step(version, [role.key], by=by)
