"""The live side of a role's holders: whoever the text names is asked, whoever it no longer names is let go.

An amendment changes who holds what only when it comes into force; until then the text in force says it.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from charters.actions import handing_on
from charters.models import CharterVersion, Item, RoleAssignment, Signature
from charters.notify import reviewing as notify
from teams.history import record

State = RoleAssignment.State


def follow(version: CharterVersion) -> None:
    """An amendment is in force: who signed it has accepted the roles it gives them; others whom it names are asked."""
    signed = Signature.objects.of_round(version).filter(state=Signature.State.SIGNED)
    held = RoleAssignment.objects.filter(charter_id=version.charter_id).exclude(state=State.ENDED)
    before = {row.pk: row for row in held.select_related("person")}
    roles = {row.role_key for row in before.values()} | set(
        version.items.filter(kind="role").values_list("key", flat=True)
    )
    bring(version, roles, by=None, agreed=frozenset(signed.values_list("person_id", flat=True)))
    for row in held.model.objects.filter(pk__in=before, state=State.ENDED).select_related("charter", "person"):
        told = {"role": row.role_title[:200], "person": str(row.person)}
        record("role.vacated", row, by=None, about=row.charter, **told)
        if before[row.pk].state == State.ACCEPTED:
            handing_on.ask(row, is_told=True)


def keep_in_step(version: CharterVersion, role_keys: Iterable, *, by) -> list[RoleAssignment]:
    """After a change of the text of these roles; the caller has locked, asked and will record. Returns those newly asked."""
    return [] if version.is_amendment else bring(version, role_keys, by=by)


def bring(version: CharterVersion, role_keys: Iterable, *, by, agreed=frozenset()) -> list[RoleAssignment]:
    """Makes the rows say what the text says. `agreed` are people who have said yes to it already."""
    agreed = agreed | {by.pk} if by else agreed
    role_keys = [UUID(str(key)) for key in role_keys]
    named, titles = named_holders(version, role_keys), role_titles(version, role_keys)
    rows = {(row.key, row.person_id): row for row in rows_of(version, role_keys)}
    gone = {row.pk for row in rows.values() if row.state == State.ENDED}
    new = [begun(version, role, titles[role], *place, agreed) for place, role in named.items() if place not in rows]
    changed = [
        row for place, row in rows.items() if is_brought(row, place in named, titles.get(row.role_key, ""), agreed)
    ]
    RoleAssignment.objects.bulk_create(new)
    RoleAssignment.objects.bulk_update(changed, ["state", "answered_at", "role_title"])
    return tell(new + [row for row in changed if row.pk in gone], by)


def tell(rows: list[RoleAssignment], by) -> list[RoleAssignment]:
    """Of those who are named anew, who has not said yes already is asked."""
    asked = [row for row in rows if row.state == State.PROPOSED]
    if asked:
        notify.role_asked(asked, by=by)
    return asked


def rows_of(version: CharterVersion, role_keys):
    return RoleAssignment.objects.filter(charter_id=version.charter_id, role_key__in=role_keys)


def named_holders(version: CharterVersion, role_keys) -> dict[tuple, UUID]:
    """The role of each (clause, person): present holders that the text names and that are in the team.

    Whose term has ended holds the role no more, until the text gives them another.
    """
    present = set(version.team.memberships.present().values_list("person_id", flat=True))
    rows = {(row.key, row.person_id): row for row in rows_of(version, role_keys)}
    items = Item.objects.filter(version=version, kind="assignment", parent__in=role_keys, person__isnull=False)
    named = {(item.key, item.person_id): item for item in items if not item.clause()["former"]}
    return {
        place: item.parent
        for place, item in named.items()
        if item.person_id in present and not (place in rows and rows[place].has_served(item.clause()["term_ends"]))
    }


def role_titles(version: CharterVersion, role_keys) -> dict[UUID, str]:
    return {role.key: role.clause().heading for role in Item.objects.filter(version=version, key__in=role_keys)}


def begun(version, role: UUID, title: str, key: UUID, person, agreed) -> RoleAssignment:
    return RoleAssignment(
        team_id=version.team_id, charter_id=version.charter_id, key=key, role_key=role, role_title=title, person_id=person,
        **first_answer(person, agreed),
    )  # fmt: skip


def first_answer(person_id, agreed) -> dict:
    """Who takes a role themself, or signed it, has accepted it; everybody else is asked."""
    if person_id in agreed:
        return {"state": State.ACCEPTED, "answered_at": timezone.now()}
    return {"state": State.PROPOSED, "answered_at": None}


def is_brought(row: RoleAssignment, is_named: bool, title: str, agreed) -> bool:
    """Brings one row in step with the text, in memory; says whether anything changed."""
    before = row.state, row.role_title
    row.role_title = title or row.role_title
    if is_named and row.state == State.ENDED:
        row.become(State.PROPOSED)
        answer = first_answer(row.person_id, agreed)
        row.state, row.answered_at = answer["state"], answer["answered_at"]
    if not is_named and row.can_become(State.ENDED):
        row.become(State.ENDED)
    return before != (row.state, row.role_title)
