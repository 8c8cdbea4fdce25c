"""The live side of a role's holders: whoever the text names is asked, whoever it no longer names is let go."""

from django.utils import timezone

from charters.models import CharterVersion, Item, RoleAssignment
from charters.notify import reviewing as notify

State = RoleAssignment.State


def keep_in_step(version: CharterVersion, role_key, *, by) -> list[RoleAssignment]:
    """After a change of the text; the caller has locked, asked and will record. Returns those newly asked."""
    named = named_holders(version, role_key)
    title = role_title(version, role_key)
    rows = {
        (row.key, row.person_id): row
        for row in RoleAssignment.objects.filter(charter_id=version.charter_id, role_key=role_key)
    }
    new = [
        RoleAssignment(
            team_id=version.team_id, charter_id=version.charter_id, key=key, role_key=role_key, role_title=title,
            person_id=person, **first_answer(person, by),
        )
        for key, person in named if (key, person) not in rows
    ]  # fmt: skip
    gone = {row.pk for row in rows.values() if row.state == State.ENDED}
    changed = [row for place, row in rows.items() if is_brought(row, place in named, title, by)]
    RoleAssignment.objects.bulk_create(new)
    RoleAssignment.objects.bulk_update(changed, ["state", "answered_at", "role_title"])
    asked = [row for row in new + changed if row.state == State.PROPOSED and (row.pk in gone or row in new)]
    if asked:
        notify.role_asked(asked, by=by)
    return asked


def named_holders(version: CharterVersion, role_key) -> set[tuple]:
    """(clause, person) of the present holders that the text names and that are in the team."""
    present = set(version.team.memberships.present().values_list("person_id", flat=True))
    items = Item.objects.filter(version=version, kind="assignment", parent=role_key, person__isnull=False)
    return {(item.key, item.person_id) for item in items if not item.clause()["former"] and item.person_id in present}


def role_title(version: CharterVersion, role_key) -> str:
    role = Item.objects.filter(version=version, key=role_key).first()
    return role.clause().heading if role else ""


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
