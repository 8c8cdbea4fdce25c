"""Many clauses of one kind at once, such as the names of all holders, one a line."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max

from charters.actions import holding
from charters.actions.items import named, require_place, whole
from charters.actions.writing import STEP, as_item
from charters.content import Clause
from charters.kinds import KINDS
from charters.models import CharterVersion, Item
from charters.permissions import can_edit
from common.locks import lock
from common.permissions import require
from teams.history import record
from teams.models import Event

ADDED_MANY = "charter.clauses_added"


@transaction.atomic
def add_many(version: CharterVersion, kind: str, lines: Sequence[str], *, by, parent=None, token: UUID) -> list[Item]:
    """One clause for each line. The same `token` adds the same lines once, however often it is sent."""
    version = lock(version)
    require(can_edit(by, version))
    require_place(version, kind, parent)
    keys = [uuid5(token, str(place)) for place in range(len(lines))]
    if were_added(version, keys):
        return []

    members = members_by_name(version) if kind == "assignment" else {}
    last = version.items.aggregate(last=Max("position"))["last"] or 0
    clauses = [clause_of(kind, line, key, parent, members) for line, key in zip(lines, keys, strict=True)]
    items = [as_item(version, clause, last + place * STEP, by) for place, clause in enumerate(clauses, 1)]
    Item.objects.bulk_create(items, batch_size=500)
    if kind == "assignment" and items:
        holding.keep_in_step(version, [parent], by=by)
    if items:
        headings = [clause.heading[:300] for clause in clauses]
        record(ADDED_MANY, items[0], by=by, about=version.charter, **named(version, clauses[0]), headings=headings)
    return items


def were_added(version, keys: Sequence[UUID]) -> bool:
    """Whether this list was added before, even if its clauses were removed again."""
    if Item.objects.filter(version=version, key__in=keys).exists():
        return True
    return Event.objects.filter(about_id=version.charter_id, data__key__in=[str(key) for key in keys]).exists()


def clause_of(kind: str, line: str, key: UUID, parent, members: dict[str, str]) -> Clause:
    values = whole(kind, {KINDS[kind].heading.name: line})
    return Clause(str(key), kind, values, str(parent or ""), person=members.get(line.casefold()))


def members_by_name(version) -> dict[str, str]:
    """Accounts by the name that only one member has; two of the same name are linked by hand."""
    people = [membership.person for membership in version.team.memberships.present().select_related("person")]
    names = [str(person).casefold() for person in people]
    return {name: str(person.pk) for name, person in zip(names, people, strict=True) if names.count(name) == 1}
