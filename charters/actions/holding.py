"""The live side of a role's holders: whoever the text names is asked, whoever it no longer names is let go."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from charters.models import CharterVersion, Item, RoleAssignment
from charters.notify import reviewing as notify

State = RoleAssignment.State


def keep_in_step(version: CharterVersion, role_keys: Iterable, *, by) -> list[RoleAssignment]:
    """After a change of the text of these roles; the caller has locked, asked and will record. Returns those newly asked."""
    role_keys = [UUID(str(key)) for key in role_keys]
    named, titles = named_holders(version, role_keys), role_titles(version, role_keys)
    rows = {(row.key, row.person_id): row for row in rows_of(version, role_keys)}
    new = [
        begun(version, role, titles[role], key, person, by)
        for (key, person), role in named.items()
        if (key, person) not in rows
    ]
    gone = {row.pk for row in rows.values() if row.state == State.ENDED}
    changed = [row for place, row in rows.items() if is_brought(row, place in named, titles.get(row.role_key, ""), by)]
    RoleAssignment.objects.bulk_create(new)
    RoleAssignment.objects.bulk_update(changed, ["state", "answered_at", "role_title"])
    asked = [row for row in new + changed if row.state == State.PROPOSED and (row.pk in gone or row in new)]
    if asked:
        notify.role_asked(asked, by=by)
    return asked


def rows_of(version: CharterVersion, role_keys):
    return RoleAssignment.objects.filter(charter_id=version.charter_id, role_key__in=role_keys)


def named_holders(version: CharterVersion, role_keys) -> dict[tuple, UUID]:
    """The role of each (clause, person): present holders that the text names and that are in the team."""
    present = set(version.team.memberships.present().values_list("person_id", flat=True))
    items = Item.objects.filter(version=version, kind="assignment", parent__in=role_keys, person__isnull=False)
    return {
        (item.key, item.person_id): item.parent
        for item in items
        if not item.clause()["former"] and item.person_id in present
    }


def role_titles(version: CharterVersion, role_keys) -> dict[UUID, str]:
    return {role.key: role.clause().heading for role in Item.objects.filter(version=version, key__in=role_keys)}


def begun(version, role: UUID, title: str, key: UUID, person, by) -> RoleAssignment:
    return RoleAssignment(
        team_id=version.team_id, charter_id=version.charter_id, key=key, role_key=role, role_title=title, person_id=person,
        **first_answer(person, by),
    )  # fmt: skip


def first_answer(person_id, by) -> dict:
    """Who takes a role themself has accepted it; everybody else is asked."""
    if by and person_id == by.pk:
        return {"state": State.ACCEPTED, "answered_at": timezone.now()}
    return {"state": State.PROPOSED, "answered_at": None}


def is_brought(row: RoleAssignment, is_named: bool, title: str, by) -> bool:
    """Brings one row in step with the text, in memory; says whether anything changed."""
    before = row.state, row.role_title
    row.role_title = title or row.role_title
    if is_named and row.state == State.ENDED:
        row.become(State.PROPOSED)
        answer = first_answer(row.person_id, by)
        row.state, row.answered_at = answer["state"], answer["answered_at"]
    if not is_named and row.can_become(State.ENDED):
        row.become(State.ENDED)
    return before != (row.state, row.role_title)
